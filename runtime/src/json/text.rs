//! JSON text as a document: its values with their places, in one walk over the text.
//!
//! [`validate`](super::invalid::validate) decides what is JSON. The walk is total: of a text that is none, it
//! returns what could be read.

use std::borrow::Cow;
use std::collections::HashSet;

use http_step_syntax::Problem;
use http_step_syntax::check::Finding;
use http_step_syntax::text::quoted;
use http_step_syntax::tree::Pos;

use super::document::{Document, Json, Member, Source};
use super::invalid;
use super::places::{Places, Segment};
use crate::value::DEEPEST;

impl<'t> Source<'t> {
    pub(super) fn read(text: &'t str) -> Self {
        let mut walk = Walk {
            text,
            at: 0,
            level: 0,
            places: Places::default(),
            findings: Vec::new(),
            is_too_deep: false,
        };
        let document = walk.value(None, None);
        Self {
            document,
            places: walk.places,
            findings: walk.findings,
            is_too_deep: walk.is_too_deep,
        }
    }
}

struct Walk<'t> {
    text: &'t str,
    /// The byte that comes next.
    at: usize,
    /// How many lists and objects are open.
    level: usize,
    places: Places<'t>,
    findings: Vec<Finding>,
    is_too_deep: bool,
}

impl<'t> Walk<'t> {
    fn value(&mut self, parent: Option<Pos>, segment: Option<Segment<'t>>) -> Document<'t> {
        self.skip_blanks();
        let at = self.places.add(self.at, parent, segment);
        let json = match self.peek() {
            // The value in the innermost list or object has a level, too.
            Some(b'{' | b'[') if self.level + 1 >= DEEPEST => self.too_deep(at),
            Some(b'{') => self.object(at),
            Some(b'[') => self.list(at),
            Some(b'"') => {
                let written = self.take_string();
                match unescape(written) {
                    Ok(text) => Json::Text(text),
                    Err(problem) => self.bad(at, problem),
                }
            }
            _ => self.scalar(at),
        };
        Document { at, json }
    }

    fn list(&mut self, at: Pos) -> Json<'t> {
        self.level += 1;
        self.at += 1;
        let mut items = Vec::new();
        while self.has_item(b']', items.is_empty()) {
            items.push(self.value(Some(at), Some(Segment::Index(items.len()))));
        }
        self.level -= 1;
        Json::List(items)
    }

    fn object(&mut self, at: Pos) -> Json<'t> {
        self.level += 1;
        self.at += 1;
        let mut members = Vec::new();
        let mut is_first = true;
        while self.has_item(b'}', is_first) {
            members.extend(self.member(at));
            is_first = false;
        }
        self.level -= 1;
        self.drop_duplicates(&mut members);
        Json::Object(members)
    }

    /// Returns a member; none where its name has been reported.
    fn member(&mut self, object: Pos) -> Option<Member<'t>> {
        self.skip_blanks();
        let offset = self.at;
        let name = unescape(self.take_string());
        let segment = name.as_ref().ok().map(|name| Segment::Name(name.clone()));
        let at = self.places.add(offset, Some(object), segment);
        self.skip_blanks();
        if self.peek() == Some(b':') {
            self.at += 1;
        }
        let value = self.value(Some(at), None);
        match name {
            Ok(name) => Some(Member { at, name, value }),
            Err(problem) => {
                self.bad(at, problem);
                None
            }
        }
    }

    /// Moves to the next item; false at the end, and where the text is no JSON.
    fn has_item(&mut self, end: u8, is_first: bool) -> bool {
        self.skip_blanks();
        match self.peek() {
            Some(b',') if !is_first => {
                self.at += 1;
                true
            }
            Some(byte) if byte == end => {
                self.at += 1;
                false
            }
            Some(_) if is_first => true,
            // There is no way to go on.
            _ => {
                self.at = self.text.len();
                false
            }
        }
    }

    fn drop_duplicates(&mut self, members: &mut Vec<Member<'t>>) {
        let mut names = HashSet::with_capacity(members.len());
        members.retain(|member| {
            let is_new = names.insert(member.name.clone());
            if !is_new {
                let what = format!("duplicate key `{}`", quoted(&member.name));
                let problem = Problem::whole(what).help("remove one of the two");
                self.findings.push(finding(member.at, problem));
            }
            is_new
        });
    }

    fn scalar(&mut self, at: Pos) -> Json<'t> {
        let rest = self.rest();
        let ends = |c: char| matches!(c, ',' | ']' | '}') || c.is_ascii_whitespace();
        let written = rest.split(ends).next().unwrap_or_default();
        self.at += written.len();
        match written {
            "null" => Json::Null,
            "true" => Json::Bool(true),
            "false" => Json::Bool(false),
            // Of integers only floats know a negative zero.
            "-0" => Json::Float(-0.0),
            number if is_integer(number) => match number.parse() {
                Ok(integer) => self.integer(at, number, integer),
                Err(_) => self.bad(at, out_of_range(number)),
            },
            number => match serde_json::from_str(number) {
                Ok(float) => Json::Float(float),
                Err(_) => self.bad(at, out_of_range(number)),
            },
        }
    }

    fn integer(&mut self, at: Pos, written: &str, integer: i128) -> Json<'t> {
        if i64::try_from(integer).is_err() && u64::try_from(integer).is_err() {
            self.findings.push(finding(at, out_of_range(written)));
        }
        Json::Integer(integer)
    }

    /// Takes a string with its quotes.
    fn take_string(&mut self) -> &'t str {
        let rest = self.rest();
        let mut end = 1;
        while let Some(length) = rest.get(end..).and_then(|rest| rest.find(['"', '\\'])) {
            end += length;
            if rest.as_bytes().get(end) == Some(&b'"') {
                self.at += end + 1;
                return rest.get(..=end).unwrap_or_default();
            }
            end += 2;
        }
        self.at = self.text.len();
        rest
    }

    fn too_deep(&mut self, at: Pos) -> Json<'t> {
        self.at = self.text.len();
        self.is_too_deep = true;
        let what = format!("JSON is read at most {DEEPEST} levels deep");
        self.bad(at, Problem::whole(what))
    }

    fn bad(&mut self, at: Pos, problem: Problem) -> Json<'t> {
        self.findings.push(finding(at, problem));
        Json::Bad
    }

    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }
}

/// Returns the text of a string that is written with its quotes.
fn unescape(written: &str) -> Result<Cow<'_, str>, Problem> {
    let inner = written
        .strip_prefix('"')
        .and_then(|it| it.strip_suffix('"'));
    match inner {
        Some(inner) if !inner.contains('\\') => Ok(Cow::Borrowed(inner)),
        _ => match serde_json::from_str(written) {
            Ok(text) => Ok(Cow::Owned(text)),
            Err(error) => Err(invalid::problem(&error)),
        },
    }
}

fn out_of_range(number: &str) -> Problem {
    if is_integer(number) {
        let problem = Problem::whole(format!("integer out of range: {number}"));
        return problem.help("an integer has at most 64 bits; write a longer one as a string");
    }
    Problem::whole(format!("number out of range: {number}"))
}

fn is_integer(number: &str) -> bool {
    !number.contains(['.', 'e', 'E'])
}

fn finding(at: Pos, problem: Problem) -> Finding {
    Finding {
        at,
        inside: None,
        what: problem.what,
        help: problem.help,
    }
}
