use std::borrow::Cow;
use std::fmt;

use super::Delivery;

/// Why an exchange ended without a complete response.
///
/// Every one of them makes a step end with FAILURE: the network is no reason for an exception.
///
/// ```
/// use http_step::FailureKind;
///
/// assert_eq!(FailureKind::TooLarge.to_string(), "too_large");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FailureKind {
    /// The host name did not resolve.
    Dns,
    /// No connection could be made.
    Connect,
    /// The TLS handshake failed: certificate, protocol version, or no TLS on that port.
    Tls,
    /// A bound of time passed; [`Failure::phase`] says in which phase.
    Timeout,
    /// The connection ended before the head of a response was complete.
    Reset,
    /// What came is not HTTP.
    Protocol,
    /// The connection ended within the body, or a file within the body that was sent.
    Incomplete,
    /// A head or a body is larger than its bound.
    TooLarge,
    /// A redirect that is not followed.
    Redirect,
    /// A body that cannot be decoded.
    Decode,
    /// The proxy refused, or could not be reached.
    Proxy,
    /// An address, or a way to it, that policy refuses.
    RefusedByPolicy,
}

impl FailureKind {
    /// The kind of that word.
    #[cfg(feature = "testing")]
    pub(crate) fn of(word: &str) -> Option<Self> {
        use FailureKind as K;
        let all = [
            K::Dns,
            K::Connect,
            K::Tls,
            K::Timeout,
            K::Reset,
            K::Protocol,
            K::Incomplete,
            K::TooLarge,
            K::Redirect,
            K::Decode,
            K::Proxy,
            K::RefusedByPolicy,
        ];
        all.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The word for it, as it stands in logs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Connect => "connect",
            Self::Tls => "tls",
            Self::Timeout => "timeout",
            Self::Reset => "reset",
            Self::Protocol => "protocol",
            Self::Incomplete => "incomplete",
            Self::TooLarge => "too_large",
            Self::Redirect => "redirect",
            Self::Decode => "decode",
            Self::Proxy => "proxy",
            Self::RefusedByPolicy => "refused_by_policy",
        }
    }
}

impl fmt::Display for FailureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How far an exchange had come.
///
/// ```
/// assert_eq!(http_step::Phase::Resolve.to_string(), "resolve");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Phase {
    /// Looking up the host name.
    Resolve,
    /// Making the connection, TLS included.
    Connect,
    /// Sending the body of the request.
    Send,
    /// Waiting for the head of the response.
    Head,
    /// Reading the body of the response.
    Body,
    /// Waiting for a place among the requests that are in flight.
    Queue,
    /// Waiting between two requests of a `poll`.
    Poll,
}

impl Phase {
    /// How far a request has come that is in this phase.
    pub(crate) fn delivery(self) -> Delivery {
        match self {
            Self::Queue | Self::Resolve | Self::Connect => Delivery::NotSent,
            Self::Send | Self::Head => Delivery::Unknown,
            Self::Body | Self::Poll => Delivery::Answered,
        }
    }

    /// The phase of that word.
    #[cfg(feature = "testing")]
    pub(crate) fn of(word: &str) -> Option<Self> {
        use Phase as P;
        let all = [
            P::Resolve,
            P::Connect,
            P::Send,
            P::Head,
            P::Body,
            P::Queue,
            P::Poll,
        ];
        all.into_iter().find(|phase| phase.as_str() == word)
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Resolve => "resolve",
            Self::Connect => "connect",
            Self::Send => "send",
            Self::Head => "head",
            Self::Body => "body",
            Self::Queue => "queue",
            Self::Poll => "poll",
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An exchange that ended without a complete response: kind, phase, and whether the server may have
/// seen the request all the same.
///
/// Its text is our own and holds no URL and no header, since errors of the layers below show both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    kind: FailureKind,
    phase: Phase,
    detail: String,
    status: Option<u16>,
    /// How far requests of the step had come before the last one.
    before: Delivery,
}

impl Failure {
    pub(crate) fn new(kind: FailureKind, phase: Phase, detail: impl Into<String>) -> Self {
        Self {
            kind,
            phase,
            detail: detail.into(),
            status: None,
            before: Delivery::NotSent,
        }
    }

    /// The same failure, of a response whose head had come, or of a step that had an answer before.
    pub(crate) fn of_response(mut self, status: Option<u16>, has_answer: bool) -> Self {
        self.status = status;
        if has_answer {
            self.before = Delivery::Answered;
        }
        self
    }

    /// The same failure, after attempts that had come so far.
    pub(crate) fn after(mut self, before: Option<Delivery>) -> Self {
        if self.before == Delivery::NotSent {
            self.before = before.unwrap_or(self.before);
        }
        self
    }

    /// The same failure with its text as it may be shown.
    pub(crate) fn shown(mut self, show: impl Fn(&str) -> Cow<'_, str>) -> Self {
        self.detail = show(&self.detail).into_owned();
        self
    }

    /// What happened, in words, without kind and phase.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// What happened.
    #[must_use]
    pub fn kind(&self) -> FailureKind {
        self.kind
    }

    /// How far the exchange had come.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// The status of the response, where its head had come before the exchange ended.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// Whether the request may have reached the server although no complete answer came back.
    ///
    /// `false` only where no byte of it can have arrived: it is then safe to send it again. A step may
    /// send several requests, because of redirects and challenges; after an answer to any of them this is
    /// `true`, also where the next one found no connection.
    #[must_use]
    pub fn answer_unknown(&self) -> bool {
        self.delivery() != Delivery::NotSent
    }

    /// How far the request came. Where it was not sent itself it counts for how far those before it had come, as
    /// with redirects and with attempts.
    #[must_use]
    pub fn delivery(&self) -> Delivery {
        match self.phase.delivery() {
            Delivery::NotSent => self.before,
            reach => reach,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {} (phase {}, request {})",
            self.kind,
            self.detail,
            self.phase,
            self.delivery()
        )
    }
}

impl std::error::Error for Failure {}
