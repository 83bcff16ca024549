//! An exchange on its way, and what is shown of it later.

use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use hyper::Response;
use reqwest::header::{CONTENT_ENCODING, HeaderMap, TRANSFER_ENCODING};
use reqwest::{Body, Method, Request, StatusCode};
use url::Url;

use super::exchange::{RecordedExchange, RecordedOutcome};
use super::members;
use super::shown::{self, RedactedRequest};
use super::tee::{LONGEST, TeeBuffer, TeeState, tee};
use crate::error::{Failure, FailureKind};
use crate::redact::Redactor;
use crate::session::TapRecord;
use crate::transport;

/// An exchange as it went over the network.
pub(super) struct TappedExchange {
    method: Method,
    url: Url,
    headers: HeaderMap,
    body: TeeBuffer,
    ending: Mutex<TappedOutcome>,
}

#[derive(Default)]
struct TappedOutcome {
    response: Option<(StatusCode, HeaderMap, TeeBuffer)>,
    failure: Option<Failure>,
}

impl TapRecord for TappedExchange {
    fn on_response(&self, response: Response<Body>) -> Response<Body> {
        let (head, body) = response.into_parts();
        let kept = TeeBuffer::default();
        self.lock().response = Some((head.status, head.headers.clone(), kept.clone()));
        Response::from_parts(head, tee(body, kept))
    }

    fn on_failure(&self, failure: &Failure) {
        self.lock().failure = Some(failure.clone());
    }
}

impl TappedExchange {
    /// Of a request that is about to be sent; what it sends in pieces is kept as it goes by.
    pub(super) fn of(request: &mut Request) -> Self {
        let body = TeeBuffer::default();
        match request.body().map_or(Some(&b""[..]), Body::as_bytes) {
            Some(bytes) => body.whole(bytes),
            None => {
                let streamed = request.body_mut().take();
                *request.body_mut() = streamed.map(|streamed| tee(streamed, body.clone()));
            }
        }
        Self {
            method: request.method().clone(),
            url: request.url().clone(),
            headers: request.headers().clone(),
            body,
            ending: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, TappedOutcome> {
        self.ending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Learns what the names of members of the answer say to be a credential.
    pub(super) fn learn(&self, redactor: &mut Redactor) {
        let ending = self.lock();
        let Some((_, headers, kept)) = &ending.response else {
            return;
        };
        if let Some(body) = decoded(headers, &kept.lock()) {
            let tokens = members::find_credentials(&body);
            redactor.learn_credentials(tokens.iter().map(String::as_str));
        }
    }

    /// The exchange without secrets; None where it has no end.
    pub(super) fn redacted(&self, redactor: &Redactor) -> Option<RecordedExchange> {
        let ending = self.lock();
        let ending = match (&ending.response, &ending.failure) {
            (None, Some(failure)) => RecordedOutcome::failed(failure, redactor),
            (Some(_), Some(failure)) if !is_refusal(failure) => {
                RecordedOutcome::failed(failure, redactor)
            }
            (Some((status, headers, kept)), refused) => {
                let kept = kept.lock();
                if refused.is_none() && !kept.has_ended && !is_passed_over(*status) {
                    return None;
                }
                self.answered(*status, headers, &kept, redactor)
            }
            (None, None) => return None,
        };
        let (method, body) = (self.method.as_str(), self.body.lock());
        let mut request =
            RedactedRequest::request(method, &self.url, &self.headers, &body.bytes, redactor);
        if body.is_cut() {
            request.body = shown::RedactedBody::LeftOut(body.length);
        }
        Some(RecordedExchange {
            request,
            outcome: ending,
        })
    }

    /// The answer, decoded: in what is compressed nobody finds a secret.
    fn answered(
        &self,
        status: StatusCode,
        headers: &HeaderMap,
        kept: &TeeState,
        redactor: &Redactor,
    ) -> RecordedOutcome {
        let mut headers = headers.clone();
        let decoded = decoded(&headers, kept);
        headers.remove(CONTENT_ENCODING);
        headers.remove(TRANSFER_ENCODING);
        let bytes = members::redact_credentials(decoded.as_deref().unwrap_or_default(), redactor);
        let (mut headers, mut body) = shown::redact_message(&headers, &bytes, redactor);
        if decoded.is_none() {
            body = shown::RedactedBody::LeftOut(kept.length);
        }
        let lengths = headers
            .iter_mut()
            .filter(|(name, _)| name == "content-length");
        for (_, length) in lengths.filter(|_| self.method != Method::HEAD) {
            *length = body.length().to_string();
        }
        RecordedOutcome::Response {
            status: status.as_u16(),
            headers,
            body,
        }
    }
}

/// Whether an answer came, and was refused by what is above the network: it will be again.
fn is_refusal(failure: &Failure) -> bool {
    matches!(
        failure.kind(),
        FailureKind::Redirect | FailureKind::RefusedByPolicy
    )
}

/// Whether nobody may have read the body to its end.
fn is_passed_over(status: StatusCode) -> bool {
    status.is_redirection() || status == StatusCode::UNAUTHORIZED
}

/// The body as it was before it was compressed; None where it is too long, or can't be read.
fn decoded(headers: &HeaderMap, kept: &TeeState) -> Option<Vec<u8>> {
    if kept.is_cut() {
        return None;
    }
    let bytes = Bytes::copy_from_slice(&kept.bytes);
    transport::decode_all(headers, bytes, LONGEST as u64).ok()
}
