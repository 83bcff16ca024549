use std::io::Write as _;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

use super::*;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn bare(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn headers(lines: &[&str]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for line in lines {
        headers.append(CONTENT_ENCODING, line.parse().unwrap());
    }
    headers
}

/// What comes of a body in pieces of that length.
fn decoded(lines: &[&str], body: &[u8], piece: usize, limit: u64) -> Result<Vec<u8>, Failure> {
    let mut decoder = Decoder::of(&headers(lines), limit)?;
    let mut whole = Vec::new();
    let mut pieces = body.chunks(piece);
    loop {
        match decoder.next()? {
            Some(part) => {
                assert!(part.len() <= (2 * PIECE).max(piece));
                whole.extend_from_slice(&part);
            }
            None if decoder.has_ended => return Ok(whole),
            None => match pieces.next() {
                Some(piece) => decoder.push(Bytes::copy_from_slice(piece)),
                None => decoder.end(),
            },
        }
    }
}

#[track_caller]
fn assert_decoded(lines: &[&str], body: &[u8], expected: &[u8]) {
    for piece in [1, 7, 1 << 20] {
        let decoded = decoded(lines, body, piece, u64::MAX);
        assert!(decoded.is_ok_and(|decoded| decoded == expected), "{piece}");
    }
}

#[track_caller]
fn assert_broken(lines: &[&str], body: &[u8], kind: FailureKind) {
    for piece in [1, 7, 1 << 20] {
        let failure = decoded(lines, body, piece, u64::MAX).unwrap_err();
        assert_eq!(failure.kind(), kind, "{piece}");
    }
}

fn text() -> Vec<u8> {
    let numbers = (0..8_000).map(|n| format!("{n} "));
    numbers.collect::<String>().into_bytes()
}

#[test]
fn each_coding_is_taken_off() {
    let text = text();
    for (coding, body) in [
        ("gzip", gzip(&text)),
        ("x-gzip", gzip(&text)),
        ("GZIP", gzip(&text)),
        ("deflate", zlib(&text)),
        ("deflate", bare(&text)),
        ("identity", text.clone()),
        (", ,identity ,", text.clone()),
        ("gzip", [gzip(b""), gzip(&text), gzip(b"")].concat()),
    ] {
        assert_decoded(&[coding], &body, &text);
    }
    for coding in ["gzip", "deflate"] {
        assert_decoded(&[coding], b"", b"");
    }
}

#[test]
fn layers_are_taken_off_from_the_last_to_the_first() {
    let text = text();
    let body = gzip(&zlib(&text));
    assert_decoded(&["deflate, gzip"], &body, &text);
    assert_decoded(&["deflate", "gzip"], &body, &text);
    assert_decoded(&["gzip,gzip"], &gzip(&gzip(&text)), &text);
}

#[test]
fn what_is_not_known_is_left_as_it_is() {
    let body = gzip(b"hello");
    assert_decoded(&["klingon"], &body, &body);
    assert_decoded(&["klingon, gzip"], &body, &body);
    assert_decoded(&["gzip, gzip, gzip"], &body, &body);
    assert_decoded(&["\u{e9}"], &body, &body);
}

#[test]
fn codings_by_the_dozen_are_refused() {
    let many = ["gzip"; 11].join(",");
    assert!(
        Decoder::of(&headers(&[&many]), u64::MAX)
            .is_err_and(|failure| { failure.kind() == FailureKind::Decode })
    );
}

#[test]
fn what_follows_the_end_is_ignored() {
    for rest in [
        &b"garbage"[..],
        &[0; 600],
        b"\x1f",
        b"\x1f\x8b",
        b"\x1f\x8b\x08\xff",
    ] {
        let body = [gzip(b"hello").as_slice(), rest].concat();
        assert_decoded(&["gzip"], &body, b"hello");
        let body = [zlib(b"hello").as_slice(), rest].concat();
        assert_decoded(&["deflate"], &body, b"hello");
    }
}

#[test]
fn what_stops_early_is_incomplete() {
    let text = text();
    for (coding, body) in [
        ("gzip", gzip(&text)),
        ("deflate", zlib(&text)),
        ("deflate", bare(&text)),
        ("gzip", [gzip(b"one"), gzip(b"two")].concat()),
    ] {
        for cut in [1, 4, 9] {
            let body = &body[..body.len() - cut];
            assert_broken(&[coding], body, FailureKind::Incomplete);
        }
    }
    for cut in 1..20 {
        assert_broken(&["gzip"], &gzip(&text)[..cut], FailureKind::Incomplete);
    }
}

#[test]
fn what_is_corrupt_is_no_body() {
    let text = text();
    let good = gzip(&text);
    for at in [0, 1, good.len() / 2, good.len() - 6, good.len() - 1] {
        let mut body = good.clone();
        body[at] ^= 0xff;
        assert_broken(&["gzip"], &body, FailureKind::Decode);
    }
    assert_broken(&["gzip"], b"plain text", FailureKind::Decode);
    assert_broken(&["deflate"], b"plain text", FailureKind::Decode);
    let mut second = [gzip(b"one"), gzip(&text)].concat();
    let at = second.len() - 500;
    second[at] ^= 0xff;
    assert_broken(&["gzip"], &second, FailureKind::Decode);
}

#[test]
fn a_bomb_stops_at_the_limit() {
    let zeros = vec![0; 4 << 20];
    for (coding, body) in [
        ("gzip", gzip(&zeros)),
        ("deflate", bare(&zeros)),
        ("gzip, gzip", gzip(&gzip(&zeros))),
    ] {
        let failure = decoded(&[coding], &body, 1 << 20, 1 << 20).unwrap_err();
        assert_eq!(failure.kind(), FailureKind::TooLarge);
    }
    // Also where it is only in the middle.
    let layers = gzip(&zeros);
    assert!(decoded(&["gzip, gzip"], &gzip(&layers), 1 << 20, 1000).is_err());
    assert!(decoded(&["gzip"], &layers, 1 << 20, 4 << 20).is_ok());
}

#[cfg(feature = "brotli")]
#[test]
fn brotli_is_taken_off() {
    const HELLO: &[u8] = b"\x1b\x57\x02\xf8\x8d\x94\x6e\xde\x44\x55\x86\xd6\x0a\
        \x20\x6c\x6f\x6a\x96\xc6\x6a\x81\x0c\xa8\x76\x03\x00";
    let text = b"hello world\n".repeat(50);
    assert_decoded(&["br"], HELLO, &text);
    assert_decoded(&["br"], b"", b"");
    assert_decoded(&["br"], &[HELLO, b"garbage"].concat(), &text);
    assert_broken(&["br"], &HELLO[..20], FailureKind::Incomplete);
    assert_broken(&["br"], &[0xff; 32], FailureKind::Decode);
    // The beginning of 64 MiB of zeros.
    let bomb = b"\xcb\xff\xff\x3f\xf8\x27\x00\xe2\xb1\x40\x20\xf7\xfe\x8f\xff\xff";
    let failure = decoded(&["br"], bomb, 1 << 20, 1 << 20).unwrap_err();
    assert_eq!(failure.kind(), FailureKind::TooLarge);
}

#[cfg(feature = "zstd")]
#[test]
fn zstd_is_taken_off() {
    let text = text();
    let frame = ::zstd::encode_all(text.as_slice(), 3).unwrap();
    assert_decoded(&["zstd"], &frame, &text);
    assert_decoded(&["zstd"], b"", b"");
    let two = [frame.as_slice(), &frame].concat();
    assert_decoded(&["zstd"], &two, &text.repeat(2));
    for cut in [1, 4, 500] {
        let cut = &frame[..frame.len() - cut];
        assert_broken(&["zstd"], cut, FailureKind::Incomplete);
    }
    assert_broken(&["zstd"], b"plain text", FailureKind::Decode);
    let bomb = ::zstd::encode_all(vec![0; 4 << 20].as_slice(), 3).unwrap();
    let failure = decoded(&["zstd"], &bomb, 1 << 20, 1 << 20).unwrap_err();
    assert_eq!(failure.kind(), FailureKind::TooLarge);
}
