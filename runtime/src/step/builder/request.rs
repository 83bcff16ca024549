//! What is sent, how it gets there, and how much may come back.

use std::sync::Arc;

use http_step_syntax::key::Key;

use super::entry::{self, Earlier};
use crate::expr::{IntoExpr, IntoSeconds};
use crate::step::{Auth, Hook, HttpStep, ResponseView, Verify};

impl HttpStep {
    /// Parameters that are added to the query of the URL: a map, or a list of pairs. A list as value
    /// repeats its name, null drops it.
    #[must_use]
    pub fn params(self, params: impl IntoExpr) -> Self {
        self.with(Key::Params, params)
    }

    /// Adds one parameter to [`params`](Self::params); a parameter of the same name is sent besides.
    ///
    /// To parameters that are known only when the build runs it is added then. Such a step can't be written as
    /// JSON.
    ///
    /// ```
    /// use http_step::{HttpStep, get, property};
    ///
    /// let step = HttpStep::get("https://ci.example.com/")
    ///     .param("branch", property("branch"))
    ///     .param("tag", "a")
    ///     .param("tag", "b");
    /// assert_eq!(
    ///     step,
    ///     get!("https://ci.example.com/", params: { "branch": Property("branch"), "tag": ["a", "b"] })
    /// );
    /// ```
    #[must_use]
    pub fn param(self, name: impl Into<String>, value: impl IntoExpr) -> Self {
        self.with_entry(Key::Params, name.into(), value, Earlier::Repeated)
    }

    /// The body: a map or a list of pairs is sent as a form, a string and bytes are sent as they are.
    #[must_use]
    pub fn data(self, data: impl IntoExpr) -> Self {
        self.with(Key::Data, data)
    }

    /// The body as JSON, with `Content-Type: application/json` unless the headers say otherwise.
    #[must_use]
    pub fn json(self, json: impl IntoExpr) -> Self {
        self.with(Key::Json, json)
    }

    /// Header fields: a map, or a list of pairs. Null as value removes a default.
    #[must_use]
    pub fn headers(self, headers: impl IntoExpr) -> Self {
        self.with(Key::Headers, headers)
    }

    /// Adds one header field to [`headers`](Self::headers), in place of one of the same name.
    ///
    /// To headers that are known only when the build runs it is added then. Such a step can't be written as JSON.
    ///
    /// ```
    /// use http_step::{HttpStep, get};
    ///
    /// let step = HttpStep::get("https://ci.example.com/")
    ///     .header("Accept", "text/html")
    ///     .header("accept", "application/json");
    /// assert_eq!(step, get!("https://ci.example.com/", headers: { "accept": "application/json" }));
    /// ```
    #[must_use]
    pub fn header(self, name: impl Into<String>, value: impl IntoExpr) -> Self {
        self.with_entry(Key::Headers, name.into(), value, Earlier::Replaced)
    }

    fn with_entry(
        mut self,
        key: Key,
        name: String,
        value: impl IntoExpr,
        earlier: Earlier,
    ) -> Self {
        let field = self.fields.remove(key);
        self.with(key, entry::add(field, name, value.into_expr(), earlier))
    }

    /// Cookies of this request alone: a map. Those of the session are sent besides.
    #[must_use]
    pub fn cookies(self, cookies: impl IntoExpr) -> Self {
        self.with(Key::Cookies, cookies)
    }

    /// Files to send as `multipart/form-data` (RFC 7578), by the names of their fields; the fields of a
    /// `data` map come before them. See [`file`](crate::file).
    #[must_use]
    pub fn files(self, files: impl IntoExpr) -> Self {
        self.with(Key::Files, files)
    }

    /// The credentials: [`Auth::basic`], [`Auth::bearer`] or [`Auth::digest`].
    #[must_use]
    pub fn auth(mut self, auth: impl Into<Auth>) -> Self {
        self.auth = Some(auth.into());
        self
    }

    /// Seconds to connect and seconds without a byte of the response: one number for both, or a pair.
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
    pub fn timeout(self, seconds: impl IntoSeconds) -> Self {
        self.with(Key::Timeout, seconds.into_seconds())
    }

    /// Seconds for the whole step; 15 minutes by default.
    #[must_use]
    pub fn deadline(self, seconds: impl IntoSeconds) -> Self {
        self.with(Key::Deadline, seconds.into_seconds())
    }

    /// Whether redirects are followed; they are by default, for every method, as in Buildbot.
    #[must_use]
    pub fn allow_redirects(self, allow: impl IntoExpr) -> Self {
        self.with(Key::AllowRedirects, allow)
    }

    /// The maximum number of redirects that are followed; 30 by default.
    #[must_use]
    pub fn redirects(self, most: impl IntoExpr) -> Self {
        self.with(Key::Redirects, most)
    }

    /// Proxies by what goes through them: a map with keys `http`, `https`, `all`, `scheme://host`. Null and
    /// an empty string mean no proxy.
    #[must_use]
    pub fn proxies(self, proxies: impl IntoExpr) -> Self {
        self.with(Key::Proxies, proxies)
    }

    /// The certificates to trust over https; the roots of the system by default.
    #[must_use]
    pub fn verify(mut self, verify: impl Into<Verify>) -> Self {
        self.verify = Some(verify.into());
        self
    }

    /// The client certificate: the path of a PEM file with certificate and key, or a pair of two paths.
    #[must_use]
    pub fn cert(self, cert: impl IntoExpr) -> Self {
        self.with(Key::Cert, cert)
    }

    /// Has no effect, since bodies are always read in pieces; it is there for steps that come from Buildbot.
    #[must_use]
    pub fn stream(self, stream: impl IntoExpr) -> Self {
        self.with(Key::Stream, stream)
    }

    /// A closure that is called with the head of each response: `hooks: { "response": … }` of the macros.
    #[must_use]
    pub fn on_response(mut self, hook: impl Fn(&ResponseView<'_>) + Send + Sync + 'static) -> Self {
        self.hook = Some(Hook(Arc::new(hook)));
        self
    }

    /// Names of request header fields whose values no log shows.
    #[must_use]
    pub fn hide_request_headers(
        mut self,
        names: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.hide_request_headers
            .extend(names.into_iter().map(Into::into));
        self
    }

    /// Names of response header fields whose values no log shows.
    #[must_use]
    pub fn hide_response_headers(
        mut self,
        names: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.hide_response_headers
            .extend(names.into_iter().map(Into::into));
        self
    }

    /// The maximum size of a response body in bytes after decoding; 64 MiB by default, no limit with
    /// [`save_to`](Self::save_to).
    #[must_use]
    pub fn max_response(self, bytes: impl IntoExpr) -> Self {
        self.with(Key::MaxResponse, bytes)
    }

    /// The cookie jar: all steps share one by default; `"build"` shares it with the steps of the build, `"step"`
    /// with no other step, and any other name with the steps that give the same one.
    #[must_use]
    pub fn session(self, name: impl IntoExpr) -> Self {
        self.with(Key::Session, name)
    }

    /// The path of a file for the response body; the file is complete or absent.
    #[must_use]
    pub fn save_to(self, path: impl IntoExpr) -> Self {
        self.with(Key::SaveTo, path)
    }

    /// The field `Idempotency-Key` of the request, the same in all attempts: a server that sees it twice does
    /// the work once.
    #[must_use]
    pub fn idempotency_key(self, key: impl IntoExpr) -> Self {
        self.with(Key::IdempotencyKey, key)
    }
}
