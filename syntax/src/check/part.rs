//! Parts of a response, with their arguments.

use alloc::format;

use super::checker::Checker;
use super::literal::substitution;
use crate::response::{self, Part};
use crate::tree::{Call, Entry, Form, Node, Opaque, OpaqueKind, Pos, Value};
use crate::{Problem, surface};

impl<'t> Checker<'t> {
    /// Checks a part of the response and its argument.
    pub(super) fn part(&mut self, part: Part, call: &'t Call) {
        self.no_options(call);
        let form = self.surface.form(call.form);
        let Some(thing) = part.argument() else {
            if let [argument, ..] = call.args.as_slice() {
                let problem = Problem::whole(format!("`{}` takes no argument", part.as_str()));
                self.report(argument.at, problem.help("remove it"));
            }
            return;
        };
        let (at, what) = match call.args.as_slice() {
            [
                Node {
                    value: Value::Text(text),
                    at,
                },
            ] => return self.part_argument(part, *at, text),
            [
                Node {
                    value: Value::Bad, ..
                },
                ..,
            ] => return,
            [] => (call.at, format!("`{form}` needs a {thing}")),
            [_, second, ..] => (second.at, format!("`{form}` takes one {thing}")),
            [other] => (
                other.at,
                format!(
                    "the {thing} of `{form}` must be {}",
                    self.surface.show(surface::STRING)
                ),
            ),
        };
        let help = format!("write {}", self.surface.form_example(call.form));
        self.report(at, Problem::whole(what).help(help));
    }

    fn part_argument(&mut self, part: Part, at: Pos, text: &str) {
        if let Some(range) = substitution(text) {
            let thing = part.argument().unwrap_or_default();
            let what = format!("a substitution is not allowed in the {thing} of a part");
            return self.report_inside(at, Problem::new(range, what));
        }
        if let Err(problem) = part.check(text) {
            return self.report_inside(at, problem);
        }
        if part == Part::Matches
            && let Some(groups) = self.pattern(at, text)
            && let Err(problem) = response::one_group(groups)
        {
            self.report(at, problem);
        }
    }
}

/// Returns the part that a value is.
pub(super) fn part_of(node: &Node) -> Option<(Part, &Call)> {
    match &node.value {
        Value::Form(call) => match call.form {
            Form::Part(part) => Some((part, call)),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the part that a word in the place of one was probably meant to be.
pub(super) fn meant_part(node: &Node) -> Option<Part> {
    match &node.value {
        Value::Word(word) => Part::meant(&word.name),
        Value::Opaque(Opaque {
            kind: OpaqueKind::Call(name),
            ..
        }) => Part::meant(name),
        _ => None,
    }
}

/// Whether the value has a part in it.
pub(super) fn has_part(node: &Node) -> bool {
    match &node.value {
        Value::Form(call) => {
            let named = call.named.iter().map(|field| &field.value);
            part_of(node).is_some() || call.args.iter().chain(named).any(has_part)
        }
        Value::Operation(operation) => {
            has_part(&operation.left) || operation.right.as_ref().is_some_and(has_part)
        }
        Value::Typed(typed) => has_part(&typed.value),
        Value::List(items) | Value::Tuple(items) => items.iter().any(has_part),
        Value::Map(entries) => entries.iter().any(|entry| match entry {
            Entry::Pair(_, value) | Entry::Spread(value) => has_part(value),
        }),
        _ => false,
    }
}
