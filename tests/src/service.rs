//! A REST service on loopback that records what it is asked.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// A request as the service saw it.
#[derive(Clone, Debug)]
pub struct ReceivedRequest {
    /// The method.
    pub method: Method,
    /// Path and query.
    pub target: String,
    /// The header fields.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Bytes,
}

impl ReceivedRequest {
    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The value of a header field, or nothing.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

type Records = Arc<Mutex<Vec<ReceivedRequest>>>;

/// A running service. It has a runtime of its own, so that tests can take theirs down under a build.
#[derive(Debug)]
pub struct Service {
    address: SocketAddr,
    records: Records,
    _runtime: Runtime,
}

impl Service {
    /// Starts a service that answers `/status/N` with that status, `/echo…` with what it was asked, and
    /// anything else with 200 and a short text.
    ///
    /// # Errors
    ///
    /// Where no runtime or no port is to be had.
    pub fn start() -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let address = listener.local_addr()?;
        let records = Records::default();
        let router = Router::new()
            .fallback(answer)
            .with_state(Arc::clone(&records));
        runtime.spawn(async move { axum::serve(listener, router).await });
        Ok(Self {
            address,
            records,
            _runtime: runtime,
        })
    }

    /// The URL of a path of this service.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What was asked so far, in order of arrival.
    #[must_use]
    pub fn received_requests(&self) -> Vec<ReceivedRequest> {
        self.records
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

async fn answer(
    State(records): State<Records>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, [(&'static str, &'static str); 1], Vec<u8>) {
    let status = uri.path().strip_prefix("/status/");
    let status = status.and_then(|status| status.parse().ok());
    let asked = ReceivedRequest {
        method,
        target: uri.to_string(),
        headers,
        body,
    };
    let answer = if uri.path().starts_with("/echo") {
        echo(&asked)
    } else {
        b"fine\n".to_vec()
    };
    records
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(asked);
    let text = [("content-type", "text/plain; charset=utf-8")];
    (status.unwrap_or(StatusCode::OK), text, answer)
}

/// The request as a text, as services show it that are debugged.
fn echo(asked: &ReceivedRequest) -> Vec<u8> {
    let mut text = format!("{} {}\n", asked.method, asked.target).into_bytes();
    for (name, value) in &asked.headers {
        text.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\n"].concat());
    }
    text.push(b'\n');
    text.extend_from_slice(&asked.body);
    text
}
