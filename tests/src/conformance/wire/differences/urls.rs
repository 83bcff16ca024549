//! URLs that the URL type cannot carry as they are.

use super::origins::is_https;
use super::played::Played;
use crate::conformance::wire::case::{Chunk, Expect, Text};

/// Dots that only come out when escapes are decoded are resolved as well.
pub(super) fn resolve_dots(_: &Played<'_>, expect: &mut Expect) {
    change_urls(expect, |url| {
        let Url {
            before,
            path,
            query,
        } = Url::split(url);
        Some(format!("{before}{}{query}", without_dots(path)?))
    });
}

/// A quote in a query is escaped.
pub(super) fn escape_quotes(_: &Played<'_>, expect: &mut Expect) {
    change_urls(expect, |url| {
        let Url {
            before,
            path,
            query,
        } = Url::split(url);
        let (query, fragment) = query.split_at(query.find('#').unwrap_or(query.len()));
        Some(format!(
            "{before}{path}{}{fragment}",
            query.replace('\'', "%27")
        ))
    });
}

/// An address is written in one way: an IPv4 address in four parts, an IPv6 address in groups.
pub(super) fn complete_addresses(played: &Played<'_>, expect: &mut Expect) {
    change_authorities(played, expect, |authority, _| {
        let after_address = authority.rfind(']').unwrap_or(0);
        let colon = authority.rfind(':').filter(|colon| *colon > after_address);
        let (host, port) = authority.split_at(colon.unwrap_or(authority.len()));
        match url::Host::parse(host).ok()? {
            url::Host::Domain(_) => None,
            address => Some(format!("{address}{port}")),
        }
    });
}

/// A userinfo of nothing but a colon.
pub(super) fn leave_out_empty_userinfo(_: &Played<'_>, expect: &mut Expect) {
    change_urls(expect, |url| {
        let (scheme, rest) = url.split_once("://:@")?;
        Some(format!("{scheme}://{rest}"))
    });
}

/// The port that is meant anyway is not said.
pub(super) fn leave_out_default_ports(played: &Played<'_>, expect: &mut Expect) {
    change_authorities(played, expect, |authority, is_https| {
        let port = if is_https { ":443" } else { ":80" };
        authority.strip_suffix(port).map(str::to_owned)
    });
}

/// Blanks at the end of a Location, which Buildbot escapes.
pub(super) fn trim_locations(played: &Played<'_>, expect: &mut Expect) {
    let fields = played.server.iter().flat_map(|reply| &reply.headers);
    let locations = fields.filter(|(name, _)| name.eq_ignore_ascii_case("location"));
    let escaped: Vec<_> = locations
        .filter(|(_, location)| location.ends_with(' '))
        .map(|(_, location)| location.replace(' ', "%20"))
        .collect();
    change_urls(expect, |url| {
        let location = escaped.iter().find(|location| url.ends_with(*location))?;
        let blanks = location.len() - location.trim_end_matches("%20").len();
        Some(url.get(..url.len() - blanks)?.to_owned())
    });
}

/// The URL that a redirect leads to is shown as it is requested; Buildbot shows its host and its escapes as
/// they came.
pub(super) fn show_as_requested(_: &Played<'_>, expect: &mut Expect) {
    let requests = expect.requests.iter();
    let requests = requests.filter(|request| request.method != "CONNECT");
    let mut targets = requests.map(|request| request.target.as_str());
    // The URL of the step is shown as it is requested anyway.
    let mut is_first = true;
    let Some(log) = expect.logs.get_mut("log") else {
        return;
    };
    for chunk in &mut log.chunks {
        let Chunk('o', Text::Whole(text)) = chunk else {
            continue;
        };
        let shown = text
            .strip_prefix("URL: ")
            .and_then(|shown| shown.strip_suffix('\n'));
        let Some(shown) = shown else {
            continue;
        };
        let target = targets.next();
        let Some(target) = target.filter(|_| !std::mem::take(&mut is_first)) else {
            continue;
        };
        let Url { before, query, .. } = Url::split(shown);
        let host = match url::Url::parse(before) {
            Ok(url) => format!("{}://{}", url.scheme(), url.authority()),
            Err(_) => before.to_owned(),
        };
        let fragment = query.find('#').and_then(|start| query.get(start..));
        let fragment = fragment.unwrap_or_default();
        let Url {
            path, query: sent, ..
        } = Url::split(target);
        *text = format!("URL: {host}{path}{sent}{fragment}\n");
    }
}

struct Url<'a> {
    /// Scheme and authority, if there are.
    before: &'a str,
    path: &'a str,
    /// With the fragment.
    query: &'a str,
}

impl<'a> Url<'a> {
    fn split(url: &'a str) -> Self {
        let authority = url.find("://").map_or(0, |scheme| scheme + 3);
        let rest = url.get(authority..).unwrap_or_default();
        let host = match authority {
            0 => 0,
            _ => rest.find(['/', '?', '#']).unwrap_or(rest.len()),
        };
        let (before, rest) = url.split_at(authority + host);
        let (path, query) = rest.split_at(rest.find(['?', '#']).unwrap_or(rest.len()));
        Self {
            before,
            path,
            query,
        }
    }
}

/// None where no segment is dots.
fn without_dots(path: &str) -> Option<String> {
    let segments: Vec<_> = path.strip_prefix('/')?.split('/').collect();
    if !segments
        .iter()
        .any(|segment| matches!(*segment, "." | ".."))
    {
        return None;
    }
    let mut kept = Vec::new();
    for (number, segment) in segments.iter().enumerate() {
        let is_dots = matches!(*segment, "." | "..");
        if *segment == ".." {
            kept.pop();
        }
        if !is_dots {
            kept.push(*segment);
        } else if number + 1 == segments.len() {
            kept.push("");
        }
    }
    Some(format!("/{}", kept.join("/")))
}

/// Changes the targets of the requests and the URLs in the log, without user and line end.
fn change_urls(expect: &mut Expect, change: impl Fn(&str) -> Option<String>) {
    for request in &mut expect.requests {
        if request.method != "CONNECT"
            && let Some(target) = change(&request.target)
        {
            request.target = target;
        }
    }
    let log = expect.logs.get_mut("log");
    for chunk in log.into_iter().flat_map(|log| &mut log.chunks) {
        if let Chunk('o', Text::Whole(text)) = chunk {
            let url = text
                .strip_prefix("URL: ")
                .and_then(|url| url.strip_suffix('\n'));
            if let Some(url) = url.and_then(&change) {
                *text = format!("URL: {url}\n");
            }
        }
    }
}

/// Changes host and port wherever they stand; `change` is told whether they are spoken to over TLS.
fn change_authorities(
    played: &Played<'_>,
    expect: &mut Expect,
    change: impl Fn(&str, bool) -> Option<String>,
) {
    change_urls(expect, |url| {
        let Url {
            before,
            path,
            query,
        } = Url::split(url);
        let (scheme, authority) = before.split_once("://")?;
        let (user, host) = match authority.rsplit_once('@') {
            Some((user, host)) => (format!("{user}@"), host),
            None => (String::new(), authority),
        };
        let host = change(host, scheme == "https")?;
        Some(format!("{scheme}://{user}{host}{path}{query}"))
    });
    // What the user says is said.
    if played.gives("host") {
        return;
    }
    let requests = expect.requests.iter_mut();
    for request in requests.filter(|request| request.method != "CONNECT") {
        let is_https = is_https(request);
        for (name, value) in &mut request.headers {
            if name.eq_ignore_ascii_case("host")
                && let Some(host) = change(value, is_https)
            {
                *value = host;
            }
        }
    }
}
