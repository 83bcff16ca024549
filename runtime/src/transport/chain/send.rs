//! One request of a chain: header fields, authentication, and the head of its response.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hyper::Response;
use reqwest::header::{AUTHORIZATION, CONTENT_LENGTH, COOKIE, HeaderMap, HeaderValue};
use reqwest::{Method, StatusCode};

use super::super::cookies;
use super::super::digest::Digest;
use super::super::failure;
use super::super::head::{check_head, send_until_head};
use super::super::hop::HopFields;
use super::super::incoming::IncomingBody;
use super::{RedirectChain, UnreadResponse};
use crate::error::{Cause, Phase, RenderError};
use crate::redact;
use crate::request::{Body, Trust, basic, is_unencrypted};
use crate::session::{Route, RouteConfig};
use crate::step::ResponseView;

/// How often a request is repeated because of challenges: once, and once more if the nonce of the first challenge
/// was stale.
const MOST_REPETITIONS: usize = 2;

impl RedirectChain<'_> {
    /// Sends the request, and sends it again with credentials if the server requires authentication.
    pub(super) async fn send_authenticated(&mut self) -> Result<UnreadResponse, Cause> {
        self.status = None;
        self.transport = None;
        // The permit of the previous request is released first: this one may be waiting for it.
        self.permit = None;
        self.progress.enter(Phase::Queue);
        self.permit = Some(
            self.session
                .acquire_permit(&self.hop.url, self.deadline)
                .await?,
        );
        self.progress.enter(Phase::Connect);
        let way = self
            .session
            .route(&self.hop.url, &self.route_config())
            .await?;
        self.transport = Some(way.transport.clone());
        self.learn_credentials(&way.secrets);
        let declared = self.hop_fields().await?;
        let mut repetitions = 0;
        loop {
            let mut fields = declared.clone();
            if let Some(response) = self.authorize() {
                fields.insert(AUTHORIZATION, &response);
            }
            let unread = self.send_once(&way, fields).await?;
            if !self.is_challenged(&unread, repetitions) {
                return Ok(unread);
            }
            repetitions += 1;
            self.drain(unread).await;
        }
    }

    fn route_config(&self) -> RouteConfig<'_> {
        RouteConfig {
            dialect: self.request.dialect,
            trust: &self.request.trust,
            certificate: self.request.certificate.as_ref(),
            proxies: &self.request.proxies,
        }
    }

    /// The header fields of the request, with those that depend on its URL.
    async fn hop_fields(&mut self) -> Result<HopFields, Cause> {
        let mut fields = self.hop.fields.clone();
        if !self.hop.is_first && !self.hop.has_body && declares_empty_body(&self.hop.method) {
            // RFC 9110, section 8.6. Buildbot sends it without logging it.
            if self.request.dialect.has_policy() {
                fields.insert(CONTENT_LENGTH, &0.into());
            } else {
                fields.insert_hidden(CONTENT_LENGTH, 0.into());
            }
        }
        // A Cookie field of the step replaces all others.
        let has_cookie = fields.sent.contains_key(COOKIE);
        if let Some(cookie) = self.cookie_field()?.filter(|_| !has_cookie) {
            fields.insert(COOKIE, &cookie);
        }
        if let Some(credentials) = self.session_credentials(&fields).await? {
            fields.insert(AUTHORIZATION, &credentials);
        }
        Ok(fields)
    }

    fn cookie_field(&mut self) -> Result<Option<HeaderValue>, RenderError> {
        let of_jar = self.jar.cookies(&self.hop.url);
        if self.hop.is_first {
            self.own_come_first = of_jar.is_empty();
        }
        let own = match self.hop.is_first_origin {
            true => self.request.cookies.as_slice(),
            false => &[],
        };
        let values = of_jar.iter().chain(own);
        let values = values.filter_map(|(_, value)| value.as_deref());
        self.redactor.learn_credentials(values);
        cookies::field(&of_jar, own, self.own_come_first, self.request.dialect)
    }

    /// The credentials of the session (`.netrc`), unless the step has its own. They are sent to the origin of the
    /// step only, and not without TLS. In Buildbot they are sent to all origins, and only `auth` of the step takes
    /// precedence, for the first request.
    async fn session_credentials(
        &mut self,
        fields: &HopFields,
    ) -> Result<Option<HeaderValue>, RenderError> {
        let (request, dialect) = (self.request, self.request.dialect);
        let is_excluded = if dialect.has_policy() {
            let is_open = is_unencrypted(&self.hop.url) && request.trust != Trust::Anyone;
            let has_own = request.has_auth || fields.sent.contains_key(AUTHORIZATION);
            has_own || is_open || !self.hop.is_first_origin
        } else {
            request.has_auth && self.hop.is_first
        };
        if is_excluded {
            return Ok(None);
        }
        let credentials = self.session.credentials(&self.hop.url, dialect).await;
        let Some((user, password)) = credentials else {
            return Ok(None);
        };
        let octets = |text| {
            let octets = dialect.header_octets(text);
            octets.ok_or_else(|| RenderError::new("the credentials have characters beyond latin-1"))
        };
        let field = basic(&octets(&user)?, &octets(&password)?)?;
        self.learn_credentials(&[password]);
        let fields = HeaderMap::from_iter([(AUTHORIZATION, field.clone())]);
        self.learn_credentials(&redact::credentials(&fields));
        Ok(Some(field))
    }

    /// Sends the request once, and checks the head of its response.
    async fn send_once(&mut self, way: &Route, fields: HopFields) -> Result<UnreadResponse, Cause> {
        let hop = &self.hop;
        let mut request = reqwest::Request::new(hop.method.clone(), hop.url.clone());
        *request.headers_mut() = fields.sent.clone();
        let body = self.request.body.as_ref().filter(|_| hop.has_body);
        let number = self
            .progress
            .begin(body.is_some_and(Body::reports_progress));
        if let Some(body) = body {
            let progress = Arc::clone(&self.progress);
            // The read timeout does not run while the server still reads.
            let report = move |event| progress.report(number, event);
            *request.body_mut() = Some(body.to_transport(report));
        }
        let read_timeout = self.request.timeouts.read;
        let (redactor, progress) = (&mut *self.redactor, &self.progress);
        let sent =
            send_until_head(&way.transport, request, redactor, read_timeout, progress).await?;
        let response =
            sent.map_err(|error| failure::classify_sending(&error, way.is_to_proxy, progress))?;
        self.accept_head(&response)?;
        let (head, body) = response.into_parts();
        let body = IncomingBody::new(&self.hop.method, &head, body, read_timeout);
        Ok(UnreadResponse {
            status: head.status,
            headers: head.headers,
            body,
            sent: fields.into_logged(),
        })
    }

    /// Checks the head of a response, and learns its secrets, before anything of it is kept.
    fn accept_head(&mut self, response: &Response<reqwest::Body>) -> Result<(), Cause> {
        self.status = Some(response.status());
        check_head(response, self.request.dialect)?;
        let headers = response.headers();
        let credentials = redact::credentials(headers);
        // A server can send any number of these, so the oldest are forgotten.
        let named = credentials
            .iter()
            .map(|value| (redact::CREDENTIAL, value.as_str()));
        self.redactor.learn(named);
        self.learn_secret_fields(headers);
        self.jar.store(&self.hop.url, headers);
        if let Some(hook) = &self.request.hook {
            let view = ResponseView {
                status: response.status(),
                headers,
            };
            let called = catch_unwind(AssertUnwindSafe(|| (hook.0)(&view)));
            called
                .map_err(|_| RenderError::new("the closure panicked").within("hooks.response"))?;
        }
        Ok(())
    }

    /// Learns the header fields that are captured as secrets, before the body is read.
    fn learn_secret_fields(&mut self, headers: &HeaderMap) {
        let dialect = self.request.dialect;
        for (field, name) in &self.request.secret_fields {
            let values = headers.get_all(field).iter();
            let values = values.map(|value| dialect.header_text(value.as_bytes()));
            let values: Vec<_> = values.collect();
            let named = values.iter().map(|value| (name.as_str(), value.as_ref()));
            self.redactor.learn_temporary(named);
        }
    }

    /// Whether the request is repeated, with an answer to the challenge in the response.
    fn is_challenged(&mut self, unread: &UnreadResponse, repetitions: usize) -> bool {
        let can_answer = self.request.digest.is_some() && self.hop.is_first_origin;
        if unread.status != StatusCode::UNAUTHORIZED
            || !can_answer
            || repetitions >= MOST_REPETITIONS
        {
            return false;
        }
        let Some(digest) = Digest::of(&unread.headers) else {
            return false;
        };
        if repetitions > 0 && !digest.is_stale() {
            return false;
        }
        self.digest = Some(digest);
        true
    }

    /// The Authorization field that answers the last challenge.
    fn authorize(&mut self) -> Option<HeaderValue> {
        let (user, password) = self.request.digest.as_ref()?;
        if !self.hop.is_first_origin {
            return None;
        }
        let digest = self.digest.as_mut()?;
        let response = digest.respond((user, password), &self.hop.method, &self.hop.url)?;
        // The other parameters do not depend on the password.
        self.learn_credentials(&[response.response]);
        Some(response.field)
    }

    /// Redacts sent credentials from now on: a server may echo them at any time.
    fn learn_credentials(&mut self, credentials: &[String]) {
        let values = credentials.iter().map(String::as_str);
        self.redactor.learn_credentials(values);
    }
}

/// Whether a request with that method announces an empty body.
fn declares_empty_body(method: &Method) -> bool {
    use Method as M;
    let others = [M::GET, M::HEAD, M::DELETE, M::TRACE, M::OPTIONS, M::CONNECT];
    !others.contains(method)
}
