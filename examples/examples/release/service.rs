//! A service that publishes releases for authenticated clients. The first request to publish fails with 503.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http_step_examples::service::{self, Records};
use serde_json::json;

/// The token that the service issues.
const TOKEN: &str = "t0ken-b1946ac92492d234";

/// The number of requests of each kind.
#[derive(Default)]
struct Counts {
    publish: AtomicUsize,
    state: AtomicUsize,
}

/// Starts the service and returns its URL. If it `refuses`, it publishes no release.
pub(crate) async fn start(records: &Records, refuses: bool) -> io::Result<String> {
    let releases = match refuses {
        true => post(|| async { StatusCode::CONFLICT }),
        false => post(publish),
    };
    let router = Router::new()
        .route("/releases", releases.merge(get(state)))
        .route("/messages", post(|| async { StatusCode::NO_CONTENT }))
        .route(
            "/token",
            post(sign_in).delete(|| async { StatusCode::NO_CONTENT }),
        )
        .with_state(Arc::new(Counts::default()))
        .layer(middleware::from_fn_with_state(
            records.clone(),
            authenticate,
        ));
    let address = service::start(router).await?;
    Ok(format!("http://{address}"))
}

/// Records the request, and responds with 401 unless it has the token or asks for one.
async fn authenticate(State(records): State<Records>, request: Request, next: Next) -> Response {
    let line = format!("{} {}", request.method(), request.uri());
    let is_sign_in = line == "POST /token";
    let response = match is_sign_in || has_token(request.headers()) {
        true => next.run(request).await,
        false => StatusCode::UNAUTHORIZED.into_response(),
    };
    records.push(format!("{line} -> {}", response.status().as_u16()));
    response
}

fn has_token(headers: &HeaderMap) -> bool {
    let value = headers
        .get("authorization")
        .and_then(|value| value.to_str().ok());
    value.and_then(|value| value.strip_prefix("Bearer ")) == Some(TOKEN)
}

async fn sign_in() -> Response {
    Json(json!({ "access_token": TOKEN, "token_type": "Bearer", "expires_in": 600 }))
        .into_response()
}

async fn publish(State(counts): State<Arc<Counts>>) -> Response {
    match counts.publish.fetch_add(1, Ordering::Relaxed) {
        0 => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        _ => (StatusCode::CREATED, Json(json!({ "id": 12 }))).into_response(),
    }
}

async fn state(State(counts): State<Arc<Counts>>) -> Response {
    let state = match counts.state.fetch_add(1, Ordering::Relaxed) {
        0 => "queued",
        1 => "building",
        _ => "released",
    };
    Json(json!({ "id": 12, "state": state })).into_response()
}
