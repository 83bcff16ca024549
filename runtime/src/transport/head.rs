//! One request, until the head of its response has come.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::Response;
use hyper::ext::ReasonPhrase;
use reqwest::header::{HeaderMap, TRANSFER_ENCODING};
use reqwest::{Body, StatusCode};
use tokio::time::{Instant, timeout_at};

use super::deadline::add_saturating;
use crate::buildbot::Dialect;
use crate::error::{Failure, FailureKind, Phase};
use crate::redact::Redactor;
use crate::session::{Progress, SendResult, Transport};

/// The longest head that is a result, in bytes.
const LONGEST_HEAD: usize = 64 << 10;

/// Sends a request and waits for the head of its response; the inner error is the transport's.
pub(super) async fn send_until_head(
    transport: &Transport,
    request: reqwest::Request,
    redactor: &mut Redactor,
    silence: Duration,
    progress: &Arc<Progress>,
) -> SendResult {
    let sending = Arc::clone(progress).scope(transport.send(request, redactor));
    let response = wait_for_head(silence, progress, sending).await?;
    if response.is_ok() {
        progress.enter(Phase::Body);
    }
    Ok(response)
}

/// Waits for the head. The bound on silence starts anew when the connection has been made, and does not
/// count while it is being made: that has a bound of its own.
async fn wait_for_head(
    silence: Duration,
    progress: &Progress,
    sending: impl Future<Output = SendResult>,
) -> SendResult {
    let mut sending = pin!(sending);
    let mut until = add_saturating(Instant::now(), silence);
    loop {
        if let Ok(answered) = timeout_at(until, sending.as_mut()).await {
            return answered;
        }
        let renewed = match progress.phase() {
            (Phase::Resolve | Phase::Connect, _) => add_saturating(Instant::now(), silence),
            (_, since) => add_saturating(since, silence),
        };
        if renewed <= until {
            let (phase, _) = progress.phase();
            return Err(Failure::new(
                FailureKind::Timeout,
                phase,
                format!("no complete head of an answer came within {silence:?}"),
            ));
        }
        until = renewed;
    }
}

/// Refuses a head that is no result of the request that was sent.
pub(super) fn check_head(response: &Response<Body>, dialect: Dialect) -> Result<(), Failure> {
    let refused = |kind, what: String| Err(Failure::new(kind, Phase::Body, what));
    if response.status() == StatusCode::SWITCHING_PROTOCOLS {
        return refused(
            FailureKind::Protocol,
            "the server switched protocols, which nobody asked for".to_owned(),
        );
    }
    // Buildbot shows it like any other response.
    if response.status() == StatusCode::PROXY_AUTHENTICATION_REQUIRED && dialect.has_policy() {
        return refused(
            FailureKind::Proxy,
            "the proxy wants to know who asks (407)".to_owned(),
        );
    }
    if head_length(response) > LONGEST_HEAD {
        return refused(
            FailureKind::TooLarge,
            format!("the head of the response is longer than {LONGEST_HEAD} bytes"),
        );
    }
    if !is_chunked_at_most(response.headers()) {
        return refused(
            FailureKind::Protocol,
            "the response has a transfer coding that nobody asked for".to_owned(),
        );
    }
    Ok(())
}

/// Measured after parsing: a status line, and lines of a name, a colon, a blank, a value and a line break.
fn head_length(response: &Response<Body>) -> usize {
    let reason = response.extensions().get::<ReasonPhrase>();
    let reason = reason.map_or(0, |reason| reason.as_bytes().len());
    let fields = response.headers().iter();
    let fields = fields.map(|(name, value)| name.as_str().len() + value.len() + 4);
    reason + fields.sum::<usize>()
}

/// The transport takes off one `chunked`, and reads to the end of the connection whatever else stands there:
/// nobody could say then whether the body is whole.
fn is_chunked_at_most(headers: &HeaderMap) -> bool {
    let mut codings = headers.get_all(TRANSFER_ENCODING).iter();
    match (codings.next(), codings.next()) {
        (None, _) => true,
        (Some(coding), None) => coding
            .as_bytes()
            .trim_ascii()
            .eq_ignore_ascii_case(b"chunked"),
        (Some(_), Some(_)) => false,
    }
}
