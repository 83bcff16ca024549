//! Builds: a factory declares the steps, a build runs them, an outcome says how it went.

mod check;
mod factory;
mod http;
mod log_text;
mod logs;
mod outcome;
mod run;
mod step;
mod verdict;

pub use check::CheckError;
pub use factory::BuildFactory;
pub use outcome::BuildOutcome;
pub use run::Build;
pub use step::{Step, StepContext, StepFuture};
