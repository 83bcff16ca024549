//! The declaration of an HTTP step: what was written, before anything is rendered.

mod auth;
mod builder;
mod debug;
mod flags;
mod hook;
mod json;
mod verify;

pub use auth::Auth;
pub use flags::Flags;
pub use hook::ResponseView;
pub use verify::Verify;

pub(crate) use auth::Scheme;
pub(crate) use hook::Hook;
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
#[derive(Clone, PartialEq)]
pub struct HttpStep {
    pub(crate) url: Expr,
    pub(crate) method: Expr,
    pub(crate) params: Option<Expr>,
    pub(crate) data: Option<Expr>,
    pub(crate) json: Option<Expr>,
    pub(crate) headers: Option<Expr>,
    pub(crate) cookies: Option<Expr>,
    pub(crate) files: Option<Expr>,
    pub(crate) auth: Option<Auth>,
    pub(crate) timeout: Option<Expr>,
    pub(crate) deadline: Option<Expr>,
    pub(crate) allow_redirects: Option<Expr>,
    pub(crate) redirects: Option<Expr>,
    pub(crate) proxies: Option<Expr>,
    pub(crate) verify: Option<Verify>,
    pub(crate) cert: Option<Expr>,
    pub(crate) stream: Option<Expr>,
    pub(crate) hook: Option<Hook>,
    pub(crate) hide_request_headers: Vec<String>,
    pub(crate) hide_response_headers: Vec<String>,
    pub(crate) max_response: Option<Expr>,
    pub(crate) session: Option<Expr>,
    pub(crate) save_to: Option<Expr>,
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
        let auth = self.auth.as_ref().map(|auth| &auth.credentials);
        let verify = match &self.verify {
            Some(Verify::Value(value)) => Some(value),
            _ => None,
        };
        let optional = [
            ("params", self.params.as_ref()),
            ("data", self.data.as_ref()),
            ("json", self.json.as_ref()),
            ("headers", self.headers.as_ref()),
            ("cookies", self.cookies.as_ref()),
            ("files", self.files.as_ref()),
            ("auth", auth),
            ("timeout", self.timeout.as_ref()),
            ("deadline", self.deadline.as_ref()),
            ("allow_redirects", self.allow_redirects.as_ref()),
            ("redirects", self.redirects.as_ref()),
            ("proxies", self.proxies.as_ref()),
            ("verify", verify),
            ("cert", self.cert.as_ref()),
            ("stream", self.stream.as_ref()),
            ("max_response", self.max_response.as_ref()),
            ("session", self.session.as_ref()),
            ("save_to", self.save_to.as_ref()),
            ("name", self.name.as_ref()),
            ("description", self.description.as_ref()),
            ("description_done", self.description_done.as_ref()),
            ("description_suffix", self.description_suffix.as_ref()),
        ];
        let given = optional
            .into_iter()
            .filter_map(|(key, expr)| Some((key, expr?)));
        [("url", &self.url), ("method", &self.method)]
            .into_iter()
            .chain(given)
    }
}
