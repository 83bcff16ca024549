//! Parts of an answer: `status`, `json("path")` and their like.

use http_step_syntax::answer::Part;
use syn::{Lit, LitStr};

use super::{Node, Step};
use crate::ast::{DslCall, Literal, Value, Word};

/// The part that a value is.
pub(super) fn part_of(value: &Value) -> Option<(Part, &DslCall)> {
    match value {
        Value::Call(call) => match call.word {
            Word::Part(part) => Some((part, call)),
            _ => None,
        },
        _ => None,
    }
}

impl<'a> Step<'a, '_> {
    pub(super) fn part(&mut self, part: Part, call: &'a DslCall) -> Option<Node<'a>> {
        if part.is_bare() {
            return Some(Node::Part(part, None));
        }
        self.no_names(call);
        let argument = self.argument(part, call)?;
        let text = argument.value();
        let is_right = match part.check(&text) {
            Err(problem) => {
                self.diagnostics.in_literal(argument, &problem);
                false
            }
            Ok(()) => part != Part::Matches || self.one_group(argument),
        };
        is_right.then_some(Node::Part(part, Some(text)))
    }

    fn argument(&mut self, part: Part, call: &'a DslCall) -> Option<&'a LitStr> {
        let word = part.as_str();
        let thing = match part {
            Part::Json => "path",
            Part::Matches => "regular expression",
            _ => "name",
        };
        let (at, what) = match call.args.as_slice() {
            [
                Value::Literal(Literal {
                    lit: Lit::Str(text),
                    ..
                }),
            ] => return Some(text),
            [] => (call.span, format!("`{word}` has no {thing}")),
            [Value::Bad(_), ..] => return None,
            [_, second, ..] => (second.span(), format!("`{word}` takes one {thing}")),
            [other] => (
                other.span(),
                format!("the {thing} of `{word}` is a string literal"),
            ),
        };
        let help = format!("write `{}`", part.example());
        self.diagnostics.error(at, &what, help);
        None
    }
}
