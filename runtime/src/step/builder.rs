//! Steps put together by hand.

use std::sync::Arc;

use super::{
    AnswerPart, Auth, Capture, CaptureType, Condition, Flags, Hook, HttpStep, On, Poll,
    ResponseView, Retry, Verify, When,
};
use crate::expr::{IntoExpr, IntoSeconds};
use crate::lock::Lock;
use crate::properties::Properties;
use crate::result::BuildResult;

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

    /// Seconds after which the step ends whatever it is waiting for: 15 minutes by default.
    #[must_use]
    pub fn deadline(mut self, seconds: impl IntoSeconds) -> Self {
        self.deadline = Some(seconds.into_seconds());
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

    /// Runs the step only where this holds; an expression or `true` and `false`.
    #[must_use]
    pub fn do_step_if(mut self, condition: impl IntoExpr) -> Self {
        self.do_step_if = Some(When::Expr(condition.into_expr()));
        self
    }

    /// Runs the step only where the closure says so.
    #[must_use]
    pub fn do_step_when(
        mut self,
        condition: impl Fn(&Properties) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.do_step_if = Some(When::Closure(Arc::new(condition)));
        self
    }

    /// Hides the step from those who look at the build, where this holds.
    #[must_use]
    pub fn hide_step_if(mut self, condition: impl IntoExpr) -> Self {
        self.hide_step_if = Some(When::Expr(condition.into_expr()));
        self
    }

    /// Hides the step from those who look at the build, where the closure says so.
    #[must_use]
    pub fn hide_step_when(
        mut self,
        condition: impl Fn(&Properties) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.hide_step_if = Some(When::Closure(Arc::new(condition)));
        self
    }

    /// Holds this lock while the step runs; a name is a shared one.
    #[must_use]
    pub fn lock(mut self, lock: impl Into<Lock>) -> Self {
        self.locks.push(lock.into());
        self
    }

    /// Holds these locks while the step runs.
    #[must_use]
    pub fn locks(mut self, locks: impl IntoIterator<Item = impl Into<Lock>>) -> Self {
        self.locks.extend(locks.into_iter().map(Into::into));
        self
    }

    /// The results after which the build names the step in its state string.
    ///
    /// ```
    /// use http_step::{BuildResult, HttpStep, get};
    ///
    /// let by_hand = HttpStep::get("https://ci.example.com/").update_build_summary_policy([BuildResult::Failure]);
    /// assert_eq!(by_hand, get!("https://ci.example.com/", update_build_summary_policy: [FAILURE]));
    /// ```
    #[must_use]
    pub fn update_build_summary_policy(
        mut self,
        results: impl IntoIterator<Item = BuildResult>,
    ) -> Self {
        let results = results.into_iter();
        let words: Vec<_> = results.map(BuildResult::word).collect();
        self.summary_policy = Some(words.into_expr());
        self
    }

    /// What such an end of the request means; by default a status below 400 is SUCCESS and all else FAILURE.
    #[must_use]
    pub fn result(mut self, on: impl Into<On>, result: BuildResult) -> Self {
        self.results.push((on.into(), result));
        self
    }

    /// Asks again after some ends of the request.
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = Some(retry);
        self
    }

    /// Asks until something holds.
    #[must_use]
    pub fn poll(mut self, poll: Poll) -> Self {
        self.poll = Some(poll);
        self
    }

    /// The step that runs when the build is cancelled while this one polls, or its deadline passes; where
    /// there is no [`poll`](Self::poll) it is nothing.
    #[must_use]
    pub fn poll_cancel(mut self, step: Self) -> Self {
        self.poll = self.poll.map(|poll| poll.cancel(step));
        self
    }

    /// The step that finds out, before anything is asked again, whether a request whose answer never came
    /// had been applied: its SUCCESS says so.
    #[must_use]
    pub fn probe(mut self, step: Self) -> Self {
        self.probe = Some(Box::new(step));
        self
    }

    /// What an answer that is no failure has to be like; else the step is a FAILURE.
    #[must_use]
    pub fn expect(mut self, condition: Condition) -> Self {
        self.expect.push(condition);
        self
    }

    /// Sets a property to a part of the answer, when the step succeeds.
    #[must_use]
    pub fn capture(mut self, property: impl Into<String>, part: AnswerPart) -> Self {
        self.capture.push(Capture {
            property: property.into(),
            part,
            as_type: None,
        });
        self
    }

    /// Sets a property to a part of the answer as a value of that type; what does not convert is a FAILURE.
    #[must_use]
    pub fn capture_as(
        mut self,
        property: impl Into<String>,
        part: AnswerPart,
        as_type: CaptureType,
    ) -> Self {
        self.capture.push(Capture {
            property: property.into(),
            part,
            as_type: Some(as_type),
        });
        self
    }

    /// The field `Idempotency-Key` of the request, the same in all attempts: whoever sees it twice does the
    /// work once.
    #[must_use]
    pub fn idempotency_key(mut self, key: impl IntoExpr) -> Self {
        self.idempotency_key = Some(key.into_expr());
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
