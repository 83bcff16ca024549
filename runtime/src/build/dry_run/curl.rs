//! A request as a line that sends it with `curl`.

mod body;

use std::time::Duration;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use reqwest::Method;
use reqwest::header::{
    ACCEPT_ENCODING, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue,
    USER_AGENT,
};

use super::request::{Around, DryRequest};
use super::shell::word;
use crate::request::{Request, Trust};

/// The fields that curl adds where it is not told otherwise, and the transport does not; the last with a body.
const ADDED: [HeaderName; 2] = [USER_AGENT, CONTENT_TYPE];

/// The longest time that every curl can count in milliseconds.
const LONGEST_TIME: Duration = Duration::from_secs(2_147_483);

/// A command that is being put together.
struct Command(String);

impl Command {
    fn flag(&mut self, name: &str) {
        self.0.extend([" ", name]);
    }

    fn option(&mut self, name: &str, value: impl AsRef<[u8]>) -> Option<()> {
        self.flag(name);
        self.flag(&word(value.as_ref())?);
        Some(())
    }
}

/// None where a value can't be handed to a command.
pub(super) fn line(dry: &DryRequest, request: &Request, around: &Around) -> Option<String> {
    let mut curl = Command("curl".to_owned());
    method(&mut curl, request)?;
    fields(&mut curl, dry, request)?;
    way(&mut curl, request, around)?;
    redirects(&mut curl, request, around)?;
    let bounds = request.bounds;
    curl.option("--connect-timeout", seconds(bounds.connect))?;
    curl.option("--max-time", seconds(bounds.whole))?;
    if let Some(path) = &request.save_to {
        curl.option("--output", path.to_str()?)?;
    }
    // What the URL says is not looked into for ranges and lists.
    curl.flag("--globoff");
    let before = match sends_body(request) {
        true => body::add(&mut curl, dry)?,
        false => String::new(),
    };
    curl.flag(&word(dry.url().as_bytes())?);
    Some(format!("{before}{}", curl.0))
}

fn method(curl: &mut Command, request: &Request) -> Option<()> {
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

fn fields(curl: &mut Command, dry: &DryRequest, request: &Request) -> Option<()> {
    let mut user = request.digest.as_ref().map(|(user, password)| {
        curl.flag("--digest");
        format!("{user}:{password}").into_bytes()
    });
    for (name, value) in &request.headers {
        if name == AUTHORIZATION && request.has_auth && user.is_none() {
            user = basic(value);
            if user.is_some() {
                continue;
            }
        }
        if name == ACCEPT_ENCODING {
            curl.flag("--compressed");
        }
        if name != CONTENT_LENGTH {
            // With a colon, a field without a value is one to leave out.
            let end: &[u8] = if value.is_empty() { b";" } else { b": " };
            let field = [name.as_str().as_bytes(), end, value.as_bytes()].concat();
            curl.option("--header", field)?;
        }
    }
    for name in ADDED {
        let is_added = name != CONTENT_TYPE || sends_body(request);
        if is_added && !request.headers.contains_key(&name) {
            curl.option("--header", format!("{name}:"))?;
        }
    }
    if let Some(cookie) = dry.cookie() {
        let octets = request.dialect.header_octets(cookie)?;
        curl.option("--header", [b"cookie: ", octets.as_ref()].concat())?;
    }
    if let Some(user) = user {
        curl.option("--user", user)?;
    }
    Some(())
}

/// User and password, which can be read there: `Basic` hides a placeholder in them.
fn basic(value: &HeaderValue) -> Option<Vec<u8>> {
    let token = value.to_str().ok()?.strip_prefix("Basic ")?;
    BASE64_STANDARD.decode(token).ok()
}

/// Proxy, certificates, and the version of HTTP.
fn way(curl: &mut Command, request: &Request, around: &Around) -> Option<()> {
    match &around.proxy {
        Some(proxy) => {
            curl.option("--proxy", proxy.url().as_str())?;
            // A field of its own making.
            curl.option("--proxy-header", "proxy-connection:")?;
            if let Some(user) = proxy.credentials().and_then(basic) {
                curl.option("--proxy-user", user)?;
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
        Trust::Bundle(path) => curl.option("--cacert", path.to_str()?)?,
        Trust::Anyone => curl.flag("--insecure"),
    }
    if let Some(certificate) = &request.certificate {
        // A colon would begin the password of the key.
        let path = certificate.certificate.to_str()?;
        let path = path.replace('\\', r"\\").replace(':', r"\:");
        curl.option("--cert", path)?;
        if let Some(key) = &certificate.key {
            curl.option("--key", key.to_str()?)?;
        }
    }
    Some(())
}

/// Redirects are followed where curl does as we do: it would take bodies, and most fields with credentials,
/// along to other origins.
fn redirects(curl: &mut Command, request: &Request, around: &Around) -> Option<()> {
    let Some(most) = request.redirects else {
        return Some(());
    };
    let has_credentials = around.uses_secrets
        || request.has_auth
        || !request.cookies.is_empty()
        || request.headers.values().any(HeaderValue::is_sensitive);
    let follows = !has_credentials && !sends_body(request);
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
