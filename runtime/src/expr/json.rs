//! The JSON form of expressions: objects with a `$` member.
//!
//! Two forms are of our own: `{"$map": [[key, value], [map], …]}` is a map whose keys are expressions or
//! begin with `$`, or that takes in whole maps; and in the text that a macro writes `{"$arg": n}` stands
//! for the n-th Rust expression of the step.

mod entries;
mod form;
mod read;
#[cfg(feature = "schema")]
pub(crate) mod schema;
mod write;

pub(crate) use form::{FILE, kind as form_kind, no_member, unknown as unknown_form};
pub(crate) use read::Reader;
pub(crate) use write::{object, text};
