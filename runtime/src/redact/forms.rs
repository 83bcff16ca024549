//! The forms in which a secret may come back: as it was, or as something on its way has written it.

use std::fmt::Write as _;

use base64::prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD, Engine as _};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::escape::RESERVED;

/// All reserved characters but the slash, as Python's `quote` does it.
const QUOTE: &AsciiSet = &RESERVED.remove(b'/');

/// The same but for `!'()*`, as JavaScript's `encodeURIComponent` does it.
const COMPONENT: &AsciiSet = &RESERVED
    .remove(b'!')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*');

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

const PERCENT: [&AsciiSet; 8] = [
    RESERVED,
    NON_ALPHANUMERIC,
    QUOTE,
    COMPONENT,
    FORBIDDEN,
    QUERY,
    PATH,
    USERINFO,
];

/// A part of a URL that is shorter says too little, and would be found where nobody meant it.
const SHORTEST_PART: usize = 8;

/// The value and its parts, each in every form; some may come twice.
pub(super) fn forms(value: &str) -> Vec<String> {
    let lines = value.lines().filter(|line| line.len() < value.len());
    std::iter::once(value)
        .chain(lines)
        .chain(parts_of_url(value))
        .flat_map(written)
        .collect()
}

/// What follows the host where the value is a URL, whole and in parts: services that are asked for it
/// show it so.
fn parts_of_url(value: &str) -> impl Iterator<Item = &str> {
    let behind_host = || {
        let (_, rest) = value.split_once("://")?;
        rest.get(rest.find(['/', '?'])?..)
    };
    let target = behind_host().filter(|target| !target.contains(char::is_whitespace));
    let parts = target.map(|target| match target.split_once('?') {
        Some((path, query)) => [target, path, query],
        None => [target, "", ""],
    });
    let parts = parts.into_iter().flatten();
    parts.filter(|part| part.len() >= SHORTEST_PART)
}

fn written(value: &str) -> Vec<String> {
    let mut forms = vec![value.to_owned()];
    let all = value.bytes().fold(String::new(), |mut all, byte| {
        let _ = write!(all, "%{byte:02X}");
        all
    });
    let spellings = PERCENT.map(|set| utf8_percent_encode(value, set).to_string());
    for percent in spellings.into_iter().chain([all]) {
        forms.push(percent.replace("%20", "+"));
        forms.push(lower_escapes(&percent));
        forms.push(lower_escapes(&percent).replace("%20", "+"));
        forms.push(percent);
    }
    forms.extend(base64(value.as_bytes()));
    let hex = value.bytes().fold(String::new(), |mut all, byte| {
        let _ = write!(all, "{byte:02x}");
        all
    });
    forms.push(hex.to_uppercase());
    forms.push(hex);
    forms.extend(json(value));
    forms.extend(html(value));
    forms.extend(debug(value));
    forms
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
fn base64(bytes: &[u8]) -> Vec<String> {
    let mut forms = Vec::new();
    for before in 0..3_usize {
        let mut padded = vec![0; before];
        padded.extend_from_slice(bytes);
        // Letters with a bit of what stands before, and of what may follow.
        let first = (before * 8).div_ceil(6);
        let last = padded.len() * 8 / 6;
        for engine in [BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD] {
            let encoded = engine.encode(&padded);
            forms.extend(encoded.get(first..last).map(str::to_owned));
        }
    }
    forms
}

/// Inside a JSON string: with characters as they are, and as escapes; with and without `\/`.
fn json(value: &str) -> Vec<String> {
    let quoted = serde_json::to_string(value).unwrap_or_default();
    let plain = quoted
        .get(1..quoted.len().saturating_sub(1))
        .unwrap_or_default();
    let mut ascii = String::new();
    for c in plain.chars() {
        if c.is_ascii() {
            ascii.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(ascii, "\\u{unit:04x}");
            }
        }
    }
    let slashes = [plain.replace('/', "\\/"), ascii.replace('/', "\\/")];
    [plain.to_owned(), ascii]
        .into_iter()
        .chain(slashes)
        .collect()
}

/// As our own logs and debug outputs escape control characters.
fn debug(value: &str) -> [String; 2] {
    let quoted = format!("{value:?}");
    let inner = quoted.get(1..quoted.len() - 1).unwrap_or_default();
    [inner.to_owned(), super::one_line(value).into_owned()]
}

/// In HTML text and attributes: everybody has an own way to write quotes, or leaves them.
fn html(value: &str) -> Vec<String> {
    const DOUBLE: [&str; 4] = ["\"", "&quot;", "&#34;", "&#x22;"];
    const SINGLE: [&str; 4] = ["'", "&#39;", "&#x27;", "&apos;"];
    let text = value.replace('&', "&amp;");
    let text = text.replace('<', "&lt;").replace('>', "&gt;");
    let quoted = |double| {
        let text = text.replace('"', double);
        SINGLE.map(|single| text.replace('\'', single))
    };
    DOUBLE.into_iter().flat_map(quoted).collect()
}
