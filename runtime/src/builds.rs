//! Builds: a factory declares the steps, a build runs them, an outcome says how it went.

mod cancellation;
mod catch_panic;
mod check;
mod factory;
mod flags;
mod future;
mod json;
mod logs;
mod outcome;
mod run;
mod run_step;
#[cfg(feature = "schema")]
mod schema;
mod step;
mod step_outcome;
mod timeout;

pub use cancellation::Cancellation;
pub use check::CheckError;
pub use factory::BuildFactory;
pub use outcome::BuildOutcome;
pub use run::Build;
#[cfg(feature = "schema")]
pub use schema::json_schema;
pub use step::{InterruptFuture, Step, StepContext, StepFuture};
pub use step_outcome::StepOutcome;

pub(crate) use catch_panic::catch_panic;
pub(crate) use flags::is_in_summary;
pub(crate) use logs::Logs;
