//! A request as a line that sends it with `curl`.

mod body;
mod command;

use std::time::Duration;

use reqwest::Method;
use reqwest::header::{
    ACCEPT_ENCODING, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue, REFERER,
    USER_AGENT,
};
use url::Url;

use command::{Command, path_text};

use super::request::{DryRequest, RequestContext, cookie};
use super::shell::word;
use super::view::{View, basic};
use crate::request::{Request, Trust};

/// The fields that curl adds where it is not told otherwise, and the transport does not; the last with a body.
const ADDED: [HeaderName; 2] = [USER_AGENT, CONTENT_TYPE];

/// The longest time that every curl can count in milliseconds.
const LONGEST_TIME: Duration = Duration::from_secs(2_147_483);

/// None where a value can't be handed to a command.
pub(super) fn line(
    dry: &DryRequest,
    request: &Request,
    around: &RequestContext,
    view: View<'_>,
) -> Option<String> {
    let mut curl = Command::new("curl", view);
    method(&mut curl, request)?;
    fields(&mut curl, request)?;
    way(&mut curl, request, around)?;
    redirects(&mut curl, request, around)?;
    let bounds = request.timeouts;
    curl.option("--connect-timeout", seconds(bounds.connect))?;
    curl.option("--max-time", seconds(bounds.total))?;
    if let Some(path) = &request.save_to {
        curl.path("--output", path)?;
    }
    // What the URL says is not looked into for ranges and lists.
    curl.flag("--globoff");
    let before = match sends_body(request) {
        true => body::add(&mut curl, dry)?,
        false => String::new(),
    };
    curl.flag(&word(&view.octets(dry.url().as_bytes()))?);
    Some(format!("{before}{}", curl.text))
}

fn method(curl: &mut Command<'_>, request: &Request) -> Option<()> {
    let has_body = request.body.is_some();
    match request.method {
        Method::GET if !has_body => Some(()),
        Method::HEAD if !has_body => {
            curl.flag("--head");
            Some(())
        }
        // It follows from the body, which is never left out.
        Method::POST => Some(()),
        ref method => curl.option("--request", method.as_str()),
    }
}

fn fields(curl: &mut Command<'_>, request: &Request) -> Option<()> {
    let mut user = request.digest.as_ref().map(|(user, password)| {
        curl.flag("--digest");
        format!("{user}:{password}").into_bytes()
    });
    for (name, value) in &request.headers {
        if name == AUTHORIZATION && request.has_auth && user.is_none() {
            user = basic(value.as_bytes());
            if user.is_some() {
                continue;
            }
        }
        if name == ACCEPT_ENCODING {
            curl.flag("--compressed");
        }
        if name != CONTENT_LENGTH {
            let value = curl.view.field(name.as_str(), value.as_bytes());
            // With a colon, a field without a value is one to leave out.
            let value: [&[u8]; 2] = match value.trim_ascii() {
                [] => [b";", b""],
                value => [b": ", value],
            };
            let field = [name.as_str().as_bytes(), &value.concat()].concat();
            curl.shown("--header", &field)?;
        }
    }
    for name in ADDED {
        let is_added = name != CONTENT_TYPE || sends_body(request);
        if is_added && !request.headers.contains_key(&name) {
            curl.option("--header", format!("{name}:"))?;
        }
    }
    if let Some(cookie) = cookie(&request.cookies, curl.view) {
        let octets = request.dialect.header_octets(&cookie)?;
        curl.shown("--header", &[b"cookie: ", octets.as_ref()].concat())?;
    }
    if let Some(user) = user {
        curl.user("--user", &user)?;
    }
    Some(())
}

/// Proxy, certificates, and the version of HTTP.
fn way(curl: &mut Command<'_>, request: &Request, around: &RequestContext) -> Option<()> {
    match &around.proxy {
        Some(proxy) => {
            curl.option("--proxy", with_port(proxy.url())?)?;
            // A field of its own making.
            curl.option("--proxy-header", "proxy-connection:")?;
            let credentials = proxy.credentials().map(HeaderValue::as_bytes);
            if let Some(user) = credentials.and_then(basic) {
                curl.user("--proxy-user", &user)?;
            }
        }
        // Whatever the environment of the shell says.
        None => curl.option("--noproxy", "*")?,
    }
    if request.url.scheme() == "https" {
        curl.flag("--http1.1");
    }
    match &request.trust {
        Trust::Session => {}
        Trust::Bundle(path) => curl.path("--cacert", path)?,
        Trust::Anyone => curl.flag("--insecure"),
    }
    if let Some(certificate) = &request.certificate {
        // A colon would begin the password of the key.
        let path = path_text(&certificate.certificate)?;
        let path = path.replace('\\', r"\\").replace(':', r"\:");
        curl.option("--cert", path)?;
        if let Some(key) = &certificate.key {
            curl.path("--key", key)?;
        }
    }
    Some(())
}

/// A URL with its port in any case: curl has a default of its own for proxies.
fn with_port(url: &Url) -> Option<String> {
    let (host, port) = (url.host_str()?, url.port_or_known_default()?);
    Some(format!("{}://{host}:{port}/", url.scheme()))
}

/// Redirects are followed where curl does as we do: it would take bodies, most fields with credentials, and
/// Referer, along to other origins.
fn redirects(curl: &mut Command<'_>, request: &Request, around: &RequestContext) -> Option<()> {
    let Some(most) = request.redirects else {
        return Some(());
    };
    let goes_nowhere_else = around.uses_secrets
        || request.has_auth
        || !request.cookies.is_empty()
        || request.headers.contains_key(REFERER)
        || request.headers.values().any(HeaderValue::is_sensitive);
    let follows = !goes_nowhere_else && !sends_body(request);
    if follows {
        curl.flag("--location");
        curl.option("--max-redirs", most.to_string())?;
        let schemes = match request.url.scheme() {
            "https" => "=https",
            _ => "=http,https",
        };
        curl.option("--proto-redir", schemes)?;
    }
    Some(())
}

/// Whether there is a body, be it empty: then there is a length.
fn sends_body(request: &Request) -> bool {
    request.headers.contains_key(CONTENT_LENGTH)
}

/// Not zero, which would be for ever.
fn seconds(time: Duration) -> String {
    let time = time.clamp(Duration::from_millis(1), LONGEST_TIME);
    time.as_secs_f64().to_string()
}
