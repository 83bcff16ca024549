//! One request and its response, within bounds of time and memory.

mod failure;

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::{Client, StatusCode};
use tokio::time::{Instant, timeout, timeout_at};

use crate::error::{Failure, FailureKind, Phase};
use crate::request::Request;
use crate::session::{Progress, Session};

/// The largest body that is held in memory: 64 MiB.
const MOST_BYTES: usize = 64 << 20;

/// A complete response.
pub(crate) struct Response {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// Sends a request and reads the whole response.
pub(crate) async fn exchange(session: &Session, request: &Request) -> Result<Response, Failure> {
    let client = session.client()?;
    let progress = Progress::new(request.bounds.connect);
    let whole = request.bounds.whole;
    match timeout(whole, send(&client, request, &progress)).await {
        Ok(ended) => ended,
        Err(_) => Err(Failure::new(
            FailureKind::Timeout,
            progress.phase().0,
            format!("not done within {whole:?}"),
        )),
    }
}

async fn send(
    client: &Client,
    request: &Request,
    progress: &Arc<Progress>,
) -> Result<Response, Failure> {
    let mut sent = reqwest::Request::new(request.method.clone(), request.url.clone());
    *sent.headers_mut() = request.headers.clone();
    *sent.body_mut() = request.body.as_ref().map(|body| body.bytes.clone().into());

    let silence = request.bounds.silence;
    let sending = Arc::clone(progress).scope(client.execute(sent));
    let mut head = within(silence, progress, sending).await?;
    progress.enter(Phase::Body);
    acceptable(head.status())?;
    let body = read_body(&mut head, silence).await?;
    Ok(Response {
        status: head.status(),
        headers: std::mem::take(head.headers_mut()),
        body,
    })
}

/// Waits for the head. The bound on silence starts anew when the connection has been made, and does not
/// count while it is being made: that has a bound of its own.
async fn within(
    silence: Duration,
    progress: &Progress,
    sending: impl Future<Output = reqwest::Result<reqwest::Response>>,
) -> Result<reqwest::Response, Failure> {
    let mut sending = pin!(sending);
    let mut until = later(Instant::now(), silence);
    loop {
        if let Ok(answered) = timeout_at(until, sending.as_mut()).await {
            return answered.map_err(|error| failure::classify(&error, Phase::Head));
        }
        let renewed = match progress.phase() {
            (Phase::Connect, _) => later(Instant::now(), silence),
            (_, since) => later(since, silence),
        };
        if renewed <= until {
            return Err(Failure::new(
                FailureKind::Timeout,
                Phase::Head,
                format!("no complete head of an answer came within {silence:?}"),
            ));
        }
        until = renewed;
    }
}

/// Durations come from users, and an instant cannot hold all of them: a year is as good as for ever.
fn later(since: Instant, duration: Duration) -> Instant {
    since + duration.min(Duration::from_secs(365 * 24 * 3600))
}

fn silent(silence: Duration) -> Failure {
    Failure::new(
        FailureKind::Timeout,
        Phase::Body,
        format!("nothing came from the server for {silence:?}"),
    )
}

/// Refuses what is no result of the request that was sent.
fn acceptable(status: StatusCode) -> Result<(), Failure> {
    let code = status.as_u16();
    match code {
        101 => Err(Failure::new(
            FailureKind::Protocol,
            Phase::Body,
            "the server switched protocols, which nobody asked for",
        )),
        301 | 302 | 303 | 307 | 308 => Err(Failure::new(
            FailureKind::Redirect,
            Phase::Body,
            format!("the answer is a redirect ({code}), which is not followed"),
        )),
        _ => Ok(()),
    }
}

async fn read_body(head: &mut reqwest::Response, silence: Duration) -> Result<Bytes, Failure> {
    let too_large = || {
        Failure::new(
            FailureKind::TooLarge,
            Phase::Body,
            format!("the body is longer than {MOST_BYTES} bytes"),
        )
    };
    if head
        .content_length()
        .is_some_and(|length| length > MOST_BYTES as u64)
    {
        return Err(too_large());
    }
    let mut body = Vec::new();
    loop {
        let chunk = timeout(silence, head.chunk())
            .await
            .map_err(|_| silent(silence))?
            .map_err(|error| failure::classify(&error, Phase::Body))?;
        match chunk {
            None => return Ok(body.into()),
            Some(chunk) if body.len() + chunk.len() > MOST_BYTES => return Err(too_large()),
            Some(chunk) => body.extend_from_slice(&chunk),
        }
    }
}
