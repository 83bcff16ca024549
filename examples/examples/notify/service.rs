//! A small REST service for builds.

use std::io;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::routing::any;
use http_step_examples::service::{self, Records};

/// Starts the service and returns the URL of its builds.
pub(crate) async fn start(records: &Records) -> io::Result<String> {
    let router = Router::new()
        .route("/builds", any(respond))
        .with_state(records.clone());
    let address = service::start(router).await?;
    Ok(format!("http://{address}/builds"))
}

async fn respond(
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
    records.push(record.trim_end().to_owned());
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
