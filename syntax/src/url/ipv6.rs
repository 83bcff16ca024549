use alloc::format;
use core::net::Ipv6Addr;

use crate::Problem;
use crate::piece::Piece;

/// Checks a host that starts with `[` (WHATWG, "IPv6 parser", which reads what Rust's does).
pub(super) fn check(host: Piece<'_>) -> Option<Problem> {
    let (_, inner) = host.split_at(1);
    let Some(address) = inner.text().strip_suffix(']') else {
        let open = host.problem("unclosed `[` of an IPv6 address");
        return Some(open.help("write `]` after the address"));
    };
    if address.parse::<Ipv6Addr>().is_ok() {
        return None;
    }
    let (inner, _) = inner.split_at(address.len());
    let (unscoped, zone) = inner.split_before(|c| c == '%');
    if !zone.is_empty() {
        let problem = zone.problem("the zone of an IPv6 address is not allowed in a URL");
        return Some(problem.help(format!("write `[{}]`", unscoped.text().escape_debug())));
    }
    let groups = address.split(':').count();
    let problem = if address.is_empty() {
        host.problem("missing IPv6 address in the brackets")
    } else if groups > 8 && !address.contains("::") {
        inner.problem(format!(
            "expected eight groups in the IPv6 address, found {groups}"
        ))
    } else {
        inner.problem(format!("invalid IPv6 address `{}`", address.escape_debug()))
    };
    Some(problem.help("write eight groups of hex digits between `:`, with `::` for a run of zeros"))
}
