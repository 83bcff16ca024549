//! Which proxy a request goes through, as `requests` chooses it.

mod bypass;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http_step_syntax::key::Key;
use percent_encoding::percent_decode_str;
use reqwest::header::{HeaderValue, PROXY_AUTHORIZATION};
use url::Url;

use super::environment::Environment;
use crate::buildbot::Dialect;
use crate::error::RenderError;
use crate::redact;
use bypass::bypasses;

/// A proxy and its credentials.
#[derive(Clone, PartialEq)]
pub(crate) struct Proxy {
    /// Without userinfo.
    url: Url,
    credentials: Option<HeaderValue>,
    /// The credentials in all spellings in which they may come back.
    secrets: Vec<String>,
}

/// Proxies by what goes through them, in the order of writing; None goes straight.
pub(super) type Proxies = [(String, Option<String>)];

/// The proxy for `url`, or None where the request goes straight.
///
/// The keys are looked up in the order `scheme://host`, `scheme`, `all://host`, `all`; for each of them
/// `given` comes before the environment, whose proxies alone `no_proxy` filters.
///
/// # Errors
///
/// Where the proxy has no URL that can be used; the text shows nothing of it but scheme and port.
pub(super) fn choose(
    url: &Url,
    given: &Proxies,
    environment: Option<&Environment>,
    dialect: Dialect,
) -> Result<Option<Proxy>, RenderError> {
    if given.is_empty() && environment.is_none() {
        return Ok(None);
    }
    let environment =
        environment.filter(|environment| !is_direct(url, given, environment, dialect));
    let (scheme, host) = (url.scheme(), host(url));
    let keys = [
        (format!("{scheme}://{host}"), None),
        (scheme.to_owned(), Some(scheme)),
        (format!("all://{host}"), None),
        ("all".to_owned(), Some("all")),
    ];
    for (key, variable) in keys {
        if let Some(proxy) = entry(given, &key, dialect) {
            return proxy.map(|text| Proxy::read(text, dialect)).transpose();
        }
        let variable = variable.zip(environment);
        let proxy = variable.and_then(|(name, environment)| of_environment(environment, name));
        if let Some(text) = proxy {
            return Proxy::read(text, dialect).map(Some);
        }
    }
    Ok(None)
}

/// What is given for a key; `Some(None)` goes straight.
fn entry<'a>(given: &'a Proxies, key: &str, dialect: Dialect) -> Option<Option<&'a str>> {
    let is_key = |name: &str| match dialect {
        Dialect::Native => name.eq_ignore_ascii_case(key),
        Dialect::Buildbot => name == key,
    };
    let mut given = given.iter().rev();
    let (_, proxy) = given.find(|(name, _)| is_key(name))?;
    Some(proxy.as_deref().filter(|proxy| !proxy.is_empty()))
}

/// The environment's proxy for a scheme or `all`. A variable in lower case counts before one in upper
/// case, also where it is empty and says that there is none.
fn of_environment<'a>(environment: &'a Environment, scheme: &str) -> Option<&'a str> {
    if let Some(proxy) = environment.get(&format!("{scheme}_proxy")) {
        return Some(proxy).filter(|proxy| !proxy.is_empty());
    }
    // In a CGI program, `HTTP_PROXY` is what the client sent as the field `Proxy` (CVE-2016-1000110).
    if scheme == "http" && environment.get("REQUEST_METHOD").is_some() {
        return None;
    }
    environment.non_empty(&format!("{}_PROXY", scheme.to_ascii_uppercase()))
}

/// Whether `no_proxy` keeps a request from the environment's proxies.
fn is_direct(url: &Url, given: &Proxies, environment: &Environment, dialect: Dialect) -> bool {
    let of_environment = || {
        environment
            .non_empty("no_proxy")
            .or(environment.non_empty("NO_PROXY"))
    };
    let list = entry(given, "no_proxy", dialect)
        .flatten()
        .or_else(of_environment);
    list.is_some_and(|list| bypasses(list, url))
}

/// The host without the brackets of IPv6.
fn host(url: &Url) -> &str {
    let host = url.host_str().unwrap_or_default();
    host.trim_start_matches('[').trim_end_matches(']')
}

impl Proxy {
    /// Reads the URL of a proxy; one without a scheme is http.
    fn read(text: &str, dialect: Dialect) -> Result<Self, RenderError> {
        let wrong = |what: &str| {
            let help = "write an address like `http://proxy.example.com:3128`".to_owned();
            Err(RenderError::new(what).help(Some(help)).within(Key::Proxies))
        };
        let text = text.trim();
        if text.contains(char::is_control) {
            return wrong("the URL of the proxy has a control character");
        }
        let url = if text.contains("://") {
            Url::parse(text)
        } else {
            Url::parse(&format!("http://{}", text.trim_start_matches('/')))
        };
        let Ok(url) = url else {
            return wrong("the URL of the proxy cannot be read");
        };
        if !matches!(url.scheme(), "http" | "https") {
            // A scheme is no place for a password, but what stands there may be a mistake.
            return wrong("the scheme of a proxy is http or https; SOCKS is not supported");
        }
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~[]:".contains(c);
        let host = url.host_str().unwrap_or_default();
        if host.is_empty() || !host.chars().all(is_plain) {
            return wrong("the URL of the proxy has no host that can be connected");
        }
        let credentials = credentials(&url, dialect);
        let mut secrets = redact::credentials_of_url(url.as_str());
        if let Some(value) = credentials.as_ref().and_then(|value| value.to_str().ok()) {
            let name = PROXY_AUTHORIZATION.as_str();
            secrets.extend(redact::credentials_of_field(name, value));
        }
        let port = url.port_or_known_default().unwrap_or_default();
        // Put together anew: no path, no query and no userinfo gets any further.
        match Url::parse(&format!("{}://{host}:{port}/", url.scheme())) {
            Ok(url) => Ok(Self {
                url,
                credentials,
                secrets,
            }),
            Err(_) => wrong("the URL of the proxy cannot be read"),
        }
    }

    /// Where the proxy is, without its credentials.
    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    /// The credentials for the proxy.
    pub(crate) fn credentials(&self) -> Option<&HeaderValue> {
        self.credentials.as_ref()
    }

    /// What a log must not show of it.
    pub(super) fn into_secrets(self) -> Vec<String> {
        self.secrets
    }

    /// The proxy as the transport knows it, for all requests of a client.
    pub(super) fn to_transport(&self) -> reqwest::Result<reqwest::Proxy> {
        let proxy = reqwest::Proxy::all(self.url.clone())?;
        Ok(match &self.credentials {
            Some(credentials) => proxy.custom_http_auth(credentials.clone()),
            None => proxy,
        })
    }
}

/// The field Proxy-Authorization for the userinfo. In Buildbot a user alone is none.
fn credentials(url: &Url, dialect: Dialect) -> Option<HeaderValue> {
    if url.username().is_empty() || (url.password().is_none() && dialect.looks_at_environment()) {
        return None;
    }
    let plain = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let pair = format!(
        "{}:{}",
        plain(url.username()),
        plain(url.password().unwrap_or_default())
    );
    let octets = dialect.header_octets(&pair);
    let encoded = STANDARD.encode(octets.as_deref().unwrap_or(pair.as_bytes()));
    let mut value = HeaderValue::try_from(format!("Basic {encoded}")).ok()?;
    value.set_sensitive(true);
    Some(value)
}

#[cfg(test)]
mod tests;
