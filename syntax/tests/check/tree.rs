//! A builder of trees. All places are the same but those that a test marks.

use http_step_syntax::Operator;
use http_step_syntax::response::Part;
use http_step_syntax::tree::{
    Arm, Call, Entry, Field, Form, Name, Node, Opaque, OpaqueKind, Operation, Options, Pos, Step,
    Typed, Value, Word,
};

/// The place of all that is not marked.
const UNMARKED: Pos = Pos(0);
/// The place of a step, for what is missing in it.
pub(super) const STEP: u32 = 1_000;

pub(super) fn step(fields: Vec<Field>) -> Step {
    Step {
        at: Pos(STEP),
        fields,
    }
}

/// Marks a value as the n-th place.
pub(super) fn at(mark: u32, node: Node) -> Node {
    Node {
        at: Pos(mark),
        ..node
    }
}

pub(super) fn field(key: &str, value: Node) -> Field {
    field_at(UNMARKED.0, key, value)
}

/// Returns a field whose key is the n-th place.
pub(super) fn field_at(mark: u32, key: &str, value: Node) -> Field {
    let name = name_at(mark, key);
    Field { name, value }
}

pub(super) fn name_at(mark: u32, text: &str) -> Name {
    Name {
        at: Pos(mark),
        text: text.to_owned(),
    }
}

pub(super) fn node(value: Value) -> Node {
    Node {
        at: UNMARKED,
        value,
    }
}

pub(super) fn null() -> Node {
    node(Value::Null)
}

pub(super) fn bad() -> Node {
    node(Value::Bad)
}

pub(super) fn bool(value: bool) -> Node {
    node(Value::Bool(value))
}

pub(super) fn integer(value: i128) -> Node {
    node(Value::Integer(value))
}

pub(super) fn float(value: f64) -> Node {
    node(Value::Float(value))
}

pub(super) fn text(value: &str) -> Node {
    node(Value::Text(value.to_owned()))
}

pub(super) fn bytes(value: &[u8]) -> Node {
    node(Value::Bytes(value.to_vec()))
}

/// Returns a word that is a variable where it is no word of the language.
pub(super) fn word(name: &str) -> Node {
    let name = name.to_owned();
    let opaque = Some(0);
    node(Value::Word(Word { name, opaque }))
}

/// Returns a word of JSON, which has no variables.
pub(super) fn json_word(name: &str) -> Node {
    let name = name.to_owned();
    let opaque = None;
    node(Value::Word(Word { name, opaque }))
}

pub(super) fn opaque(kind: OpaqueKind) -> Node {
    node(Value::Opaque(Opaque { index: 0, kind }))
}

pub(super) fn expression() -> Node {
    opaque(OpaqueKind::Expression)
}

pub(super) fn closure(parameters: usize) -> Node {
    opaque(OpaqueKind::Closure(parameters))
}

pub(super) fn list(items: impl Into<Vec<Node>>) -> Node {
    node(Value::List(items.into()))
}

pub(super) fn tuple(items: impl Into<Vec<Node>>) -> Node {
    node(Value::Tuple(items.into()))
}

pub(super) fn range(low: Node, high: Node) -> Node {
    node(Value::Range(Box::new([low, high])))
}

pub(super) fn map<const N: usize>(entries: [(&str, Node); N]) -> Node {
    entries_map(entries.map(|(key, value)| Entry::Pair(text(key), value)))
}

/// Returns a map with keys that are marked or computed, or with other maps in it.
pub(super) fn entries_map(entries: impl Into<Vec<Entry>>) -> Node {
    node(Value::Map(entries.into()))
}

pub(super) fn pair(key: Node, value: Node) -> Entry {
    Entry::Pair(key, value)
}

pub(super) fn spread(map: Node) -> Entry {
    Entry::Spread(map)
}

pub(super) fn form(form: Form, args: impl Into<Vec<Node>>) -> Node {
    form_at(UNMARKED.0, form, args, [])
}

/// Returns a form whose word is the n-th place, with named arguments.
pub(super) fn form_at(
    mark: u32,
    form: Form,
    args: impl Into<Vec<Node>>,
    named: impl Into<Vec<Field>>,
) -> Node {
    node(Value::Form(Box::new(Call {
        form,
        at: Pos(mark),
        args: args.into(),
        named: named.into(),
    })))
}

pub(super) fn property(name: &str) -> Node {
    form(Form::Property, [text(name)])
}

pub(super) fn secret(name: &str) -> Node {
    form(Form::Secret, [text(name)])
}

pub(super) fn interpolate(template: &str) -> Node {
    form(Form::Interpolate, [text(template)])
}

pub(super) fn file(path: &str) -> Node {
    form(Form::File, [text(path)])
}

/// Returns a part of a response without an argument.
pub(super) fn part(part: Part) -> Node {
    form(Form::Part(part), [])
}

pub(super) fn json(path: &str) -> Node {
    form(Form::Part(Part::Json), [text(path)])
}

pub(super) fn operation(operator: Operator, left: Node, right: Node) -> Node {
    operation_at(UNMARKED.0, operator, left, Some(right))
}

/// Returns an operation whose operator is the n-th place.
pub(super) fn operation_at(mark: u32, operator: Operator, left: Node, right: Option<Node>) -> Node {
    node(Value::Operation(Box::new(Operation {
        operator,
        at: Pos(mark),
        left,
        right,
    })))
}

pub(super) fn typed(value: Node, ty: Name) -> Node {
    node(Value::Typed(Box::new(Typed { value, ty })))
}

pub(super) fn options(fields: impl Into<Vec<Field>>) -> Node {
    let fields = fields.into();
    let is_whole = true;
    node(Value::Options(Options { fields, is_whole }))
}

/// Returns options of which some could not be read.
pub(super) fn broken_options(fields: impl Into<Vec<Field>>) -> Node {
    let fields = fields.into();
    let is_whole = false;
    node(Value::Options(Options { fields, is_whole }))
}

pub(super) fn arms<const N: usize>(arms: [(Vec<Node>, Node); N]) -> Node {
    let arms = arms.map(|(members, result)| Arm { members, result });
    node(Value::Arms(arms.into()))
}

pub(super) fn nested(fields: Vec<Field>) -> Node {
    node(Value::Step(Box::new(step(fields))))
}

/// Returns the string at a place; none where there is none.
pub(super) fn string_at(step: &Step, at: Pos) -> Option<&str> {
    in_fields(&step.fields, at)
}

fn in_fields(fields: &[Field], at: Pos) -> Option<&str> {
    fields.iter().find_map(|field| in_node(&field.value, at))
}

fn in_node(node: &Node, at: Pos) -> Option<&str> {
    match &node.value {
        Value::Text(text) if node.at == at => Some(text),
        Value::List(items) | Value::Tuple(items) => items.iter().find_map(|item| in_node(item, at)),
        Value::Map(entries) => entries.iter().find_map(|entry| match entry {
            Entry::Pair(key, value) => in_node(key, at).or_else(|| in_node(value, at)),
            Entry::Spread(map) => in_node(map, at),
        }),
        Value::Form(call) => {
            let args = call.args.iter().find_map(|arg| in_node(arg, at));
            args.or_else(|| in_fields(&call.named, at))
        }
        Value::Operation(operation) => {
            let right = operation.right.as_ref();
            in_node(&operation.left, at).or_else(|| in_node(right?, at))
        }
        Value::Typed(typed) => in_node(&typed.value, at),
        Value::Options(options) => in_fields(&options.fields, at),
        Value::Step(step) => string_at(step, at),
        _ => None,
    }
}
