//! The rules across fields: what they look at, and where their violations belong.

use alloc::vec::Vec;
use core::ops::Range;
use core::time::Duration;

use super::{Checker, Finding};
use crate::key::Key;
use crate::rules::{self, At, Facts};
use crate::tree::{Pos, Step};
use crate::url::{self, Origin};
use crate::{Method, Problem};

/// The facts of a step, with their places.
#[derive(Default)]
pub(super) struct FoundFacts<'t> {
    /// The keys that were given, rightly or not.
    pub(super) keys: Vec<(Key, Pos)>,
    pub(super) method: MethodFact,
    /// The literal URL.
    pub(super) url: Option<&'t str>,
    pub(super) url_is_secret: bool,
    /// The origin of the request, where the URL is a template.
    pub(super) origin: Option<Origin>,
    /// The literal names in `params`.
    pub(super) params: Vec<(&'t str, Pos)>,
    /// The literal at `Content-Type`.
    pub(super) content_type: Option<(&'t str, Pos)>,
    /// The name `Authorization` of a header.
    pub(super) authorization: Option<Pos>,
    pub(super) data_is_no_map: bool,
    pub(super) insecure: bool,
    pub(super) longest_timeout: Option<Duration>,
    pub(super) deadline: Option<Duration>,
    pub(super) retry_deadline: Option<Duration>,
    pub(super) poll_deadline: Option<Duration>,
    /// Whether the author says that the request may be sent twice, or leaves that to the run.
    pub(super) idempotent: bool,
    /// The options that were given: of which key, which, and where.
    pub(super) options: Vec<(Key, &'static str, Pos)>,
    /// Where secrets stand: the key, the place, and the bytes of the template there.
    pub(super) secrets: Vec<(Key, Pos, Option<Range<usize>>)>,
}

/// What is known of the method.
#[derive(Default)]
pub(super) enum MethodFact {
    /// It is left out.
    #[default]
    Absent,
    Literal(Method),
    /// It is known only when the build runs, or wrong.
    Unknown,
}

impl FoundFacts<'_> {
    pub(super) fn place_of(&self, key: Key) -> Option<Pos> {
        let found = self.keys.iter().find(|(given, _)| *given == key);
        found.map(|(_, at)| *at)
    }

    /// Returns the place of what a rule is about.
    fn place(&self, rule: &At) -> Option<(Pos, Option<Range<usize>>)> {
        match rule {
            At::Key(key) => self.place_of(*key).map(|at| (at, None)),
            At::Option(key, option) => {
                let mut options = self.options.iter();
                let found = options.find(|(of, name, _)| of == key && name == option);
                found.map(|(_, _, at)| (*at, None))
            }
            At::Param(index) => self.params.get(*index).map(|(_, at)| (*at, None)),
            At::Secret(index) => {
                let secret = self.secrets.get(*index);
                secret.map(|(_, at, inside)| (*at, inside.clone()))
            }
            At::ContentType => self.content_type.map(|(_, at)| (at, None)),
            At::Authorization => self.authorization.map(|at| (at, None)),
        }
    }
}

impl Checker<'_> {
    pub(super) fn rules(&mut self, step: &Step) {
        let facts = &self.facts;
        let url = facts.url.unwrap_or_default();
        let literal = url::check(url).ok();
        let is_open = |parts: &url::Url| !parts.is_https(url) && !parts.is_loopback(url);
        let is_open = literal.as_ref().is_some_and(is_open)
            || facts.origin.as_ref().is_some_and(Origin::is_open);
        let query = literal.and_then(|parts| parts.query);
        let query_names = query.map(|query| url::query_names(url, query));
        let query_names = query_names.into_iter().flatten();
        let violations = rules::check(&Facts {
            method: match facts.method {
                MethodFact::Absent => Some(Method::Post),
                MethodFact::Literal(method) => Some(method),
                MethodFact::Unknown => None,
            },
            keys: facts.keys.iter().map(|(key, _)| *key).collect(),
            content_type: facts.content_type.map(|(literal, _)| literal),
            authorization: facts.authorization.is_some(),
            data_is_no_map: facts.data_is_no_map,
            query_names: query_names.map(|(_, name)| name).collect(),
            param_names: facts.params.iter().map(|(name, _)| *name).collect(),
            secrets: facts.secrets.iter().map(|(key, ..)| *key).collect(),
            url_is_secret: facts.url_is_secret,
            url_is_open: is_open,
            insecure: facts.insecure,
            longest_timeout: facts.longest_timeout,
            deadline: facts.deadline,
            retry_deadline: facts.retry_deadline,
            poll_deadline: facts.poll_deadline,
            idempotent: facts.idempotent,
        });
        for violation in violations {
            let (at, inside) = self.facts.place(&violation.at).unwrap_or((step.at, None));
            self.findings.push(Finding {
                at,
                inside,
                what: violation.what,
                help: Some(violation.help),
            });
        }
    }

    /// Notes that the value of the current key uses a secret.
    pub(super) fn note_secret(&mut self, at: Pos, inside: Option<Range<usize>>) {
        if let Some(key) = self.key {
            self.facts.secrets.push((key, at, inside));
        }
    }

    /// Reports a literal that looks like a credential. The message neither marks nor repeats it: a build log is
    /// the wrong place for one.
    pub(super) fn report_credential(&mut self, at: Pos) {
        let secret = self.surface.show(crate::surface::SECRET);
        let interpolated = self.surface.show(crate::surface::INTERPOLATED_SECRET);
        let problem = Problem::whole("this literal looks like a credential");
        self.report(
            at,
            problem.help(alloc::format!(
                "keep credentials out of the source: write `{secret}`, or {interpolated}"
            )),
        );
    }
}
