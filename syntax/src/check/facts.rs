//! The facts of a step that the rules across fields look at.

use alloc::vec::Vec;
use core::ops::Range;
use core::time::Duration;

use crate::Method;
use crate::key::Key;
use crate::rules::At;
use crate::tree::Pos;
use crate::url::Origin;

/// The facts, with their places.
#[derive(Default)]
pub(super) struct FoundFacts<'t> {
    /// The keys that were given, rightly or not.
    pub(super) keys: Vec<(Key, Pos)>,
    /// Whether there is an unknown key that was probably meant to be `url`.
    pub(super) url_is_misspelled: bool,
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
    /// Whether `retry` says that the request is idempotent, or leaves that to the run.
    pub(super) idempotent: bool,
    /// The options that were given: the key, the option and its place.
    pub(super) options: Vec<(Key, &'static str, Pos)>,
    /// The secrets: the key, the place, and the bytes of the template there.
    pub(super) secrets: Vec<(Key, Pos, Option<Range<usize>>)>,
}

/// What is known about the method.
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
    /// Returns the place of a key; none where it is not given.
    pub(super) fn place_of(&self, key: Key) -> Option<Pos> {
        let found = self.keys.iter().find(|(given, _)| *given == key);
        found.map(|(_, at)| *at)
    }

    /// Returns the place that a rule is about.
    pub(super) fn place(&self, rule: &At) -> Option<(Pos, Option<Range<usize>>)> {
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
