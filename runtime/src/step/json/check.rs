//! The rules of the language, for steps that are written as JSON: those of the macros, in their words.

mod answer;
mod auth;
mod capture;
mod cookies;
mod field;
mod file;
mod form;
mod headers;
mod here;
mod locks;
mod map;
mod options;
mod proxies;
mod results;
mod rules;
mod seconds;
mod seen;
mod text;
mod trust;
mod url;
mod value;

use std::time::Duration;

use http_step_syntax::key;
use http_step_syntax::text::quoted;
use http_step_syntax::url::Origin;
use http_step_syntax::{Method, Problem, nearest};

use super::mistakes::{At, Mistakes, Path, Segment};
use crate::value::Value;

/// How deep steps stand in each other: a probe of a probe is odd enough.
const MOST_STEPS: usize = 8;

/// Checks `{"steps": [step, …]}`.
pub(super) fn factory<'v>(value: &'v Value, mistakes: &mut Mistakes<'v>) {
    let shape = r#"write `{"steps": [step, …]}`"#;
    let Value::Map(members) = value else {
        let problem = Problem::new(0..0, "a factory is an object");
        return mistakes.here(At::Value, problem.help(shape));
    };
    for (name, value) in members {
        let (at, problem) = match (name.as_str(), value) {
            // With it editors find the schema.
            ("steps", _) | ("$schema", Value::String(_)) => continue,
            ("$schema", _) => (At::Value, Problem::new(0..0, "`$schema` is a text")),
            _ => {
                let problem = Problem::new(0..0, format!("unknown member `{}`", quoted(name)));
                let help = match nearest(name, ["steps", "$schema"]) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "a factory has `steps` alone".to_owned(),
                };
                (At::Name, problem.help(help))
            }
        };
        mistakes.push(Path(vec![Segment::name(name)]), at, problem);
    }
    match members.get("steps") {
        Some(Value::List(steps)) => {
            for (index, value) in steps.iter().enumerate() {
                mistakes.enter([Segment::name("steps"), Segment::Index(index)]);
                step(value, mistakes);
                mistakes.back(0);
            }
        }
        Some(_) => {
            mistakes.enter([Segment::name("steps")]);
            mistakes.here(At::Value, Problem::new(0..0, "`steps` is a list of steps"));
            mistakes.back(0);
        }
        None if mistakes.count() > 0 => {}
        None => {
            let problem = Problem::new(0..0, "the factory has no `steps`");
            mistakes.here(At::Value, problem.help(shape));
        }
    }
}

/// Checks a step: each field by itself, then the rules across fields.
pub(super) fn step<'v>(value: &'v Value, mistakes: &mut Mistakes<'v>) {
    nested(value, mistakes, 1);
}

fn nested<'v>(value: &'v Value, mistakes: &mut Mistakes<'v>, level: usize) {
    let members = match value {
        Value::Map(members) if level <= MOST_STEPS => members,
        Value::Map(_) => {
            let what = format!("steps stand in each other at most {MOST_STEPS} deep");
            return mistakes.here(At::Value, Problem::new(0..0, what));
        }
        _ => {
            let problem = Problem::new(0..0, "a step is an object");
            let help = r#"write `{"url": "https://…"}`"#;
            return mistakes.here(At::Value, problem.help(help));
        }
    };
    let mut step = Step::new(mistakes, level);
    for (name, value) in members {
        step.within([Segment::name(name)], |step| step.field(name, value));
    }
    step.url_is_there();
    step.rules();
}

/// A step in the course of checking: what its rules across fields will look at.
struct Step<'v, 'm> {
    mistakes: &'m mut Mistakes<'v>,
    /// Where the step is.
    root: Path<'v>,
    /// How many steps it stands in, with itself.
    level: usize,
    /// The keys that were given, rightly or not.
    keys: Vec<&'static str>,
    method: Option<Method>,
    url: Option<&'v str>,
    url_is_secret: bool,
    /// Where the request goes, where the URL is a template.
    origin: Option<Origin>,
    /// The literal names in `params`.
    params: Vec<Named<'v>>,
    /// The literal at `Content-Type`.
    content_type: Option<Named<'v>>,
    /// The name `Authorization` of a header.
    authorization: Option<Named<'v>>,
    data_is_no_map: bool,
    insecure: bool,
    longest_timeout: Option<Duration>,
    deadline: Option<Duration>,
    retry_deadline: Option<Duration>,
    poll_deadline: Option<Duration>,
    idempotent: bool,
    /// The field that is being checked.
    key: &'static str,
    /// Where secrets stand: the field, and the place.
    secrets: Vec<(&'static str, Path<'v>)>,
}

/// A literal that a rule across fields looks at.
struct Named<'v> {
    text: &'v str,
    path: Path<'v>,
    at: At,
}

impl<'v, 'm> Step<'v, 'm> {
    fn new(mistakes: &'m mut Mistakes<'v>, level: usize) -> Self {
        Self {
            root: mistakes.path().clone(),
            mistakes,
            level,
            keys: Vec::new(),
            method: Some(Method::Post),
            url: None,
            url_is_secret: false,
            origin: None,
            params: Vec::new(),
            content_type: None,
            authorization: None,
            data_is_no_map: false,
            insecure: false,
            longest_timeout: None,
            deadline: None,
            retry_deadline: None,
            poll_deadline: None,
            idempotent: false,
            key: "url",
            secrets: Vec::new(),
        }
    }

    fn field(&mut self, name: &'v str, value: &'v Value) {
        match key::find(name) {
            Ok(key) => {
                self.keys.push(key.name);
                self.key = key.name;
                self.value_of(key, value);
            }
            Err(problem) => {
                self.name_problem(problem);
                // What was meant to be the URL is not missing as well.
                if nearest(name, ["url"]).is_some() {
                    self.keys.push("url");
                }
            }
        }
    }

    fn url_is_there(&mut self) {
        if !self.keys.contains(&"url") {
            self.problem(key::no_url().help(r#"write `"url": "https://…"`"#));
        }
    }
}
