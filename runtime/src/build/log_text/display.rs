//! How what comes from outside is written into a log.

use std::fmt::{self, Write as _};

use reqwest::header::{HeaderMap, HeaderName};

use crate::redact;

/// A line whose parts come from outside.
pub(super) struct OneLine<'a>(pub(super) fmt::Arguments<'a>);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escaping(f), "{}", self.0)
    }
}

/// Escapes piece by piece what is written.
struct Escaping<'a, 'f>(&'a mut fmt::Formatter<'f>);

impl fmt::Write for Escaping<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write_str(&redact::one_line(text))
    }
}

/// The text of a body: what is longer than a log should be is left out in the middle.
pub(super) struct Content<'a>(pub(super) &'a str);

impl Content<'_> {
    const FIRST: usize = 256 << 10;
    const LAST: usize = 64 << 10;

    /// Where a character begins, at a byte or right before it.
    fn boundary(text: &str, at: usize) -> usize {
        let mut places = (0..=at).rev();
        places
            .find(|place| text.is_char_boundary(*place))
            .unwrap_or_default()
    }
}

impl fmt::Display for Content<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0;
        if text.len() <= Self::FIRST + Self::LAST {
            return f.write_str(text);
        }
        let first = Self::boundary(text, Self::FIRST);
        let last = Self::boundary(text, text.len() - Self::LAST);
        let ((first, rest), (_, last)) = (text.split_at(first), text.split_at(last));
        let left_out = rest.len() - last.len();
        f.write_str(first)?;
        write!(f, "\n[{left_out} of {} bytes left out]\n", text.len())?;
        f.write_str(last)
    }
}

/// A field name in its usual spelling: the transport keeps names in lower case.
pub(super) struct Titled<'a>(pub(super) &'a str);

impl fmt::Display for Titled<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in self.0.split_inclusive('-') {
            let mut rest = part.chars();
            if let Some(first) = rest.next() {
                f.write_char(first.to_ascii_uppercase())?;
            }
            f.write_str(rest.as_str())?;
        }
        Ok(())
    }
}

/// All values of a field.
pub(super) struct Values<'a>(pub(super) &'a HeaderName, pub(super) &'a HeaderMap);

impl fmt::Display for Values<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(name, headers) = self;
        if redact::hides(name.as_str()) {
            return f.write_str(redact::HIDDEN);
        }
        for (index, value) in headers.get_all(*name).iter().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            f.write_str(&redact::header_value(name, value))?;
        }
        Ok(())
    }
}
