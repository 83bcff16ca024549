//! What can go wrong: before a request is sent ([`JsonError`], [`NotData`], [`ConfigError`], [`RenderError`]) and after
//! ([`Failure`]).

mod cause;
mod config;
mod failure;
mod json;
mod not_data;
mod reach;
mod render;

pub use config::ConfigError;
pub use failure::{Failure, FailureKind, Phase};
pub use json::{JsonError, JsonMistake};
pub use not_data::NotData;
pub use reach::Reach;
pub use render::RenderError;

pub(crate) use cause::Cause;
