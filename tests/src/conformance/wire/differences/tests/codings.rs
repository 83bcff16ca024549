use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use serde::Deserialize;
use serde_json::json;

use super::{Expect, Given, apply_with};

const TEXT: &[u8] = b"a body that is compressed";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn cut(mut body: Vec<u8>, by: usize) -> Vec<u8> {
    body.truncate(body.len() - by);
    body
}

/// Whether the rule says that a body with this coding is incomplete.
fn is_refused(coding: &str, body: &[u8]) -> bool {
    let server = json!([{
        "status": 200, "headers": [["Content-Encoding", coding]], "body_b64": STANDARD.encode(body),
    }]);
    let expect = json!({
        "requests": [{"at": "origin", "method": "GET", "target": "/"}], "result": "SUCCESS",
        "state_string": "Status code: 200", "logs": {}, "config_error": null,
    });
    let expect = Expect::deserialize(expect).unwrap();
    let (ours, by) = apply_with(&Given::default(), &json!({}), &server, &expect);
    let is_failed = ours.error_kind.as_deref() == Some("incomplete-body");
    assert_eq!(is_failed, by == ["compressed-bodies-are-complete"]);
    is_failed
}

#[test]
fn compressed_bodies_are_complete() {
    let two = [gzip(TEXT), cut(gzip(TEXT), 9)].concat();
    for (coding, body) in [
        ("gzip", cut(gzip(TEXT), 1)),
        ("X-GZIP", cut(gzip(TEXT), 12)),
        ("gzip", two),
        ("deflate", cut(zlib(TEXT), 4)),
        ("deflate", cut(deflate(TEXT), 4)),
        ("gzip, gzip", cut(gzip(&gzip(TEXT)), 12)),
        ("gzip, deflate", zlib(&cut(gzip(TEXT), 3))),
    ] {
        assert!(is_refused(coding, &body), "{coding} {body:x?}");
    }
    for (coding, body) in [
        ("gzip", gzip(TEXT)),
        ("gzip", Vec::new()),
        ("gzip", [gzip(TEXT), b"garbage".to_vec()].concat()),
        ("gzip", b"no gzip".to_vec()),
        ("deflate", deflate(TEXT)),
        ("identity", cut(gzip(TEXT), 9)),
        ("br", cut(gzip(TEXT), 9)),
    ] {
        assert!(!is_refused(coding, &body), "{coding}");
    }
}
