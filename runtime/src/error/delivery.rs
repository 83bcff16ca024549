use std::fmt;

/// How far a request came: what matters to whoever must not do something twice.
///
/// ```
/// assert_eq!(http_step::Delivery::NotSent.to_string(), "not sent");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// No byte of it can have arrived: it is safe to send it again.
    NotSent,
    /// It may have arrived, and nobody has said so.
    Unknown,
    /// A server has answered it, with the head of a response at least.
    Answered,
}

impl fmt::Display for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotSent => "not sent",
            Self::Unknown => "answer unknown",
            Self::Answered => "answered",
        })
    }
}
