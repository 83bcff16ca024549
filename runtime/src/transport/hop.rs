//! One request of a chain of redirects.

use reqwest::header::{
    CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HOST, HeaderMap, HeaderName, HeaderValue, REFERER,
    TRANSFER_ENCODING,
};
use reqwest::{Method, StatusCode};
use url::Url;

use super::redirect;
use crate::buildbot::Dialect;
use crate::redact::{self, Redactor};
use crate::request::Request;

/// One request of a chain.
pub(super) struct Hop {
    pub(super) method: Method,
    /// Without userinfo and fragment.
    pub(super) url: Url,
    /// The URL as a log may show it.
    pub(super) shown_url: String,
    pub(super) fields: HopFields,
    pub(super) has_body: bool,
    /// Whether this is the request as it was declared.
    pub(super) is_first: bool,
    /// Whether the chain has stayed at the origin of the step, whose credentials are still sent.
    pub(super) is_first_origin: bool,
    /// The fragment of the URL, which is shown but never sent.
    fragment: Option<String>,
}

impl Hop {
    pub(super) fn first(request: &Request) -> Self {
        let mut url = request.url.clone();
        let fragment = url.fragment().map(str::to_owned);
        url.set_fragment(None);
        Self {
            method: request.method.clone(),
            url,
            shown_url: request.shown_url.clone(),
            fields: HopFields::of(request),
            has_body: request.body.is_some(),
            is_first: true,
            is_first_origin: true,
            fragment,
        }
    }

    /// The request after a redirect with that status to that URL.
    ///
    /// # Errors
    ///
    /// The reason why it is not sent.
    pub(super) fn next(
        &self,
        status: StatusCode,
        mut url: Url,
        dialect: Dialect,
        redactor: &Redactor,
    ) -> Result<Self, &'static str> {
        let has_body = self.has_body && redirect::keeps_body(status);
        let leaves = url.origin() != self.url.origin();
        if has_body && leaves {
            return Err("it would send the body to another origin");
        }
        // As in browsers, a fragment is kept until another one replaces it.
        let fragment = url.fragment().map(str::to_owned);
        let fragment = fragment.or_else(|| self.fragment.clone());
        url.set_fragment(fragment.as_deref());
        let shown_url = redact::url(url.as_str()).into_owned();
        url.set_fragment(None);
        // Credentials come from the step only. Both calls fail only for URLs without a host, which http has.
        let _ = url.set_username("");
        let _ = url.set_password(None);

        let method = redirect::next_method(status, &self.method);
        let mut fields = self.fields.clone();
        fields.retain(|name, value| {
            let is_of_body = [CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING].contains(name);
            // The cookies of the jar replace those of the step.
            let stays = name != COOKIE && (redirect::keeps_body(status) || !is_of_body);
            stays && !(leaves && is_bound_to_origin(name, value, dialect, redactor))
        });
        Ok(Self {
            method,
            url,
            shown_url,
            fields,
            has_body,
            is_first: false,
            is_first_origin: self.is_first_origin && !leaves,
            fragment,
        })
    }
}

/// Whether a header field is only sent to the origin that it was declared for.
fn is_bound_to_origin(
    name: &HeaderName,
    value: &HeaderValue,
    dialect: Dialect,
    redactor: &Redactor,
) -> bool {
    name == HOST
        // Buildbot sends it everywhere.
        || name == REFERER && dialect.has_policy()
        || redact::hides(name.as_str())
        || redactor.contains_secret(&String::from_utf8_lossy(value.as_bytes()))
}

/// The header fields of a request, and how a log shows them.
#[derive(Clone)]
pub(super) struct HopFields {
    pub(super) sent: HeaderMap,
    /// Set if a log shows other fields.
    logged: Option<HeaderMap>,
}

impl HopFields {
    fn of(request: &Request) -> Self {
        let shown = request.shown_headers();
        let is_other = !std::ptr::eq(shown, &request.headers);
        Self {
            sent: request.headers.clone(),
            logged: is_other.then(|| shown.clone()),
        }
    }

    pub(super) fn insert(&mut self, name: HeaderName, value: &HeaderValue) {
        if let Some(shown) = &mut self.logged {
            shown.insert(&name, value.clone());
        }
        self.sent.insert(name, value.clone());
    }

    /// Inserts a field that is not logged.
    pub(super) fn insert_hidden(&mut self, name: HeaderName, value: HeaderValue) {
        self.logged.get_or_insert_with(|| self.sent.clone());
        self.sent.insert(name, value);
    }

    /// The fields to log.
    pub(super) fn into_logged(self) -> HeaderMap {
        self.logged.unwrap_or(self.sent)
    }

    /// Keeps the fields that meet the predicate, in order.
    fn retain(&mut self, keeps: impl Fn(&HeaderName, &HeaderValue) -> bool) {
        let kept = |fields: &HeaderMap, sent: &HeaderMap| {
            let kept = fields.iter().filter(|(name, value)| {
                // The predicate applies to the value that is sent.
                keeps(name, sent.get(*name).unwrap_or(value))
            });
            kept.map(|(name, value)| (name.clone(), value.clone()))
                .collect()
        };
        self.logged = self.logged.as_ref().map(|shown| kept(shown, &self.sent));
        self.sent = kept(&self.sent, &self.sent);
    }
}
