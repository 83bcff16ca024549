//! A body that is kept while it goes by.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use reqwest::Body;

/// The longest body that is kept, in bytes.
pub(super) const LONGEST: usize = 1 << 20;

/// What has gone by of a body.
#[derive(Clone, Default)]
pub(super) struct TeeBuffer(Arc<Mutex<TeeState>>);

#[derive(Default)]
pub(super) struct TeeState {
    pub(super) bytes: BytesMut,
    /// How many bytes have gone by; more than there are where the body is too long.
    pub(super) length: u64,
    pub(super) has_ended: bool,
}

impl TeeBuffer {
    pub(super) fn lock(&self) -> MutexGuard<'_, TeeState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Of a body that is there as a whole.
    pub(super) fn whole(&self, bytes: &[u8]) {
        let mut state = self.lock();
        state.push(bytes);
        state.has_ended = true;
    }
}

impl TeeState {
    /// Whether more has gone by than was kept.
    pub(super) fn is_cut(&self) -> bool {
        self.length > self.bytes.len() as u64
    }

    fn push(&mut self, bytes: &[u8]) {
        self.length += bytes.len() as u64;
        if self.length <= LONGEST as u64 {
            self.bytes.extend_from_slice(bytes);
        } else {
            self.bytes = BytesMut::new();
        }
    }
}

/// The body, with what goes by kept.
pub(super) fn tee(body: Body, kept: TeeBuffer) -> Body {
    Body::wrap(Tee { body, kept })
}

struct Tee {
    body: Body,
    kept: TeeBuffer,
}

impl HttpBody for Tee {
    type Data = Bytes;
    type Error = reqwest::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, reqwest::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        let mut kept = self.kept.lock();
        match &polled {
            Poll::Ready(Some(Ok(frame))) => {
                if let Some(data) = frame.data_ref() {
                    kept.push(data);
                }
                kept.has_ended |= self.body.is_end_stream();
            }
            Poll::Ready(None) => kept.has_ended = true,
            Poll::Ready(Some(Err(_))) | Poll::Pending => {}
        }
        drop(kept);
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
