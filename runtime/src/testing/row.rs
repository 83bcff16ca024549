use std::fmt;

use url::Url;

use super::replies::{Replies, ReplyFunction, ReplySource};
use super::{ReceivedRequest, Reply};
use crate::redact;

/// A request of a table, and how it is answered.
pub(super) struct Row {
    method: String,
    url: String,
    /// None where it is no URL, and so never asked.
    parsed: Option<Url>,
    replies: Replies,
    given: usize,
}

/// How a row fits a request.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RowMatch {
    /// All but the query, and the row says nothing about that.
    AnyQuery,
    Exact,
}

impl Row {
    pub(super) fn new(method: &str, url: String, replies: Replies) -> Self {
        let mut parsed = Url::parse(&url).ok();
        if let Some(parsed) = &mut parsed {
            parsed.set_fragment(None);
        }
        Self {
            method: method.to_ascii_uppercase(),
            url,
            parsed,
            replies,
            given: 0,
        }
    }

    /// Whether both are about the same requests.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let is_same_url = match (&self.parsed, &other.parsed) {
            (Some(own), Some(other)) => own == other,
            _ => self.url == other.url,
        };
        self.method == other.method && is_same_url
    }

    pub(super) fn match_request(&self, asked: &ReceivedRequest) -> Option<RowMatch> {
        let own = self
            .parsed
            .as_ref()
            .filter(|_| self.method == asked.method())?;
        let other = asked.parsed_url();
        if without_query(own) != without_query(other) {
            return None;
        }
        match own.query() {
            None if other.query().is_none() => Some(RowMatch::Exact),
            None => Some(RowMatch::AnyQuery),
            Some(_) => (params(own) == params(other)).then_some(RowMatch::Exact),
        }
    }

    /// What is answered this time; None where the row has no reply. A closure is not called yet.
    pub(super) fn next_reply(&mut self) -> Option<NextReply> {
        match &self.replies.0 {
            ReplySource::Function(reply) => Some(NextReply::Asking(reply.clone())),
            ReplySource::Sequence(replies) => {
                let reply = replies.get(self.given).or(replies.last())?;
                self.given += 1;
                Some(NextReply::Reply(reply.clone()))
            }
        }
    }
}

/// Method and URL, without credentials.
impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, redact::url(&self.url))
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} => {:?}", self.replies)
    }
}

/// A reply, or who makes it: closures are called where nobody else waits for the table.
pub(super) enum NextReply {
    Reply(Reply),
    Asking(ReplyFunction),
}

fn without_query(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_query(None);
    url
}

/// The parameters, in whatever order.
fn params(url: &Url) -> Vec<(String, String)> {
    let mut params: Vec<_> = url.query_pairs().into_owned().collect();
    params.sort();
    params
}
