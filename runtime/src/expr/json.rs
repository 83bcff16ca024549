//! The JSON form of expressions: objects with a `$` member.
//!
//! Two forms are of our own: `{"$map": [[key, value], [map], …]}` is a map whose keys are expressions or
//! begin with `$`, or that takes in whole maps; and in the text that a macro writes `{"$arg": n}` stands
//! for the n-th Rust expression of the step.

mod entries;
mod form;
mod read;
mod write;

pub(crate) use read::Reader;
