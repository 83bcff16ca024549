//! A service that deploys revisions, one at a time.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::post;
use axum::{Json, Router};
use http_step_examples::service::{self, Records};
use serde_json::{Value, json};

/// A deployment.
struct Deploy {
    /// Whether it ever goes live.
    succeeds: bool,
    /// How often its state was requested.
    requests: AtomicUsize,
}

/// Starts the service and returns its URL.
pub(crate) async fn start(records: &Records, succeeds: bool) -> io::Result<String> {
    let deploy = Arc::new(Deploy {
        succeeds,
        requests: AtomicUsize::new(0),
    });
    let deploys = post(|| async { (StatusCode::CREATED, Json(json!({ "id": 31 }))) })
        .get(state)
        .delete(|| async { StatusCode::ACCEPTED });
    let router = Router::new()
        .route("/deploys", deploys)
        .route("/announcements", post(|| async { StatusCode::NO_CONTENT }))
        .with_state(deploy)
        .layer(middleware::from_fn_with_state(records.clone(), record));
    let address = service::start(router).await?;
    Ok(format!("http://{address}"))
}

async fn record(State(records): State<Records>, request: Request, next: Next) -> Response {
    let line = format!("{} {}", request.method(), request.uri());
    let response = next.run(request).await;
    records.push(format!("{line} -> {}", response.status().as_u16()));
    response
}

async fn state(State(deploy): State<Arc<Deploy>>) -> Json<Value> {
    let state = match deploy.requests.fetch_add(1, Ordering::Relaxed) {
        0 => "pulling",
        1..=2 => "starting",
        _ if deploy.succeeds => "live",
        _ => "starting",
    };
    Json(json!({ "id": 31, "state": state, "healthy": state == "live" }))
}
