//! What sends the requests of a session.

use hyper::Response;
use reqwest::{Body, Client, Request};

#[cfg(feature = "testing")]
use super::doubles::Double;
use crate::error::Failure;
use crate::redact::Redactor;

/// The response to a request that was handed over; the inner error is the transport's.
pub(crate) type SendResult = Result<reqwest::Result<Response<Body>>, Failure>;

/// Sends requests to a server, and returns the heads of the responses.
#[derive(Clone)]
pub(crate) enum Transport {
    Network(Client),
    #[cfg(feature = "testing")]
    Double(Double),
}

impl Transport {
    pub(crate) async fn send(&self, request: Request, redactor: &mut Redactor) -> SendResult {
        match self {
            Self::Network(client) => {
                // Only test doubles look at it.
                let _ = redactor;
                Ok(client.execute(request).await.map(Response::from))
            }
            #[cfg(feature = "testing")]
            Self::Double(double) => double.send(request, redactor).await,
        }
    }

    /// Notes why the last request has no complete response.
    pub(crate) fn note_failure(&self, failure: &Failure) {
        match self {
            Self::Network(_) => {
                let _ = failure;
            }
            #[cfg(feature = "testing")]
            Self::Double(double) => double.note_failure(failure),
        }
    }
}
