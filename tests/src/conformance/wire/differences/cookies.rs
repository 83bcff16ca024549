//! Cookies that Python sends to hosts that RFC 6265 keeps them from.

use std::net::IpAddr;

use psl::Psl;

use super::played::{Played, value};
use crate::conformance::wire::case::{Expect, Request};
use crate::conformance::wire::compare::change_request_fields;

/// A cookie goes to the host that set it, and to others only where its `Domain` covers both (RFC 6265,
/// section 5.3).
pub(super) fn keep_to_their_domain(played: &Played<'_>, expect: &mut Expect) {
    let exchanges = played.exchanges(expect);
    let set: Vec<_> = exchanges
        .iter()
        .flat_map(|(request, response)| {
            let fields = response.fields.iter();
            let cookies = fields.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
            cookies.map(|(_, cookie)| SetCookie::new(&host(request), cookie))
        })
        .collect();
    let own = played.entries("cookies");
    let goes = |pair: &str, host: &str| {
        let name = pair.split('=').next();
        let mut set = set.iter().filter(|cookie| cookie.pair == pair).peekable();
        own.iter().any(|(own, _)| Some(*own) == name)
            || set.peek().is_none()
            || set.any(|cookie| cookie.goes_to(host))
    };
    let kept = |cookies: &str, host: &str| {
        let pairs = cookies.split("; ").filter(|pair| goes(pair, host));
        let pairs: Vec<_> = pairs.collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    };
    if played.gives("cookie") {
        return;
    }
    let mut hosts = Vec::new();
    for request in &mut expect.requests {
        if request.method == "CONNECT" {
            continue;
        }
        let host = host(request);
        request.headers = std::mem::take(&mut request.headers)
            .into_iter()
            .filter_map(|(name, value)| match name.as_str() {
                "Cookie" => Some((name, kept(&value, &host)?)),
                _ => Some((name, value)),
            })
            .collect();
        hosts.push(host);
    }
    if let Some(log) = expect.logs.get_mut("log") {
        change_request_fields(&mut log.chunks, |block, name, value| {
            match hosts.get(block) {
                Some(host) if name == "Cookie" => kept(&value, host),
                _ => Some(value),
            }
        });
    }
}

/// The host that a request is for, without its port.
fn host(request: &Request) -> String {
    let authority = match request.target.split_once("://") {
        Some((_, rest)) => rest.split('/').next(),
        None => value(request, "host"),
    };
    let authority = authority.unwrap_or_default();
    let end = authority.rfind(':').filter(|_| !authority.ends_with(']'));
    let host = authority.get(..end.unwrap_or(authority.len()));
    host.unwrap_or_default().to_ascii_lowercase()
}

/// A cookie of a response from a host.
struct SetCookie {
    pair: String,
    host: String,
    /// The value of its last `Domain`, without the dot before it; empty where there is none.
    domain: String,
}

impl SetCookie {
    fn new(host: &str, field: &str) -> Self {
        let mut parts = field.split(';');
        let pair = parts.next().unwrap_or_default().trim().to_owned();
        let mut domains = parts.filter_map(|attribute| {
            let (name, value) = attribute.split_once('=')?;
            let is_domain = name.trim().eq_ignore_ascii_case("domain");
            is_domain.then(|| value.trim())
        });
        let domain = domains.next_back().unwrap_or_default();
        Self {
            pair,
            host: host.to_owned(),
            domain: domain.strip_prefix('.').unwrap_or(domain).to_lowercase(),
        }
    }

    fn goes_to(&self, host: &str) -> bool {
        if self.domain.is_empty() || self.domain == self.host {
            let covers = !self.domain.is_empty() && !is_public(&self.domain);
            return host == self.host || covers && is_within(host, &self.domain);
        }
        !is_public(&self.domain)
            && is_within(&self.host, &self.domain)
            && is_within(host, &self.domain)
    }
}

/// Whether a host is the domain or below it; an address is below none.
fn is_within(host: &str, domain: &str) -> bool {
    let is_below = |host: &str| {
        let rest = host.strip_suffix(domain);
        rest.is_some_and(|rest| rest.ends_with('.')) && host.parse::<IpAddr>().is_err()
    };
    host == domain || is_below(host)
}

/// Whether names below it belong to different owners.
fn is_public(domain: &str) -> bool {
    let suffix = psl::List.suffix(domain.as_bytes());
    suffix.is_some_and(|suffix| suffix == domain)
}
