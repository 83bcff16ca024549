//! What a test puts in place of the network, or beside it.

use std::pin::Pin;
use std::sync::Arc;

use hyper::Response;
use reqwest::{Body, Client, Request};

use super::Session;
use crate::error::Failure;
use crate::redact::Redactor;

/// What comes of a request that was handed over; the inner error is the transport's.
pub(crate) type Carried = Result<reqwest::Result<Response<Body>>, Failure>;

/// What comes of it in time.
pub(crate) type Carrying<'a> = Pin<Box<dyn Future<Output = Carried> + Send + 'a>>;

/// Who answers in place of the network.
pub(crate) trait StandIn: Send + Sync {
    /// Answers one request; the redactor is that of the build which sends it.
    fn answer<'a>(&'a self, request: Request, redactor: &'a Redactor) -> Carrying<'a>;
}

/// Who sees what goes both ways.
pub(crate) trait Witness: Send + Sync {
    /// Sees a request just before it is sent, and hears from the build's redactor what to hide of it.
    fn begin(&self, request: &mut Request, redactor: &mut Redactor) -> Arc<dyn Record>;
}

/// What a [`Witness`] keeps of one request.
pub(crate) trait Record: Send + Sync {
    /// Sees the head of the answer, and its body as somebody reads it.
    fn answered(&self, response: Response<Body>) -> Response<Body>;

    /// Hears why there is no answer, or none that is whole.
    fn failed(&self, failure: &Failure);
}

/// Who takes a request to its server, and the answer back.
pub(crate) enum Carrier {
    Network(Client),
    StandIn(Arc<dyn StandIn>),
}

impl Carrier {
    pub(crate) async fn carry(&self, request: Request, redactor: &Redactor) -> Carried {
        match self {
            Self::Network(client) => Ok(client.execute(request).await.map(Response::from)),
            Self::StandIn(stand_in) => stand_in.answer(request, redactor).await,
        }
    }
}

impl Session {
    /// A session that never opens a connection: all that is asked is answered by `stand_in`.
    pub(crate) fn of_stand_in(stand_in: Arc<dyn StandIn>) -> Self {
        let mut builder = Self::builder();
        builder.settings.stand_in = Some(stand_in);
        builder.build()
    }

    /// A session that sends as this one does, seen by `witness`; its connections and cookies are its own.
    pub(crate) fn seen_by(&self, witness: Arc<dyn Witness>) -> Self {
        let mut settings = self.shared.settings.clone();
        settings.witness = Some(witness);
        Self::of(settings)
    }

    pub(crate) fn witness(&self) -> Option<&dyn Witness> {
        self.shared.settings.witness.as_deref()
    }
}
