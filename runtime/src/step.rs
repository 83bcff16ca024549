//! The declaration of an HTTP step: what was written, before anything is rendered.

mod builder;
mod flags;
mod json;

pub use flags::Flags;

pub(crate) use json::read;

use crate::expr::Expr;

/// An HTTP request as a build step: Buildbot's `HTTPStep`.
///
/// The macros ([`http_step!`](crate::http_step), [`post!`](crate::post) …) make one and check it when
/// the code compiles. The methods below put one together by hand; what they are given is checked when
/// the step runs.
///
/// A step is a declaration: it can be cloned, compared, printed, and run by any number of builds.
///
/// ```
/// use http_step::{BuildFactory, HttpStep, property};
///
/// let step = HttpStep::post("http://ci.example.com/builds")
///     .data([("builder", property("buildername"))])
///     .timeout(30);
/// let mut factory = BuildFactory::new();
/// factory.add_step(step);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct HttpStep {
    pub(crate) url: Expr,
    pub(crate) method: Expr,
    pub(crate) params: Option<Expr>,
    pub(crate) data: Option<Expr>,
    pub(crate) json: Option<Expr>,
    pub(crate) headers: Option<Expr>,
    pub(crate) timeout: Option<Expr>,
    pub(crate) name: Option<Expr>,
    pub(crate) description: Option<Expr>,
    pub(crate) description_done: Option<Expr>,
    pub(crate) description_suffix: Option<Expr>,
    pub(crate) flags: Flags,
}
