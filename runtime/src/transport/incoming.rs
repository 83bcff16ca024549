//! The body of a response as it comes over the wire.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use hyper::Version;
use hyper::body::Body as _;
use hyper::http::response::Parts;
use reqwest::Method;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_LENGTH, HeaderMap, TRANSFER_ENCODING};
use tokio::time::timeout;

use super::failure;
use crate::error::{Failure, FailureKind, Phase};

/// Pieces are joined up to this length, in bytes: a server may send one byte at a time.
const PIECE: usize = 16 << 10;

/// Reads a body with a read timeout, and checks that it has the announced length.
pub(super) struct IncomingBody {
    body: reqwest::Body,
    read_timeout: Duration,
    announced: Option<u64>,
    received: u64,
    /// HTTP/2 marks the end of a body; a stream that ends without the mark is incomplete.
    says_its_end: bool,
    has_ended: bool,
    /// A failure after the last piece.
    failed: Option<Failure>,
}

impl IncomingBody {
    pub(super) fn new(
        method: &Method,
        head: &Parts,
        body: reqwest::Body,
        read_timeout: Duration,
    ) -> Self {
        Self {
            body,
            read_timeout,
            announced: announced_length(method, head.status, &head.headers),
            received: 0,
            says_its_end: head.version == Version::HTTP_2,
            has_ended: false,
            failed: None,
        }
    }

    /// The length that the server announced, in bytes.
    pub(super) fn announced(&self) -> Option<u64> {
        self.announced
    }

    /// The next piece; None at the end of a complete body.
    ///
    /// # Errors
    ///
    /// After all pieces received before the failure.
    pub(super) async fn next_piece(&mut self) -> Result<Option<Bytes>, Failure> {
        if let Some(failure) = self.failed.take() {
            return Err(failure);
        }
        let Some(first) = self.next_data().await? else {
            return Ok(None);
        };
        let mut pieces = PieceBuffer::One(first);
        while pieces.len() < PIECE {
            match self.next_data().await {
                Ok(Some(next)) => pieces.push(&next),
                Ok(None) => break,
                Err(failure) => {
                    self.failed = Some(failure);
                    break;
                }
            }
        }
        Ok(Some(pieces.into_bytes()))
    }

    /// The data of the next frame that is not empty.
    async fn next_data(&mut self) -> Result<Option<Bytes>, Failure> {
        while !self.has_ended {
            let frame = poll_fn(|cx| Pin::new(&mut self.body).poll_frame(cx));
            let frame = timeout(self.read_timeout, frame).await;
            match frame.map_err(|_| timeout_failure(self.read_timeout))? {
                Some(Ok(frame)) => {
                    // Trailers are dropped.
                    if let Ok(data) = frame.into_data() {
                        self.received += data.len() as u64;
                        return Ok(Some(data));
                    }
                }
                Some(Err(error)) => return Err(failure::classify(&error, Phase::Body)),
                None => {
                    self.has_ended = true;
                    self.check_whole()?;
                }
            }
        }
        Ok(None)
    }

    fn check_whole(&self) -> Result<(), Failure> {
        let what = match self.announced {
            Some(announced) if announced != self.received => {
                format!(
                    "{} of {announced} announced bytes were received",
                    self.received
                )
            }
            None if self.says_its_end && !self.body.is_end_stream() => {
                "the stream was closed before the end of the body".to_owned()
            }
            _ => return Ok(()),
        };
        Err(Failure::new(FailureKind::Incomplete, Phase::Body, what))
    }
}

/// Joined pieces; a single one is not copied.
enum PieceBuffer {
    One(Bytes),
    Several(BytesMut),
}

impl PieceBuffer {
    fn len(&self) -> usize {
        match self {
            Self::One(bytes) => bytes.len(),
            Self::Several(bytes) => bytes.len(),
        }
    }

    fn push(&mut self, next: &[u8]) {
        match self {
            Self::One(first) => {
                let mut several = BytesMut::with_capacity(2 * PIECE);
                several.extend_from_slice(first);
                several.extend_from_slice(next);
                *self = Self::Several(several);
            }
            Self::Several(several) => several.extend_from_slice(next),
        }
    }

    fn into_bytes(self) -> Bytes {
        match self {
            Self::One(bytes) => bytes,
            Self::Several(bytes) => bytes.freeze(),
        }
    }
}

fn timeout_failure(read_timeout: Duration) -> Failure {
    Failure::new(
        FailureKind::Timeout,
        Phase::Body,
        format!("the server sent nothing for {read_timeout:?}"),
    )
}

/// The length announced by Content-Length; none for a response without body, or a chunked one (RFC 9112, section 6.3).
fn announced_length(method: &Method, status: StatusCode, headers: &HeaderMap) -> Option<u64> {
    let has_body = method != Method::HEAD
        && status != StatusCode::NO_CONTENT
        && status != StatusCode::NOT_MODIFIED;
    if !has_body || headers.contains_key(TRANSFER_ENCODING) {
        return None;
    }
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
