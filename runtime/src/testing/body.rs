//! The body of a request, read to its end.

use std::future::poll_fn;
use std::pin::Pin;

use bytes::{Bytes, BytesMut};
use hyper::body::Body as _;
use reqwest::Body;

use crate::error::{Failure, FailureKind, Phase};

/// The longest body that a double reads, in bytes.
const LONGEST: usize = 64 << 20;

/// The whole body; the inner error is that of a file that can't be read.
pub(super) async fn read(body: Option<&mut Body>) -> Result<reqwest::Result<Bytes>, Failure> {
    let Some(body) = body else {
        return Ok(Ok(Bytes::new()));
    };
    if let Some(bytes) = body.as_bytes() {
        return Ok(Ok(Bytes::copy_from_slice(bytes)));
    }
    let mut read = BytesMut::new();
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut *body).poll_frame(cx)).await {
        match frame {
            Ok(frame) => read.extend_from_slice(&frame.into_data().unwrap_or_default()),
            Err(error) => return Ok(Err(error)),
        }
        if read.len() > LONGEST {
            let what = format!("a double reads no body of more than {LONGEST} bytes");
            return Err(Failure::new(FailureKind::TooLarge, Phase::Send, what));
        }
    }
    Ok(Ok(read.freeze()))
}
