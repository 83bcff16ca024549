use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::HeaderName;

use crate::error::{FailureKind, Phase};
use crate::redact::{self, DebugNamed};
use crate::value::IntoValue;

/// What a double answers: a response, a failure of the network, or nothing for as long as one waits.
///
/// It reaches the step as if it had come over the wire. What a server does wrong needs no word of its own: a
/// `Content-Length` that is too high makes `incomplete`, a `Content-Encoding` that isn't true makes `decode`.
///
/// ```
/// use std::time::Duration;
/// use http_step::FailureKind;
/// use http_step::testing::Reply;
///
/// let accepted = Reply::text("queued").status(202).header("Location", "/deploys/7");
/// let slow = Reply::text("done").after(Duration::from_millis(20));
/// let down = Reply::failure(FailureKind::Connect);
/// let teapot = Reply::from(418); // a status alone
/// ```
#[derive(Clone)]
#[must_use]
pub struct Reply {
    pub(super) kind: ReplyKind,
    pub(super) delay: Duration,
}

#[derive(Clone)]
pub(super) enum ReplyKind {
    Response {
        status: u16,
        headers: Vec<(String, String)>,
        body: Bytes,
    },
    Failure {
        kind: FailureKind,
        phase: Phase,
        detail: Cow<'static, str>,
    },
    Never,
}

impl Reply {
    fn of(content_type: &str, body: impl Into<Bytes>) -> Self {
        Self::from(ReplyKind::Response {
            status: 200,
            headers: vec![("content-type".to_owned(), content_type.to_owned())],
            body: body.into(),
        })
    }

    /// 200 with text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::of("text/plain; charset=utf-8", text.into())
    }

    /// 200 with JSON: a `serde_json::Value`, or what else becomes a value of a property. A value that JSON can't
    /// carry, such as bytes, is `null`.
    ///
    /// ```
    /// use http_step::testing::Reply;
    ///
    /// let reply = Reply::json(serde_json::json!({ "state": "done", "ids": [7, 8] }));
    /// ```
    pub fn json(value: impl IntoValue) -> Self {
        let text = serde_json::to_string(&value.into_value());
        Self::of(
            "application/json",
            text.unwrap_or_else(|_| "null".to_owned()),
        )
    }

    /// 200 with bytes.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self::of("application/octet-stream", bytes)
    }

    /// No answer, but a failure of the network, in the phase where it belongs: a lookup, a connection, or the wait
    /// for an answer.
    pub fn failure(kind: FailureKind) -> Self {
        use FailureKind as K;
        let phase = match kind {
            K::Dns => Phase::Resolve,
            K::Connect | K::Tls | K::Proxy | K::RefusedByPolicy => Phase::Connect,
            K::Timeout | K::Reset | K::Protocol => Phase::Head,
            K::Incomplete | K::TooLarge | K::Redirect | K::Decode => Phase::Body,
        };
        Self::failed(kind, phase, "as the double was told")
    }

    pub(super) fn failed(
        kind: FailureKind,
        phase: Phase,
        detail: impl Into<Cow<'static, str>>,
    ) -> Self {
        let detail = detail.into();
        Self::from(ReplyKind::Failure {
            kind,
            phase,
            detail,
        })
    }

    /// No answer at all: the step waits until one of its bounds passes, or the build is cancelled.
    pub fn never() -> Self {
        Self::from(ReplyKind::Never)
    }

    /// The status of the response; of a failure and of silence there is none.
    pub fn status(mut self, code: u16) -> Self {
        if let ReplyKind::Response { status, .. } = &mut self.kind {
            *status = code;
        }
        self
    }

    /// One more header field of the response; `Content-Type` takes the place of the one that is there. A failure
    /// and silence have no fields.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let name = name.into().to_ascii_lowercase();
        if let ReplyKind::Response { headers, .. } = &mut self.kind {
            if name == "content-type" {
                headers.retain(|(other, _)| *other != name);
            }
            headers.push((name, value.into()));
        }
        self
    }

    /// In which phase the network fails, where it is not the usual one for the kind: `Phase::Connect` makes a
    /// timeout of a request that was not sent.
    ///
    /// ```
    /// use http_step::testing::Reply;
    /// use http_step::{FailureKind, Phase};
    ///
    /// let unreachable = Reply::failure(FailureKind::Timeout).at(Phase::Connect);
    /// ```
    pub fn at(mut self, when: Phase) -> Self {
        if let ReplyKind::Failure { phase, .. } = &mut self.kind {
            *phase = when;
        }
        self
    }

    /// The answer comes after this time; at once where nothing is said.
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }
}

impl From<ReplyKind> for Reply {
    fn from(what: ReplyKind) -> Self {
        Self {
            kind: what,
            delay: Duration::ZERO,
        }
    }
}

impl From<FailureKind> for Reply {
    fn from(kind: FailureKind) -> Self {
        Self::failure(kind)
    }
}

/// A status without a body.
impl From<u16> for Reply {
    fn from(status: u16) -> Self {
        Self::from(ReplyKind::Response {
            status,
            headers: Vec::new(),
            body: Bytes::new(),
        })
    }
}

/// The value of a field as it is shown: a URL has no credentials then.
fn redact_header<'a>(name: &str, value: &'a str) -> Cow<'a, str> {
    match HeaderName::from_bytes(name.as_bytes()) {
        Ok(name) => redact::header_value(&name, value.into()),
        Err(_) => value.into(),
    }
}

/// Without the body, without the values of credential fields, and without what URLs hold of credentials.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ReplyKind::Response {
                status,
                headers,
                body,
            } => f
                .debug_struct("Reply")
                .field("status", status)
                .field(
                    "headers",
                    &DebugNamed(
                        headers
                            .iter()
                            .map(|(name, value)| (name, redact_header(name, value))),
                    ),
                )
                .field("length", &body.len())
                .finish(),
            ReplyKind::Failure { kind, phase, .. } => write!(f, "Reply({kind} in {phase})"),
            ReplyKind::Never => f.write_str("Reply(never)"),
        }
    }
}
