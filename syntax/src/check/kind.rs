//! The kinds of values, as messages call them.

use crate::tree::{Form, Node, OpaqueKind, Value};

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
        Value::Operation(operation) => match is_part(&operation.left) {
            true => "a condition",
            false => "a value that is known only when the build runs",
        },
        Value::Typed(_) => "a value with a type",
        Value::Step(_) => "a step",
        Value::Bad => return None,
    })
}

fn is_part(node: &Node) -> bool {
    matches!(&node.value, Value::Form(call) if matches!(call.form, Form::Part(_)))
}
