//! The logs of a step: named sequences of chunks on three channels, as in Buildbot.

mod excerpt;
mod printable;

use std::fmt::{self, Write as _};

pub use printable::printable;

pub(crate) use excerpt::{Excerpt, brief, excerpt};

/// The channel a chunk of a log was written to.
///
/// ```
/// assert_eq!(http_step::Channel::Stderr.letter(), 'e');
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// What the build says about the step.
    Header,
    /// What the step has to say.
    Stdout,
    /// What went wrong.
    Stderr,
}

impl Channel {
    /// The letter that stands for the channel in Buildbot's stored logs.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Header => 'h',
            Self::Stdout => 'o',
            Self::Stderr => 'e',
        }
    }
}

/// A piece of text that was written to a log in one go.
///
/// The text is data: what a server has sent is in it as it came. Who prints it makes it [`printable`] first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogChunk<'a> {
    /// Where it was written to.
    pub channel: Channel,
    /// The text, with its line ends.
    pub text: &'a str,
}

/// A log of a step: everything that was written to it, in order.
///
/// ```
/// use http_step::{Channel, Log};
///
/// let mut log = Log::new("log");
/// log.write(Channel::Header, "Performing GET request\n");
/// log.write(Channel::Stdout, format_args!("Status: {}\n", 200));
/// assert_eq!(log.text(), "Performing GET request\nStatus: 200\n");
/// assert_eq!(log.chunks().last().unwrap().channel, Channel::Stdout);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    name: String,
    text: String,
    /// The channel of each chunk, and where its text ends: one text takes less than one for each chunk.
    ends: Vec<(Channel, usize)>,
}

impl Log {
    /// An empty log.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: String::new(),
            ends: Vec::new(),
        }
    }

    /// Appends a chunk and gives it back.
    pub fn write(&mut self, channel: Channel, text: impl fmt::Display) -> LogChunk<'_> {
        let start = self.text.len();
        // A String takes what it is given; a Display that fails has written what it could.
        let _ = write!(self.text, "{text}");
        self.end_chunk(channel, start)
    }

    /// Appends a chunk that is a text and its end.
    pub(crate) fn push(&mut self, channel: Channel, text: &str, end: &str) -> LogChunk<'_> {
        let start = self.text.len();
        self.text.push_str(text);
        self.text.push_str(end);
        self.end_chunk(channel, start)
    }

    fn end_chunk(&mut self, channel: Channel, start: usize) -> LogChunk<'_> {
        self.ends.push((channel, self.text.len()));
        LogChunk {
            channel,
            text: self.text.get(start..).unwrap_or_default(),
        }
    }

    /// The name of the log: `log` and `content` for an HTTP step.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The chunks in the order of writing.
    pub fn chunks(&self) -> impl Iterator<Item = LogChunk<'_>> {
        let mut start = 0;
        self.ends.iter().map(move |&(channel, end)| LogChunk {
            channel,
            text: self
                .text
                .get(std::mem::replace(&mut start, end)..end)
                .unwrap_or_default(),
        })
    }

    /// The text of all channels together.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}
