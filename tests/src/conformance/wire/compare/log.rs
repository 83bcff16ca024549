//! Logs: chunk by chunk, channel by channel.

use sha2::{Digest, Sha256};

use super::super::case::{Chunk, Large, Request, Text};
use super::super::differences::Played;
use super::fields::{self, Field};
use super::request::{boundary, with_placeholder};
use super::{same, shown};

/// What an error chunk begins with; the text after it is not compared.
pub(in super::super) const EXCEPTION: &str = "An exception occurred while performing the request: ";

pub(in super::super) const REQUEST_HEADERS: &str = "Request Headers:\n";
pub(in super::super) const RESPONSE_HEADERS: &str = "Response Headers:\n";
pub(in super::super) const CONTENT: &str = " ------ Content ------\n";

/// How to compare a log of a step that made these requests.
pub(super) struct Comparison<'a> {
    pub(super) recorded: &'a [Request],
    pub(super) requests: &'a [Request],
    pub(super) played: &'a Played<'a>,
    pub(super) content: Content,
}

/// How to compare the text of a response's body.
#[derive(Clone, Copy)]
pub(super) enum Content {
    Strict,
    /// It may differ, and stands in the chunk with the heading.
    LooseAfterHeading,
    /// It may differ, and is all there is.
    Loose,
}

impl Comparison<'_> {
    pub(super) fn compare(&self, expected: &[Chunk], actual: &[Chunk]) -> Result<(), String> {
        let (expected, actual) = (entries(expected), entries(actual));
        // The requests that the log shows: not those for tunnels.
        let shows = |request: &&Request| request.method != "CONNECT";
        let (recorded, requests) = (self.recorded.iter(), self.requests.iter());
        let mut requests = recorded.filter(shows).zip(requests.filter(shows));
        for (index, expected) in expected.iter().enumerate() {
            let compared = match (expected, actual.get(index)) {
                (_, None) => Err(format!("{} is missing", shown(expected))),
                (Entry::Chunk(expected), Some(Entry::Chunk(actual))) => {
                    self.chunk(expected, actual)
                }
                (Entry::RequestFields(expected), Some(Entry::RequestFields(actual))) => {
                    self.request_fields(requests.next(), expected, actual)
                }
                (Entry::ResponseFields(expected), Some(Entry::ResponseFields(actual))) => {
                    fields::compare_response(expected, actual)
                }
                (expected, Some(actual)) => Err(format!(
                    "expected {}, got {}",
                    shown(expected),
                    shown(actual)
                )),
            };
            compared.map_err(|why| format!("entry {}: {why}", index + 1))?;
        }
        match actual.get(expected.len()) {
            Some(additional) => Err(format!("{} is too many", shown(additional))),
            None => Ok(()),
        }
    }

    fn chunk(&self, expected: &Chunk, actual: &Chunk) -> Result<(), String> {
        same("channel", &expected.0, &actual.0)?;
        let Text::Whole(text) = &actual.1 else {
            return Err("a log holds whole texts".to_owned());
        };
        match (&expected.1, self.content) {
            (_, Content::Loose) => Ok(()),
            (Text::Whole(expected), Content::LooseAfterHeading)
                if expected.starts_with(CONTENT) =>
            {
                same("heading", &true, &text.starts_with(CONTENT))
            }
            (Text::Whole(expected), _) if expected.starts_with(EXCEPTION) => same(
                "text",
                EXCEPTION,
                text.get(..EXCEPTION.len()).unwrap_or(text),
            ),
            (Text::Whole(expected), _) => same("text", expected, text),
            (Text::Large { large }, _) => same("text", large, &digest(text, large)),
        }
    }

    /// The boundary is whatever was used.
    fn request_fields(
        &self,
        requests: Option<(&Request, &Request)>,
        expected: &[Field],
        actual: &[Field],
    ) -> Result<(), String> {
        let Some((recorded, request)) = requests else {
            return Err("header fields of a request that was not made".to_owned());
        };
        let boundary = boundary(recorded, request);
        let actual: Vec<_> = actual
            .iter()
            .map(|(name, value)| (name.clone(), with_placeholder(value, boundary.as_deref())))
            .collect();
        fields::compare_request(expected, &actual, self.played)
    }
}

fn digest(text: &str, like: &Large) -> Large {
    let chars = text.chars().count();
    let (head, tail) = (like.head.chars().count(), like.tail.chars().count());
    let hash = Sha256::digest(text.as_bytes());
    Large {
        chars,
        sha256: hash.iter().map(|byte| format!("{byte:02x}")).collect(),
        head: text.chars().take(head).collect(),
        tail: text.chars().skip(chars.saturating_sub(tail)).collect(),
    }
}

/// A log, with the lines of its header blocks taken together.
#[derive(Debug)]
enum Entry<'a> {
    Chunk(&'a Chunk),
    RequestFields(Vec<Field>),
    ResponseFields(Vec<Field>),
}

fn entries(chunks: &[Chunk]) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    let mut chunks = chunks.iter().peekable();
    while let Some(chunk) = chunks.next() {
        entries.push(Entry::Chunk(chunk));
        if let Some(fields) = begins_fields(chunk) {
            let lines = std::iter::from_fn(|| {
                let field = chunks.peek().and_then(|chunk| field(chunk))?;
                chunks.next();
                Some(field)
            });
            entries.push(fields(lines.collect()));
        }
    }
    entries
}

/// Whether header fields follow a chunk, and whose.
fn begins_fields<'a>(chunk: &Chunk) -> Option<fn(Vec<Field>) -> Entry<'a>> {
    if is_text(chunk, 'h', REQUEST_HEADERS) {
        Some(Entry::RequestFields)
    } else if is_text(chunk, 'h', RESPONSE_HEADERS) {
        Some(Entry::ResponseFields)
    } else {
        None
    }
}

fn field(chunk: &Chunk) -> Option<Field> {
    let Chunk('h', Text::Whole(text)) = chunk else {
        return None;
    };
    let (name, value) = text
        .strip_prefix('\t')?
        .strip_suffix('\n')?
        .split_once(": ")?;
    Some((name.to_owned(), value.to_owned()))
}

/// Changes the values of all header fields in a log to what `change` makes of name and value.
pub(in super::super) fn for_each_field(
    chunks: &mut [Chunk],
    change: impl Fn(&str, &str) -> Option<String>,
) {
    let mut in_fields = false;
    for chunk in chunks {
        match field(chunk).filter(|_| in_fields) {
            Some((name, value)) => {
                if let Some(value) = change(&name, &value) {
                    chunk.1 = Text::Whole(format!("\t{name}: {value}\n"));
                }
            }
            None => in_fields = begins_fields(chunk).is_some(),
        }
    }
}

/// Changes the header fields of requests in a log to what `change` makes of name and value, none where the
/// field is to be dropped. Blocks are counted from 0.
pub(in super::super) fn change_request_fields(
    chunks: &mut Vec<Chunk>,
    mut change: impl FnMut(usize, &str, String) -> Option<String>,
) {
    let (mut blocks, mut in_fields) = (0, false);
    chunks.retain_mut(|chunk| match field(chunk).filter(|_| in_fields) {
        Some((name, value)) => match change(blocks - 1, &name, value.clone()) {
            Some(changed) => {
                if changed != value {
                    chunk.1 = Text::Whole(format!("\t{name}: {changed}\n"));
                }
                true
            }
            None => false,
        },
        None => {
            in_fields = is_text(chunk, 'h', REQUEST_HEADERS);
            blocks += usize::from(in_fields);
            true
        }
    });
}

pub(in super::super) fn is_text(chunk: &Chunk, channel: char, text: &str) -> bool {
    matches!(chunk, Chunk(own, Text::Whole(whole)) if *own == channel && whole == text)
}
