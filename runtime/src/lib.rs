//! HTTP requests as build steps, checked when the code compiles.
//!
//! A build tells a service how it goes: each step is a request whose parts may be properties of the
//! build, known only while it runs.
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
//! assert_eq!(outcome.steps()[0].state_string(), "Requested (failure)"); // nobody listens there
//! ```
//!
//! The macros ([`http_step!`], [`post!`], [`get!`] …) check a step when the code compiles; whatever the
//! network does, a build ends with a true [`BuildOutcome`] in bounded time.
#![forbid(unsafe_code)]

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
    ConfigError, Failure, FailureKind, JsonError, JsonMistake, NotData, Phase, Reach, RenderError,
};
pub use events::{Event, Observer};
pub use expr::{
    Arguments, Expr, File, Flatten, Interpolate, IntoExpr, IntoSeconds, Operation, Property,
    Renderer, Scope, Secret, SourceStamp, Transform, Uses, WithProperties, file, file_of, flatten,
    interpolate, map, operation, property, raw, renderer, secret, transform, with_properties,
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
    AnswerPart, Auth, CaptureType, Condition, Flags, HttpStep, On, Poll, ResponseView, Retry,
    Verify,
};
pub use value::{IntoMap, IntoValue, Value};
