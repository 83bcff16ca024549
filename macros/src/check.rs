//! ast → checked: every rule of the language, and what is left when they hold.

mod auth;
mod capture;
mod condition;
mod cookies;
mod depth;
mod dsl;
mod field;
mod file;
mod headers;
mod hooks;
mod locks;
mod map;
mod names;
mod number;
mod options;
mod part;
mod pattern;
mod proxies;
mod results;
mod seconds;
mod statuses;
mod text;
mod trust;
mod url;
mod value;
mod when;

use std::borrow::Cow;
use std::time::Duration;

use http_step_syntax::answer::Part;
use http_step_syntax::key::{self, Key};
use http_step_syntax::rules::{self, At, Facts};
use http_step_syntax::{Method, Operator, nearest, url as url_rules};
use proc_macro2::{Ident, Span};
use syn::{Expr, LitByteStr, LitStr};

use crate::ast::{Call, Field, Name};
use crate::diagnostics::Diagnostics;

/// A step without mistakes, or what is left of it.
pub(crate) struct Checked<'a> {
    pub(crate) fields: Vec<(&'static str, Node<'a>)>,
    /// What no text can hold, in the order of writing.
    pub(crate) beside: Vec<(Beside, &'a Expr)>,
}

/// What a Rust expression that stands beside the text of a step is.
#[derive(Clone, Copy)]
pub(crate) enum Beside {
    /// The closure that sees the response.
    OnResponse,
    /// The closure that says whether the step runs.
    DoStep,
    /// The closure that says whether the step is hidden.
    HideStep,
    /// The same, for one that knows the result too.
    HideStepOn,
    Probe,
    PollCancel,
    /// One lock.
    Lock,
    /// All locks.
    Locks,
}

/// A value that is what its place takes.
pub(crate) enum Node<'a> {
    Null,
    Bool(bool),
    /// A number in JSON's form.
    Number(String),
    Text(String),
    Bytes(&'a LitByteStr),
    List(Vec<Node<'a>>),
    Pair(Box<[Node<'a>; 2]>),
    Map(Vec<Member<'a>>),
    Property {
        name: String,
        default: Option<Box<Node<'a>>>,
        default_when_false: Option<bool>,
    },
    Interpolate {
        text: String,
        args: Vec<Node<'a>>,
        kwargs: Vec<(String, Node<'a>)>,
    },
    Secret(String),
    Operation {
        operator: Operator,
        left: Box<Node<'a>>,
        right: Option<Box<Node<'a>>>,
    },
    Flatten(Box<Node<'a>>),
    Raw(Box<Node<'a>>),
    /// The members of a file, in the order of writing.
    File(Vec<(&'static str, Node<'a>)>),
    Bearer(Box<Node<'a>>),
    Digest(Box<[Node<'a>; 2]>),
    Insecure,
    /// A JSON object with those members.
    Object(Vec<(Cow<'static, str>, Node<'a>)>),
    /// A part of an answer, with its path, name or expression.
    Part(Part, Option<String>),
    Rust(Into, &'a Expr),
}

pub(crate) enum Member<'a> {
    Pair(Node<'a>, Node<'a>),
    Spread(&'a Expr),
}

/// What a Rust expression is converted into.
#[derive(Clone, Copy)]
pub(crate) enum Into {
    Value,
    Seconds,
    Bool,
}

/// What reads the text that the macro writes stops at 128 levels of JSON.
const MOST_LEVELS: usize = 120;

/// Checks a step: each field by itself, then the rules across fields.
pub(crate) fn step<'a>(call: &'a Call, diagnostics: &mut Diagnostics) -> Checked<'a> {
    let mut step = Step {
        diagnostics,
        checked: Vec::new(),
        keys: Vec::new(),
        method: verb(&call.name).or(Some(Method::Post)),
        url: None,
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
        options: Vec::new(),
        beside: Vec::new(),
        key: "url",
        secrets: Vec::new(),
    };
    if let Some(method) = verb(&call.name) {
        let method = Node::Text(method.as_str().to_owned());
        step.checked.push(("method", method));
    }
    for (index, field) in call.fields.iter().enumerate() {
        step.field(call, index, field);
    }
    step.url_is_there(call);
    step.rules();
    Checked {
        fields: step.checked,
        beside: step.beside,
    }
}

fn verb(macro_name: &Ident) -> Option<Method> {
    let name = macro_name.to_string().to_uppercase();
    Method::ALL
        .into_iter()
        .find(|method| method.as_str() == name)
}

/// A step in the course of checking: what its rules across fields will look at.
struct Step<'a, 'd> {
    diagnostics: &'d mut Diagnostics,
    checked: Vec<(&'static str, Node<'a>)>,
    /// The keys that were given, rightly or not, and where.
    keys: Vec<(&'static str, Span)>,
    method: Option<Method>,
    url: Option<&'a LitStr>,
    /// Where the request goes, where the URL is a template.
    origin: Option<url_rules::Origin>,
    /// The literal names in `params`.
    params: Vec<&'a LitStr>,
    /// The literal at `Content-Type`.
    content_type: Option<&'a LitStr>,
    /// The name `Authorization` of a header.
    authorization: Option<&'a LitStr>,
    data_is_no_map: bool,
    insecure: bool,
    longest_timeout: Option<Duration>,
    deadline: Option<Duration>,
    retry_deadline: Option<Duration>,
    poll_deadline: Option<Duration>,
    /// Whether the author says that the request may come twice, or leaves that to the run.
    idempotent: bool,
    /// The options that were given: of which field, which, and where.
    options: Vec<(&'static str, &'static str, Span)>,
    beside: Vec<(Beside, &'a Expr)>,
    /// The field that is being checked.
    key: &'static str,
    /// Where secrets stand: the field, and the place.
    secrets: Vec<(&'static str, Span)>,
}

impl<'a> Step<'a, '_> {
    fn field(&mut self, call: &Call, index: usize, field: &'a Field) {
        let span = field.span();
        let Some(key) = self.key(index, field) else {
            return;
        };
        if self.keys.iter().any(|(name, _)| *name == key.name) {
            let what = format!("the field `{}` is there already", key.name);
            self.diagnostics
                .error(span, &what, "leave one of the two out");
            return;
        }
        self.keys.push((key.name, span));
        if let ("method", Some(method)) = (key.name, verb(&call.name)) {
            let what = format!("the method of `{}!` is {method}", call.name);
            let help = "leave the field out, or write `http_step!` for other methods";
            self.diagnostics.error(span, &what, help);
            return;
        }
        self.key = key.name;
        let Some(node) = self.value_of(key, &field.value) else {
            return;
        };
        if node.levels() > MOST_LEVELS {
            let what = "the value is nested too deep";
            let help = "make a part of it before, as a Rust value";
            self.diagnostics.error(field.value.span(), what, help);
            return;
        }
        self.checked.push((key.name, node));
    }

    fn key(&mut self, index: usize, field: &Field) -> Option<&'static Key> {
        let Some(written) = &field.key else {
            if index > 0 {
                let what = "this value has no name; only the URL, as the first, can do without";
                self.diagnostics
                    .error(field.value.span(), what, "write `key: value`");
                return None;
            }
            return key::find("url").ok();
        };
        let name = written.text();
        match (key::find(&name), written) {
            (Ok(key), Name::Word(_)) => Some(key),
            (Ok(key), Name::Quoted(_)) => {
                let what = format!("the name of a field stands without quotes: `{name}`");
                self.diagnostics.plain(field.span(), &what);
                Some(key)
            }
            (Err(problem), _) => {
                self.diagnostics.problem(field.span(), &problem);
                // What was meant to be the URL is not missing as well.
                if nearest(&name, ["url"]).is_some() {
                    self.keys.push(("url", field.span()));
                }
                None
            }
        }
    }

    fn url_is_there(&mut self, call: &Call) {
        if self.keys.iter().any(|(name, _)| *name == "url") {
            return;
        }
        let first = call.fields.first().map(Field::span);
        let help = "write `url: \"https://…\"`, or the URL alone as the first value";
        let at = first.unwrap_or_else(Span::call_site);
        self.diagnostics.problem(at, &key::no_url().help(help));
    }

    fn rules(&mut self) {
        let url = self.url.map(LitStr::value).unwrap_or_default();
        let literal = url_rules::check(&url).ok();
        let is_open = |parts: &url_rules::Url| !parts.is_https(&url) && !parts.is_loopback(&url);
        let is_open = literal.as_ref().is_some_and(is_open)
            || self.origin.as_ref().is_some_and(url_rules::Origin::is_open);
        let url_is_secret = matches!(
            self.checked.iter().find(|(key, _)| *key == "url"),
            Some((_, Node::Secret(_)))
        );
        let query = literal.and_then(|url| url.query);
        let query_names = query.map(|query| url_rules::query_names(&url, query));
        let params: Vec<String> = self.params.iter().map(|name| name.value()).collect();
        let content_type = self.content_type.map(LitStr::value);
        let violations = rules::check(&Facts {
            method: self.method,
            keys: self.keys.iter().map(|(name, _)| *name).collect(),
            content_type: content_type.as_deref(),
            authorization: self.authorization.is_some(),
            data_is_no_map: self.data_is_no_map,
            query_names: query_names
                .into_iter()
                .flatten()
                .map(|(_, name)| name)
                .collect(),
            param_names: params.iter().map(String::as_str).collect(),
            secrets: self.secrets.iter().map(|(key, _)| *key).collect(),
            url_is_secret,
            url_is_open: is_open,
            insecure: self.insecure,
            longest_timeout: self.longest_timeout,
            deadline: self.deadline,
            retry_deadline: self.retry_deadline,
            poll_deadline: self.poll_deadline,
            idempotent: self.idempotent,
        });
        for violation in violations {
            let at = match violation.at {
                At::Key(key) => self
                    .keys
                    .iter()
                    .find(|(name, _)| *name == key)
                    .map(|(_, span)| *span),
                At::Option(key, option) => self
                    .options
                    .iter()
                    .find(|(of, name, _)| *of == key && *name == option)
                    .map(|(_, _, span)| *span),
                At::Param(index) => self.params.get(index).map(|name| name.span()),
                At::Secret(index) => self.secrets.get(index).map(|(_, span)| *span),
                At::ContentType => self.content_type.map(LitStr::span),
                At::Authorization => self.authorization.map(LitStr::span),
            };
            let at = at.unwrap_or_else(Span::call_site);
            self.diagnostics.error(at, &violation.what, &violation.help);
        }
    }
}
