//! What stands at a key, by its shape.

use http_step_syntax::key::{self, Row, Shape};
use http_step_syntax::tree::{Arm, Entry, Node, Opaque, OpaqueKind, Value};

use super::Writer;
use super::rust::Conversion;

impl Writer<'_> {
    pub(super) fn at_key(&mut self, row: &'static Row, node: &Node) -> Option<()> {
        self.right(node.at)?;
        match (row.shape, &node.value) {
            (Shape::Hooks, Value::Map(entries)) => self.hooks(entries),
            (
                Shape::When,
                Value::Opaque(Opaque {
                    index,
                    kind: OpaqueKind::Closure(parameters),
                }),
            ) => {
                let method = match (row.name, parameters) {
                    ("do_step_if", _) => "do_step_when",
                    (_, 1) => "hide_step_when",
                    _ => "hide_step_on",
                };
                self.attach(method, *index)
            }
            (Shape::Step, value) => {
                let method = match row.name {
                    "cancel" => "poll_cancel",
                    other => other,
                };
                self.attach(method, index(value)?)
            }
            (Shape::Locks, Value::List(items)) => self.locks(items),
            (Shape::Locks, value) => self.attach("locks", index(value)?),
            (Shape::Method, _) => self.word(node),
            (Shape::Verify, Value::Word(word)) if word.name == "Insecure" => {
                self.text.push_str("{\"$insecure\":true}");
                Some(())
            }
            (Shape::Results, Value::Arms(arms)) => self.arms(arms),
            (Shape::Statuses | Shape::Policy, Value::List(items)) => {
                self.list(items, Self::word);
                Some(())
            }
            (Shape::Retry | Shape::Poll, Value::Options(options)) => {
                self.fields(&options.fields, |name| key::option(row, name).ok());
                Some(())
            }
            (Shape::Capture, Value::Map(entries)) => {
                self.object(entries);
                Some(())
            }
            (Shape::Seconds | Shape::Timeout, _) => self.converted(node, Conversion::Seconds),
            (Shape::Flag | Shape::When | Shape::Policy, _) => {
                self.converted(node, Conversion::Flag)
            }
            _ => self.value(node),
        }
    }

    /// Writes a word of the language as a string, anything else as a value.
    fn word(&mut self, node: &Node) -> Option<()> {
        let Value::Word(word) = &node.value else {
            return self.value(node);
        };
        self.right(node.at)?;
        self.string(&word.name);
        Some(())
    }

    /// Closures stand in no text.
    fn hooks(&mut self, entries: &[Entry]) -> Option<()> {
        for entry in entries {
            if let Entry::Pair(key, hook) = entry
                && let (Some(()), Some(())) = (self.right(key.at), self.right(hook.at))
                && let Some(index) = index(&hook.value)
            {
                self.attach("on_response", index);
            }
        }
        None
    }

    /// Names stand in the text, and locks as values don't.
    fn locks(&mut self, items: &[Node]) -> Option<()> {
        self.list(items, |writer, item| {
            writer.right(item.at)?;
            match index(&item.value) {
                Some(lock) => writer.attach("lock", lock),
                None => writer.value(item),
            }
        });
        (!self.text.ends_with("[]")).then_some(())
    }

    /// An arm with several members becomes several entries.
    fn arms(&mut self, arms: &[Arm]) -> Option<()> {
        self.text.push('[');
        for Arm { members, result } in arms {
            for member in members {
                self.item(|writer| {
                    writer.text.push_str("{\"on\":");
                    writer.word(member)?;
                    writer.text.push_str(",\"result\":");
                    writer.word(result)?;
                    writer.text.push('}');
                    Some(())
                });
            }
        }
        self.text.push(']');
        Some(())
    }
}

/// The index of what stands beside the text.
fn index(value: &Value) -> Option<usize> {
    match value {
        Value::Opaque(opaque) => Some(opaque.index),
        Value::Word(word) => word.opaque,
        _ => None,
    }
}
