//! How deep a value may be.

use http_step_syntax::Problem;
use http_step_syntax::tree::{Call, Entry, Form, Node, Options, Value};

/// The maximum number of groups in each other: maps, lists, pairs, arguments and parentheses. It bounds the
/// recursion of the parser.
pub(crate) const DEEPEST: usize = 32;

/// The maximum number of levels of JSON that a value may take; what reads the text stops at 128.
const MOST_LEVELS: usize = 120;

/// Returns the problem with a value that has too many levels.
pub(crate) fn too_deep() -> Problem {
    Problem::whole("the value is nested too deeply")
        .help("move a part of it into a variable, as a Rust value")
}

/// Checks how many levels of JSON the value takes in the text that the macro writes.
pub(crate) fn check_depth(node: &Node) -> Result<(), Problem> {
    if of(node) > MOST_LEVELS {
        return Err(too_deep());
    }
    Ok(())
}

fn of(node: &Node) -> usize {
    match &node.value {
        Value::List(items) => 1 + deepest(items),
        Value::Tuple(items) => 2 + deepest(items),
        Value::Map(entries) => {
            let levels = entries.iter().map(|entry| match entry {
                Entry::Pair(key, value) => of(key).max(of(value)),
                Entry::Spread(map) => of(map),
            });
            3 + levels.max().unwrap_or_default()
        }
        Value::Form(call) => of_form(call),
        Value::Operation(operation) => {
            1 + of(&operation.left).max(operation.right.as_ref().map_or(0, of))
        }
        Value::Typed(typed) => 1 + of(&typed.value),
        Value::Options(Options { fields, .. }) => {
            1 + deepest(fields.iter().map(|field| &field.value))
        }
        // Each stands in braces of its own form.
        Value::Bytes(_) | Value::Word(_) | Value::Opaque(_) => 1,
        Value::Arms(_) => 2,
        Value::Null
        | Value::Bool(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Text(_)
        | Value::Range(_)
        | Value::Step(_)
        | Value::Bad => 0,
    }
}

fn of_form(call: &Call) -> usize {
    let arguments = deepest(&call.args).max(deepest(call.named.iter().map(|field| &field.value)));
    let levels = match call.form {
        Form::Property | Form::Secret | Form::FlattenList | Form::Raw | Form::Bearer => 1,
        Form::Part(_) => 1,
        Form::Interpolate | Form::Basic | Form::Digest | Form::File => 2,
    };
    levels + arguments
}

fn deepest<'t>(nodes: impl IntoIterator<Item = &'t Node>) -> usize {
    nodes.into_iter().map(of).max().unwrap_or_default()
}
