//! Test doubles of the network: a mock in its place, and a tap beside it.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use hyper::Response;
use reqwest::{Body, Client, Request};

use super::Session;
use super::transport::{SendResult, Transport};
use crate::error::Failure;
use crate::redact::Redactor;

/// The future of a [`SendResult`].
pub(crate) type SendFuture<'a> = Pin<Box<dyn Future<Output = SendResult> + Send + 'a>>;

/// Responds in place of the network.
pub(crate) trait MockTransport: Send + Sync {
    /// Responds to one request; the redactor is that of the build which sends it.
    fn respond<'a>(&'a self, request: Request, redactor: &'a Redactor) -> SendFuture<'a>;
}

/// Sees each request and its response.
pub(crate) trait Tap: Send + Sync {
    /// Sees a request just before it is sent. From then on the redactor of the build shares what it learns.
    fn begin(&self, request: &mut Request, redactor: &mut Redactor) -> Arc<dyn TapRecord>;
}

/// What a [`Tap`] keeps of one request.
pub(crate) trait TapRecord: Send + Sync {
    /// Sees the head of the response, and its body while it is read.
    fn on_response(&self, response: Response<Body>) -> Response<Body>;

    /// Sees why there is no complete response.
    fn on_failure(&self, failure: &Failure);
}

/// The test doubles of a session.
#[derive(Clone, Default)]
pub(super) struct Doubles {
    mock: Option<Arc<dyn MockTransport>>,
    tap: Option<Arc<dyn Tap>>,
}

impl Doubles {
    /// The transport of a session that never opens a connection.
    pub(super) fn mock_transport(&self) -> Option<Transport> {
        let mock = self.mock.clone()?;
        Some(self.transport(Sender::Mock(mock)))
    }

    /// The transport with the tap, if there is one.
    pub(super) fn tapped(&self, transport: Transport) -> Transport {
        match (transport, &self.tap) {
            (Transport::Network(client), Some(_)) => self.transport(Sender::Network(client)),
            (transport, _) => transport,
        }
    }

    fn transport(&self, sender: Sender) -> Transport {
        Transport::Double(Double(Arc::new(DoubleState {
            sender,
            tap: self.tap.clone(),
            record: Mutex::default(),
        })))
    }
}

/// A transport with a mock, a tap, or both.
#[derive(Clone)]
pub(crate) struct Double(Arc<DoubleState>);

struct DoubleState {
    sender: Sender,
    tap: Option<Arc<dyn Tap>>,
    /// Of the last request.
    record: Mutex<Option<Arc<dyn TapRecord>>>,
}

enum Sender {
    Network(Client),
    Mock(Arc<dyn MockTransport>),
}

impl Double {
    pub(super) async fn send(&self, mut request: Request, redactor: &mut Redactor) -> SendResult {
        let tap = self.0.tap.as_ref();
        let record = tap.map(|tap| tap.begin(&mut request, redactor));
        self.set_record(record.clone());
        let sent = match &self.0.sender {
            Sender::Network(client) => Ok(client.execute(request).await.map(Response::from)),
            Sender::Mock(mock) => mock.respond(request, redactor).await,
        };
        Ok(sent?.map(|response| match record {
            Some(record) => record.on_response(response),
            None => response,
        }))
    }

    pub(super) fn note_failure(&self, failure: &Failure) {
        let record = self.0.record.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(record) = record.as_ref() {
            record.on_failure(failure);
        }
    }

    fn set_record(&self, record: Option<Arc<dyn TapRecord>>) {
        *self.0.record.lock().unwrap_or_else(PoisonError::into_inner) = record;
    }
}

impl Session {
    /// A session that never opens a connection: the mock responds to all requests.
    pub(crate) fn with_mock_transport(mock: Arc<dyn MockTransport>) -> Self {
        let mut builder = Self::builder();
        builder.settings.doubles.mock = Some(mock);
        builder.build()
    }

    /// A session with the settings of this one and with a tap; its connections and cookies are its own.
    pub(crate) fn with_tap(&self, tap: Arc<dyn Tap>) -> Self {
        let mut settings = self.shared.settings.clone();
        settings.doubles.tap = Some(tap);
        Self::of(settings)
    }
}
