use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use crate::piece::Piece;

/// Returns the names in the query of a URL, decoded, each with its bytes in `text`.
///
/// They are decoded as those of a form (WHATWG, section 5.1): `+` is a space, and invalid UTF-8 is replaced.
///
/// ```
/// use http_step_syntax::url;
///
/// let text = "https://example.com/?na%6De=1&a+b=2";
/// let query = url::check(text).unwrap().query.unwrap();
/// let names = url::query_names(text, query);
/// assert_eq!(names, [(21..27, "name".to_owned()), (30..33, "a b".to_owned())]);
/// ```
pub fn query_names(text: &str, query: Range<usize>) -> Vec<(Range<usize>, String)> {
    let (before, _) = Piece::new(text).split_at(query.end);
    let (_, query) = before.split_at(query.start);
    let names = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_before(|c| c == '=').0);
    names
        .map(|name| (name.range(), decoded(name.text(), true)))
        .collect()
}

/// Returns a URL as a message shows it: without its query, which may hold a secret.
pub(crate) fn without_query(text: &str) -> Cow<'_, str> {
    match text.split_once('?') {
        Some((before, _)) => format!("{before}?…").into(),
        None => text.into(),
    }
}

/// Decodes percent escapes; an invalid escape stays.
pub(super) fn decoded(text: &str, plus_is_space: bool) -> String {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let plain = if *byte == b'+' && plus_is_space {
            b' '
        } else {
            *byte
        };
        let (value, after) = escape(rest).unwrap_or((plain, after));
        decoded.push(value);
        rest = after;
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn escape(text: &[u8]) -> Option<(u8, &[u8])> {
    let [b'%', high, low, rest @ ..] = text else {
        return None;
    };
    let hex = |digit: &u8| char::from(*digit).to_digit(16);
    let value = hex(high)? * 16 + hex(low)?;
    Some((u8::try_from(value).ok()?, rest))
}
