use alloc::format;
use alloc::vec::Vec;
use core::net::Ipv6Addr;

use super::{host, ipv6};
use crate::Problem;
use crate::piece::Piece;

/// The part of a URL between `//` and the path.
#[derive(Debug)]
pub(super) struct Authority<'t> {
    pub(super) host: Piece<'t>,
    pub(super) port: Option<Piece<'t>>,
}

pub(super) fn check<'t>(authority: Piece<'t>, problems: &mut Vec<Problem>) -> Authority<'t> {
    let address = without_userinfo(authority, problems);
    if address.text().parse::<Ipv6Addr>().is_ok() {
        let bare = address.problem("an IPv6 address in a URL must be enclosed in brackets");
        problems.push(bare.help(format!("write `[{}]`", address.text())));
        return Authority {
            host: address,
            port: None,
        };
    }
    let (host, tail) = split_host(address);
    if host.is_empty() {
        let missing = host.problem("missing host");
        problems.push(missing.help("write the host after `//`, as in `https://example.com/path`"));
    } else if host.text().starts_with('[') {
        problems.extend(ipv6::check(host));
    } else {
        host::check(host, problems);
    }
    let port = tail.after(":");
    problems.extend(match port {
        Some(port) => check_port(tail, port),
        None if tail.is_empty() => None,
        None => {
            let what = "expected a port or the path after the `]` of an IPv6 address";
            Some(tail.problem(what).help("write `]/` or `]:` and a port"))
        }
    });
    Authority { host, port }
}

/// Returns the authority without its userinfo, which is reported. The last `@` ends it (WHATWG, authority state):
/// those before it belong to the user name or password.
fn without_userinfo<'t>(authority: Piece<'t>, problems: &mut Vec<Problem>) -> Piece<'t> {
    let Some(at) = authority.text().rfind('@') else {
        return authority;
    };
    let (userinfo, address) = authority.split_at(at + 1);
    let problem = userinfo.problem("userinfo is not allowed in a URL");
    problems.push(problem.help("remove everything up to the `@`, and use `auth` for credentials"));
    address
}

fn split_host(address: Piece<'_>) -> (Piece<'_>, Piece<'_>) {
    if !address.text().starts_with('[') {
        return address.split_before(|c| c == ':');
    }
    let closed = address.text().find(']');
    address.split_at(closed.map_or(address.text().len(), |bracket| bracket + 1))
}

/// Checks the port. It is never quoted: in `https://user:pass#word@host` it is a part of the password.
fn check_port(colon_and_port: Piece<'_>, port: Piece<'_>) -> Option<Problem> {
    let digits = port.text();
    if digits.is_empty() {
        let empty = colon_and_port.problem("invalid port: empty");
        return Some(empty.help("write a number after the `:`, or remove the `:`"));
    }
    let what = if digits.contains(['\n', '\r']) {
        // The line break is what is wrong with it.
        return None;
    } else if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        "invalid port: not a number"
    } else {
        match digits.parse::<u16>() {
            Ok(0) => "invalid port: zero",
            Ok(_) => return None,
            Err(_) => "invalid port: above 65535",
        }
    };
    Some(port.problem(what).help("write a number from 1 to 65535"))
}
