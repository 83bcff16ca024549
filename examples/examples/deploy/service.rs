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
    /// Whether it goes live at some time.
    gets_done: bool,
    looks: AtomicUsize,
}

/// Starts the service, and gives its URL. Where nothing `gets_done` no deployment goes live.
pub(crate) async fn start(records: &Records, gets_done: bool) -> io::Result<String> {
    let deploy = Arc::new(Deploy {
        gets_done,
        looks: AtomicUsize::new(0),
    });
    let deploys = post(|| async { (StatusCode::CREATED, Json(json!({ "id": 31 }))) })
        .get(look)
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
    let answer = next.run(request).await;
    records.push(format!("{line} -> {}", answer.status().as_u16()));
    answer
}

async fn look(State(deploy): State<Arc<Deploy>>) -> Json<Value> {
    let looks = deploy.looks.fetch_add(1, Ordering::Relaxed);
    let state = match looks {
        0 => "pulling",
        1..=2 => "starting",
        _ if deploy.gets_done => "live",
        _ => "starting",
    };
    Json(json!({ "id": 31, "state": state, "healthy": state == "live" }))
}
