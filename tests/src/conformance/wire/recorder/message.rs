//! Requests, read by hand so that nothing of them is lost.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::time::{Instant, timeout_at};

use super::super::case::{Base64, Request};

/// A body of which nothing more comes for so long never comes.
const STALLED: Duration = Duration::from_secs(2);

/// The first byte of a TLS record with a handshake in it.
const TLS_HANDSHAKE: u8 = 0x16;

pub(super) enum Message {
    Request(Request),
    TlsHello,
}

/// Reads the next message; none when the client has closed the connection.
///
/// What has been received beyond the message stays in `unread`.
pub(super) async fn read(
    stream: &mut (impl AsyncRead + Unpin),
    unread: &mut Vec<u8>,
) -> io::Result<Option<Message>> {
    let length = loop {
        if unread.first() == Some(&TLS_HANDSHAKE) {
            return Ok(Some(Message::TlsHello));
        }
        if let Some(end) = find(unread, b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(unread).await? == 0 {
            return Ok(None);
        }
    };
    let body = unread.split_off(length);
    let mut request = head(&std::mem::replace(unread, body));
    let framing = Framing::of(&request);
    let until = Instant::now() + STALLED;
    let (body, length) = loop {
        if let Some(complete) = framing.complete(unread) {
            break complete;
        }
        let more = timeout_at(until, stream.read_buf(unread)).await;
        if matches!(more, Err(_) | Ok(Ok(0))) {
            request.stalled = true;
            let body = if framing == Framing::Chunked {
                Vec::new()
            } else {
                unread.clone()
            };
            break (body, unread.len());
        }
        more??;
    };
    let rest = unread.split_off(length);
    let raw = std::mem::replace(unread, rest);
    request.body_b64 = Base64(body);
    request.raw_body_b64 = (framing == Framing::Chunked).then_some(Base64(raw));
    Ok(Some(Message::Request(request)))
}

/// A head, blank line included; bytes are read as latin-1, one space after the colon is removed.
fn head(bytes: &[u8]) -> Request {
    let text: String = bytes.iter().map(|&byte| char::from(byte)).collect();
    let mut lines = text.trim_end_matches("\r\n").split("\r\n");
    let line = lines.next().unwrap_or_default();
    let (method, rest) = line.split_once(' ').unwrap_or((line, ""));
    let (target, version) = rest.rsplit_once(' ').unwrap_or((rest, ""));
    let headers = lines.map(|line| {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        (
            name.to_owned(),
            value.strip_prefix(' ').unwrap_or(value).to_owned(),
        )
    });
    Request {
        method: method.to_owned(),
        target: target.to_owned(),
        version: (version != "HTTP/1.1").then(|| version.to_owned()),
        headers: headers.collect(),
        ..Request::default()
    }
}

/// How the end of a body is told.
#[derive(Clone, Copy, PartialEq)]
enum Framing {
    Length(usize),
    Chunked,
}

impl Framing {
    fn of(request: &Request) -> Self {
        let value = |name: &str| {
            let named = |(field, _): &&(String, String)| field.eq_ignore_ascii_case(name);
            request
                .headers
                .iter()
                .find(named)
                .map(|(_, value)| value.trim())
        };
        let codings = value("transfer-encoding").unwrap_or_default();
        if codings.to_ascii_lowercase().contains("chunked") {
            return Self::Chunked;
        }
        Self::Length(
            value("content-length")
                .and_then(|length| length.parse().ok())
                .unwrap_or(0),
        )
    }

    /// The body and its length on the wire, if all of it is there.
    fn complete(self, bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
        match self {
            Self::Length(length) => Some((bytes.get(..length)?.to_vec(), length)),
            Self::Chunked => dechunked(bytes),
        }
    }
}

fn dechunked(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut body = Vec::new();
    let mut rest = bytes;
    loop {
        let line = take_line(&mut rest)?;
        let size = line.split(|&byte| byte == b';').next()?;
        let size = usize::from_str_radix(std::str::from_utf8(size).ok()?.trim(), 16).ok()?;
        if size == 0 {
            // Trailers, up to a blank line.
            while !take_line(&mut rest)?.is_empty() {}
            return Some((body, bytes.len() - rest.len()));
        }
        body.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?.strip_prefix(b"\r\n")?;
    }
}

/// The next line without its end.
fn take_line<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (line, rest) = bytes.split_at_checked(find(bytes, b"\r\n")?)?;
    *bytes = rest.strip_prefix(b"\r\n")?;
    Some(line)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}
