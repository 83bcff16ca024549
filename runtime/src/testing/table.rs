use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http_step_syntax::nearest;

use super::row::{NextReply, Row};
use super::{IntoReplies, ReceivedRequest, Reply};
use crate::error::{FailureKind, Phase};
use crate::redact::Redactor;
use crate::session::{MockTransport, SendFuture, Session};

/// How many rows a message names.
const MOST_NAMED: usize = 8;

/// A double that answers from a table, and remembers what it was asked.
///
/// A table is a handle: clones and all its sessions share its rows and what was asked. It works in several
/// builds at once, from any runtime.
///
/// A request that no row answers is a failure `connect` that names the rows, and stands in
/// [`unanswered`](Table::unanswered). `verify`, `cert` and `proxies` have no meaning where nothing is
/// connected: their files are not read.
///
/// ```
/// use http_step::prelude::*;
/// use http_step::testing::{Reply, Table};
///
/// let mut factory = BuildFactory::new();
/// factory.add_step(get!("https://api.example.com/state", expect: [json("$.state") == "done"]));
///
/// let done = Reply::json(serde_json::json!({ "state": "done" }));
/// let api = Table::new().on("GET", "https://api.example.com/state", done);
/// let outcome = factory.build().session(api.session()).run_blocking();
/// assert_eq!(outcome.result(), BuildResult::Success);
/// assert!(api.unanswered().is_empty());
/// ```
#[derive(Clone, Default)]
pub struct Table {
    shared: Arc<Mutex<TableState>>,
}

#[derive(Debug, Default)]
struct TableState {
    rows: Vec<Row>,
    /// For all that no row is about.
    otherwise: Option<Row>,
    received: Vec<ReceivedRequest>,
    unanswered: Vec<ReceivedRequest>,
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers requests of that method to that URL. A row for the same that is there already goes, so that a
    /// test can begin with a table where all goes well and change one row.
    ///
    /// Of several replies each is given once, and then the last again and again. A URL without a query answers
    /// whatever the query, unless another row has just that one; the order of parameters is of no matter.
    ///
    /// ```
    /// use http_step::FailureKind;
    /// use http_step::testing::{Reply, Table};
    ///
    /// let api = Table::new()
    ///     .on("POST", "https://api.example.com/deploys", Reply::json(7).status(201))
    ///     .on("GET", "https://api.example.com/deploys?id=7", [503, 200])
    ///     .on("DELETE", "https://api.example.com/deploys", FailureKind::Timeout);
    /// ```
    #[must_use]
    pub fn on(self, method: &str, url: impl Into<String>, replies: impl IntoReplies) -> Self {
        let row = Row::new(method, url.into(), replies.into_replies());
        let mut shared = self.lock();
        shared.rows.retain(|other| !other.is_like(&row));
        shared.rows.push(row);
        drop(shared);
        self
    }

    /// Answers all that no row is about.
    ///
    /// ```
    /// use http_step::testing::{ReceivedRequest, Table};
    ///
    /// let api = Table::new().otherwise(|asked: &ReceivedRequest| match asked.path() {
    ///     path if path.starts_with("/deploys/") => 200,
    ///     _ => 404,
    /// });
    /// ```
    #[must_use]
    pub fn otherwise(self, replies: impl IntoReplies) -> Self {
        let row = Row::new("", String::new(), replies.into_replies());
        self.lock().otherwise = Some(row);
        self
    }

    /// A session that never opens a connection, with cookies of its own.
    #[must_use]
    pub fn session(&self) -> Session {
        Session::with_mock_transport(Arc::new(self.clone()))
    }

    /// What was asked up to now, in this order; redirects and repetitions count.
    #[must_use]
    pub fn received_requests(&self) -> Vec<ReceivedRequest> {
        self.lock().received.clone()
    }

    /// What of it no row was about.
    #[must_use]
    pub fn unanswered(&self) -> Vec<ReceivedRequest> {
        self.lock().unanswered.clone()
    }

    fn lock(&self) -> MutexGuard<'_, TableState> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reply(&self, asked: ReceivedRequest) -> Reply {
        let next = self.lock().next(&asked);
        match next {
            Ok(NextReply::Reply(reply)) => reply,
            Ok(NextReply::Asking(reply)) => reply(&asked),
            Err(unanswered) => unanswered,
        }
    }
}

impl TableState {
    /// Remembers what is asked, and finds what is answered.
    fn next(&mut self, asked: &ReceivedRequest) -> Result<NextReply, Reply> {
        self.received.push(asked.clone());
        let fitting = self
            .rows
            .iter_mut()
            .filter_map(|row| Some((row.match_request(asked)?, row)));
        let fitting = fitting.max_by(|(one, _), (other, _)| one.cmp(other));
        let row = fitting.map(|(_, row)| row).or(self.otherwise.as_mut());
        if let Some(next) = row.and_then(Row::next_reply) {
            return Ok(next);
        }
        self.unanswered.push(asked.clone());
        Err(Reply::failed(
            FailureKind::Connect,
            Phase::Connect,
            self.no_row(asked),
        ))
    }

    fn no_row(&self, asked: &ReceivedRequest) -> String {
        let rows: Vec<_> = self.rows.iter().map(Row::to_string).collect();
        let asked = asked.to_string();
        let meant = nearest(&asked, rows.iter().map(String::as_str));
        let meant = meant.map_or_else(|| ".".to_owned(), |row| format!("; is `{row}` meant?"));
        let named = rows.iter().take(MOST_NAMED).map(|row| format!("`{row}`"));
        let named = named.collect::<Vec<_>>().join(", ");
        let more = match rows.len().checked_sub(MOST_NAMED) {
            None | Some(0) => String::new(),
            Some(more) => format!(" and {more} more"),
        };
        match rows.is_empty() {
            true => format!("the table answers no `{asked}`: it has no rows"),
            false => format!("the table answers no `{asked}`{meant} Its rows: {named}{more}"),
        }
    }
}

impl MockTransport for Table {
    fn respond<'a>(&'a self, request: reqwest::Request, redactor: &'a Redactor) -> SendFuture<'a> {
        Box::pin(async move {
            let asked = match ReceivedRequest::read(request, redactor).await? {
                Ok(asked) => asked,
                Err(error) => return Ok(Err(error)),
            };
            let method = asked.method().to_owned();
            self.reply(asked).send(&method).await
        })
    }
}

/// The rows, and what was asked, without secrets and credentials.
impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shared = self.lock();
        f.debug_struct("Table")
            .field("rows", &shared.rows)
            .field("asked", &shared.received)
            .finish_non_exhaustive()
    }
}
