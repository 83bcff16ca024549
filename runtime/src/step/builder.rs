//! Steps put together by hand.

mod answer;
mod build;
mod entry;
mod request;

use http_step_syntax::key::Key;

use super::{Flags, HttpStep, KeyMap};
use crate::expr::IntoExpr;

impl HttpStep {
    /// A step with a method and a URL; both may be expressions.
    ///
    /// ```
    /// use http_step::{HttpStep, property};
    ///
    /// let step = HttpStep::new(property("method").default("POST"), "http://ci.example.com/");
    /// ```
    #[must_use]
    pub fn new(method: impl IntoExpr, url: impl IntoExpr) -> Self {
        let step = Self {
            fields: KeyMap::default(),
            auth: None,
            verify: None,
            hook: None,
            hide_request_headers: Vec::new(),
            hide_response_headers: Vec::new(),
            do_step_if: None,
            hide_step_if: None,
            locks: Vec::new(),
            results: Vec::new(),
            retry: None,
            poll: None,
            probe: None,
            expect: Vec::new(),
            capture: Vec::new(),
            flags: Flags::default(),
        };
        step.with(Key::Url, url).with(Key::Method, method)
    }

    /// Sets a field that is one expression.
    fn with(mut self, key: Key, expr: impl IntoExpr) -> Self {
        self.fields.insert(key, expr.into_expr());
        self
    }

    /// A POST request (RFC 9110, section 9.3.3).
    #[must_use]
    pub fn post(url: impl IntoExpr) -> Self {
        Self::new("POST", url)
    }

    /// A GET request (RFC 9110, section 9.3.1).
    #[must_use]
    pub fn get(url: impl IntoExpr) -> Self {
        Self::new("GET", url)
    }

    /// A PUT request (RFC 9110, section 9.3.4).
    #[must_use]
    pub fn put(url: impl IntoExpr) -> Self {
        Self::new("PUT", url)
    }

    /// A DELETE request (RFC 9110, section 9.3.5).
    #[must_use]
    pub fn delete(url: impl IntoExpr) -> Self {
        Self::new("DELETE", url)
    }

    /// A HEAD request (RFC 9110, section 9.3.2).
    #[must_use]
    pub fn head(url: impl IntoExpr) -> Self {
        Self::new("HEAD", url)
    }

    /// An OPTIONS request (RFC 9110, section 9.3.7).
    #[must_use]
    pub fn options(url: impl IntoExpr) -> Self {
        Self::new("OPTIONS", url)
    }

    /// A PATCH request (RFC 5789).
    #[must_use]
    pub fn patch(url: impl IntoExpr) -> Self {
        Self::new("PATCH", url)
    }
}
