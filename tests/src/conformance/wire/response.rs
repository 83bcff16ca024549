//! A reply as a client reads it.

use super::case::Reply;

/// The most header fields of a response that the transport reads.
pub(super) const MOST_FIELDS: usize = 100;

/// The longest head that is read, in bytes.
const LONGEST_HEAD: usize = 64 << 10;

/// The first response in a reply that is no interim one.
pub(super) struct Response {
    /// Whether the status line came after blank lines.
    pub(super) follows_blank_lines: bool,
    pub(super) status_line: String,
    pub(super) status: u16,
    pub(super) fields: Vec<(String, String)>,
    /// Lines of the head that are no fields.
    pub(super) broken: Vec<String>,
    /// Without its chunks; as much of it as came.
    pub(super) body: Vec<u8>,
}

impl Response {
    /// None where no head is complete.
    pub(super) fn read(reply: &Reply) -> Option<Self> {
        let bytes = reply.bytes();
        let mut rest = bytes.as_slice();
        while let Some(after) = after_blank_line(rest) {
            rest = after;
        }
        let follows_blank_lines = rest.len() < bytes.len();
        loop {
            let (head, body) = split_head(rest)?;
            let status = status(&head)?;
            rest = body;
            // What comes after a 101 is another protocol's.
            if (100..200).contains(&status) && status != 101 {
                continue;
            }
            let mut response = Self {
                follows_blank_lines,
                status_line: head.lines().next().unwrap_or_default().to_owned(),
                status,
                fields: Vec::new(),
                broken: Vec::new(),
                body: Vec::new(),
            };
            for line in head.lines().skip(1) {
                response.line(line);
            }
            response.body = response.body_of(rest);
            return Some(response);
        }
    }

    fn line(&mut self, line: &str) {
        // A line that begins with a blank goes on with the value before it.
        if let (true, Some((_, value))) = (line.starts_with([' ', '\t']), self.fields.last_mut()) {
            value.push(' ');
            value.push_str(line.trim());
            return;
        }
        let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        let is_visible = |c: char| c == '\t' || !c.is_ascii_control();
        match line.split_once(':') {
            Some((name, value))
                if !name.is_empty()
                    && name.chars().all(is_token)
                    && value.chars().all(is_visible) =>
            {
                let value = value.trim_matches([' ', '\t']);
                self.fields.push((name.to_owned(), value.to_owned()));
            }
            _ => self.broken.push(line.to_owned()),
        }
    }

    pub(super) fn value(&self, field: &str) -> Option<&str> {
        let mut fields = self.fields.iter();
        let (_, value) = fields.find(|(name, _)| name.eq_ignore_ascii_case(field))?;
        Some(value)
    }

    /// Whether the transport refuses to read the head.
    pub(super) fn is_over_the_limits(&self) -> bool {
        let fields = self.fields.iter();
        let length: usize = fields
            .map(|(name, value)| name.len() + value.len() + 4)
            .sum();
        self.fields.len() > MOST_FIELDS || length > LONGEST_HEAD
    }

    pub(super) fn is_chunked(&self) -> bool {
        let codings = self.value("transfer-encoding").unwrap_or_default();
        codings.to_ascii_lowercase().contains("chunked")
    }

    fn body_of(&self, bytes: &[u8]) -> Vec<u8> {
        if self.is_chunked() {
            return without_chunks(bytes);
        }
        let length = self
            .value("content-length")
            .and_then(|length| length.parse().ok());
        bytes
            .get(..length.unwrap_or(bytes.len()))
            .unwrap_or(bytes)
            .to_vec()
    }

    /// Fields of one name in one line, under its first spelling.
    pub(super) fn joined_fields(&self) -> Vec<(String, String)> {
        let mut joined: Vec<(String, String)> = Vec::new();
        for (name, value) in &self.fields {
            match joined
                .iter_mut()
                .find(|(own, _)| own.eq_ignore_ascii_case(name))
            {
                Some((_, values)) => *values = format!("{values}, {value}"),
                None => joined.push((name.clone(), value.clone())),
            }
        }
        joined
    }

    /// Buildbot's reading of the body: what is text and says no charset is in latin-1.
    pub(super) fn text(&self) -> String {
        let content_type = self.value("content-type").unwrap_or_default();
        if content_type.contains("text") && !content_type.to_ascii_lowercase().contains("charset") {
            return latin1(&self.body);
        }
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

fn after_blank_line(bytes: &[u8]) -> Option<&[u8]> {
    bytes
        .strip_prefix(b"\r\n")
        .or_else(|| bytes.strip_prefix(b"\n"))
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

/// A head in latin-1 without its blank line, and what comes after it.
fn split_head(bytes: &[u8]) -> Option<(String, &[u8])> {
    let mut begin = 0;
    loop {
        let line = bytes
            .get(begin..)?
            .split_inclusive(|&byte| byte == b'\n')
            .next()?;
        if !line.ends_with(b"\n") {
            return None;
        }
        if matches!(line, b"\n" | b"\r\n") {
            let (head, rest) = bytes.split_at_checked(begin)?;
            return Some((latin1(head), rest.get(line.len()..)?));
        }
        begin += line.len();
    }
}

fn status(head: &str) -> Option<u16> {
    head.lines()
        .next()?
        .split_ascii_whitespace()
        .nth(1)?
        .parse()
        .ok()
}

fn without_chunks(bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    let mut rest = bytes;
    while let Some((chunk, after)) = chunk(rest) {
        body.extend_from_slice(chunk);
        rest = after;
    }
    body
}

/// The next chunk, as much of it as came; none at the end.
fn chunk(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.windows(2).position(|end| end == b"\r\n")?;
    let (line, rest) = bytes.split_at_checked(end)?;
    let rest = rest.get(2..)?;
    let size = std::str::from_utf8(line).ok()?.split(';').next()?;
    match usize::from_str_radix(size.trim(), 16).ok()? {
        0 => None,
        size => match rest.split_at_checked(size) {
            Some((chunk, rest)) => Some((chunk, rest.strip_prefix(b"\r\n").unwrap_or_default())),
            None => Some((rest, &[])),
        },
    }
}
