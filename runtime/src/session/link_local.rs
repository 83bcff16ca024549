//! Link-local addresses, which a session refuses by default.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use crate::error::{Failure, FailureKind, Phase};

const WHY: &str = "a link-local address, where clouds keep their metadata; \
                   a session allows it with `allow_link_local(true)`";

/// Refuses a URL whose host is a link-local address, in any spelling: such a host is never resolved.
pub(super) fn check(url: &Url) -> Result<(), Failure> {
    let address = match url.host() {
        Some(Host::Ipv4(address)) => IpAddr::V4(address),
        Some(Host::Ipv6(address)) => IpAddr::V6(address),
        Some(Host::Domain(_)) | None => return Ok(()),
    };
    if is_link_local(address) {
        return Err(refused(&format!("{address} is {WHY}"), Phase::Connect));
    }
    Ok(())
}

/// The failure of a name with link-local addresses only.
pub(super) fn refused_name() -> Failure {
    refused(&format!("the name resolves to {WHY}"), Phase::Resolve)
}

fn refused(why: &str, phase: Phase) -> Failure {
    Failure::new(FailureKind::RefusedByPolicy, phase, why)
}

/// Whether an address is link-local, or is an IPv6 address that embeds a link-local IPv4 address.
pub(super) fn is_link_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_link_local(),
        IpAddr::V6(address) => {
            address.is_unicast_link_local()
                || embedded(address).is_some_and(|address| address.is_link_local())
        }
    }
}

/// The IPv4 address embedded in an IPv6 address: mapped (`::ffff:0:0/96`), compatible (`::/96`),
/// and NAT64 with its well-known prefix (`64:ff9b::/96`) or a local one (`64:ff9b:1::/48`, RFC 8215).
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [.., high, low] = address.segments();
    let embeds = matches!(
        address.segments(),
        [0, 0, 0, 0, 0, 0 | 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] | [0x64, 0xff9b, 1, ..]
    );
    embeds.then(|| Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn link_local_addresses_are_refused_in_every_spelling() {
        let table = [
            ("169.254.169.254", false),
            ("169.254.169.254.", false),
            ("2852039166", false),
            ("0xa9fea9fe", false),
            ("0xA9.254.0251.0xfe", false),
            ("169.254.43518", false),
            ("%31%36%39.254.169.254", false),
            ("[fe80::1]", false),
            ("[febf::1]", false),
            ("[::ffff:169.254.169.254]", false),
            ("[::ffff:a9fe:a9fe]", false),
            ("[::169.254.169.254]", false),
            ("[64:ff9b::169.254.169.254]", false),
            ("[64:ff9b::a9fe:a9fe]", false),
            ("[64:ff9b:1::a9fe:a9fe]", false),
            ("169.253.0.1", true),
            ("127.0.0.1", true),
            ("[::1]", true),
            ("[fec0::1]", true),
            ("[2001:db8::a9fe:a9fe]", true),
            ("[64:ff9b::8.8.8.8]", true),
            ("[64:ff9b:0:1::a9fe:a9fe]", true),
            ("localhost", true),
        ];
        for (host, admitted) in table {
            let url = Url::parse(&format!("http://{host}/")).unwrap();
            assert_eq!(check(&url).is_ok(), admitted, "{host}");
        }
    }
}
