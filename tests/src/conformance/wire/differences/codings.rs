//! Bodies whose compression ends early.

use std::io::{ErrorKind, Read};

use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};

use super::heads::{last_response, status};
use super::{Played, ending};
use crate::conformance::wire::case::Expect;

/// What is missing of a compressed body is missing of the response.
pub(super) fn refuse_cut_codings(played: &Played<'_>, expect: &mut Expect) {
    let Some(response) = last_response(played, expect).filter(|_| status(expect).is_some()) else {
        return;
    };
    let codings = response.value("content-encoding").unwrap_or_default();
    let mut body = response.body.clone();
    for coding in codings.rsplit(',') {
        match decode(coding.trim(), &body) {
            Some(Decoded::Whole(decoded)) => body = decoded,
            Some(Decoded::Cut) => return ending::fails(expect, "incomplete-body"),
            None => return,
        }
    }
}

enum Decoded {
    Whole(Vec<u8>),
    Cut,
}

/// None for a coding that Buildbot does not know, an empty body, and a body in another coding.
fn decode(coding: &str, body: &[u8]) -> Option<Decoded> {
    if body.is_empty() {
        return None;
    }
    match coding.to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" => members(body),
        "deflate" => {
            read(&mut ZlibDecoder::new(body)).or_else(|| read(&mut DeflateDecoder::new(body)))
        }
        _ => None,
    }
}

/// The members of a gzip stream. What begins like none after the first one is ignored.
fn members(mut rest: &[u8]) -> Option<Decoded> {
    const MAGIC: [u8; 2] = [0x1f, 0x8b];
    let begins = |rest: &[u8]| !rest.is_empty() && rest.iter().zip(MAGIC).all(|(a, b)| *a == b);
    if !begins(rest) {
        return None;
    }
    let mut decoded = Vec::new();
    while begins(rest) {
        let mut member = GzDecoder::new(rest);
        match read(&mut member)? {
            Decoded::Whole(part) => decoded.extend(part),
            Decoded::Cut => return Some(Decoded::Cut),
        }
        rest = member.into_inner();
    }
    Some(Decoded::Whole(decoded))
}

fn read(decoder: &mut impl Read) -> Option<Decoded> {
    let mut decoded = Vec::new();
    match decoder.read_to_end(&mut decoded) {
        Ok(_) => Some(Decoded::Whole(decoded)),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Some(Decoded::Cut),
        Err(_) => None,
    }
}
