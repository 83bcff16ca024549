//! Steps put together by hand.

mod answer;
mod build;
mod request;

use super::{Flags, HttpStep};
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
        Self {
            url: url.into_expr(),
            method: method.into_expr(),
            params: None,
            data: None,
            json: None,
            headers: None,
            cookies: None,
            files: None,
            auth: None,
            timeout: None,
            deadline: None,
            allow_redirects: None,
            redirects: None,
            proxies: None,
            verify: None,
            cert: None,
            stream: None,
            hook: None,
            hide_request_headers: Vec::new(),
            hide_response_headers: Vec::new(),
            max_response: None,
            session: None,
            save_to: None,
            do_step_if: None,
            hide_step_if: None,
            locks: Vec::new(),
            summary_policy: None,
            results: Vec::new(),
            retry: None,
            poll: None,
            probe: None,
            expect: Vec::new(),
            capture: Vec::new(),
            idempotency_key: None,
            name: None,
            description: None,
            description_done: None,
            description_suffix: None,
            flags: Flags::default(),
        }
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
