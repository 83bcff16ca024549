//! Bytes of a body → text, in the charset that the server names.

use std::borrow::Cow;

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16LE};
use reqwest::header::{CONTENT_TYPE, HeaderMap};

use crate::buildbot::Dialect;

/// The text of a whole body.
pub(crate) fn decode_text<'b>(
    body: &'b [u8],
    headers: &HeaderMap,
    dialect: Dialect,
) -> Cow<'b, str> {
    let mut charset = Charset::of(headers, dialect);
    if charset.is_utf8()
        && !body.starts_with(b"\xef\xbb\xbf")
        && let Ok(text) = std::str::from_utf8(body)
    {
        return Cow::Borrowed(text);
    }
    let mut text = String::new();
    charset.decode(body, true, &mut text);
    Cow::Owned(text)
}

/// A charset that is read piece by piece; what is none of its characters becomes U+FFFD.
pub(super) enum Charset {
    /// Each byte is a character. What WHATWG calls by this name is windows-1252.
    Latin1,
    /// Bytes above 127 are no characters.
    Ascii,
    /// What else has a name.
    Named(Decoder),
}

impl Charset {
    /// The charset of a response.
    pub(super) fn of(headers: &HeaderMap, dialect: Dialect) -> Self {
        let types = headers.get_all(CONTENT_TYPE).iter();
        let types = types.map(|value| String::from_utf8_lossy(value.as_bytes()));
        // `requests` joins the fields of one name before it reads them.
        let most = if dialect.has_policy() { 1 } else { usize::MAX };
        let content_type = types.take(most).collect::<Vec<_>>().join(", ");
        match charset_label(&content_type) {
            Some(label) => Self::labelled(&label),
            None if dialect.text_is_latin1() && essence(&content_type).contains("text") => {
                Self::Latin1
            }
            None => Self::utf8(),
        }
    }

    /// A byte order mark is a character.
    fn utf8() -> Self {
        Self::Named(UTF_8.new_decoder_without_bom_handling())
    }

    /// An unknown name is UTF-8.
    fn labelled(label: &str) -> Self {
        match label {
            "iso-8859-1" | "iso8859-1" | "latin-1" | "latin1" | "l1" => Self::Latin1,
            "us-ascii" | "ascii" => Self::Ascii,
            "utf-8-sig" => Self::Named(UTF_8.new_decoder_with_bom_removal()),
            // Its mark says which of the two it is.
            "utf-16" => Self::Named(UTF_16LE.new_decoder()),
            _ => match Encoding::for_label_no_replacement(label.as_bytes()) {
                Some(encoding) => Self::Named(encoding.new_decoder_without_bom_handling()),
                None => Self::utf8(),
            },
        }
    }

    /// Whether bytes that are UTF-8 are the text.
    fn is_utf8(&self) -> bool {
        matches!(self, Self::Named(decoder) if decoder.encoding() == UTF_8)
    }

    /// Appends the text of a piece.
    pub(super) fn decode(&mut self, bytes: &[u8], is_last: bool, text: &mut String) {
        match self {
            Self::Latin1 => text.extend(bytes.iter().copied().map(char::from)),
            Self::Ascii => text.extend(bytes.iter().map(|&byte| {
                if byte.is_ascii() {
                    char::from(byte)
                } else {
                    char::REPLACEMENT_CHARACTER
                }
            })),
            Self::Named(decoder) => {
                let most = decoder.max_utf8_buffer_length(bytes.len());
                text.reserve(most.unwrap_or(bytes.len()));
                // With the room that it asks for it reads all of them.
                let _ = decoder.decode_to_string(bytes, text, is_last);
            }
        }
    }
}

/// The charset parameter of a content type: of several the last, with hyphens where Python's names have
/// underscores.
fn charset_label(content_type: &str) -> Option<String> {
    let parameters = content_type.split(';').skip(1);
    let values = parameters.filter_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then_some(value)
    });
    let value = values.last()?.trim_matches(['"', '\'', ' ', '\t']);
    Some(value.to_ascii_lowercase().replace('_', "-"))
}

/// The type without its parameters.
fn essence(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(dialect: Dialect, content_type: &str, bytes: &[u8]) -> String {
        let mut headers = HeaderMap::new();
        if !content_type.is_empty() {
            headers.insert(CONTENT_TYPE, content_type.parse().unwrap());
        }
        let mut charset = Charset::of(&headers, dialect);
        let mut text = String::new();
        for byte in bytes {
            charset.decode(&[*byte], false, &mut text);
        }
        charset.decode(b"", true, &mut text);
        text
    }

    #[test]
    fn the_charset_is_the_one_that_is_named() {
        let table: [(&str, &[u8], &str); 16] = [
            ("text/plain; charset=utf-8", b"\xc3\xa9\xff", "é\u{fffd}"),
            ("text/plain; CHARSET=\"UTF-8\"", b"\xc3\xa9", "é"),
            ("text/plain; charset='utf8'", b"\xc3\xa9", "é"),
            (
                "text/plain; charset=utf-8; charset=latin-1",
                b"\xe9\x80",
                "é\u{80}",
            ),
            (
                "application/json; charset=ISO-8859-1",
                b"\xe9\x80",
                "é\u{80}",
            ),
            ("text/plain; charset=iso_8859-15", b"\xa4", "€"),
            ("text/plain; charset=windows-1252", b"\x80", "€"),
            ("text/plain; charset=cp1251", b"\xe6", "ж"),
            ("text/plain; charset=klingon", b"\xc3\xa9", "é"),
            ("text/plain; charset=", b"\xc3\xa9", "é"),
            (
                "text/plain; charset=us-ascii",
                b"a\xc3\xa9",
                "a\u{fffd}\u{fffd}",
            ),
            ("text/plain; charset=utf-16", b"\xff\xfeh\0\xe9\0", "hé"),
            ("text/plain; charset=utf-16", b"\xfe\xff\0h\0\xe9", "hé"),
            ("text/plain; charset=utf-8", b"\xef\xbb\xbfx", "\u{feff}x"),
            ("text/plain; charset=utf-8-sig", b"\xef\xbb\xbfx", "x"),
            (
                "text/plain; charset=iso-2022-kr",
                b"a\xc3\xa9\xe2",
                "aé\u{fffd}",
            ),
        ];
        for (content_type, bytes, expected) in table {
            for dialect in [Dialect::Native, Dialect::Buildbot] {
                assert_eq!(
                    text(dialect, content_type, bytes),
                    expected,
                    "{content_type}"
                );
            }
        }
    }

    #[test]
    fn of_several_types_the_first_counts_and_in_buildbot_all_as_one() {
        let table: [(&[&str], &str, &str); 6] = [
            (&["text/plain", "application/json; charset=utf-8"], "é", "é"),
            (&["application/json", "text/plain"], "é", "Ã©"),
            (&["text/plain; charset=latin-1", "text/html"], "Ã©", "é"),
            (
                &["text/plain; charset=latin-1", "text/plain; charset=utf-8"],
                "Ã©",
                "é",
            ),
            (
                &["application/json", "application/json; charset=latin-1"],
                "é",
                "Ã©",
            ),
            (&["text/plain", "text/plain"], "é", "Ã©"),
        ];
        for (types, native, buildbot) in table {
            let mut headers = HeaderMap::new();
            for content_type in types {
                headers.append(CONTENT_TYPE, content_type.parse().unwrap());
            }
            for (dialect, expected) in [(Dialect::Native, native), (Dialect::Buildbot, buildbot)] {
                let mut charset = Charset::of(&headers, dialect);
                let mut text = String::new();
                charset.decode(b"\xc3\xa9", true, &mut text);
                assert_eq!(text, expected, "{types:?}");
            }
        }
    }

    #[test]
    fn without_a_name_it_is_utf_8_and_in_buildbot_latin_1_for_text() {
        let table = [
            ("", "é", "é"),
            ("text/plain", "é", "Ã©"),
            ("application/text; x=y", "é", "Ã©"),
            ("TEXT/PLAIN", "é", "é"),
            ("application/json", "é", "é"),
            ("application/octet-stream; name=text", "é", "é"),
        ];
        for (content_type, native, buildbot) in table {
            assert_eq!(text(Dialect::Native, content_type, b"\xc3\xa9"), native);
            assert_eq!(text(Dialect::Buildbot, content_type, b"\xc3\xa9"), buildbot);
        }
    }
}
