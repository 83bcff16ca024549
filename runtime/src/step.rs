//! The declaration of an HTTP step: what was written, before anything is rendered.

mod auth;
mod builder;
mod debug;
mod flags;
mod hook;
mod key_map;
mod poll;
mod prepared;
mod response;
mod retry;
mod status_matcher;
mod verify;
mod when;

pub use auth::Auth;
pub use flags::Flags;
pub use hook::ResponseView;
pub use poll::Poll;
pub use response::{CaptureType, Condition, ResponsePart};
pub use retry::Retry;
pub use status_matcher::StatusMatcher;
pub use verify::Verify;

pub(crate) use auth::Scheme;
pub(crate) use hook::Hook;
pub(crate) use key_map::KeyMap;
pub(crate) use prepared::Prepared;
pub(crate) use response::{Capture, PartKind, parse_path};
pub(crate) use when::When;

use http_step_syntax::json_path::Path;
use http_step_syntax::key::Key;

use crate::expr::{Dependencies, Expr};
use crate::lock::Lock;
use crate::result::BuildResult;

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
    /// The fields that are one expression each; `url` and `method` are always given.
    pub(crate) fields: KeyMap<Expr>,
    pub(crate) auth: Option<Auth>,
    pub(crate) verify: Option<Verify>,
    pub(crate) hook: Option<Hook>,
    pub(crate) hide_request_headers: Vec<String>,
    pub(crate) hide_response_headers: Vec<String>,
    pub(crate) do_step_if: Option<When>,
    pub(crate) hide_step_if: Option<When>,
    pub(crate) locks: Vec<Lock>,
    /// In the order of writing; a result for everything that is not named comes last.
    pub(crate) results: Vec<(StatusMatcher, BuildResult)>,
    pub(crate) retry: Option<Retry>,
    pub(crate) poll: Option<Poll>,
    pub(crate) probe: Option<Box<HttpStep>>,
    pub(crate) expect: Vec<Condition>,
    pub(crate) capture: Vec<Capture>,
    pub(crate) flags: Flags,
}

impl HttpStep {
    /// The properties and secrets that the step dependencies.
    ///
    /// ```
    /// use http_step::post;
    ///
    /// let step = post!("http://ci.example.com/", data: { "branch": Property("branch") });
    /// assert_eq!(step.dependencies().needed().collect::<Vec<_>>(), ["branch"]);
    /// ```
    #[must_use]
    pub fn dependencies(&self) -> Dependencies {
        let mut dependencies = self.own_dependencies();
        for (_, step) in self.steps() {
            dependencies.extend(&step.dependencies());
        }
        dependencies
    }

    /// The same without the steps that this one may run.
    pub(crate) fn own_dependencies(&self) -> Dependencies {
        let mut dependencies = Dependencies::default();
        self.fields()
            .for_each(|(_, expr)| dependencies.add_expr(expr));
        self.parts().for_each(|expr| dependencies.add_expr(expr));
        dependencies
    }

    /// The expressions in fields that are more than one.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &Expr> {
        let retry = self.retry.iter().flat_map(Retry::parts);
        let poll = self.poll.iter().flat_map(Poll::parts);
        let expected = self.expect.iter().map(|condition| &condition.operand);
        retry.chain(poll).chain(expected)
    }

    /// The conditions on a response, by their keys and their places there.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = (Key, String, &Condition)> {
        let expected = self.expect.iter().enumerate();
        let expected = expected.map(|(index, it)| (Key::Expect, index.to_string(), it));
        let polled = self.poll.iter().flat_map(Poll::conditions);
        expected.chain(polled.map(|(option, it)| (Key::Poll, option.name().to_owned(), it)))
    }

    /// Whether a part of the answer that is asked for stands in its body.
    pub(crate) fn looks_into_body(&self) -> bool {
        self.response_parts().any(ResponsePart::is_of_body)
    }

    /// The paths of the JSON body that the step asks for, each once.
    pub(crate) fn json_paths(&self) -> Vec<Path> {
        let mut paths: Vec<Path> = Vec::new();
        for path in self.response_parts().filter_map(ResponsePart::json_path) {
            if !paths.contains(path) {
                paths.push(path.clone());
            }
        }
        paths
    }

    /// The parts of the response that the step asks for.
    fn response_parts(&self) -> impl Iterator<Item = &ResponsePart> {
        let asked = self.conditions().map(|(_, _, condition)| &condition.part);
        let captured = self.capture.iter().map(|capture| &capture.part);
        asked.chain(captured)
    }

    /// The header fields of the answer that become secrets, with the names of these.
    pub(crate) fn secret_fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let secrets = self.capture.iter();
        let secrets = secrets.filter(|capture| capture.as_type == Some(CaptureType::Secret));
        secrets.filter_map(|capture| match &capture.part.0 {
            PartKind::Header(field) => Some((field.as_str(), capture.property.as_str())),
            _ => None,
        })
    }

    /// The steps that this one may run, by where they stand.
    pub(crate) fn steps(&self) -> impl Iterator<Item = (&'static str, &Self)> {
        let probe = self.probe.as_deref().map(|step| ("probe", step));
        let cancel = self.cancel_call().map(|step| ("poll.cancel", step));
        probe.into_iter().chain(cancel)
    }

    /// The step that calls off what this one polls.
    pub(crate) fn cancel_call(&self) -> Option<&Self> {
        self.poll.as_ref()?.cancel.as_deref()
    }

    /// The fields with an expression, in the order of the table of keys.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (Key, &Expr)> {
        let keys = Key::ALL.iter();
        keys.filter_map(|key| Some((*key, self.field(*key)?)))
    }

    /// The expression at a key, where it has one.
    pub(crate) fn field(&self, key: Key) -> Option<&Expr> {
        match key {
            Key::Auth => self.auth.as_ref().map(|auth| &auth.credentials),
            Key::Verify => self.verify.as_ref().and_then(Verify::expr),
            Key::DoStepIf => self.do_step_if.as_ref().and_then(When::expr),
            Key::HideStepIf => self.hide_step_if.as_ref().and_then(When::expr),
            key => self.fields.get(key),
        }
    }
}
