//! What a test puts in place of the network, or beside it.

use std::pin::Pin;
use std::sync::Arc;

use hyper::Response;
use reqwest::{Body, Client, Request};

use super::Session;
use crate::error::Failure;
use crate::redact::Redactor;

/// What comes of a request that was handed over; the inner error is the transport's.
pub(crate) type SendResult = Result<reqwest::Result<Response<Body>>, Failure>;

/// What comes of it in time.
pub(crate) type SendFuture<'a> = Pin<Box<dyn Future<Output = SendResult> + Send + 'a>>;

/// Who answers in place of the network.
pub(crate) trait MockTransport: Send + Sync {
    /// Answers one request; the redactor is that of the build which sends it.
    fn respond<'a>(&'a self, request: Request, redactor: &'a Redactor) -> SendFuture<'a>;
}

/// Who sees what goes both ways.
pub(crate) trait Tap: Send + Sync {
    /// Sees a request just before it is sent, and hears from the build's redactor what to hide of it.
    fn begin(&self, request: &mut Request, redactor: &mut Redactor) -> Arc<dyn TapRecord>;
}

/// What a [`Tap`] keeps of one request.
pub(crate) trait TapRecord: Send + Sync {
    /// Sees the head of the answer, and its body as somebody reads it.
    fn on_response(&self, response: Response<Body>) -> Response<Body>;

    /// Hears why there is no answer, or none that is whole.
    fn on_failure(&self, failure: &Failure);
}

/// Who takes a request to its server, and the answer back.
pub(crate) enum Transport {
    Network(Client),
    Mock(Arc<dyn MockTransport>),
}

impl Transport {
    pub(crate) async fn send(&self, request: Request, redactor: &Redactor) -> SendResult {
        match self {
            Self::Network(client) => Ok(client.execute(request).await.map(Response::from)),
            Self::Mock(stand_in) => stand_in.respond(request, redactor).await,
        }
    }
}

impl Session {
    /// A session that never opens a connection: all that is asked is answered by `stand_in`.
    pub(crate) fn with_mock_transport(stand_in: Arc<dyn MockTransport>) -> Self {
        let mut builder = Self::builder();
        builder.settings.mock_transport = Some(stand_in);
        builder.build()
    }

    /// A session that sends as this one does, seen by `witness`; its connections and cookies are its own.
    pub(crate) fn tapped_by(&self, witness: Arc<dyn Tap>) -> Self {
        let mut settings = self.shared.settings.clone();
        settings.tap = Some(witness);
        Self::of(settings)
    }

    pub(crate) fn tap(&self) -> Option<&dyn Tap> {
        self.shared.settings.tap.as_deref()
    }
}
