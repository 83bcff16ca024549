//! Certificates for tests, and servers that show them.

use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;
use std::{fs, io};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use tempfile::TempDir;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

/// A folder with `ca.pem`; `other.pem`, an authority that vouches for nobody; `client.pem` with
/// `client-key.pem`, and both in `client-both.pem`. The server's certificate is for 127.0.0.1 and localhost.
#[derive(Debug)]
pub struct Certificates {
    folder: TempDir,
    authority: CertificateDer<'static>,
    server: CertificateDer<'static>,
    server_key: Vec<u8>,
}

impl Certificates {
    /// Makes all of them anew.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be written.
    pub fn new() -> Result<Self, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let authority = authority()?;
        let (server, server_key) = signed(&authority, &["127.0.0.1", "localhost"])?;
        let (client, client_key) = signed(&authority, &["client"])?;
        let both = format!("{}{}", client.pem(), client_key.serialize_pem());
        for (name, text) in [
            ("ca.pem", authority.pem()),
            ("other.pem", self::authority()?.pem()),
            ("client.pem", client.pem()),
            ("client-key.pem", client_key.serialize_pem()),
            ("client-both.pem", both),
        ] {
            fs::write(folder.path().join(name), text)?;
        }
        Ok(Self {
            folder,
            authority: authority.der().clone(),
            server: server.der().clone(),
            server_key: server_key.serialize_der(),
        })
    }

    /// The path of a file of the folder.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What a server is told that shows its certificate.
    ///
    /// # Errors
    ///
    /// Where TLS does not take it.
    pub fn server(&self) -> io::Result<ServerConfig> {
        self.config(false)
    }

    /// What a server is told that wants a certificate of its clients too.
    ///
    /// # Errors
    ///
    /// Where TLS does not take it.
    pub fn server_for_clients(&self) -> io::Result<ServerConfig> {
        self.config(true)
    }

    fn config(&self, asks_clients: bool) -> io::Result<ServerConfig> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?;
        let builder = if asks_clients {
            let mut roots = RootCertStore::empty();
            roots
                .add(self.authority.clone())
                .map_err(io::Error::other)?;
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
            builder.with_client_cert_verifier(verifier.build().map_err(io::Error::other)?)
        } else {
            builder.with_no_client_auth()
        };
        let key = PrivateKeyDer::try_from(self.server_key.clone()).map_err(io::Error::other)?;
        let config = builder.with_single_cert(vec![self.server.clone()], key);
        config.map_err(io::Error::other)
    }
}

fn authority() -> Result<CertifiedIssuer<'static, KeyPair>, rcgen::Error> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    // OpenSSL takes what is signed by a namesake for signed by itself.
    params
        .distinguished_name
        .push(DnType::CommonName, "authority");
    CertifiedIssuer::self_signed(params, KeyPair::generate()?)
}

fn signed(
    authority: &CertifiedIssuer<'static, KeyPair>,
    names: &[&str],
) -> Result<(rcgen::Certificate, KeyPair), rcgen::Error> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let key = KeyPair::generate()?;
    let certificate = CertificateParams::new(names)?.signed_by(&key, authority)?;
    Ok((certificate, key))
}
