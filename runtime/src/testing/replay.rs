//! Answers from a recording.

use std::sync::{Arc, Mutex, PoisonError};

use http_step_syntax::nearest;
use url::Url;

use super::ReceivedRequest;
use super::exchange::{RecordedExchange, RecordedOutcome};
use super::reply::{Reply, ReplyKind};
use super::shown::{RedactedBody, RedactedRequest};
use crate::error::{FailureKind, Phase};
use crate::redact::Redactor;
use crate::session::{MockTransport, SendFuture};

/// How much of a body a message shows, in characters.
const MOST_SHOWN: usize = 200;

/// The exchanges, and which of them have been given.
pub(super) struct Replay {
    exchanges: Arc<[RecordedExchange]>,
    given: Mutex<Vec<bool>>,
}

impl Replay {
    pub(super) fn of(exchanges: Arc<[RecordedExchange]>) -> Self {
        let given = Mutex::new(vec![false; exchanges.len()]);
        Self { exchanges, given }
    }

    /// What the first exchange ended with that is the same request, and was not given yet.
    fn reply(&self, asked: &RedactedRequest) -> Reply {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        let mut exchanges = self.exchanges.iter().zip(given.iter_mut());
        let same =
            exchanges.find(|(exchange, given)| !**given && is_same(&exchange.request, asked));
        match same {
            Some((exchange, given)) => {
                *given = true;
                exchange.outcome.clone().into()
            }
            None => Reply::failed(FailureKind::Connect, Phase::Connect, self.differs(asked)),
        }
    }

    /// What differs from the exchange that is nearest.
    fn differs(&self, asked: &RedactedRequest) -> String {
        let requests = || self.exchanges.iter().map(|exchange| &exchange.request);
        let line = asked.request_line();
        let same = requests().filter(|request| is_same(request, asked)).count();
        if same > 0 {
            return format!("`{line}` is {same} times in the recording, and is asked once more");
        }
        if let Some(request) = requests().find(|request| is_same_line(request, asked)) {
            let (recorded, body) = (describe_body(&request.body), describe_body(&asked.body));
            return format!(
                "`{line}` is in the recording with another body: recorded was `{recorded}`, asked is `{body}`"
            );
        }
        let lines: Vec<_> = requests().map(RedactedRequest::request_line).collect();
        let same_url = requests().find(|request| is_same_url(&request.url, &asked.url));
        let near = same_url.map(RedactedRequest::request_line);
        let near =
            near.or_else(|| nearest(&line, lines.iter().map(String::as_str)).map(str::to_owned));
        match near {
            Some(near) => format!("`{line}` is not in the recording, but `{near}` is"),
            None => format!("`{line}` is not in the recording, nor is anything near it"),
        }
    }
}

impl MockTransport for Replay {
    fn respond<'a>(&'a self, request: reqwest::Request, redactor: &'a Redactor) -> SendFuture<'a> {
        Box::pin(async move {
            let asked = match ReceivedRequest::read(request, redactor).await? {
                Ok(asked) => asked,
                Err(error) => return Ok(Err(error)),
            };
            self.reply(asked.redacted()).send(asked.method()).await
        })
    }
}

impl From<RecordedOutcome> for Reply {
    fn from(ending: RecordedOutcome) -> Self {
        match ending {
            RecordedOutcome::Failure {
                kind,
                phase,
                detail,
            } => Self::failed(kind, phase, detail),
            RecordedOutcome::Response {
                status,
                headers,
                body,
            } => match body.into_bytes() {
                Some(body) => Self::from(ReplyKind::Response {
                    status,
                    headers,
                    body,
                }),
                None => Self::failed(
                    FailureKind::TooLarge,
                    Phase::Body,
                    "the recording has no body for this answer: it was too long, or could not be decoded",
                ),
            },
        }
    }
}

fn is_same(recorded: &RedactedRequest, asked: &RedactedRequest) -> bool {
    is_same_line(recorded, asked) && is_same_body(&recorded.body, &asked.body)
}

fn is_same_line(recorded: &RedactedRequest, asked: &RedactedRequest) -> bool {
    recorded.method == asked.method && is_same_url(&recorded.url, &asked.url)
}

/// As URLs: what stands for a secret may have been escaped since.
fn is_same_url(recorded: &str, asked: &str) -> bool {
    match (Url::parse(recorded), Url::parse(asked)) {
        (Ok(recorded), Ok(asked)) => recorded == asked,
        _ => recorded == asked,
    }
}

fn is_same_body(recorded: &RedactedBody, asked: &RedactedBody) -> bool {
    match (recorded, asked) {
        (RedactedBody::Text(recorded), RedactedBody::Text(asked)) => {
            unescaped(recorded) == unescaped(asked)
        }
        // Nobody knows it any more.
        (RedactedBody::LeftOut(_), _) => true,
        _ => recorded == asked,
    }
}

/// What stands for a secret, as it is also in a form.
fn unescaped(text: &str) -> String {
    text.replace("%3C", "<").replace("%3E", ">")
}

fn describe_body(body: &RedactedBody) -> String {
    match body {
        RedactedBody::Text(text) => match text.char_indices().nth(MOST_SHOWN) {
            Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
            None => text.clone(),
        },
        RedactedBody::Bytes(bytes) => format!("{} bytes", bytes.len()),
        RedactedBody::LeftOut(length) => format!("{length} bytes, which were left out"),
    }
}
