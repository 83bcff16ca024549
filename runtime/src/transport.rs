//! Request → response: one exchange, or several if redirects are followed, within limits of time and memory.

mod chain;
mod charset;
mod content;
mod cookies;
mod deadline;
mod decode;
mod delivery;
mod digest;
mod download;
mod failure;
mod head;
mod hex;
mod hop;
mod incoming;
mod json;
mod redirect;

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use chain::RedirectChain;
use content::Content;
use download::Download;
use http_step_syntax::json_path::Path;
use json::JsonValues;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use crate::buildbot::Dialect;
use crate::error::{Cause, Phase, RenderError};
use crate::redact::Redactor;
use crate::request::Request;
use crate::session::{Jar, Progress, Session};
use crate::value::Value;

#[cfg(feature = "testing")]
pub(crate) use charset::decode_text;
pub(crate) use deadline::Deadline;
#[cfg(feature = "testing")]
pub(crate) use decode::decode_all;
pub(crate) use delivery::DeliveryTracker;
pub(crate) use json::{Missing, describe_names};

/// How much of a body is redacted at a time, in bytes.
const PIECE: usize = 64 << 10;

/// How much is read of a body that is not needed, in bytes; then the connection is dropped.
const MOST_PASSED_OVER: u64 = 64 << 10;

/// The responses to a request.
#[derive(Debug)]
pub(crate) struct ResponseChain {
    /// The redirects that were followed, in order.
    pub(crate) redirects: Vec<Response>,
    /// The last response.
    pub(crate) response: Response,
}

/// A response, with the URL and the header fields of its request, as a log may show them.
#[derive(Debug)]
pub(crate) struct Response {
    /// The URL without its credentials.
    pub(crate) url: String,
    /// The header fields of the request, including Cookie.
    pub(crate) sent: HeaderMap,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The text of the body: decoded, redacted, and shortened in the middle if it is long.
    pub(crate) content: String,
    /// Whether the body may not be shown.
    pub(crate) is_omitted: bool,
    /// The decoded body, if the step has conditions or captures.
    pub(crate) body: Option<Bytes>,
    /// The values of the body as JSON that the step asks for.
    json: OnceLock<JsonValues>,
    /// Where these are.
    json_paths: Arc<[Path]>,
    /// The length of the decoded body, in bytes.
    pub(crate) size: u64,
    /// From the first request to the end of the body, including redirects.
    pub(crate) duration: Duration,
}

impl Response {
    /// The decoded body as text, in the charset of the response; empty if it was not kept.
    pub(crate) fn text(&self, dialect: Dialect) -> Cow<'_, str> {
        match &self.body {
            Some(body) => charset::decode_text(body, &self.headers, dialect),
            None => Cow::Borrowed(""),
        }
    }

    /// The value at a path of the body as JSON. The body is read once for all paths of the step.
    ///
    /// # Errors
    ///
    /// Returns what was found instead.
    pub(crate) fn json(&self, path: &Path) -> Result<Value, Missing> {
        let values = self.json.get_or_init(|| {
            // A document is UTF-8, whatever texts of its type are.
            JsonValues::read(&self.text(Dialect::Native), &self.json_paths)
        });
        match values.get(path) {
            Some(value) => value.clone(),
            None => Err(Missing::Nothing(format!("nothing at `{path}`"))),
        }
    }

    /// Removes a possible beginning of a secret from the end of a body that was not read to its end.
    pub(crate) fn redact_end(&mut self, redactor: &Redactor) {
        if self.size >= MOST_PASSED_OVER {
            let open = redactor.open_end(&self.content);
            self.content.truncate(self.content.len() - open);
        }
    }

    /// Omits the whole body.
    pub(crate) fn omit_body(&mut self) {
        self.is_omitted = true;
        self.content = "[left out: there is more to hide than can be looked for]\n".to_owned();
    }

    /// Redacts the body again, with the secrets learned since it was read.
    pub(crate) fn redact_again(&mut self, redactor: &Redactor, dialect: Dialect) {
        if let Some(body) = &self.body {
            let mut content = Content::new(&self.headers, dialect);
            for piece in body.chunks(PIECE) {
                content.push(piece, redactor);
            }
            self.content = content.finish(redactor);
        }
    }
}

/// Sends a request, follows redirects, and reads the whole response, within one deadline; `progress` tracks how
/// far it gets.
///
/// # Errors
///
/// A failure if there is no complete response; a rendering error if the step cannot be carried out.
pub(crate) async fn exchange(
    session: &Session,
    jar: &Jar,
    request: &mut Request,
    deadline: Deadline,
    progress: Arc<Progress>,
    redactor: &mut Redactor,
) -> Result<ResponseChain, Cause> {
    let opened = deadline.bound(open_files(request)).await;
    let download = opened.ok_or_else(|| deadline.timeout(Phase::Queue))??;
    let mut chain = RedirectChain::new(
        session,
        jar,
        request,
        redactor,
        Arc::clone(&progress),
        deadline.at(),
        download,
    );
    match deadline.bound(chain.follow_redirects()).await {
        Some(Ok(response)) => Ok(ResponseChain {
            redirects: chain.into_redirects(),
            response,
        }),
        Some(Err(Cause::Failure(failure))) => Err(chain.complete_failure(failure).into()),
        Some(Err(cause)) => Err(cause),
        None => {
            let (phase, _) = progress.phase();
            Err(chain.complete_failure(deadline.timeout(phase)).into())
        }
    }
}

/// Opens the files to send, and the file to write; all of them must be regular files.
async fn open_files(request: &mut Request) -> Result<Option<Download>, RenderError> {
    request.open().await?;
    match &request.save_to {
        Some(target) => Download::begin(target).await.map(Some),
        None => Ok(None),
    }
}
