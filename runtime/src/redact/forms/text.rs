//! Forms that are made of characters: JSON, HTML, Python, and our own escapes.

use std::fmt::Write as _;

use secrecy::zeroize::Zeroizing;

use super::Add;
use crate::redact::one_line;

/// As documents and logs have them.
pub(super) fn usual(value: &str, add: Add<'_>) {
    for form in json(value) {
        let line = one_line(&form);
        if *line != *form {
            add(line.into_owned());
        }
        add(form);
    }
    add(one_line(value).into_owned());
    add(value.to_owned());
}

/// In every spelling.
pub(super) fn all(value: &str, add: Add<'_>) {
    usual(value, add);
    for form in html(value).into_iter().chain(python(value)) {
        add(form);
    }
    let quoted = Zeroizing::new(format!("{value:?}"));
    add(inner(&quoted).to_owned());
}

fn inner(quoted: &str) -> &str {
    quoted
        .get(1..quoted.len().saturating_sub(1))
        .unwrap_or_default()
}

/// Inside a JSON string: with characters as they are, and as escapes; with and without `\/`.
fn json(value: &str) -> Vec<String> {
    let quoted = Zeroizing::new(serde_json::to_string(value).unwrap_or_default());
    let plain = inner(&quoted);
    // Some escape DEL too.
    let ascii = [escaped(plain, '\u{7e}'), escaped(plain, '\u{7f}')];
    let forms = ascii.into_iter().chain([plain.to_owned()]);
    let slashes = |form: String| [form.replace('/', "\\/"), form];
    forms.flat_map(slashes).collect()
}

fn escaped(text: &str, last: char) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c <= last {
            escaped.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        }
    }
    escaped
}

/// In HTML text and attributes: everybody has an own way to write quotes, or leaves them.
fn html(value: &str) -> Vec<String> {
    const DOUBLE: [&str; 4] = ["\"", "&quot;", "&#34;", "&#x22;"];
    const SINGLE: [&str; 4] = ["'", "&#39;", "&#x27;", "&apos;"];
    let text = value.replace('&', "&amp;");
    let text = text.replace('<', "&lt;");
    // Some leave what only ends a tag.
    let texts = [text.replace('>', "&gt;"), text];
    let quoted = |text: &String| {
        let double = DOUBLE.map(|double| text.replace('"', double));
        let both = double
            .iter()
            .flat_map(|text| SINGLE.map(|single| text.replace('\'', single)));
        both.collect::<Vec<_>>()
    };
    texts.iter().flat_map(quoted).collect()
}

/// Inside what Python's `repr` and `ascii` write, also of bytes. A quote is escaped or not, since that
/// depends on what else stands in the text.
fn python(value: &str) -> Vec<String> {
    let graphic = |c: char| c.is_ascii_graphic() || c == ' ';
    let printable = |c: char| graphic(c) || !c.is_whitespace() && is_printable(c);
    let mut forms = Vec::new();
    for quote in ["'", "\\'"] {
        let with = |chars: &mut dyn Iterator<Item = char>, stays: &dyn Fn(char) -> bool| {
            let mut form = String::new();
            chars.for_each(|c| python_char(c, quote, stays, &mut form));
            form
        };
        forms.push(with(&mut value.chars(), &printable));
        forms.push(with(&mut value.chars(), &graphic));
        forms.push(with(&mut value.bytes().map(char::from), &graphic));
    }
    forms
}

/// Whether Rust shows the character, which is about what Python does.
fn is_printable(c: char) -> bool {
    let after_a_letter = format!("x{c}");
    after_a_letter.escape_debug().eq(['x', c])
}

fn python_char(c: char, quote: &str, stays: &dyn Fn(char) -> bool, out: &mut String) {
    match c {
        '\'' => out.push_str(quote),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        c if stays(c) => out.push(c),
        c => {
            let _ = match u32::from(c) {
                code @ ..0x100 => write!(out, "\\x{code:02x}"),
                code @ ..0x1_0000 => write!(out, "\\u{code:04x}"),
                code => write!(out, "\\U{code:08x}"),
            };
        }
    }
}
