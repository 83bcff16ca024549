use std::net::Ipv4Addr;

use url::{Host, Url};

/// Whether the list of `no_proxy` has the host of `url`, as `requests` reads it: names match from their
/// end, with or without a port; IPv4 addresses and networks (`10.0.0.0/8`) without one; `*` alone is
/// everything.
pub(super) fn bypasses(list: &str, url: &Url) -> bool {
    if list.trim() == "*" {
        return true;
    }
    let host = super::host(url);
    let with_port = format!("{host}:{}", url.port_or_known_default().unwrap_or_default());
    let entries = list.split(',').map(|entry| entry.replace(' ', ""));
    let mut entries = entries.filter(|entry| !entry.is_empty());
    match url.host() {
        None => true,
        Some(Host::Ipv4(address)) => {
            entries.any(|entry| entry == host || is_within(address, &entry))
        }
        Some(_) => entries.any(|entry| {
            let entry = entry.to_ascii_lowercase();
            let name = entry.trim_start_matches('.');
            host == name || host.ends_with(&entry) || with_port.ends_with(&entry)
        }),
    }
}

fn is_within(address: Ipv4Addr, network: &str) -> bool {
    let parsed = network.split_once('/').and_then(|(start, length)| {
        let length = length
            .parse()
            .ok()
            .filter(|length| (1..=32).contains(length))?;
        Some((start.parse::<Ipv4Addr>().ok()?, length))
    });
    parsed.is_some_and(|(start, length): (_, u32)| {
        let mask = u32::MAX << (32 - length);
        address.to_bits() & mask == start.to_bits() & mask
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_requests_reads_them() {
        let table = [
            ("*", "http://any.example/", true),
            (" * ", "http://127.0.0.1/", true),
            ("a.example,*", "http://b.example/", false),
            ("example.com", "http://example.com/", true),
            ("example.com", "https://www.example.com:8443/", true),
            (".example.com", "http://www.example.com/", true),
            (".example.com", "http://example.com/", true),
            ("EXAMPLE.com", "http://www.example.com/", true),
            ("example.com", "http://example.org/", false),
            ("www.example.com", "http://example.com/", false),
            // A suffix of letters, not of labels.
            ("ample.com", "http://example.com/", true),
            ("example.com:8080", "http://www.example.com:8080/", true),
            ("example.com:8080", "http://example.com:8081/", false),
            ("example.com:80", "http://example.com/", true),
            ("a, b ,localhost", "http://localhost:1/", true),
            (",,", "http://localhost/", false),
            ("127.0.0.1", "http://127.0.0.1:8080/", true),
            ("127.0.0.1:8080", "http://127.0.0.1:8080/", false),
            ("127.0.0.0/8", "http://127.9.9.9/", true),
            ("10.0.0.0/8", "http://127.0.0.1/", false),
            ("10.1.2.3/32", "http://10.1.2.3/", true),
            ("0.0.0.0/0", "http://10.1.2.3/", false),
            ("0.0.0.0/1", "http://10.1.2.3/", true),
            ("10.0.0.0/33", "http://10.1.2.3/", false),
            ("10.0.0/8", "http://10.1.2.3/", false),
            ("0.0.1", "http://127.0.0.1/", false),
            ("::1", "http://[::1]:8080/", true),
            ("localhost", "http://127.0.0.1/", false),
        ];
        for (list, url, bypassed) in table {
            assert_eq!(
                bypasses(list, &Url::parse(url).unwrap()),
                bypassed,
                "{list} {url}"
            );
        }
    }
}
