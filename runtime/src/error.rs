//! What can go wrong: before a request is sent ([`ConfigError`], [`RenderError`]) and after ([`Failure`]).

mod cause;
mod config;
mod failure;
mod render;

pub use config::ConfigError;
pub use failure::{Failure, FailureKind, Phase};
pub use render::RenderError;

pub(crate) use cause::Cause;
