//! Header fields as a log shows them.

use std::fmt::{self, Write as _};

use reqwest::header::{HeaderMap, HeaderName};

use crate::buildbot::Dialect;
use crate::redact;

/// A field name in its usual spelling: the transport keeps names in lower case.
pub(super) struct TitleCase<'a>(pub(super) &'a str);

impl fmt::Display for TitleCase<'_> {
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
pub(super) struct HeaderValues<'a>(
    pub(super) &'a HeaderName,
    pub(super) &'a HeaderMap,
    pub(super) Dialect,
);

impl fmt::Display for HeaderValues<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(name, headers, dialect) = self;
        if redact::hides(name.as_str()) {
            return f.write_str(redact::HIDDEN);
        }
        for (index, value) in headers.get_all(*name).iter().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            let text = dialect.header_text(value.as_bytes());
            f.write_str(&redact::header_value(name, text))?;
        }
        Ok(())
    }
}
