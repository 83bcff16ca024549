//! Steps and expressions as JSON: an object with the keys of the macros, and objects with a `$` member where a
//! value is known only when the build runs.
//!
//! [Text](text) becomes a [document] with places, the document the [tree] that the checker walks, and the tree a
//! [step]. What a macro wrote it has checked; it is read by the same way without the check.
//!
//! Two forms are of our own: `{"$map": [[key, value], [map], …]}` is a map whose keys are expressions or begin
//! with `$`, or that merges whole maps; and in the text that a macro writes `{"$arg": n}` stands for the n-th
//! Rust expression of the step.

mod document;
mod expr;
mod invalid;
mod places;
mod read;
mod report;
mod response;
#[cfg(feature = "schema")]
mod schema;
mod step;
mod text;
mod tree;
mod write;

pub(crate) use read::{factory, step_of_macro};
pub(crate) use write::object;
