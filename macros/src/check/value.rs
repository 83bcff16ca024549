//! Values that may stand anywhere, at every depth.

use syn::Lit;

use super::{Into, Node, Step};
use crate::ast::{Literal, Pair, Property, Value};

/// The options of `Property`.
const DEFAULT: &str = "default";
const DEFAULT_WHEN_FALSE: &str = "default_when_false";

impl<'a> Step<'a, '_> {
    pub(super) fn node(&mut self, value: &'a Value) -> Option<Node<'a>> {
        match value {
            Value::Map(map) => self.map(map).map(Node::Map),
            Value::List(list) => {
                let items = list.items.iter().filter_map(|item| self.node(item));
                Some(Node::List(items.collect()))
            }
            Value::Literal(literal) => self.literal(literal),
            Value::Null(_) => Some(Node::Null),
            Value::Property(property) => self.property(property),
            Value::Pair(pair) => {
                let Pair { first, second, .. } = pair.as_ref();
                let (first, second) = (self.node(first), self.node(second));
                Some(Node::Pair(Box::new([first?, second?])))
            }
            Value::Rust(expr) => Some(Node::Rust(Into::Value, expr)),
            Value::Bad(_) => None,
        }
    }

    fn literal(&mut self, literal: &'a Literal) -> Option<Node<'a>> {
        match &literal.lit {
            Lit::Str(text) => Some(Node::Text(text.value())),
            Lit::ByteStr(bytes) => Some(Node::Bytes(bytes)),
            Lit::Bool(value) => Some(Node::Bool(value.value)),
            Lit::Int(_) | Lit::Float(_) => self.number(literal),
            other => {
                let what = format!(
                    "{} cannot become a property value",
                    super::text::kind(other)
                );
                self.diagnostics
                    .error(other.span(), &what, "write a text: `\"…\"`");
                None
            }
        }
    }

    pub(super) fn property(&mut self, property: &'a Property) -> Option<Node<'a>> {
        let name = self.property_name(property);
        let mut default = None;
        let mut default_when_false = None;
        let mut given: Vec<String> = Vec::new();
        for (option, value) in &property.options {
            let word = option.to_string();
            if given.contains(&word) {
                let what = format!("the option `{word}` is there already");
                self.diagnostics
                    .error(option.span(), &what, "leave one of the two out");
                continue;
            }
            match (word.as_str(), value) {
                (DEFAULT, value) => default = self.node(value).map(Box::new),
                (
                    DEFAULT_WHEN_FALSE,
                    Value::Literal(Literal {
                        lit: Lit::Bool(replaces),
                        ..
                    }),
                ) => {
                    default_when_false = Some(replaces.value);
                }
                (DEFAULT_WHEN_FALSE, Value::Bad(_)) => {}
                (DEFAULT_WHEN_FALSE, value) => {
                    let what = "`default_when_false` takes `true` or `false`";
                    self.diagnostics.plain(value.span(), what);
                }
                _ => self.unknown_option(option, &word),
            }
            given.push(word);
        }
        Some(Node::Property {
            name: name?,
            default,
            default_when_false,
        })
    }

    fn unknown_option(&mut self, option: &proc_macro2::Ident, word: &str) {
        let what = format!("`Property` has no option `{word}`");
        let near = http_step_syntax::nearest(word, [DEFAULT, DEFAULT_WHEN_FALSE]);
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it has `{DEFAULT}` and `{DEFAULT_WHEN_FALSE}`"),
        };
        self.diagnostics.error(option.span(), &what, help);
    }

    fn property_name(&mut self, property: &Property) -> Option<String> {
        let (at, what) = match property.names.as_slice() {
            [
                Value::Literal(Literal {
                    lit: Lit::Str(name),
                    ..
                }),
            ] if name.value().is_empty() => (name.span(), "the name of a property is not empty"),
            [
                Value::Literal(Literal {
                    lit: Lit::Str(name),
                    ..
                }),
            ] => return Some(name.value()),
            [] => (property.word.span(), "`Property` has no name"),
            [Value::Bad(_)] => return None,
            [other] => (other.span(), "the name of a property is a string literal"),
            [_, second, ..] => (second.span(), "`Property` takes one name"),
        };
        let help = "write `Property(\"name\")` or `Property(\"name\", default: value)`";
        self.diagnostics.error(at, what, help);
        None
    }
}
