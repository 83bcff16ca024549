//! A reply → what the transport would have handed over.

use std::future::pending;

use hyper::Response;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Body, StatusCode};
use tokio::time::sleep;

use super::reply::{Reply, ReplyKind};
use crate::error::{Failure, FailureKind, Phase};
use crate::session::SendResult;

impl Reply {
    /// Waits as long as it was told, and answers a request of that method.
    pub(super) async fn send(self, method: &str) -> SendResult {
        if !self.delay.is_zero() {
            sleep(self.delay).await;
        }
        match self.kind {
            ReplyKind::Never => pending().await,
            ReplyKind::Failure {
                kind,
                phase,
                detail,
            } => Err(Failure::new(kind, phase, detail)),
            ReplyKind::Response {
                status,
                headers,
                body,
            } => {
                let status = StatusCode::from_u16(status)
                    .map_err(|_| unusable(&format!("`{status}` is no status")))?;
                let has_body = method != "HEAD"
                    && !status.is_informational()
                    && ![StatusCode::NO_CONTENT, StatusCode::NOT_MODIFIED].contains(&status);
                let mut response = Response::new(match has_body {
                    true => Body::from(body),
                    false => Body::default(),
                });
                *response.status_mut() = status;
                *response.headers_mut() = fields(&headers)?;
                Ok(Ok(response))
            }
        }
    }
}

fn fields(headers: &[(String, String)]) -> Result<HeaderMap, Failure> {
    let mut fields = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers {
        let no_field = |_| unusable(&format!("`{name}` can't be a header field"));
        let field = HeaderName::from_bytes(name.as_bytes()).map_err(|_| no_field(()))?;
        let value = HeaderValue::from_str(value).map_err(|_| no_field(()))?;
        fields.append(field, value);
    }
    Ok(fields)
}

fn unusable(what: &str) -> Failure {
    let what = format!("the double's reply makes no response: {what}");
    Failure::new(FailureKind::Protocol, Phase::Head, what)
}
