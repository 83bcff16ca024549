//! Whom a client trusts, and what it shows of itself: files in PEM, read anew for each request, so that
//! a changed file counts at once.

use std::path::Path;

use http_step_syntax::key::Key;
use reqwest::{Certificate, ClientBuilder, Identity};

use super::environment::Environment;
use crate::error::RenderError;
use crate::request::{ClientCertificate, Trust};

/// No bundle is larger, in bytes; the whole of the web's roots are 200 kB.
const LARGEST: u64 = 16 << 20;

/// What a client for TLS is made of.
#[derive(Clone, PartialEq)]
pub(super) struct Tls {
    roots: Roots,
    identity: Option<Vec<u8>>,
}

#[derive(Clone, PartialEq)]
enum Roots {
    System,
    Bundle(Vec<u8>),
    /// Any certificate is accepted.
    Unverified,
}

impl Tls {
    /// Reads the files that the step or the environment names.
    ///
    /// # Errors
    ///
    /// For a file that cannot be read, within `verify` or `cert`.
    pub(super) async fn read(
        trust: &Trust,
        certificate: Option<&ClientCertificate>,
        environment: Option<&Environment>,
    ) -> Result<Self, RenderError> {
        let bundle = match trust {
            Trust::Anyone => None,
            Trust::Bundle(path) => Some(path.clone()),
            Trust::Session => environment.and_then(|environment| {
                let of = |name| environment.non_empty(name);
                let path = of("REQUESTS_CA_BUNDLE").or(of("CURL_CA_BUNDLE"))?;
                Some(environment.path(path))
            }),
        };
        let roots = match (trust, bundle) {
            (Trust::Anyone, _) => Roots::Unverified,
            (_, None) => Roots::System,
            (_, Some(path)) => Roots::Bundle(
                read_file(&path)
                    .await
                    .map_err(|error| error.within(Key::Verify))?,
            ),
        };
        let identity = match certificate {
            None => None,
            Some(certificate) => Some(
                read_identity(certificate)
                    .await
                    .map_err(|error| error.within(Key::Cert))?,
            ),
        };
        Ok(Self { roots, identity })
    }

    /// Whether the step says more than that the system's roots are trusted.
    pub(super) fn is_special(&self) -> bool {
        self.roots != Roots::System || self.identity.is_some()
    }

    /// Puts it on a client.
    ///
    /// # Errors
    ///
    /// For contents that are no certificates or no key, within `verify` or `cert`.
    pub(super) fn apply(&self, builder: ClientBuilder) -> Result<ClientBuilder, RenderError> {
        let builder = match &self.roots {
            Roots::System => builder,
            Roots::Unverified => builder.tls_danger_accept_invalid_certs(true),
            Roots::Bundle(pem) => builder.tls_certs_only(parse_bundle(pem)?),
        };
        Ok(match &self.identity {
            None => builder,
            Some(pem) => builder.identity(Identity::from_pem(pem).map_err(|_| invalid_identity())?),
        })
    }

    /// What is wrong with contents of which no client can be made, if it is they.
    pub(super) fn diagnose(
        &self,
        builder: impl Fn() -> Option<ClientBuilder>,
    ) -> Option<RenderError> {
        if let Roots::Bundle(pem) = &self.roots {
            let certificates = parse_bundle(pem).ok()?;
            if builder()?.tls_certs_only(certificates).build().is_err() {
                return Some(invalid_bundle());
            }
        }
        self.identity.as_ref().map(|_| invalid_identity())
    }
}

fn parse_bundle(pem: &[u8]) -> Result<Vec<Certificate>, RenderError> {
    match Certificate::from_pem_bundle(pem) {
        Ok(certificates) if !certificates.is_empty() => Ok(certificates),
        _ => Err(invalid_bundle()),
    }
}

fn invalid_bundle() -> RenderError {
    RenderError::new("the bundle holds no certificates in PEM, or one that cannot be read")
        .within(Key::Verify)
}

fn invalid_identity() -> RenderError {
    RenderError::new("this is no certificate in PEM with the key that belongs to it")
        .help(Some(
            "write the path of a file with both, or a pair of paths".to_owned(),
        ))
        .within(Key::Cert)
}

/// Certificate and key one after the other.
async fn read_identity(certificate: &ClientCertificate) -> Result<Vec<u8>, RenderError> {
    let mut pem = read_file(&certificate.certificate).await?;
    if let Some(key) = &certificate.key {
        pem.push(b'\n');
        pem.extend(read_file(key).await?);
    }
    Ok(pem)
}

/// A regular file; a pipe would keep a thread, and a device would not end.
async fn read_file(path: &Path) -> Result<Vec<u8>, RenderError> {
    let wrong = |why: &str| Err(RenderError::new(format!("`{}` {why}", path.display())));
    match tokio::fs::metadata(path).await {
        Err(error) => return wrong(&format!("cannot be read: {error}")),
        Ok(about) if !about.is_file() => return wrong("is no file"),
        Ok(about) if about.len() > LARGEST => return wrong("is larger than 16 MiB"),
        Ok(_) => {}
    }
    match tokio::fs::read(path).await {
        Ok(bytes) => Ok(bytes),
        Err(error) => wrong(&format!("cannot be read: {error}")),
    }
}
