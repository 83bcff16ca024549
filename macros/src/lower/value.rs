//! Values in their JSON form.

use std::fmt::Write as _;

use http_step_syntax::Surface;
use http_step_syntax::tree::{Call, Entry, Field, Form, Node, Operation, Typed, Value};

use super::Writer;
use super::rust::Conversion;

impl Writer<'_> {
    pub(super) fn value(&mut self, node: &Node) -> Option<()> {
        self.converted(node, Conversion::Value)
    }

    /// Writes a value, of which an expression is converted as its key wants it.
    pub(super) fn converted(&mut self, node: &Node, into: Conversion) -> Option<()> {
        self.right(node.at)?;
        match &node.value {
            Value::Null => self.text.push_str("null"),
            Value::Bool(value) => self.text.push_str(if *value { "true" } else { "false" }),
            Value::Integer(number) => drop(write!(self.text, "{number}")),
            Value::Float(number) => drop(write!(self.text, "{number:?}")),
            Value::Text(text) => self.string(text),
            Value::Bytes(bytes) => self.bytes(node.at, bytes),
            Value::Word(word) => self.expression(word.opaque?, into)?,
            Value::Opaque(opaque) => self.expression(opaque.index, into)?,
            Value::Range(ends) => self.range(ends)?,
            Value::List(items) => self.list(items, Self::value),
            Value::Tuple(items) => {
                self.text.push_str("{\"$tuple\":");
                self.whole_list(items, into)?;
                self.text.push('}');
            }
            Value::Map(entries) => self.map(entries),
            Value::Form(call) => self.form(call)?,
            Value::Operation(operation) => self.operation(operation)?,
            Value::Typed(typed) => self.typed(typed)?,
            // They stand at their keys only.
            Value::Options(_) | Value::Arms(_) | Value::Step(_) | Value::Bad => return None,
        }
        Some(())
    }

    fn range(&mut self, ends: &[Node; 2]) -> Option<()> {
        let [low, high] = ends;
        self.right(low.at)?;
        self.right(high.at)?;
        let (Value::Integer(low), Value::Integer(high)) = (&low.value, &high.value) else {
            return None;
        };
        let _ = write!(self.text, "\"{low}..={high}\"");
        Some(())
    }

    /// Writes a list without the items that have to be left out.
    pub(super) fn list<'n>(
        &mut self,
        items: impl IntoIterator<Item = &'n Node>,
        mut write: impl FnMut(&mut Self, &Node) -> Option<()>,
    ) {
        self.text.push('[');
        for item in items {
            self.item(|writer| write(writer, item));
        }
        self.text.push(']');
    }

    /// Writes a list with all of its items.
    fn whole_list(&mut self, items: &[Node], into: Conversion) -> Option<()> {
        self.text.push('[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            self.converted(item, into)?;
        }
        self.text.push(']');
        Some(())
    }

    /// Writes a JSON object where the keys are known and can't be taken for a form, else `$map`.
    fn map(&mut self, entries: &[Entry]) {
        let is_plain = |entry: &Entry| match entry {
            Entry::Pair(key, _) => match &key.value {
                Value::Text(name) => !name.starts_with('$'),
                other => *other == Value::Bad,
            },
            Entry::Spread(_) => false,
        };
        if entries.iter().all(is_plain) {
            return self.object(entries);
        }
        self.text.push_str("{\"$map\":[");
        for entry in entries {
            self.item(|writer| {
                writer.text.push('[');
                match entry {
                    Entry::Pair(key, value) => {
                        writer.value(key)?;
                        writer.text.push(',');
                        writer.value(value)?;
                    }
                    Entry::Spread(map) => writer.converted(map, Conversion::Map)?,
                }
                writer.text.push(']');
                Some(())
            });
        }
        self.text.push_str("]}");
    }

    /// Writes the entries with literal names as an object.
    pub(super) fn object(&mut self, entries: &[Entry]) {
        self.text.push('{');
        for entry in entries {
            if let Entry::Pair(key, value) = entry
                && let Value::Text(name) = &key.value
            {
                self.member(name, |writer| {
                    writer.right(key.at)?;
                    writer.value(value)
                });
            }
        }
        self.text.push('}');
    }

    fn form(&mut self, call: &Call) -> Option<()> {
        self.right(call.at)?;
        let name = Surface::Json.form(call.form);
        let _ = write!(self.text, "{{\"{name}\":");
        match call.form {
            Form::Basic | Form::Digest => self.whole_list(&call.args, Conversion::Value)?,
            Form::File => {
                self.text.push('{');
                if let Some(path) = call.args.first() {
                    self.text.push_str("\"path\":");
                    self.value(path)?;
                }
                self.named(&call.named)?;
                self.text.push('}');
            }
            Form::Part(part) if part.is_bare() => self.string(part.as_str()),
            Form::Interpolate => {
                let (template, args) = call.args.split_first()?;
                self.value(template)?;
                if !args.is_empty() {
                    self.text.push_str(",\"args\":");
                    self.whole_list(args, Conversion::Value)?;
                }
                if !call.named.is_empty() {
                    self.text.push_str(",\"kwargs\":{");
                    self.named(&call.named)?;
                    self.text.push('}');
                }
            }
            _ => {
                self.value(call.args.first()?)?;
                self.named(&call.named)?;
            }
        }
        self.text.push('}');
        Some(())
    }

    /// Writes arguments with names into an object that is open.
    fn named(&mut self, fields: &[Field]) -> Option<()> {
        for Field { name, value } in fields {
            if !self.text.ends_with('{') {
                self.text.push(',');
            }
            self.right(name.at)?;
            self.string(&name.text);
            self.text.push(':');
            self.value(value)?;
        }
        Some(())
    }

    /// Writes an operation; a part of a response comes to the left.
    fn operation(&mut self, operation: &Operation) -> Option<()> {
        self.right(operation.at)?;
        let (mut operator, mut left) = (operation.operator, &operation.left);
        let mut right = operation.right.as_ref();
        if let Some(part) = right.filter(|right| is_part(right) && !is_part(left)) {
            operator = operator.mirrored()?;
            right = Some(left);
            left = part;
        }
        let _ = write!(self.text, "{{\"$op\":\"{operator}\",\"left\":");
        self.value(left)?;
        if let Some(right) = right {
            self.text.push_str(",\"right\":");
            self.value(right)?;
        }
        self.text.push('}');
        Some(())
    }

    fn typed(&mut self, typed: &Typed) -> Option<()> {
        self.right(typed.ty.at)?;
        self.text.push_str("{\"from\":");
        self.value(&typed.value)?;
        self.text.push_str(",\"as\":");
        self.string(&typed.ty.text);
        self.text.push('}');
        Some(())
    }
}

fn is_part(node: &Node) -> bool {
    matches!(&node.value, Value::Form(call) if matches!(call.form, Form::Part(_)))
}
