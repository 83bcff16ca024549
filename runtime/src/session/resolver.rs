//! Resolves host names.

mod lookups;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::connector::Progress;
use super::link_local;
use crate::error::{Failure, Phase};
use lookups::Lookups;

/// The resolver of a client: that of the system, with progress reports, and without link-local addresses.
pub(super) struct Resolver {
    lookups: Arc<Lookups>,
    allows_link_local: bool,
}

impl Resolver {
    pub(super) fn new(allows_link_local: bool) -> Self {
        Self {
            lookups: Arc::default(),
            allows_link_local,
        }
    }
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let lookups = Arc::clone(&self.lookups);
        let allows_link_local = self.allows_link_local;
        // Looked up each time: the transport may continue in a task of its own, without the request.
        let enter = |phase| {
            if let Some(progress) = Progress::current() {
                progress.enter(phase);
            }
        };
        Box::pin(async move {
            enter(Phase::Resolve);
            let mut found = lookups.find(name.as_str()).await?;
            if !allows_link_local {
                found = reject_link_local(found)?;
            }
            enter(Phase::Connect);
            let addresses: Addrs = Box::new(found.into_iter());
            Ok(addresses)
        })
    }
}

/// Removes link-local addresses; an error if there are no others.
fn reject_link_local(mut found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, Failure> {
    let had_any = !found.is_empty();
    found.retain(|found| !link_local::is_link_local(found.ip()));
    if had_any && found.is_empty() {
        return Err(link_local::refused_name());
    }
    Ok(found)
}

/// The addresses of a name.
type LookupResult = io::Result<Vec<SocketAddr>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_to_no_link_local_address() {
        let table: [(&[&str], Option<&[&str]>); 4] = [
            (
                &["127.0.0.1:0", "[::1]:0"],
                Some(&["127.0.0.1:0", "[::1]:0"]),
            ),
            (
                &["169.254.1.1:0", "10.0.0.1:0", "[fe80::1]:0"],
                Some(&["10.0.0.1:0"]),
            ),
            (&["[64:ff9b::a9fe:a9fe]:0"], None),
            (&[], Some(&[])),
        ];
        for (found, expected) in table {
            let parse = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect();
            assert_eq!(
                reject_link_local(parse(found)).ok(),
                expected.map(parse),
                "{found:?}"
            );
        }
    }
}
