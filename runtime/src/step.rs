//! The declaration of an HTTP step: what was written, before anything is rendered.

mod builder;
mod flags;
mod json;

pub use flags::Flags;

pub(crate) use json::read;

use crate::expr::{Expr, Uses};

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

impl HttpStep {
    /// The properties and secrets that the step uses.
    ///
    /// ```
    /// use http_step::post;
    ///
    /// let step = post!("http://ci.example.com/", data: { "branch": Property("branch") });
    /// assert_eq!(step.uses().needed().collect::<Vec<_>>(), ["branch"]);
    /// ```
    #[must_use]
    pub fn uses(&self) -> Uses {
        let mut uses = Uses::default();
        self.fields().for_each(|(_, expr)| uses.add(expr));
        uses
    }

    /// The fields that are given, by their keys.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&'static str, &Expr)> {
        let optional = [
            ("params", &self.params),
            ("data", &self.data),
            ("json", &self.json),
            ("headers", &self.headers),
            ("timeout", &self.timeout),
            ("name", &self.name),
            ("description", &self.description),
            ("description_done", &self.description_done),
            ("description_suffix", &self.description_suffix),
        ];
        let given = optional
            .into_iter()
            .filter_map(|(key, expr)| Some((key, expr.as_ref()?)));
        [("url", &self.url), ("method", &self.method)]
            .into_iter()
            .chain(given)
    }
}
