//! The rules of the `http-step` language, shared by the macro and the runtime.
//!
//! Everything here is a pure function of text, or of the neutral tree that a notation builds, and its places are
//! positions of the tree and byte ranges: the macro turns them into spans, the runtime into lines and columns. The
//! crate has no dependencies, so that a procedural macro built on it stays cheap to compile.
//!
//! This is an implementation detail of [`http-step`](https://docs.rs/http-step): its API may change
//! in any release.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod auth;
pub mod check;
pub mod cookie;
pub mod header;
pub mod json_path;
pub mod key;
mod method;
mod nearest;
mod operator;
mod piece;
mod problem;
pub mod proxy;
pub mod response;
pub mod rules;
pub mod status;
mod surface;
pub mod template;
pub mod text;
pub mod tree;
pub mod url;
pub mod words;

pub use method::Method;
pub use nearest::nearest;
pub use operator::Operator;
pub use problem::Problem;
pub use surface::Surface;
