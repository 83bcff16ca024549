//! Forms that are made of bytes: percent, base64, hex.

use std::fmt::Write as _;

use base64::prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD, Engine as _};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_encode};
use secrecy::zeroize::Zeroizing;

use super::Add;
use crate::redact::RESERVED;

/// All reserved characters but the slash, as Python's `quote` does it.
const QUOTE: &AsciiSet = &RESERVED.remove(b'/');

/// The same but for `!'()*`, as JavaScript's `encodeURIComponent` does it.
const COMPONENT: &AsciiSet = &RESERVED
    .remove(b'!')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*');

/// What PHP's `urlencode` leaves of signs; with `*`, what forms of WHATWG and Java do; with `!*()`, .NET.
const PHP: &AsciiSet = &RESERVED.add(b'~');
const FORM: &AsciiSet = &PHP.remove(b'*');
const NET: &AsciiSet = &FORM.remove(b'!').remove(b'(').remove(b')');

/// What cannot stand in a URL at all.
const FORBIDDEN: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`');

/// The query, the path and the user information of the WHATWG URL Standard.
const QUERY: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'#')
    .add(b'\'');
const PATH: &AsciiSet = &FORBIDDEN.add(b'#').add(b'?').add(b'^').add(b'{').add(b'}');
const USERINFO: &AsciiSet = &PATH
    .add(b'/')
    .add(b':')
    .add(b';')
    .add(b'=')
    .add(b'@')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'|');

const PERCENT: [&AsciiSet; 11] = [
    RESERVED,
    NON_ALPHANUMERIC,
    QUOTE,
    COMPONENT,
    PHP,
    FORM,
    NET,
    FORBIDDEN,
    QUERY,
    PATH,
    USERINFO,
];

/// As forms, queries and credentials have them.
pub(super) fn usual(value: &[u8], add: Add<'_>) {
    percent(percent_encode(value, RESERVED).to_string(), add);
    base64(value, add);
}

/// In every spelling.
pub(super) fn all(value: &[u8], add: Add<'_>) {
    for set in PERCENT {
        percent(percent_encode(value, set).to_string(), add);
    }
    let digits = |prefix: &str| {
        value.iter().fold(String::new(), |mut all, byte| {
            let _ = write!(all, "{prefix}{byte:02X}");
            all
        })
    };
    percent(digits("%"), add);
    base64(value, add);
    let hex = digits("");
    add(hex.to_lowercase());
    add(hex);
}

fn percent(percent: String, add: Add<'_>) {
    let lower = lower_escapes(&percent);
    for spelling in [percent, lower] {
        if spelling.contains("%20") {
            add(spelling.replace("%20", "+"));
        }
        add(spelling);
    }
}

/// The same escapes with lower-case digits.
fn lower_escapes(text: &str) -> String {
    let mut digits = 0;
    let lower = |c: char| {
        if c == '%' {
            digits = 2;
        } else if digits > 0 {
            digits -= 1;
            return c.to_ascii_lowercase();
        }
        c
    };
    text.chars().map(lower).collect()
}

/// The letters that depend on the value alone, whatever stands before and after it: a letter holds six
/// bits, and so there are three ways to stand.
fn base64(bytes: &[u8], add: Add<'_>) {
    for before in 0..3_usize {
        let padded = Zeroizing::new([vec![0; before].as_slice(), bytes].concat());
        // Letters with a bit of what stands before, and of what may follow.
        let first = (before * 8).div_ceil(6);
        let last = padded.len() * 8 / 6;
        for engine in [BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD] {
            let encoded = Zeroizing::new(engine.encode(&*padded));
            if let Some(letters) = encoded.get(first..last) {
                add(letters.to_owned());
            }
        }
    }
}
