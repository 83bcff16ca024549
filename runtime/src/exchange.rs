//! Request → answer: one exchange, or several where redirects are followed, within bounds of time and
//! memory.

mod chain;
mod charset;
mod content;
mod cookies;
mod decode;
mod digest;
mod download;
mod failure;
mod hex;
mod hop;
mod incoming;
mod redirect;
mod send;

use std::sync::Arc;

use tokio::time::{Instant, timeout_at};

use chain::Chain;
use download::Download;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use crate::error::{Cause, Failure, FailureKind, Phase, RenderError};
use crate::redact::Redactor;
use crate::request::Request;
use crate::session::{self, Jar, Progress, Session};

/// What came of a request.
#[derive(Debug)]
pub(crate) struct Exchanged {
    /// The redirects on the way, in order.
    pub(crate) redirects: Vec<Answer>,
    /// The answer that counts.
    pub(crate) answer: Answer,
}

/// A request as it was sent, and its answer, as a log may show them.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The URL without its credentials.
    pub(crate) url: String,
    /// The fields of the request, Cookie included.
    pub(crate) sent: HeaderMap,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The text of the body: decoded, without secrets, and cut in the middle where it is long.
    pub(crate) content: String,
}

/// Sends a request, follows where it leads, and reads the whole answer, all within one deadline.
///
/// # Errors
///
/// A failure where the network has no answer; a rendering error where the step cannot be carried out.
pub(crate) async fn exchange(
    session: &Session,
    jar: &Jar,
    request: &mut Request,
    redactor: &mut Redactor,
) -> Result<Exchanged, Cause> {
    session::has_timers().map_err(|why| Failure::new(FailureKind::Connect, Phase::Connect, why))?;
    let whole = request.bounds.whole;
    let deadline = send::later(Instant::now(), whole);
    let not_done = |phase| {
        let what = format!("not done within {whole:?}");
        Failure::new(FailureKind::Timeout, phase, what)
    };
    let prepared = timeout_at(deadline, open(request)).await;
    let download = prepared.map_err(|_| not_done(Phase::Queue))??;
    let request = &*request;
    let progress = Progress::new(request.bounds.connect);
    let told = Arc::clone(&progress);
    let mut chain = Chain::new(session, jar, request, redactor, told, deadline, download);
    let ended = timeout_at(deadline, chain.run()).await;
    match ended {
        Ok(Ok(answer)) => Ok(Exchanged {
            redirects: chain.into_redirects(),
            answer,
        }),
        Ok(Err(Cause::Failure(failure))) => Err(chain.failed(failure).into()),
        Ok(Err(cause)) => Err(cause),
        Err(_) => {
            let (phase, _) = progress.phase();
            let failure = not_done(phase);
            Err(chain.failed(failure).into())
        }
    }
}

/// Opens the files that are sent, and the one that is written: none of them may keep us waiting.
async fn open(request: &mut Request) -> Result<Option<Download>, RenderError> {
    request.open().await?;
    match &request.save_to {
        Some(target) => Download::begin(target).await.map(Some),
        None => Ok(None),
    }
}
