//! Doubles of the network, for tests of factories: sessions that never open a connection, or that record
//! what goes over it.
//!
//! A [`Table`] says what is answered to which request, and what was asked. A [`Recorder`] keeps real
//! exchanges, and a [`Recording`] answers from them. Both stand where a request would go to a connection: all that
//! is around it, such as redirects, cookies, limits, charsets, conditions and captures, is the real thing.
//!
//! ```
//! use http_step::prelude::*;
//! use http_step::testing::{Reply, Table};
//!
//! let mut factory = BuildFactory::new();
//! factory.add_step(post!(
//!     "https://api.example.com/deploys",
//!     json: { "revision": Property("got_revision") },
//!     capture: { "deploy": json("$.id") as u64 },
//! ));
//!
//! let api = Table::new().on(
//!     "POST",
//!     "https://api.example.com/deploys",
//!     Reply::json(serde_json::json!({ "id": 7 })).status(201),
//! );
//! let build = factory.build().property("got_revision", "6e0a1f2");
//! let outcome = build.session(api.session()).run_blocking();
//!
//! assert_eq!(outcome.result(), BuildResult::Success);
//! assert_eq!(api.received_requests()[0].text(), r#"{"revision":"6e0a1f2"}"#);
//! ```

mod body;
mod document;
mod ending;
mod error;
mod exchange;
mod members;
mod raw;
mod received_request;
mod recorder;
mod recording;
mod replay;
mod replies;
mod reply;
mod row;
mod shown;
mod table;
mod tee;

pub use error::RecordingError;
pub use received_request::ReceivedRequest;
pub use recorder::Recorder;
pub use recording::Recording;
pub use replies::{IntoReplies, Replies};
pub use reply::Reply;
pub use table::Table;
