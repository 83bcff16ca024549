//! Answers from a recording.

use std::sync::{Arc, Mutex, PoisonError};

use http_step_syntax::nearest;
use url::Url;

use super::ReceivedRequest;
use super::exchange::{Ending, Exchange};
use super::reply::{Reply, What};
use super::shown::{Body, Shown};
use crate::error::{FailureKind, Phase};
use crate::redact::Redactor;
use crate::session::{MockTransport, SendFuture};

/// How much of a body a message shows, in characters.
const MOST_SHOWN: usize = 200;

/// The exchanges, and which of them have been given.
pub(super) struct Replay {
    exchanges: Arc<[Exchange]>,
    given: Mutex<Vec<bool>>,
}

impl Replay {
    pub(super) fn of(exchanges: Arc<[Exchange]>) -> Self {
        let given = Mutex::new(vec![false; exchanges.len()]);
        Self { exchanges, given }
    }

    /// What the first exchange ended with that is the same request, and was not given yet.
    fn reply(&self, asked: &Shown) -> Reply {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        let mut exchanges = self.exchanges.iter().zip(given.iter_mut());
        let same =
            exchanges.find(|(exchange, given)| !**given && is_same(&exchange.request, asked));
        match same {
            Some((exchange, given)) => {
                *given = true;
                exchange.ending.clone().into()
            }
            None => Reply::failed(FailureKind::Connect, Phase::Connect, self.differs(asked)),
        }
    }

    /// What differs from the exchange that is nearest.
    fn differs(&self, asked: &Shown) -> String {
        let requests = || self.exchanges.iter().map(|exchange| &exchange.request);
        let line = asked.line();
        let same = requests().filter(|request| is_same(request, asked)).count();
        if same > 0 {
            return format!("`{line}` is {same} times in the recording, and is asked once more");
        }
        if let Some(request) = requests().find(|request| is_same_line(request, asked)) {
            let (recorded, body) = (shown(&request.body), shown(&asked.body));
            return format!(
                "`{line}` is in the recording with another body: recorded was `{recorded}`, asked is `{body}`"
            );
        }
        let lines: Vec<_> = requests().map(Shown::line).collect();
        let same_url = requests().find(|request| is_same_url(&request.url, &asked.url));
        let near = same_url.map(Shown::line);
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
            self.reply(asked.shown()).carry(asked.method()).await
        })
    }
}

impl From<Ending> for Reply {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Failure {
                kind,
                phase,
                detail,
            } => Self::failed(kind, phase, detail),
            Ending::Response {
                status,
                headers,
                body,
            } => match body.into_bytes() {
                Some(body) => Self::from(What::Response {
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

fn is_same(recorded: &Shown, asked: &Shown) -> bool {
    is_same_line(recorded, asked) && is_same_body(&recorded.body, &asked.body)
}

fn is_same_line(recorded: &Shown, asked: &Shown) -> bool {
    recorded.method == asked.method && is_same_url(&recorded.url, &asked.url)
}

/// As URLs: what stands for a secret may have been escaped since.
fn is_same_url(recorded: &str, asked: &str) -> bool {
    match (Url::parse(recorded), Url::parse(asked)) {
        (Ok(recorded), Ok(asked)) => recorded == asked,
        _ => recorded == asked,
    }
}

fn is_same_body(recorded: &Body, asked: &Body) -> bool {
    match (recorded, asked) {
        (Body::Text(recorded), Body::Text(asked)) => unescaped(recorded) == unescaped(asked),
        // Nobody knows it any more.
        (Body::LeftOut(_), _) => true,
        _ => recorded == asked,
    }
}

/// What stands for a secret, as it is also in a form.
fn unescaped(text: &str) -> String {
    text.replace("%3C", "<").replace("%3E", ">")
}

fn shown(body: &Body) -> String {
    match body {
        Body::Text(text) => match text.char_indices().nth(MOST_SHOWN) {
            Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
            None => text.clone(),
        },
        Body::Bytes(bytes) => format!("{} bytes", bytes.len()),
        Body::LeftOut(length) => format!("{length} bytes, which were left out"),
    }
}
