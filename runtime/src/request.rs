//! From the declaration to a request: first every expression becomes a value ([`Rendered`]), then the
//! values become a method, a URL, header fields and a body ([`Request`]).

mod auth;
mod body;
mod cookies;
mod encode;
mod files;
mod headers;
mod jar;
mod limits;
mod multipart;
mod part;
mod prepare;
mod proxies;
mod rendered;
mod trust;
mod upload;

pub(crate) use auth::basic;
pub(crate) use body::{Body, BodyEvent};
pub(crate) use encode::{Name, pairs, parameters};
pub(crate) use headers::IDEMPOTENCY_KEY;
pub(crate) use jar::JarScope;
pub(crate) use limits::{Timeouts, seconds};
pub(crate) use prepare::{Request, is_unencrypted};
pub(crate) use rendered::{Data, Rendered};
pub(crate) use trust::{ClientCertificate, Trust};
pub(crate) use upload::Segment;
