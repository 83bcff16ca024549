//! What can go wrong: before a request is sent ([`RenderError`]) and after ([`Failure`]).

mod failure;
mod render;

pub use failure::{Failure, FailureKind, Phase};
pub use render::RenderError;
