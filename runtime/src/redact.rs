//! What may be shown: everything that goes to a log passes here first.

mod by_name;
mod forms;
mod known;
mod patterns;
mod percent;
mod redactor;
#[cfg(feature = "testing")]
mod shared;
mod stream;
mod unescaped;
mod url;
mod wiped;

pub(crate) use by_name::{credentials, credentials_of_field};
pub(crate) use percent::RESERVED;
pub(crate) use redactor::Redactor;
#[cfg(feature = "testing")]
pub(crate) use shared::SharedRedactor;
pub(crate) use stream::Stream;
pub(crate) use url::{credentials_of_url, secret_url, url, url_octets};

use std::borrow::Cow;
use std::fmt;

use http_step_syntax::header;
use reqwest::header::{CONTENT_LOCATION, HeaderName, LOCATION, REFERER};

/// What stands in place of a hidden value.
pub(crate) const HIDDEN: &str = "<HIDDEN>";

/// What a value that is hidden without being asked goes by.
pub(crate) const CREDENTIAL: &str = "HIDDEN";

/// Whether values of that name are hidden without being asked: header fields, parameters, members.
pub(crate) fn hides(name: &str) -> bool {
    header::is_credential(name)
}

/// An entry of a map in a `Debug` output.
pub(crate) fn debug_entry(map: &mut fmt::DebugMap<'_, '_>, name: &str, value: &dyn fmt::Debug) {
    if hides(name) {
        map.entry(&name, &format_args!("{HIDDEN}"));
    } else {
        map.entry(&name, value);
    }
}

/// The second of a pair in a `Debug` output, where the first is its name.
pub(crate) fn debug_pair(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    value: &dyn fmt::Debug,
) -> fmt::Result {
    let hidden = format_args!("{HIDDEN}");
    let value = if hides(name) { &hidden } else { value };
    f.debug_list().entry(&name).entry(value).finish()
}

/// A text in a `Debug` output, which may be a URL or begin with one.
pub(crate) fn debug_text(text: &str) -> Cow<'_, str> {
    if text.contains("://") {
        url(text)
    } else {
        Cow::Borrowed(text)
    }
}

/// Values by name in a `Debug` output.
pub(crate) struct DebugNamed<I>(pub(crate) I);

impl<N: AsRef<str>, V: fmt::Debug, I: Iterator<Item = (N, V)> + Clone> fmt::Debug
    for DebugNamed<I>
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for (name, value) in self.0.clone() {
            debug_entry(&mut map, name.as_ref(), &value);
        }
        map.finish()
    }
}

/// The text of a header field as a log may show it.
pub(crate) fn header_value<'a>(name: &HeaderName, text: Cow<'a, str>) -> Cow<'a, str> {
    if URLS.contains(name) {
        return Cow::Owned(url(&text).into_owned());
    }
    text
}

/// The fields whose values are URLs.
const URLS: [HeaderName; 3] = [LOCATION, CONTENT_LOCATION, REFERER];

/// Text that stands in one line of a log: line breaks and other control characters become escapes, so that
/// no value can write a line of its own, nor turn the order of what is read.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    // Most lines have nothing beyond ASCII.
    let is_plain = |byte: u8| byte == b'\t' || (b' '..=b'~').contains(&byte);
    if text.bytes().all(is_plain) || !text.contains(is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if is_escaped(c) {
            line.extend(c.escape_default());
        } else {
            line.push(c);
        }
    }
    Cow::Owned(line)
}

/// Control characters but the tab, those that change the direction of writing, and the separators of lines
/// and paragraphs.
pub(crate) fn is_escaped(c: char) -> bool {
    let is_control = c.is_control() && c != '\t';
    is_control
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

/// The value of a parameter or a form field as a log may show it.
pub(crate) fn parameter<'a>(name: &str, value: Cow<'a, str>) -> Cow<'a, str> {
    if hides(name) {
        Cow::Borrowed(HIDDEN)
    } else {
        value
    }
}
