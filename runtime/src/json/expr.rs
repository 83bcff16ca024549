//! From the tree to expressions. The tree has been checked: what no expression is comes out as null.

use std::collections::HashMap;
use std::mem;

use http_step_syntax::tree::{self, Call, Entry, Form, Node};

use crate::expr::{
    Expr, File, IntoExpr as _, Source, flatten, interpolate, operation, property, raw, secret,
};
use crate::value::Value;

/// Reads expressions, and what is made of them.
pub(super) struct Reader<'a> {
    /// The Rust expressions that a macro's text refers to; each is taken out.
    args: &'a mut [Expr],
}

impl<'a> Reader<'a> {
    pub(super) const fn new(args: &'a mut [Expr]) -> Self {
        Self { args }
    }

    pub(super) fn expr(&mut self, node: Node) -> Expr {
        let value = match node.value {
            tree::Value::Bool(flag) => Value::Bool(flag),
            tree::Value::Integer(number) => Value::Integer(number),
            tree::Value::Float(number) => Value::Float(number),
            tree::Value::Text(text) => Value::String(text),
            tree::Value::Word(word) => Value::String(word.name),
            tree::Value::Bytes(bytes) => Value::Bytes(bytes.into()),
            tree::Value::Opaque(opaque) => return self.argument(opaque.index),
            tree::Value::List(items) => return Expr::list(self.exprs(items)),
            tree::Value::Tuple(items) => return Expr::tuple(self.exprs(items)),
            tree::Value::Map(entries) => return Expr::map(self.entries(entries)),
            tree::Value::Form(call) => return self.form(*call),
            tree::Value::Operation(operation) => return self.operation(*operation),
            _ => Value::Null,
        };
        Expr::Value(value)
    }

    pub(super) fn exprs(&mut self, nodes: Vec<Node>) -> Vec<Expr> {
        nodes.into_iter().map(|node| self.expr(node)).collect()
    }

    /// Returns the Rust expression that stands there.
    fn argument(&mut self, index: usize) -> Expr {
        let argument = self.args.get_mut(index);
        let null = Expr::Value(Value::Null);
        argument.map_or(Expr::Value(Value::Null), |it| mem::replace(it, null))
    }

    fn entries(&mut self, entries: Vec<Entry>) -> Vec<(Expr, Expr)> {
        if entries
            .iter()
            .any(|entry| matches!(entry, Entry::Spread(_)))
        {
            return self.merged(entries);
        }
        let pairs = entries.into_iter().filter_map(|entry| match entry {
            Entry::Pair(key, value) => Some((self.expr(key), self.expr(value))),
            Entry::Spread(_) => None,
        });
        pairs.collect()
    }

    fn merged(&mut self, entries: Vec<Entry>) -> Vec<(Expr, Expr)> {
        let mut merged = Merged::default();
        for entry in entries {
            match entry {
                Entry::Pair(key, value) => merged.add(self.expr(key), self.expr(value), false),
                Entry::Spread(map) => match self.expr(map) {
                    Expr::Value(Value::Map(members)) => {
                        for (name, value) in members {
                            merged.add(name.into_expr(), Expr::Value(value), true);
                        }
                    }
                    Expr::Map(entries) => {
                        for (key, value) in entries {
                            merged.add(key, value, true);
                        }
                    }
                    _ => {}
                },
            }
        }
        merged.entries
    }

    fn operation(&mut self, tree: tree::Operation) -> Expr {
        let left = self.expr(tree.left);
        let right = tree.right.map(|right| self.expr(right));
        let right = right.unwrap_or(Expr::Value(Value::Null));
        operation(tree.operator, left, right).into_expr()
    }

    /// Each form has a function of its own, since their frames are on the stack once for each level.
    pub(super) fn form(&mut self, call: Call) -> Expr {
        match call.form {
            Form::Property => self.property(call),
            Form::Interpolate => self.interpolate(call),
            Form::File => self.file(call),
            Form::Secret => secret(text(call.args.into_iter().next())).into_expr(),
            Form::FlattenList => flatten(self.only(call)).into_expr(),
            Form::Raw => raw(self.only(call)),
            Form::Basic => Expr::tuple(self.exprs(call.args)),
            // They are no values by themselves.
            Form::Bearer | Form::Digest | Form::Part(_) => Expr::Value(Value::Null),
        }
    }

    /// Returns the argument of a form that has one.
    pub(super) fn only(&mut self, call: Call) -> Expr {
        let argument = call.args.into_iter().next();
        argument.map_or(Expr::Value(Value::Null), |node| self.expr(node))
    }

    fn property(&mut self, call: Call) -> Expr {
        let mut property = property(text(call.args.into_iter().next()));
        for option in call.named {
            property = match (option.name.text.as_str(), option.value.value) {
                ("default_when_false", tree::Value::Bool(replaces)) => {
                    property.default_when_false(replaces)
                }
                (_, value) => {
                    let at = option.value.at;
                    property.default(self.expr(Node { at, value }))
                }
            };
        }
        property.into_expr()
    }

    fn interpolate(&mut self, call: Call) -> Expr {
        let mut args = call.args.into_iter();
        let mut template = interpolate(text(args.next()));
        for argument in args {
            template = template.arg(self.expr(argument));
        }
        for argument in call.named {
            template = template.kwarg(argument.name.text, self.expr(argument.value));
        }
        template.into_expr()
    }

    fn file(&mut self, call: Call) -> Expr {
        let path = call.args.into_iter().next().map(|path| self.expr(path));
        let mut file = File::of(Source::Path(path.unwrap_or(Expr::Value(Value::Null))));
        for option in call.named {
            let value = self.expr(option.value);
            match option.name.text.as_str() {
                "bytes" => file.source = Source::Bytes(value),
                "filename" => file.filename = Some(value),
                "content_type" => file.content_type = Some(value),
                _ => file.headers = Some(value),
            }
        }
        file.into_expr()
    }
}

/// Returns the literal string that a node is.
pub(super) fn text(node: Option<Node>) -> String {
    match node.map(|node| node.value) {
        Some(tree::Value::Text(text)) => text,
        _ => String::new(),
    }
}

/// The entries of a map that others are merged into. Of one name, the later entry counts where one of the two was
/// merged; that two of the map's own entries have one name is a mistake, which is left to rendering.
#[derive(Default)]
struct Merged {
    entries: Vec<(Expr, Expr)>,
    /// The index of each name that is known, and whether its entry was merged.
    indices: HashMap<String, (usize, bool)>,
}

impl Merged {
    fn add(&mut self, key: Expr, value: Expr, is_merged: bool) {
        if let Expr::Value(Value::String(name)) = &key {
            if let Some(&(index, was_merged)) = self.indices.get(name)
                && (is_merged || was_merged)
                && let Some((_, earlier)) = self.entries.get_mut(index)
            {
                *earlier = value;
                return;
            }
            let index = self.entries.len();
            self.indices.insert(name.clone(), (index, is_merged));
        }
        self.entries.push((key, value));
    }
}
