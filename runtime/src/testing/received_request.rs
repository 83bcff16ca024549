use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use reqwest::header::HeaderMap;
use url::{Url, form_urlencoded};

use super::body;
use super::shown::RedactedRequest;
use crate::error::Failure;
use crate::redact::Redactor;

/// A request as a double was asked it: what would have gone over the network.
///
/// Its methods give what was sent, with secrets and credentials, so that tests can look at them. Its `Debug`
/// and `Display` show neither.
///
/// ```
/// use http_step::prelude::*;
/// use http_step::testing::Table;
///
/// let mut factory = BuildFactory::new();
/// factory.add_step(post!(
///     "https://api.example.com/hook",
///     auth: Bearer(Secret("token")),
///     data: { "state": "done" },
/// ));
/// let api = Table::new().on("POST", "https://api.example.com/hook", 204);
/// let build = factory.build().secrets(MapSecrets::from([("token", "s3cr3t-4f1e")]));
/// assert_eq!(build.session(api.session()).run_blocking().result(), BuildResult::Success);
///
/// let asked = &api.received_requests()[0];
/// assert_eq!(asked.method(), "POST");
/// assert_eq!(asked.header("authorization"), Some("Bearer s3cr3t-4f1e"));
/// assert_eq!(asked.form(), [("state".to_owned(), "done".to_owned())]);
/// assert!(!format!("{asked:?}").contains("s3cr3t"));
/// ```
#[derive(Clone)]
pub struct ReceivedRequest {
    method: String,
    url: Url,
    headers: HeaderMap,
    body: Bytes,
    redacted: RedactedRequest,
}

impl ReceivedRequest {
    /// Reads a request as a server does; the inner error is that of a body that can't be read.
    pub(super) async fn read(
        mut request: reqwest::Request,
        redactor: &Redactor,
    ) -> Result<reqwest::Result<Self>, Failure> {
        let body = match body::read(request.body_mut().as_mut()).await? {
            Ok(body) => body,
            Err(error) => return Ok(Err(error)),
        };
        let (method, url) = (request.method().as_str(), request.url());
        let shown = RedactedRequest::request(method, url, request.headers(), &body, redactor);
        Ok(Ok(Self {
            method: method.to_owned(),
            url: url.clone(),
            headers: request.headers().clone(),
            body,
            redacted: shown,
        }))
    }

    /// The method: `GET`.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The whole URL, with its query.
    #[must_use]
    pub fn url(&self) -> &str {
        self.url.as_str()
    }

    /// The path of the URL: `/builds/7`.
    #[must_use]
    pub fn path(&self) -> &str {
        self.url.path()
    }

    /// The parameters in the URL, decoded, in their order.
    #[must_use]
    pub fn params(&self) -> Vec<(String, String)> {
        self.url.query_pairs().into_owned().collect()
    }

    /// The value of a header field, whatever the case of its name; None where it isn't there, or is no text. Of
    /// several it is the first.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// All header fields whose values are text, with their names in lower case.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let fields = self.headers.iter();
        fields.filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
    }

    /// The body as it was sent; empty where there was none.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body as text; what is no UTF-8 becomes U+FFFD.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// Where it is none.
    pub fn json(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::from_slice(&self.body)
    }

    /// The fields of a form in the body, decoded, in their order.
    #[must_use]
    pub fn form(&self) -> Vec<(String, String)> {
        form_urlencoded::parse(&self.body).into_owned().collect()
    }

    pub(super) fn redacted(&self) -> &RedactedRequest {
        &self.redacted
    }

    pub(super) fn parsed_url(&self) -> &Url {
        &self.url
    }
}

/// Method and URL, without credentials.
impl fmt::Display for ReceivedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.redacted.fmt(f)
    }
}

/// The request without secrets and credentials.
impl fmt::Debug for ReceivedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.redacted.debug(f, "ReceivedRequest")
    }
}
