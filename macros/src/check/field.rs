//! Whether a value is what its key takes.

use http_step_syntax::key::{Key, Shape};
use http_step_syntax::{Method, header, url as url_rules};
use proc_macro2::Span;
use syn::{Expr, Lit};

use super::{Into, Node, Step};
use crate::ast::{List, Literal, Value, Word};

impl<'a> Step<'a, '_> {
    pub(super) fn value_of(&mut self, key: &'static Key, value: &'a Value) -> Option<Node<'a>> {
        if key.shape == Shape::Body {
            self.data_is_no_map = is_no_map(value);
        }
        match (key.shape, value) {
            (_, Value::Bad(_)) => None,
            (Shape::Method, value) => self.method(key, value),
            (Shape::Any, value) => self.node(value),
            (Shape::Timeout, value) => self.timeout(key, value),
            (Shape::Seconds, value) => self.seconds(key, value),
            (Shape::Flag, value) => self.flag(key, value),
            (Shape::Auth, value) => self.auth(key, value),
            (Shape::Verify, value) => self.verify(key, value),
            (Shape::Cert, value) => self.cert(key, value),
            (Shape::Hooks, value) => self.hooks(key, value),
            (Shape::Names, value) => self.names(key, value),
            (Shape::When, value) => self.when(key, value),
            (Shape::Locks, value) => self.locks(key, value),
            (Shape::Policy, value) => self.policy(key, value),
            (Shape::Results, value) => self.results(key, value),
            (Shape::Statuses, value) => self.statuses(key, value),
            (Shape::Retry | Shape::Poll, value) => self.options(key, value),
            (Shape::Step, value) => self.step(key, value),
            (Shape::Condition, value) => self.condition(value),
            (Shape::Conditions, value) => self.conditions(key, value),
            (Shape::Capture, value) => self.capture(key, value),
            (Shape::Body, Value::Call(call)) if call.word == Word::File => self.file(call),

            (_, Value::Rust(expr)) => Some(Node::Rust(Into::Value, expr)),
            (_, Value::Call(_) | Value::Operation(_)) if key.name == "url" => self.url(value),
            (_, Value::Call(_) | Value::Operation(_)) => self.node(value),

            (
                Shape::Text | Shape::Texts | Shape::Body,
                Value::Literal(Literal {
                    lit: Lit::Str(text),
                    ..
                }),
            ) => {
                if key.name == "url" {
                    self.url = Some(text);
                    for problem in url_rules::check(&text.value()).err().into_iter().flatten() {
                        self.diagnostics.in_literal(text, &problem);
                    }
                }
                Some(Node::Text(text.value()))
            }
            (Shape::Texts, Value::List(list)) => {
                let text = |item: &'a Value| match item {
                    Value::Literal(Literal {
                        lit: Lit::Str(_), ..
                    })
                    | Value::Rust(_)
                    | Value::Call(_)
                    | Value::Operation(_) => self.node(item),
                    item => self.wrong_shape(key, item),
                };
                Some(Node::List(list.items.iter().filter_map(text).collect()))
            }
            (
                Shape::Body,
                Value::Literal(Literal {
                    lit: Lit::ByteStr(bytes),
                    ..
                }),
            ) => Some(Node::Bytes(bytes)),
            (Shape::Body | Shape::Pairs, Value::List(list)) => self.pairs(key, list),
            (Shape::Body, Value::Map(map)) => self.map(map).map(Node::Map),
            (Shape::Pairs, Value::Map(map)) => {
                self.params.extend(super::map::literal_names(map));
                self.map(map).map(Node::Map)
            }
            (Shape::Headers, Value::Map(map)) => self.headers(map).map(Node::Map),
            (Shape::Cookies, Value::Map(map)) => self.cookies(map).map(Node::Map),
            (Shape::Files, Value::Map(map)) => self.files(map).map(Node::Map),
            (Shape::Proxies, Value::Map(map)) => self.proxies(map).map(Node::Map),
            (Shape::Count, Value::Literal(literal)) => self.count(key, literal),
            (Shape::Positive, Value::Literal(literal)) => self.positive(key, literal),
            (
                Shape::Bool,
                Value::Literal(Literal {
                    lit: Lit::Bool(value),
                    ..
                }),
            ) => Some(Node::Bool(value.value)),
            (
                Shape::NonEmpty,
                Value::Literal(Literal {
                    lit: Lit::Str(text),
                    ..
                }),
            ) => self.filled(&format!("`{}`", key.name), text),
            (
                Shape::FieldValue,
                Value::Literal(Literal {
                    lit: Lit::Str(text),
                    ..
                }),
            ) => {
                if let Err(problem) = header::value(&text.value()) {
                    self.diagnostics.in_literal(text, &problem);
                    return None;
                }
                self.filled(&format!("`{}`", key.name), text)
            }
            (_, value) => self.wrong_shape(key, value),
        }
    }

    pub(super) fn wrong_shape(&mut self, key: &Key, value: &Value) -> Option<Node<'a>> {
        let kind = match value {
            Value::Map(_) | Value::Options(_) | Value::Arms(_) => "a map",
            Value::List(_) => "a list",
            Value::Null(_) => "`null`",
            Value::Call(_) | Value::Operation(_) => {
                "a value that is known only when the build runs"
            }
            Value::Pair(_) => "a pair",
            Value::Literal(literal) => super::text::kind(&literal.lit),
            Value::Rust(_) | Value::Typed(_) => "this expression",
            Value::Bad(_) => return None,
        };
        self.takes_not(key, value.span(), kind)
    }

    pub(super) fn takes_not(&mut self, key: &Key, at: Span, kind: &str) -> Option<Node<'a>> {
        let problem = key.takes_not(key.shape.takes(), kind);
        self.diagnostics.problem(at, &problem);
        None
    }

    /// A word or a text is looked up; any other expression is left to the run.
    fn method(&mut self, key: &'static Key, value: &'a Value) -> Option<Node<'a>> {
        let known = match value {
            Value::Rust(Expr::Path(path)) if path.path.get_ident().is_some() => {
                let word = path.path.get_ident()?;
                let parsed = Method::parse(&word.to_string());
                parsed.map_err(|problem| self.diagnostics.problem(word.span(), &problem))
            }
            Value::Literal(Literal {
                lit: Lit::Str(text),
                ..
            }) => {
                let parsed = Method::parse(&text.value());
                parsed.map_err(|problem| self.diagnostics.in_literal(text, &problem))
            }
            Value::Rust(expr) => {
                self.method = None;
                return Some(Node::Rust(Into::Value, expr));
            }
            Value::Call(_) | Value::Operation(_) => {
                self.method = None;
                return self.node(value);
            }
            value => return self.wrong_shape(key, value),
        };
        self.method = known.ok();
        Some(Node::Text(self.method?.as_str().to_owned()))
    }

    fn flag(&mut self, key: &'static Key, value: &'a Value) -> Option<Node<'a>> {
        match value {
            Value::Literal(Literal {
                lit: Lit::Bool(flag),
                ..
            }) => Some(Node::Bool(flag.value)),
            Value::Rust(expr) => Some(Node::Rust(Into::Bool, expr)),
            value => self.wrong_shape(key, value),
        }
    }

    fn pairs(&mut self, key: &'static Key, list: &'a List) -> Option<Node<'a>> {
        let pair = |item: &'a Value| match item {
            Value::Pair(_) | Value::Rust(_) | Value::Call(_) | Value::Operation(_) => {
                self.node(item)
            }
            Value::List(List { items, .. }) if items.len() == 2 => self.node(item),
            Value::Bad(_) => None,
            item => {
                let problem = key.holds_pairs().help("write `(\"name\", value)`");
                self.diagnostics.problem(item.span(), &problem);
                None
            }
        };
        Some(Node::List(list.items.iter().filter_map(pair).collect()))
    }
}

/// Whether the body is surely no map.
fn is_no_map(value: &Value) -> bool {
    match value {
        Value::Literal(_) | Value::List(_) => true,
        Value::Call(call) => call.word == Word::File,
        _ => false,
    }
}
