//! Sends one request and waits for the head of its response.

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

/// The longest head of a response that is accepted, in bytes.
const LONGEST_HEAD: usize = 64 << 10;

/// Sends a request and waits for the head of its response; the inner error is that of the transport.
pub(super) async fn send_until_head(
    transport: &Transport,
    request: reqwest::Request,
    redactor: &mut Redactor,
    read_timeout: Duration,
    progress: &Arc<Progress>,
) -> SendResult {
    let sending = Arc::clone(progress).scope(transport.send(request, redactor));
    let response = wait_for_head(read_timeout, progress, sending).await?;
    if response.is_ok() {
        progress.enter(Phase::Body);
    }
    Ok(response)
}

/// Waits for the head. The read timeout starts when the connection has been made: connecting has a timeout of its
/// own.
async fn wait_for_head(
    read_timeout: Duration,
    progress: &Progress,
    sending: impl Future<Output = SendResult>,
) -> SendResult {
    let mut sending = pin!(sending);
    let mut until = add_saturating(Instant::now(), read_timeout);
    loop {
        if let Ok(received) = timeout_at(until, sending.as_mut()).await {
            return received;
        }
        let renewed = match progress.phase() {
            (Phase::Resolve | Phase::Connect, _) => add_saturating(Instant::now(), read_timeout),
            (_, since) => add_saturating(since, read_timeout),
        };
        if renewed <= until {
            let (phase, _) = progress.phase();
            return Err(Failure::new(
                FailureKind::Timeout,
                phase,
                format!("no complete response head within {read_timeout:?}"),
            ));
        }
        until = renewed;
    }
}

/// Rejects a head that is not a valid response to the request.
pub(super) fn check_head(response: &Response<Body>, dialect: Dialect) -> Result<(), Failure> {
    let refused = |kind, what: String| Err(Failure::new(kind, Phase::Body, what));
    if response.status() == StatusCode::SWITCHING_PROTOCOLS {
        return refused(
            FailureKind::Protocol,
            "the server switched protocols without being asked to".to_owned(),
        );
    }
    // Buildbot shows it like any other response.
    if response.status() == StatusCode::PROXY_AUTHENTICATION_REQUIRED && dialect.has_policy() {
        return refused(
            FailureKind::Proxy,
            "the proxy requires authentication (407)".to_owned(),
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
            "the response has an unsupported transfer coding".to_owned(),
        );
    }
    Ok(())
}

/// The length after parsing: status line and header lines.
fn head_length(response: &Response<Body>) -> usize {
    let reason = response.extensions().get::<ReasonPhrase>();
    let reason = reason.map_or(0, |reason| reason.as_bytes().len());
    let fields = response.headers().iter();
    let fields = fields.map(|(name, value)| name.as_str().len() + value.len() + 4);
    reason + fields.sum::<usize>()
}

/// Whether the only transfer coding is `chunked`. With any other one the transport reads to the end of the
/// connection, and it is unknown whether the body is complete.
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
