//! What can go wrong: before a request is sent ([`JsonError`], [`NotSerializable`], [`ConfigError`], [`RenderError`]) and after
//! ([`Failure`]).

mod cause;
mod config;
mod delivery;
mod failure;
mod json;
mod not_serializable;
mod render;

pub use config::ConfigError;
pub use delivery::Delivery;
pub use failure::{Failure, FailureKind, Phase};
pub use json::{JsonError, JsonMistake};
pub use not_serializable::NotSerializable;
pub use render::RenderError;

pub(crate) use cause::Cause;
