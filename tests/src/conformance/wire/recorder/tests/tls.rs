use std::io;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::super::{Material, Recorder, Reply};
use super::connect;

const REQUEST: &[u8] = b"GET /x HTTP/1.1\r\n\r\n";

struct Scene {
    material: Material,
    recorder: Recorder,
}

async fn started(replies: Value) -> Scene {
    let material = Material::make().unwrap();
    let recorder = Recorder::start(&material).await.unwrap();
    recorder.begin(&Vec::<Reply>::deserialize(replies).unwrap());
    Scene { material, recorder }
}

impl Scene {
    fn file(&self, name: &str) -> std::path::PathBuf {
        self.material.folder().join(name)
    }

    /// A client that trusts the authority in this file.
    fn trusting(&self, authority: &str) -> TlsConnector {
        let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots(&self.file(authority)));
        TlsConnector::from(Arc::new(config.with_no_client_auth()))
    }

    /// The same, with a certificate of its own.
    fn with_certificate(&self, certificate: &str, key: &str) -> TlsConnector {
        let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots(&self.file("ca.pem")));
        let certificate = CertificateDer::from_pem_file(self.file(certificate)).unwrap();
        let key = PrivateKeyDer::from_pem_file(self.file(key)).unwrap();
        let config = config.with_client_auth_cert(vec![certificate], key);
        TlsConnector::from(Arc::new(config.unwrap()))
    }

    async fn ask(
        &self,
        client: TlsConnector,
        port: &str,
        host: &'static str,
    ) -> io::Result<String> {
        let stream = connect(&self.recorder, port).await?;
        let stream = client.connect(host.try_into().unwrap(), stream).await?;
        answer(stream).await
    }

    /// Listener and target of each request.
    fn requests(&self) -> Vec<String> {
        let requests = self.recorder.requests().into_iter();
        requests
            .map(|request| request.at + " " + &request.target)
            .collect()
    }
}

fn roots(file: &Path) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_file(file).unwrap())
        .unwrap();
    roots
}

async fn answer(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> io::Result<String> {
    stream.write_all(REQUEST).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

#[tokio::test]
async fn each_listener_has_its_certificate() {
    let scene = started(json!([{ "raw_b64": "IQ==", "close": true, "repeat": 3 }])).await;
    for host in ["127.0.0.1", "localhost"] {
        let answer = scene
            .ask(scene.trusting("ca.pem"), "{port_tls}", host)
            .await;
        assert_eq!(answer.unwrap(), "!");
    }
    let named = scene.ask(
        scene.trusting("ca.pem"),
        "{port_tls_badname}",
        "other.example",
    );
    assert_eq!(named.await.unwrap(), "!");
    assert_eq!(scene.requests(), ["tls /x", "tls /x", "tls_badname /x"]);
    for (authority, port, host, problem) in [
        ("other-ca.pem", "{port_tls}", "127.0.0.1", "UnknownIssuer"),
        (
            "ca.pem",
            "{port_tls_badname}",
            "127.0.0.1",
            "not valid for name",
        ),
        ("ca.pem", "{port_tls_expired}", "127.0.0.1", "expired"),
    ] {
        let refused = scene.ask(scene.trusting(authority), port, host).await;
        let error = refused.unwrap_err().to_string();
        assert!(error.contains(problem), "{port}: {error}");
    }
    assert_eq!(scene.requests().len(), 3);
}

#[tokio::test]
async fn a_client_without_a_certificate_is_told_so() {
    let scene = started(json!([{ "raw_b64": "IQ==", "close": true }])).await;
    let refused = scene
        .ask(scene.trusting("ca.pem"), "{port_mtls}", "127.0.0.1")
        .await;
    let error = refused.unwrap_err().to_string();
    assert!(error.contains("CertificateRequired"), "{error}");
    assert!(scene.requests().is_empty());
    for (certificate, key) in [
        ("client-cert.pem", "client-key.pem"),
        ("client.pem", "client.pem"),
    ] {
        scene.recorder.begin(
            &Vec::<Reply>::deserialize(json!([{ "raw_b64": "IQ==", "close": true }])).unwrap(),
        );
        let client = scene.with_certificate(certificate, key);
        let answer = scene.ask(client, "{port_mtls}", "127.0.0.1").await;
        assert_eq!(answer.unwrap(), "!", "{certificate}");
        assert_eq!(scene.requests(), ["mtls /x"]);
    }
}

#[tokio::test]
async fn a_tunnel_speaks_tls_on_the_same_connection() {
    let scene = started(json!([
        { "status": 200, "tunnel": "tls" },
        { "raw_b64": "IQ==", "close": true },
    ]))
    .await;
    let mut stream = connect(&scene.recorder, "{port_proxy}").await.unwrap();
    stream
        .write_all(b"CONNECT h:443 HTTP/1.1\r\n\r\n")
        .await
        .unwrap();
    let head = b"HTTP/1.1 200 \r\n\r\n";
    let mut said = vec![0; head.len()];
    stream.read_exact(&mut said).await.unwrap();
    assert_eq!(said, head);
    let client = scene.trusting("ca.pem");
    let stream = client
        .connect("localhost".try_into().unwrap(), stream)
        .await
        .unwrap();
    assert_eq!(answer(stream).await.unwrap(), "!");
    assert_eq!(scene.requests(), ["proxy h:443", "tunnel /x"]);
}

#[tokio::test]
async fn faults_are_the_same_over_tls() {
    for (fault, is_reset) in [
        ("close_mid_body", false),
        ("reset_before_response", true),
        ("reset_mid_body", true),
    ] {
        let scene = started(json!([{ "raw_b64": "IQ==", "fault": fault }])).await;
        let ended = scene
            .ask(scene.trusting("ca.pem"), "{port_tls}", "localhost")
            .await;
        match ended {
            Ok(answer) => assert!(!is_reset && answer == "!", "{fault}: {answer}"),
            Err(error) => {
                assert!(is_reset, "{fault}: {error}");
                assert_eq!(error.kind(), io::ErrorKind::ConnectionReset, "{fault}");
            }
        }
    }
}

#[tokio::test]
async fn the_files_are_those_of_the_corpus() {
    let scene = started(json!([])).await;
    let folder = scene
        .recorder
        .placeholders()
        .fill(&json!("{tls_dir}"))
        .unwrap();
    assert_eq!(Path::new(folder.as_str().unwrap()), scene.material.folder());
    let files = std::fs::read_dir(scene.material.folder()).unwrap();
    let mut names: Vec<_> = files.map(|file| file.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(
        names,
        [
            "ca.pem",
            "client-cert.pem",
            "client-key.pem",
            "client.pem",
            "garbage.pem",
            "other-ca.pem",
            "server-badname.pem",
            "server-expired.pem",
            "server.pem",
        ]
    );
}
