//! HTTP requests as build steps, declared in Rust and checked at compile time.
//!
//! A *build* is a list of steps that run one after another in your process: HTTP requests, and steps you
//! write yourself. The macros [`post!`], [`get!`] and the like declare a request and check it at compile
//! time. A value that is known only when the build runs is a property of the build:
//!
//! ```
//! use http_step::prelude::*;
//!
//! let mut factory = BuildFactory::new();
//! factory.add_step(post!(
//!     "http://127.0.0.1:9/builds",
//!     data: {
//!         "builder": Property("buildername"),
//!         "buildnumber": Property("buildnumber"),
//!     },
//! ));
//! let outcome = factory
//!     .build()
//!     .property("buildername", "runtests")
//!     .property("buildnumber", 7)
//!     .run_blocking(); // or `.run().await`
//!
//! // No server listens on port 9.
//! assert_eq!(outcome.result(), BuildResult::Failure);
//! assert_eq!(outcome.steps()[0].state_string(), "Requested (failure)");
//! ```
//!
//! Every build ends within a bounded time, with a [`BuildOutcome`] that reflects what happened: a service
//! that is down, does not respond or sends a malformed response makes the step a FAILURE with a named cause.
//!
//! # Where to start
//!
//! | to | see |
//! | --- | --- |
//! | import the names that most programs use | [`prelude`] |
//! | declare a step: all fields and values | [`http_step!`], [`post!`], [`get!`], [`put!`], [`delete!`], [`head!`], [`options!`], [`patch!`] |
//! | run steps | [`BuildFactory`], [`Build`], [`BuildOutcome`], [`StepOutcome`] |
//! | find out why a step failed | [`StepOutcome::failure`], [`StepOutcome::render_error`], [`StepOutcome::unmet`] |
//! | provide secrets | [`EnvironmentSecrets`], [`FolderSecrets`], [`MapSecrets`] |
//! | follow a build, or cancel it | [`Observer`], [`Event`], [`Cancellation`] |
//! | write your own step | [`Step`], [`StepContext`] |
//! | configure connections, proxies and limits | [`Session`] |
//! | read steps from JSON, and write them | [`BuildFactory::from_json`], [`BuildFactory::to_json`] |
//! | see the requests without sending them | [`Build::dry_run`] |
//! | test a factory without a network | [`testing`] |
//!
//! The guide, in `docs/src/` of the repository, describes all of this with examples: the language of the
//! macros, expressions, secrets, results, retries, builds, sessions, testing, recipes and troubleshooting.
//!
//! # Cargo features
//!
//! | feature | default | effect |
//! | --- | --- | --- |
//! | `aws-lc` | yes | TLS with the cryptography of AWS-LC |
//! | `ring` | no | TLS with ring in place of `aws-lc`; requires `default-features = false` |
//! | `http2` | no | HTTP/2, for sessions that enable it |
//! | `gzip` | yes | decodes `gzip` and `deflate` |
//! | `brotli` | no | decodes `br` |
//! | `zstd` | no | decodes `zstd` |
//! | `schema` | no | the JSON Schema of steps |
//! | `testing` | no | sessions that respond from a table or a recording, for tests |
//!
//! Without `aws-lc` and `ring`, the program installs its own cryptography provider before the first request.
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod buildbot;
mod builds;
mod dry_run;
mod error;
mod events;
mod expr;
mod front;
mod http;
mod json;
mod lock;
mod log;
mod properties;
mod redact;
mod request;
mod result;
mod secrets;
mod session;
mod step;
mod transport;
mod value;

pub mod prelude;
#[cfg(feature = "testing")]
pub mod testing;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use buildbot::Dialect;
#[cfg(feature = "schema")]
pub use builds::json_schema;
pub use builds::{
    Build, BuildFactory, BuildOutcome, Cancellation, CheckError, InterruptFuture, Step,
    StepContext, StepFuture, StepOutcome,
};
pub use dry_run::{BodyPiece, DryRequest, DryRun, DryStep};
pub use error::{
    ConfigError, Delivery, Failure, FailureKind, JsonError, JsonMistake, NotSerializable, Phase,
    RenderError,
};
pub use events::{Event, Observer};
pub use expr::{
    Arguments, Dependencies, Expr, File, Flatten, Interpolate, IntoExpr, IntoSeconds, Operation,
    Property, Renderer, Scope, Secret, SourceStamp, Transform, WithProperties, file, file_of,
    flatten, interpolate, map, operation, property, raw, renderer, secret, transform,
    with_properties,
};
pub use http_step_syntax::Operator;
pub use lock::Lock;
pub use log::{Channel, Log, LogChunk, printable};
pub use properties::{Properties, SetProperty};
pub use result::BuildResult;
pub use secrets::{
    AsyncSecrets, EnvironmentSecrets, FolderSecrets, IntoSecret, MapSecrets, SecretError,
    SecretFuture, SecretProvider, SecretValues,
};
pub use session::{Environment, Session, SessionBuilder};
pub use step::{
    Auth, CaptureType, Condition, Flags, HttpStep, Poll, ResponsePart, ResponseView, Retry,
    StatusMatcher, Verify,
};
pub use value::{IntoMap, IntoValue, Value};
