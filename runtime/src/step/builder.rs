//! Steps put together by hand.

use super::{Flags, HttpStep};
use crate::expr::{IntoExpr, IntoSeconds};

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
            timeout: None,
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

    /// Parameters that are added to the query of the URL: a map, or a list of pairs. A list as value
    /// repeats its name, null drops it.
    #[must_use]
    pub fn params(mut self, params: impl IntoExpr) -> Self {
        self.params = Some(params.into_expr());
        self
    }

    /// The body: a map or a list of pairs is a form, text and bytes are sent as they are.
    #[must_use]
    pub fn data(mut self, data: impl IntoExpr) -> Self {
        self.data = Some(data.into_expr());
        self
    }

    /// The body as JSON, with `Content-Type: application/json` unless the headers say otherwise.
    #[must_use]
    pub fn json(mut self, json: impl IntoExpr) -> Self {
        self.json = Some(json.into_expr());
        self
    }

    /// Header fields: a map, or a list of pairs. Null as value removes a default.
    #[must_use]
    pub fn headers(mut self, headers: impl IntoExpr) -> Self {
        self.headers = Some(headers.into_expr());
        self
    }

    /// Seconds to connect and seconds of silence while waiting for an answer: one number for both, or
    /// a pair.
    ///
    /// 10 and 60 seconds by default; the whole step ends after 15 minutes in any case.
    ///
    /// ```
    /// use std::time::Duration;
    /// use http_step::HttpStep;
    ///
    /// let step = HttpStep::get("http://ci.example.com/");
    /// let quick = step.clone().timeout(2.5);
    /// let patient = step.clone().timeout((5, 300));
    /// let typed = step.timeout(Duration::from_millis(500));
    /// ```
    #[must_use]
    pub fn timeout(mut self, seconds: impl IntoSeconds) -> Self {
        self.timeout = Some(seconds.into_seconds());
        self
    }

    /// The name of the step; `HTTPStep` by default, as in Buildbot.
    #[must_use]
    pub fn name(mut self, name: impl IntoExpr) -> Self {
        self.name = Some(name.into_expr());
        self
    }

    /// What the step does, shown while it runs; `Requesting` by default.
    #[must_use]
    pub fn description(mut self, description: impl IntoExpr) -> Self {
        self.description = Some(description.into_expr());
        self
    }

    /// What the step did, where there is no status code to show; `Requested` by default.
    #[must_use]
    pub fn description_done(mut self, description: impl IntoExpr) -> Self {
        self.description_done = Some(description.into_expr());
        self
    }

    /// Text that is appended to every description.
    #[must_use]
    pub fn description_suffix(mut self, suffix: impl IntoExpr) -> Self {
        self.description_suffix = Some(suffix.into_expr());
        self
    }

    /// What the result means for the build.
    #[must_use]
    pub fn flags(mut self, flags: Flags) -> Self {
        self.flags = flags;
        self
    }
}
