//! The coding `deflate` (RFC 9110, section 8.4.1.2), in zlib's format and, as some servers send it, bare.

use flate2::{Decompress, FlushDecompress, Status};

use super::{Coding, DecodeError, PIECE};

#[derive(Default)]
pub(super) struct Deflate {
    /// None before the first byte, which tells the formats apart.
    inflating: Option<Decompress>,
    has_ended: bool,
}

impl Coding for Deflate {
    fn decode(&mut self, input: &[u8], output: &mut Vec<u8>) -> Result<usize, DecodeError> {
        if self.has_ended {
            // What follows the end is ignored, as it is after gzip.
            return Ok(input.len());
        }
        let first = input.first().copied().unwrap_or_default();
        let inflating = self
            .inflating
            .get_or_insert_with(|| Decompress::new(is_zlib(first)));
        let (used, has_ended) = inflate(inflating, input, output)?;
        self.has_ended = has_ended;
        Ok(used)
    }

    fn finish(&mut self, output: &mut Vec<u8>) -> Result<(), DecodeError> {
        match &mut self.inflating {
            // An empty body is empty in any coding.
            None => Ok(()),
            Some(_) if self.has_ended => Ok(()),
            Some(inflating) => finish(inflating, output),
        }
    }
}

/// RFC 1950, section 2.2: method 8, and a window of at most 32 KiB. Bare data would begin with an empty
/// block that has rubbish in it.
fn is_zlib(first: u8) -> bool {
    first & 0x0f == 8 && first >> 4 <= 7
}

/// Decodes a part of the input: how many bytes of it were used, and whether the data ended in it.
pub(super) fn inflate(
    inflating: &mut Decompress,
    input: &[u8],
    output: &mut Vec<u8>,
) -> Result<(usize, bool), DecodeError> {
    output.reserve(PIECE);
    let before = inflating.total_in();
    let status = inflating
        .decompress_vec(input, output, FlushDecompress::None)
        .map_err(|_| DecodeError::Corrupt)?;
    let used = usize::try_from(inflating.total_in() - before).map_err(|_| DecodeError::Corrupt)?;
    Ok((used, status == Status::StreamEnd))
}

/// Decodes what has been read already; the data must end with it.
pub(super) fn finish(inflating: &mut Decompress, output: &mut Vec<u8>) -> Result<(), DecodeError> {
    loop {
        let before = output.len();
        let (_, has_ended) = inflate(inflating, b"", output)?;
        if has_ended {
            return Ok(());
        }
        if output.len() == before {
            return Err(DecodeError::Cut);
        }
    }
}
