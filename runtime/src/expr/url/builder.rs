use percent_encoding::utf8_percent_encode;

use crate::error::RenderError;
use crate::expr::Scope;
use crate::redact::RESERVED;

/// A URL that grows part by part; each value is escaped for the place where it stands.
pub(super) struct UrlBuilder<'s, 'a> {
    scope: &'s Scope<'a>,
    url: String,
    ends_with_base: bool,
    /// Whether the last segment consists of values that came out empty.
    ends_with_empty_value: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Host,
    Path,
    Query,
}

impl<'s, 'a> UrlBuilder<'s, 'a> {
    pub(super) fn new(scope: &'s Scope<'a>) -> Self {
        Self {
            scope,
            url: String::new(),
            ends_with_base: false,
            ends_with_empty_value: false,
        }
    }

    /// Starts the URL.
    pub(super) fn base(&mut self, base: &str) -> Result<(), RenderError> {
        self.ends_with_base = true;
        self.scope.append(&mut self.url, base)
    }

    pub(super) fn literal(&mut self, text: &str) -> Result<(), RenderError> {
        if text.starts_with(['/', '?']) {
            self.check_segment()?;
        }
        self.ends_with_empty_value = false;
        let has_slash = std::mem::take(&mut self.ends_with_base) && self.url.ends_with('/');
        let text = match text.strip_prefix('/') {
            Some(rest) if has_slash => rest,
            _ => text,
        };
        self.scope.append(&mut self.url, text)
    }

    pub(super) fn value(&mut self, value: &str) -> Result<(), RenderError> {
        let place = self.place();
        self.ends_with_empty_value = place == Place::Path && value.is_empty();
        self.scope.append(&mut self.url, &escape(place, value)?)
    }

    /// Appends a value as it is.
    pub(super) fn raw(&mut self, value: &str) -> Result<(), RenderError> {
        self.ends_with_empty_value &= value.is_empty();
        self.scope.append(&mut self.url, value)
    }

    pub(super) fn finish(self) -> Result<String, RenderError> {
        self.check_segment()?;
        Ok(self.url)
    }

    /// Refuses a segment that values have left empty, at its end.
    fn check_segment(&self) -> Result<(), RenderError> {
        if self.ends_with_empty_value && self.url.ends_with('/') {
            return Err(RenderError::new("a segment of the path comes out empty"));
        }
        Ok(())
    }

    /// Returns where the next character stands.
    fn place(&self) -> Place {
        let rest = self.url.split_once("://").map_or("", |(_, rest)| rest);
        match rest.find(['/', '?']) {
            None => Place::Host,
            Some(_) if rest.contains('?') => Place::Query,
            Some(_) => Place::Path,
        }
    }
}

fn escape(place: Place, value: &str) -> Result<String, RenderError> {
    if value.chars().any(char::is_control) {
        return Err(RenderError::new(
            "a value in the URL has a control character",
        ));
    }
    if place != Place::Host {
        return Ok(utf8_percent_encode(value, RESERVED).to_string());
    }
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if value.is_empty() || !value.chars().all(fits) {
        return Err(RenderError::new(
            "a value in the host of a URL is letters, digits and hyphens",
        ));
    }
    Ok(value.to_owned())
}
