//! From the declaration to a request: first every expression becomes a value ([`Rendered`]), then the
//! values become a method, a URL, header fields and a body ([`Request`]).

mod body;
mod bounds;
mod encode;
mod headers;
mod prepare;
mod rendered;

pub(crate) use body::Body;
pub(crate) use bounds::Bounds;
pub(crate) use encode::{Name, pairs, parameters};
pub(crate) use prepare::Request;
pub(crate) use rendered::Rendered;
