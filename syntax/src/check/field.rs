//! The value of a field, by the shape of its key.

use alloc::format;

use super::checker::Checker;
use super::facts::MethodFact;
use super::kind::is_open;
use crate::key::{Key, Row, Shape};
use crate::tree::{Form, Node, Opaque, OpaqueKind, Value};
use crate::{Method, Problem, header, surface};

impl<'t> Checker<'t> {
    pub(super) fn field(&mut self, row: &'static Row, node: &'t Node) {
        if row.shape == Shape::Body {
            self.facts.data_is_no_map = is_no_map(node);
        }
        match (row.shape, &node.value) {
            (Shape::Method, _) => self.method(row, node),
            (Shape::Retry | Shape::Poll, _) => self.options(row, node),
            (_, Value::Bad) => {}
            (Shape::Any, _) => self.value(node),
            (Shape::Timeout, _) => self.timeout(row, node),
            (Shape::Seconds, _) => self.seconds(row, node),
            (Shape::Auth, _) => self.auth(row, node),
            (Shape::Verify, _) => self.verify(row, node),
            (Shape::Cert, _) => self.cert(row, node),
            (Shape::Hooks, _) => self.hooks(row, node),
            (Shape::Names, _) => self.names(row, node),
            (Shape::When, _) => self.when(row, node),
            (Shape::Locks, _) => self.locks(row, node),
            (Shape::Policy, _) => self.policy(row, node),
            (Shape::Results, _) => self.results(row, node),
            (Shape::Statuses, _) => self.statuses(row, node),
            (Shape::Step, Value::Step(step)) => self.nested(step),
            (Shape::Condition, _) => self.condition(node),
            (Shape::Conditions, _) => self.conditions(row, node),
            (Shape::Capture, _) => self.capture(row, node),
            (Shape::Flag, Value::Bool(_)) => {}
            (Shape::Flag | Shape::Step, Value::Opaque(_) | Value::Word(_)) => self.value(node),
            (Shape::Flag | Shape::Step, _) => self.report_shape(row, node),

            (Shape::Body, Value::Form(call)) if call.form == Form::File => self.file(call),
            (
                _,
                Value::Opaque(Opaque {
                    kind: OpaqueKind::Closure(_),
                    ..
                }),
            ) => {
                self.report_shape(row, node);
            }
            (_, Value::Opaque(_) | Value::Word(_)) => self.value(node),
            (Shape::Text, Value::Form(_) | Value::Operation(_)) if self.key == Some(Key::Url) => {
                self.url(node);
            }
            (Shape::FieldValue, Value::Form(_)) => self.header_expression(node),
            (_, Value::Form(_) | Value::Operation(_)) => self.value(node),
            (Shape::Text, Value::Text(text)) if self.key == Some(Key::Url) => {
                self.literal_url(node.at, text);
            }
            (Shape::Text | Shape::Texts | Shape::Body, Value::Text(_))
            | (Shape::Body, Value::Bytes(_))
            | (Shape::Bool, Value::Bool(_)) => self.value(node),
            (Shape::Texts, Value::List(items)) => {
                for item in items {
                    self.item_text(row, item);
                }
            }
            (Shape::Body | Shape::Pairs, Value::List(items)) => {
                for item in items {
                    self.pair(row, item);
                }
            }
            (Shape::Body, Value::Map(_)) => self.value(node),
            (Shape::Pairs, Value::Map(entries)) => self.params(entries),
            (Shape::Headers, Value::Map(entries)) => self.headers(entries),
            (Shape::Cookies, Value::Map(entries)) => self.cookies(entries),
            (Shape::Files, Value::Map(entries)) => self.files(entries),
            (Shape::Proxies, Value::Map(entries)) => self.proxies(entries),
            (Shape::Count | Shape::Positive, Value::Integer(number)) => {
                match number {
                    0 if row.shape == Shape::Positive => self.report_kind(row, node.at, "zero"),
                    0.. => {}
                    _ => self.report_shape(row, node),
                };
            }
            (Shape::NonEmpty, Value::Text(text)) => self.filled(row.name, node.at, text),
            (Shape::FieldValue, Value::Text(text)) => match header::value(text) {
                Ok(()) => self.filled(row.name, node.at, text),
                Err(problem) => self.report_inside(node.at, problem),
            },
            _ => self.report_shape(row, node),
        }
    }

    /// Checks the method: a word or a string is looked up, anything else is left to the run.
    fn method(&mut self, row: &Row, node: &'t Node) {
        let parsed = match &node.value {
            Value::Word(word) => Method::parse(&word.name),
            Value::Text(text) => Method::parse(text),
            Value::Form(_) | Value::Operation(_) => {
                self.facts.method = MethodFact::Unknown;
                return self.value(node);
            }
            Value::Opaque(_) => {
                self.facts.method = MethodFact::Unknown;
                return;
            }
            _ => {
                self.facts.method = MethodFact::Unknown;
                return self.report_shape(row, node);
            }
        };
        self.facts.method = match parsed {
            Ok(method) => MethodFact::Literal(method),
            Err(problem) => {
                self.report(node.at, problem);
                MethodFact::Unknown
            }
        };
    }

    /// Checks an item of a list of strings.
    fn item_text(&mut self, row: &Row, item: &'t Node) {
        match &item.value {
            Value::Text(_) => self.value(item),
            _ if is_open(item) => self.value(item),
            _ => self.report_shape(row, item),
        }
    }

    /// Checks an item of a list of pairs.
    fn pair(&mut self, row: &Row, item: &'t Node) {
        match &item.value {
            Value::Tuple(items) | Value::List(items) if items.len() == 2 => self.value(item),
            Value::Bad => {}
            _ if is_open(item) => self.value(item),
            _ => {
                let what = format!("a list at `{}` must contain pairs", row.name);
                let pair = self.surface.show(surface::PAIR);
                let help = format!("write `{pair}`");
                self.report(item.at, Problem::whole(what).help(help));
            }
        }
    }

    /// Checks a list of names of header fields.
    fn names(&mut self, row: &Row, node: &'t Node) {
        let Value::List(items) = &node.value else {
            return match &node.value {
                Value::Opaque(_) | Value::Word(_) => self.value(node),
                _ => self.report_shape(row, node),
            };
        };
        for item in items {
            match &item.value {
                Value::Text(name) => {
                    if let Err(problem) = header::name(name) {
                        self.report_inside(item.at, problem);
                    }
                }
                Value::Opaque(_) | Value::Word(_) | Value::Bad => self.value(item),
                _ => {
                    let what = format!(
                        "a list at `{}` must contain names of header fields",
                        row.name
                    );
                    let problem = Problem::whole(what).help("write `\"X-Name\"`");
                    self.report(item.at, problem);
                }
            }
        }
    }

    /// Checks `do_step_if` and `hide_step_if`; only a closure of the second can have the result as a parameter.
    fn when(&mut self, row: &Row, node: &'t Node) {
        let Value::Opaque(Opaque {
            kind: OpaqueKind::Closure(parameters),
            ..
        }) = node.value
        else {
            return match &node.value {
                Value::Bool(_) | Value::Bad => {}
                _ if is_open(node) => self.value(node),
                _ => self.report_shape(row, node),
            };
        };
        let (takes, help) = match (self.key, parameters) {
            (_, 1) | (Some(Key::HideStepIf), 2) => return,
            (Some(Key::HideStepIf), _) => (
                "one parameter, the properties, or two, the result and the properties",
                "write `|properties| …` or `|result, properties| …`",
            ),
            _ => ("one parameter, the properties", "write `|properties| …`"),
        };
        let what = format!("a closure at `{}` takes {takes}", row.name);
        self.report(node.at, Problem::whole(what).help(help));
    }
}

/// Whether the body is certainly not a map.
fn is_no_map(node: &Node) -> bool {
    match &node.value {
        Value::Form(call) => call.form == Form::File,
        Value::Map(_) | Value::Null | Value::Bad => false,
        _ => !is_open(node),
    }
}
