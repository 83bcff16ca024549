//! What is sent, how it gets there, and how much may come back.

use std::sync::Arc;

use crate::expr::{IntoExpr, IntoSeconds};
use crate::step::{Auth, Hook, HttpStep, ResponseView, Verify};

impl HttpStep {
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

    /// Cookies of this request alone: a map. Those of the session are sent besides.
    #[must_use]
    pub fn cookies(mut self, cookies: impl IntoExpr) -> Self {
        self.cookies = Some(cookies.into_expr());
        self
    }

    /// Files to send as `multipart/form-data` (RFC 7578), by the names of their fields; the fields of a
    /// `data` map come before them. See [`file`](crate::file).
    #[must_use]
    pub fn files(mut self, files: impl IntoExpr) -> Self {
        self.files = Some(files.into_expr());
        self
    }

    /// Who asks: [`Auth::basic`], [`Auth::bearer`] or [`Auth::digest`].
    #[must_use]
    pub fn auth(mut self, auth: impl Into<Auth>) -> Self {
        self.auth = Some(auth.into());
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

    /// Seconds after which the step ends whatever it is waiting for: 15 minutes by default.
    #[must_use]
    pub fn deadline(mut self, seconds: impl IntoSeconds) -> Self {
        self.deadline = Some(seconds.into_seconds());
        self
    }

    /// Whether redirects are followed; they are by default, for every method, as in Buildbot.
    #[must_use]
    pub fn allow_redirects(mut self, allow: impl IntoExpr) -> Self {
        self.allow_redirects = Some(allow.into_expr());
        self
    }

    /// How many redirects are followed at most: 30 by default.
    #[must_use]
    pub fn redirects(mut self, most: impl IntoExpr) -> Self {
        self.redirects = Some(most.into_expr());
        self
    }

    /// Proxies by what goes through them: a map with keys `http`, `https`, `all`, `scheme://host`. Null or
    /// an empty text goes straight.
    #[must_use]
    pub fn proxies(mut self, proxies: impl IntoExpr) -> Self {
        self.proxies = Some(proxies.into_expr());
        self
    }

    /// Whom to trust over https: the roots of the system by default.
    #[must_use]
    pub fn verify(mut self, verify: impl Into<Verify>) -> Self {
        self.verify = Some(verify.into());
        self
    }

    /// The client's certificate: the path of a file in PEM with certificate and key, or a pair of two.
    #[must_use]
    pub fn cert(mut self, cert: impl IntoExpr) -> Self {
        self.cert = Some(cert.into_expr());
        self
    }

    /// Changes nothing, since bodies are always read piece by piece; it is there for steps that are taken
    /// over from Buildbot.
    #[must_use]
    pub fn stream(mut self, stream: impl IntoExpr) -> Self {
        self.stream = Some(stream.into_expr());
        self
    }

    /// A closure that sees the head of each response: `hooks: { "response": … }` of the macros.
    #[must_use]
    pub fn on_response(mut self, hook: impl Fn(&ResponseView<'_>) + Send + Sync + 'static) -> Self {
        self.hook = Some(Hook(Arc::new(hook)));
        self
    }

    /// Names of header fields of the request whose values the log does not show.
    #[must_use]
    pub fn hide_request_headers(
        mut self,
        names: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.hide_request_headers
            .extend(names.into_iter().map(Into::into));
        self
    }

    /// Names of header fields of responses whose values the log does not show.
    #[must_use]
    pub fn hide_response_headers(
        mut self,
        names: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.hide_response_headers
            .extend(names.into_iter().map(Into::into));
        self
    }

    /// The longest body, in bytes after decoding: 64 MiB by default, without bound into a file.
    #[must_use]
    pub fn max_response(mut self, bytes: impl IntoExpr) -> Self {
        self.max_response = Some(bytes.into_expr());
        self
    }

    /// Where the step's cookies are kept: with all other steps by default, or with those of its `"build"`,
    /// with the `"step"` alone, or with the steps that give the same name.
    #[must_use]
    pub fn session(mut self, name: impl IntoExpr) -> Self {
        self.session = Some(name.into_expr());
        self
    }

    /// Where to write the body of the response: the file is there when the body is complete, or not at all.
    #[must_use]
    pub fn save_to(mut self, path: impl IntoExpr) -> Self {
        self.save_to = Some(path.into_expr());
        self
    }

    /// The field `Idempotency-Key` of the request, the same in all attempts: whoever sees it twice does the
    /// work once.
    #[must_use]
    pub fn idempotency_key(mut self, key: impl IntoExpr) -> Self {
        self.idempotency_key = Some(key.into_expr());
        self
    }
}
