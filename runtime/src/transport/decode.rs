//! Content codings (RFC 9110, section 8.4): what a server has compressed is read as it was before.

#[cfg(feature = "brotli")]
mod brotli;
#[cfg(feature = "gzip")]
mod deflate;
#[cfg(feature = "gzip")]
mod gzip;
#[cfg(feature = "zstd")]
mod zstd;

use std::mem;

use bytes::Bytes;
use reqwest::header::{CONTENT_ENCODING, HeaderMap};

use crate::error::{Failure, FailureKind, Phase};

/// How much is decoded at a time, in bytes: a small piece may stand for a thousand times as much.
#[cfg(any(feature = "gzip", feature = "brotli", feature = "zstd"))]
const PIECE: usize = 32 << 10;

/// More codings than this are not taken off.
const MOST_LAYERS: usize = 2;

/// A response that declares more than this is refused: no server means it.
const MOST_DECLARED: usize = 10;

/// A whole body as it was before the server coded it.
///
/// # Errors
///
/// For one that can't be decoded, or is longer than `limit` bytes then.
#[cfg(feature = "testing")]
pub(crate) fn decode_all(headers: &HeaderMap, body: Bytes, limit: u64) -> Result<Vec<u8>, Failure> {
    let mut decoder = Decoder::of(headers, limit)?;
    let mut whole = Vec::new();
    decoder.push(body);
    while let Some(part) = decoder.next()? {
        whole.extend_from_slice(&part);
    }
    decoder.end();
    while let Some(part) = decoder.next()? {
        whole.extend_from_slice(&part);
    }
    Ok(whole)
}

/// A coding that is being taken off.
trait Coding: Send {
    /// Takes bytes from the front of `input` and says how many; appends what they stand for, about a
    /// piece of it at most. Where neither happens the input makes no sense.
    fn decode(&mut self, input: &[u8], output: &mut Vec<u8>) -> Result<usize, DecodeError>;

    /// Appends what is left; the input has ended.
    fn finish(&mut self, output: &mut Vec<u8>) -> Result<(), DecodeError>;
}

/// What is wrong with a coded body.
#[derive(Clone, Copy, Debug, PartialEq)]
enum DecodeError {
    Corrupt,
    /// Only codings find it.
    #[cfg(any(feature = "gzip", feature = "brotli", feature = "zstd"))]
    Cut,
}

impl DecodeError {
    fn failure(self) -> Failure {
        let (kind, what) = match self {
            Self::Corrupt => (
                FailureKind::Decode,
                "the body is not what its Content-Encoding says",
            ),
            #[cfg(any(feature = "gzip", feature = "brotli", feature = "zstd"))]
            Self::Cut => (
                FailureKind::Incomplete,
                "the compressed body stops before its end",
            ),
        };
        Failure::new(kind, Phase::Body, what)
    }
}

/// Takes the codings off a body, and counts what comes out of each.
pub(super) struct Decoder {
    /// In the order in which they are taken off.
    layers: Vec<Layer>,
    /// A piece as it came.
    piece: Option<Bytes>,
    has_ended: bool,
    limit: u64,
}

struct Layer {
    coding: Box<dyn Coding>,
    input: Bytes,
    is_finished: bool,
    produced: u64,
}

impl Decoder {
    /// For a body of at most `limit` bytes after each layer.
    ///
    /// With a coding that is not known, or with too many, the body is left as it is.
    ///
    /// # Errors
    ///
    /// For a response that declares codings by the dozen.
    pub(super) fn of(headers: &HeaderMap, limit: u64) -> Result<Self, Failure> {
        let declared = declared_codings(headers);
        if declared.len() > MOST_DECLARED {
            let count = declared.len();
            return Err(Failure::new(
                FailureKind::Decode,
                Phase::Body,
                format!("the response declares {count} content codings"),
            ));
        }
        let codings = declared.iter().rev().map(|name| coding_named(name));
        let codings: Option<Vec<_>> = codings.collect();
        let codings = codings.filter(|codings| codings.len() <= MOST_LAYERS);
        let layers = codings.unwrap_or_default().into_iter();
        let layers = layers.map(|coding| Layer {
            coding,
            input: Bytes::new(),
            is_finished: false,
            produced: 0,
        });
        Ok(Self {
            layers: layers.collect(),
            piece: None,
            has_ended: false,
            limit,
        })
    }

    /// Takes the next piece of the body; all that comes of the one before has been taken.
    pub(super) fn push(&mut self, piece: Bytes) {
        self.piece = Some(piece);
    }

    /// No piece comes any more.
    pub(super) fn end(&mut self) {
        self.has_ended = true;
    }

    /// A part of what comes of the pieces so far; None where that needs another piece, or is all.
    pub(super) fn next(&mut self) -> Result<Option<Bytes>, Failure> {
        next_output(
            &mut self.layers,
            &mut self.piece,
            self.has_ended,
            self.limit,
        )
    }
}

/// What comes out of the last of these layers.
fn next_output(
    layers: &mut [Layer],
    piece: &mut Option<Bytes>,
    has_ended: bool,
    limit: u64,
) -> Result<Option<Bytes>, Failure> {
    let Some((last, before)) = layers.split_last_mut() else {
        return Ok(piece.take());
    };
    loop {
        if last.input.is_empty() {
            match next_output(before, piece, has_ended, limit)? {
                Some(input) => last.input = input,
                None if has_ended => return last.finish(limit),
                None => return Ok(None),
            }
        }
        let output = last.decode(limit)?;
        if !output.is_empty() {
            return Ok(Some(output));
        }
    }
}

impl Layer {
    fn decode(&mut self, limit: u64) -> Result<Bytes, Failure> {
        let mut output = Vec::new();
        let decoded = self.coding.decode(&self.input, &mut output);
        let used = decoded.map_err(DecodeError::failure)?;
        if used == 0 && output.is_empty() && !self.input.is_empty() {
            return Err(DecodeError::Corrupt.failure());
        }
        let _ = self.input.split_to(used.min(self.input.len()));
        self.limit_output(output, limit)
    }

    fn finish(&mut self, limit: u64) -> Result<Option<Bytes>, Failure> {
        if mem::replace(&mut self.is_finished, true) {
            return Ok(None);
        }
        let mut output = Vec::new();
        let finished = self.coding.finish(&mut output);
        // What came before the mistake is not worth more than the mistake.
        finished.map_err(DecodeError::failure)?;
        let output = self.limit_output(output, limit)?;
        Ok(Some(output).filter(|output| !output.is_empty()))
    }

    fn limit_output(&mut self, output: Vec<u8>, limit: u64) -> Result<Bytes, Failure> {
        self.produced += output.len() as u64;
        if self.produced > limit {
            return Err(Failure::new(
                FailureKind::TooLarge,
                Phase::Body,
                format!("the body is longer than {limit} bytes when it is decompressed"),
            ));
        }
        Ok(output.into())
    }
}

/// The codings of a response, in the order in which they were applied.
fn declared_codings(headers: &HeaderMap) -> Vec<String> {
    let lines = headers.get_all(CONTENT_ENCODING).iter();
    let lines = lines.map(|line| String::from_utf8_lossy(line.as_bytes()).to_ascii_lowercase());
    let lines: Vec<_> = lines.collect();
    let names = lines.iter().flat_map(|line| line.split(','));
    let names = names.map(|name| name.trim_matches([' ', '\t']));
    let names = names.filter(|name| !matches!(*name, "" | "identity"));
    names.map(str::to_owned).collect()
}

/// Whether a response says that its body is coded.
pub(super) fn is_coded(headers: &HeaderMap) -> bool {
    !declared_codings(headers).is_empty()
}

/// None for a coding that is not known.
fn coding_named(name: &str) -> Option<Box<dyn Coding>> {
    match name {
        #[cfg(feature = "gzip")]
        "gzip" | "x-gzip" => Some(Box::<gzip::Gzip>::default()),
        #[cfg(feature = "gzip")]
        "deflate" => Some(Box::<deflate::Deflate>::default()),
        #[cfg(feature = "brotli")]
        "br" => Some(Box::<brotli::Brotli>::default()),
        #[cfg(feature = "zstd")]
        "zstd" => zstd::Zstd::new().map(|coding| Box::new(coding) as Box<dyn Coding>),
        _ => None,
    }
}

#[cfg(test)]
#[cfg(feature = "gzip")]
mod tests;
