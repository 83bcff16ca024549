use std::fmt;
use std::sync::Arc;

use super::{ReceivedRequest, Reply};
use crate::error::FailureKind;

/// What a row of a [`Table`](super::Table) answers, time after time.
#[derive(Clone)]
pub struct Replies(pub(super) ReplySource);

#[derive(Clone)]
pub(super) enum ReplySource {
    Sequence(Vec<Reply>),
    Function(ReplyFunction),
}

/// Who makes a reply of what was asked.
pub(super) type ReplyFunction = Arc<dyn Fn(&ReceivedRequest) -> Reply + Send + Sync>;

impl fmt::Debug for Replies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            ReplySource::Sequence(replies) => f.debug_list().entries(replies).finish(),
            ReplySource::Function(_) => f.write_str("<closure>"),
        }
    }
}

/// What can stand as the answers of a row.
///
/// - a [`Reply`], a [`FailureKind`] or a status: the same each time
/// - an array or a `Vec` of one of them: one after another, and the last again and again
/// - a closure that makes a reply of what was asked
///
/// ```
/// use http_step::FailureKind;
/// use http_step::testing::{ReceivedRequest, Reply, Table};
///
/// let api = Table::new()
///     .on("GET", "https://api.example.com/flaky", [503, 200])
///     .on("GET", "https://api.example.com/down", FailureKind::Connect)
///     .on("POST", "https://api.example.com/echo", |asked: &ReceivedRequest| Reply::text(asked.text()));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no answer of a double",
    label = "a `Reply`, a `FailureKind`, a status, a list of one of them, or a closure `|asked: &ReceivedRequest| reply`"
)]
pub trait IntoReplies {
    /// The answers.
    fn into_replies(self) -> Replies;
}

impl IntoReplies for Replies {
    fn into_replies(self) -> Replies {
        self
    }
}

impl IntoReplies for Reply {
    fn into_replies(self) -> Replies {
        Replies(ReplySource::Sequence(vec![self]))
    }
}

impl IntoReplies for FailureKind {
    fn into_replies(self) -> Replies {
        Reply::from(self).into_replies()
    }
}

impl IntoReplies for u16 {
    fn into_replies(self) -> Replies {
        Reply::from(self).into_replies()
    }
}

impl<R: Into<Reply>, const N: usize> IntoReplies for [R; N] {
    fn into_replies(self) -> Replies {
        Replies(ReplySource::Sequence(
            self.into_iter().map(Into::into).collect(),
        ))
    }
}

impl<R: Into<Reply>> IntoReplies for Vec<R> {
    fn into_replies(self) -> Replies {
        Replies(ReplySource::Sequence(
            self.into_iter().map(Into::into).collect(),
        ))
    }
}

impl<F, R> IntoReplies for F
where
    F: Fn(&ReceivedRequest) -> R + Send + Sync + 'static,
    R: Into<Reply>,
{
    fn into_replies(self) -> Replies {
        Replies(ReplySource::Function(Arc::new(move |asked| {
            self(asked).into()
        })))
    }
}
