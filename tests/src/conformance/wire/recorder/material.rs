//! Throw-away certificates for the listeners that speak TLS, as files for the steps.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, SanType, date_time_ymd,
};
use tempfile::TempDir;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

/// The names of a server that is what it says.
const OURS: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// What `make_tls.py` of the corpus makes. Dropping it removes the files; `absent.pem` is never there.
pub(in super::super) struct Material {
    folder: TempDir,
    pub(super) server: TlsAcceptor,
    pub(super) asking_for_a_certificate: TlsAcceptor,
    pub(super) with_another_name: TlsAcceptor,
    pub(super) expired: TlsAcceptor,
}

impl Material {
    pub(in super::super) fn make() -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let ca = Authority::new("wire corpus CA")?;
        let other = Authority::new("wire corpus other CA")?;
        let server = ca.server(&OURS)?;
        let with_another_name = ca.server(&["other.example"])?;
        let expired = ca.expired(&OURS)?;
        let client = ca.client("client@wire.example")?;
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text);
        write("ca.pem", &ca.pem)?;
        write("other-ca.pem", &other.pem)?;
        write("server.pem", &server.pem())?;
        write("server-badname.pem", &with_another_name.pem())?;
        write("server-expired.pem", &expired.pem())?;
        write("client.pem", &client.pem())?;
        write("client-key.pem", &client.key.serialize_pem())?;
        write("client-cert.pem", &client.certificate.pem())?;
        write("garbage.pem", "this is not a certificate\n")?;
        Ok(Self {
            server: server.acceptor(None)?,
            asking_for_a_certificate: server.acceptor(Some(&ca))?,
            with_another_name: with_another_name.acceptor(None)?,
            expired: expired.acceptor(None)?,
            folder,
        })
    }

    pub(in super::super) fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// Signs certificates.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
    pem: String,
}

impl Authority {
    fn new(name: &str) -> io::Result<Self> {
        let mut params = lasting(Vec::new())?;
        params
            .distinguished_name
            .push(DnType::OrganizationName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let key = KeyPair::generate().map_err(io::Error::other)?;
        let certificate = params.self_signed(&key).map_err(io::Error::other)?;
        Ok(Self {
            pem: certificate.pem(),
            certificate: certificate.der().clone(),
            issuer: Issuer::new(params, key),
        })
    }

    fn server(&self, names: &[&str]) -> io::Result<Leaf> {
        let mut params = lasting(names.iter().map(|&name| name.to_owned()).collect())?;
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        self.issue(params)
    }

    fn expired(&self, names: &[&str]) -> io::Result<Leaf> {
        let mut params = lasting(names.iter().map(|&name| name.to_owned()).collect())?;
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.not_before = date_time_ymd(2001, 1, 1);
        params.not_after = date_time_ymd(2002, 1, 1);
        self.issue(params)
    }

    fn client(&self, address: &str) -> io::Result<Leaf> {
        let mut params = lasting(Vec::new())?;
        params.subject_alt_names = vec![SanType::Rfc822Name(
            address.try_into().map_err(io::Error::other)?,
        )];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        self.issue(params)
    }

    fn issue(&self, params: CertificateParams) -> io::Result<Leaf> {
        let key = KeyPair::generate().map_err(io::Error::other)?;
        let certificate = params.signed_by(&key, &self.issuer);
        Ok(Leaf {
            certificate: certificate.map_err(io::Error::other)?,
            key,
        })
    }
}

/// A certificate with its key.
struct Leaf {
    certificate: rcgen::Certificate,
    key: KeyPair,
}

impl Leaf {
    /// Both in one text, the key first.
    fn pem(&self) -> String {
        self.key.serialize_pem() + &self.certificate.pem()
    }

    /// Speaks TLS under this name; with an authority, only to clients that it vouches for.
    fn acceptor(&self, clients: Option<&Authority>) -> io::Result<TlsAcceptor> {
        let provider = Arc::new(default_provider());
        let config = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?;
        let config = match clients {
            None => config.with_no_client_auth(),
            Some(authority) => {
                let mut roots = RootCertStore::empty();
                roots
                    .add(authority.certificate.clone())
                    .map_err(io::Error::other)?;
                let verifier =
                    WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
                config.with_client_cert_verifier(verifier.build().map_err(io::Error::other)?)
            }
        };
        let key = PrivateKeyDer::try_from(self.key.serialize_der()).map_err(io::Error::other)?;
        let config = config
            .with_single_cert(vec![self.certificate.der().clone()], key)
            .map_err(io::Error::other)?;
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}

fn lasting(names: Vec<String>) -> io::Result<CertificateParams> {
    let mut params = CertificateParams::new(names).map_err(io::Error::other)?;
    params.distinguished_name = rcgen::DistinguishedName::new();
    params
        .distinguished_name
        .push(DnType::OrganizationName, "wire corpus");
    params.not_before = date_time_ymd(2000, 1, 1);
    params.not_after = date_time_ymd(2199, 1, 1);
    params.use_authority_key_identifier_extension = true;
    Ok(params)
}
