//! Builds: a factory declares the steps, a build runs them, an outcome says how it went.

mod alarm;
mod call;
mod cancellation;
mod check;
mod conditions;
mod driven;
mod dry_run;
mod factory;
mod guard;
mod http;
mod json;
mod judge;
mod log_text;
mod logs;
mod one;
mod outcome;
mod run;
#[cfg(feature = "schema")]
mod schema;
mod step;
mod verdict;

pub use cancellation::Cancellation;
pub use check::CheckError;
pub use dry_run::{BodyPiece, DryRequest, DryRun, DryStep};
pub use factory::BuildFactory;
pub use outcome::BuildOutcome;
pub use run::Build;
#[cfg(feature = "schema")]
pub use schema::json_schema;
pub use step::{InterruptFuture, Step, StepContext, StepFuture};
