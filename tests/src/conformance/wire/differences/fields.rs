//! What Buildbot sends although the types for methods, hosts and header fields can't hold it (RFC 9110,
//! section 5).

use super::ending;
use super::played::{Played, value};
use crate::conformance::wire::case::{Expect, Request};

/// A name is a token, and a value has no control character.
pub(super) fn refuse_invalid_fields(_: &Played<'_>, expect: &mut Expect) {
    let is_valid = |(name, value): &(String, String)| {
        is_token(name) && !value.contains(|c: char| c.is_ascii_control() && c != '\t')
    };
    let mut requests = expect.requests.iter();
    if requests.any(|request| !is_token(&request.method) || !request.headers.iter().all(is_valid)) {
        expect.requests.clear();
        ending::is_mistaken(expect, "invalid-header");
    }
}

/// A host that is neither a name nor an address.
pub(super) fn refuse_invalid_hosts(played: &Played<'_>, expect: &mut Expect) {
    let is_invalid = |request: &Request| {
        let host = match request.target.split_once("://") {
            Some((_, rest)) => rest.split('/').next(),
            None if played.gives("host") || request.method == "CONNECT" => None,
            None => value(request, "host"),
        };
        host.is_some_and(|host| url::Url::parse(&format!("http://{host}/")).is_err())
    };
    if expect.requests.first().is_some_and(is_invalid) {
        expect.requests.clear();
        ending::is_mistaken(expect, "invalid-url");
    }
}

/// RFC 9110, section 5.6.2.
fn is_token(text: &str) -> bool {
    let is_of_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(is_of_token)
}
