//! Values that may stand anywhere, at every depth.

use super::Checker;
use crate::tree::{Form, Node, OpaqueKind, Value};
use crate::{Problem, header};

impl<'t> Checker<'t> {
    /// Checks a value of any kind.
    pub(super) fn value(&mut self, node: &'t Node) {
        match &node.value {
            Value::Text(text) => self.literal_text(node.at, text),
            Value::List(items) => self.values(items),
            Value::Tuple(items) if items.len() == 2 => self.values(items),
            Value::Tuple(items) => {
                let what = alloc::format!("expected a pair, found a tuple of {}", items.len());
                let problem = Problem::whole(what).help("write a list: `[value, …]`");
                self.report(node.at, problem);
            }
            Value::Map(entries) => self.map(entries),
            Value::Form(call) => self.form(node, call),
            Value::Operation(operation) => self.operation(operation),
            Value::Typed(typed) => {
                let problem = Problem::whole("only a value in `capture` can have a type");
                self.report(typed.ty.at, problem.help("remove the type"));
            }
            // They stand at their keys only, where they have been built as such.
            Value::Options(_) | Value::Arms(_) | Value::Step(_) | Value::Range(_) => {
                if let Some(kind) = kind(node) {
                    let what = alloc::format!("expected a value, found {kind}");
                    self.report(node.at, Problem::whole(what));
                }
            }
            Value::Null
            | Value::Bool(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Bytes(_)
            | Value::Word(_)
            | Value::Opaque(_)
            | Value::Bad => {}
        }
    }

    fn values(&mut self, items: &'t [Node]) {
        for item in items {
            self.value(item);
        }
    }

    /// Checks a literal string that is sent as it is: it holds neither a substitution nor a credential.
    pub(super) fn literal_text(&mut self, at: crate::tree::Pos, text: &str) {
        if self.is_alone() {
            return;
        }
        if let Some(problem) = self.plain_substitution(text) {
            self.report_inside(at, problem);
        } else if header::credential_in("", text).is_some() {
            self.report_credential(at);
        }
    }

    /// Checks a value of what is sent as one string; `thing` is what that is.
    pub(super) fn single(&mut self, thing: &str, node: &'t Node) {
        match &node.value {
            Value::Map(_) | Value::List(_) | Value::Tuple(_) => {
                let what = alloc::format!(
                    "the value of {thing} must be a string, a number, a boolean or `null`"
                );
                self.report(node.at, Problem::whole(what));
            }
            _ => self.value(node),
        }
    }
}

/// Whether the value is known only when the build runs, or only by its notation.
pub(super) fn is_open(node: &Node) -> bool {
    match &node.value {
        Value::Form(call) => !matches!(call.form, Form::File),
        Value::Operation(_) | Value::Word(_) | Value::Opaque(_) | Value::Bad => true,
        _ => false,
    }
}

/// Returns the kind of a value, to follow "found"; none for what has been reported.
pub(super) fn kind(node: &Node) -> Option<&'static str> {
    Some(match &node.value {
        Value::Null => "`null`",
        Value::Bool(_) => "a boolean",
        Value::Integer(..0) => "a negative integer",
        Value::Integer(_) => "an integer",
        Value::Float(number) if *number < 0.0 => "a negative number",
        Value::Float(_) => "a float",
        Value::Text(_) => "a string",
        Value::Bytes(_) => "bytes",
        Value::Word(_) => "an identifier",
        Value::Opaque(opaque) => match opaque.kind {
            OpaqueKind::Closure(_) => "a closure",
            OpaqueKind::Range => "a range",
            OpaqueKind::Literal => "a literal",
            _ => "an expression",
        },
        Value::Range(_) => "a range",
        Value::List(_) => "a list",
        Value::Tuple(items) if items.len() == 2 => "a pair",
        Value::Tuple(_) => "a tuple",
        Value::Map(_) | Value::Options(_) | Value::Arms(_) => "a map",
        Value::Form(call) => match call.form {
            Form::File => "a file",
            Form::Basic | Form::Bearer | Form::Digest => "credentials",
            Form::Part(_) => "a part of a response",
            _ => "a value that is known only when the build runs",
        },
        Value::Operation(operation) => match is_condition(&operation.left) {
            true => "a condition",
            false => "a value that is known only when the build runs",
        },
        Value::Typed(_) => "a value with a type",
        Value::Step(_) => "a step",
        Value::Bad => return None,
    })
}

/// Whether the left operand of an operator makes it a condition on a response.
fn is_condition(left: &Node) -> bool {
    matches!(&left.value, Value::Form(call) if matches!(call.form, Form::Part(_)))
}
