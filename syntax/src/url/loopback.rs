use core::net::{Ipv4Addr, Ipv6Addr};

/// Whether a host, as written in a URL, is this machine: `localhost`, `127.0.0.0/8` or `[::1]`.
///
/// ```
/// use http_step_syntax::url::is_loopback;
///
/// assert!(is_loopback("localhost") && is_loopback("127.1.2.3") && is_loopback("[::1]"));
/// assert!(!is_loopback("localhost.example.com") && !is_loopback("[::2]"));
/// ```
pub fn is_loopback(host: &str) -> bool {
    let bracketed = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    match bracketed {
        Some(address) => address.parse() == Ok(Ipv6Addr::LOCALHOST),
        None => {
            host.eq_ignore_ascii_case("localhost")
                || host
                    .parse()
                    .is_ok_and(|address: Ipv4Addr| address.is_loopback())
        }
    }
}
