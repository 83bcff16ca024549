//! A small REST service for builds, on a free port of the loopback address.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::routing::any;
use tokio::net::TcpListener;

type Records = Arc<Mutex<Vec<String>>>;

/// A running service; it ends with the process.
pub(crate) struct Service {
    address: SocketAddr,
    records: Records,
}

impl Service {
    pub(crate) async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let records = Records::default();
        let router = Router::new()
            .route("/builds", any(answer))
            .with_state(Arc::clone(&records));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { address, records })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/builds", self.address)
    }

    /// A line for each request, in the order of arrival.
    pub(crate) fn records(&self) -> Vec<String> {
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
) -> (StatusCode, String) {
    let content_type = headers
        .get("content-type")
        .and_then(|value| value.to_str().ok());
    let record = format!(
        "{method} {uri} {} {}",
        content_type.unwrap_or("-"),
        String::from_utf8_lossy(&body)
    );
    records
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(record.trim_end().to_owned());
    match method {
        Method::POST => (StatusCode::CREATED, "{\"build\":7}".to_owned()),
        Method::GET => (
            StatusCode::OK,
            "{\"build\":7,\"state\":\"success\"}".to_owned(),
        ),
        Method::DELETE | Method::OPTIONS => (StatusCode::NO_CONTENT, String::new()),
        _ => (StatusCode::OK, String::new()),
    }
}
