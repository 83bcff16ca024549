//! What does not go from one origin to another when a redirect is followed.

use super::credentials::is_credential;
use super::played::{Played, value};
use super::{ending, secrets};
use crate::conformance::wire::case::{Expect, Request, Text};
use crate::conformance::wire::compare::change_request_fields;

/// Whether a listener speaks TLS, or is reached through a tunnel.
pub(super) fn is_https(request: &Request) -> bool {
    request.at == "tunnel" || request.at.contains("tls")
}

/// Requests for tunnels are not for the origin.
fn is_for_a_tunnel(request: &Request) -> bool {
    request.method == "CONNECT"
}

/// Whether two requests are for one origin.
fn is_same_origin(played: &Played<'_>, one: &Request, other: &Request) -> bool {
    let host = |request: &Request| -> String {
        match request.target.split_once("://") {
            Some((_, rest)) => rest.split('/').next().unwrap_or_default().to_owned(),
            // It says nothing about where the request goes.
            None if played.gives("host") => String::new(),
            None => value(request, "host").unwrap_or_default().to_owned(),
        }
    };
    one.at == other.at && host(one) == host(other)
}

/// For each request that the log may show, its number and whether the chain has left its first origin.
fn chain(played: &Played<'_>, expect: &Expect) -> Vec<(usize, bool)> {
    let shown = expect.requests.iter().enumerate();
    let shown: Vec<_> = shown
        .filter(|(_, request)| !is_for_a_tunnel(request))
        .collect();
    let Some(&(_, first)) = shown.first() else {
        return Vec::new();
    };
    let mut has_left = false;
    let chain = shown.into_iter().map(|(number, request)| {
        has_left |= !is_same_origin(played, first, request);
        (number, has_left)
    });
    chain.collect()
}

/// Changes the header fields of the requests that left the first origin, and of their lines in the log.
fn change_fields(
    expect: &mut Expect,
    chain: &[(usize, bool)],
    change: impl Fn(&str, String) -> Option<String>,
) {
    for &(number, has_left) in chain {
        if let Some(request) = expect.requests.get_mut(number).filter(|_| has_left) {
            request.headers = std::mem::take(&mut request.headers)
                .into_iter()
                .filter_map(|(name, value)| {
                    let value = change(&name, value)?;
                    Some((name, value))
                })
                .collect();
        }
    }
    if let Some(log) = expect.logs.get_mut("log") {
        change_request_fields(&mut log.chunks, |block, name, value| {
            match chain.get(block) {
                Some((_, true)) => change(name, value),
                _ => Some(value),
            }
        });
    }
}

/// What the step declared for the first origin, and what has a secret in it.
pub(super) fn keep_credentials(played: &Played<'_>, expect: &mut Expect) {
    let chain = chain(played, expect);
    let Some(first) = chain
        .first()
        .and_then(|(number, _)| expect.requests.get(*number))
    else {
        return;
    };
    let of_first = |field: &str| value(first, field).unwrap_or_default().to_owned();
    let (authorization, cookies) = (of_first("authorization"), of_first("cookie"));
    // What netrc has is declared for each host by itself; an argument comes before it.
    let has_netrc = played.given.environment.contains_key("NETRC")
        || played.given.fixtures.contains_key(".netrc");
    let is_declared = played.step.contains_key("auth") || !has_netrc;
    let declared_cookies: Vec<String> = cookies
        .split("; ")
        .filter(|pair| {
            let name = pair.split('=').next();
            let own = played.entries("cookies");
            own.iter().any(|(own, _)| Some(*own) == name)
        })
        .map(str::to_owned)
        .collect();
    let with_secrets: Vec<String> = played
        .entries("headers")
        .into_iter()
        .filter(|(_, value)| secrets::has_secret(value))
        .map(|(name, _)| name.to_ascii_lowercase())
        .collect();
    change_fields(expect, &chain, |name, value| {
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "authorization" => (!is_declared || value != authorization).then_some(value),
            "cookie" => {
                let pairs = value.split("; ");
                let kept: Vec<_> = pairs
                    .filter(|pair| !declared_cookies.iter().any(|own| own == pair))
                    .collect();
                (!kept.is_empty()).then(|| kept.join("; "))
            }
            // That of the proxy is for the proxy.
            "proxy-authorization" => Some(value),
            name => (!is_credential(name) && !with_secrets.iter().any(|own| own == name))
                .then_some(value),
        }
    });
}

/// The user's name for the first origin is not the name of another.
pub(super) fn keep_host(played: &Played<'_>, expect: &mut Expect) {
    if !played.gives("host") {
        return;
    }
    let chain = chain(played, expect);
    let hosts = hosts(expect);
    for (block, &(number, has_left)) in chain.iter().enumerate() {
        let request = expect.requests.get_mut(number).filter(|_| has_left);
        let field = request.and_then(|request| {
            let mut fields = request.headers.iter_mut();
            fields.find(|(name, _)| name.eq_ignore_ascii_case("host"))
        });
        if let (Some((_, own)), Some(host)) = (field, hosts.get(block)) {
            host.clone_into(own);
        }
    }
    if let Some(log) = expect.logs.get_mut("log") {
        change_request_fields(&mut log.chunks, |block, name, value| {
            let has_left = chain.get(block).is_some_and(|(_, has_left)| *has_left);
            (!has_left || !name.eq_ignore_ascii_case("host")).then_some(value)
        });
    }
}

/// Host and port of the URLs in the log.
fn hosts(expect: &Expect) -> Vec<String> {
    let chunks = expect
        .logs
        .get("log")
        .into_iter()
        .flat_map(|log| &log.chunks);
    let urls = chunks.filter_map(|chunk| match &chunk.1 {
        Text::Whole(text) if chunk.0 == 'o' => text.strip_prefix("URL: "),
        _ => None,
    });
    let hosts = urls.filter_map(|url| {
        let authority = url
            .split_once("://")?
            .1
            .split(['/', '?', '#', '\n'])
            .next()?;
        let host = authority
            .rsplit_once('@')
            .map_or(authority, |(_, host)| host);
        Some(host.to_owned())
    });
    hosts.collect()
}

/// A body goes to the origin it was made for.
pub(super) fn keep_body(played: &Played<'_>, expect: &mut Expect) {
    refuse_hop(expect, |before, request| {
        let has_body = !request.body_b64.0.is_empty() || request.raw_body_b64.is_some();
        has_body && !is_same_origin(played, before, request)
    });
}

/// The redirect before the first such request is not followed.
fn refuse_hop(expect: &mut Expect, is_refused: impl Fn(&Request, &Request) -> bool) {
    let shown = expect.requests.iter().enumerate();
    let shown: Vec<_> = shown
        .filter(|(_, request)| !is_for_a_tunnel(request))
        .collect();
    let refused = shown.windows(2).find_map(|hop| match hop {
        [(number, before), (_, request)] if is_refused(before, request) => Some(*number),
        _ => None,
    });
    if let Some(last) = refused {
        expect.requests.truncate(last + 1);
        ending::fails(expect, "redirect-refused");
    }
}
