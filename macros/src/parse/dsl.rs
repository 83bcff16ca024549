//! Words of ours with their arguments.

use http_step_syntax::answer::Part;
use proc_macro2::{Group, Ident};

use super::Reader;
use super::items::Kind;
use super::name::named;
use crate::ast::{DslCall, Value, Word};

const ARGUMENT: Kind = Kind {
    one: "argument",
    many: "arguments",
    begins: named,
};

impl Reader<'_> {
    /// The word that an identifier is; before a `(` it is ours, even where the program has an item of that
    /// name.
    pub(super) fn word(&self, ident: &Ident) -> Option<Word> {
        let values = Word::VALUES.into_iter();
        let parts = Part::ALL.map(Word::Part).into_iter();
        let parts = parts.filter(|_| self.knows_parts);
        values.chain(parts).find(|word| ident == word.as_str())
    }

    /// A word that stands alone.
    pub(super) fn bare(&mut self, word: Word, ident: &Ident, arguments: Option<&Group>) -> Value {
        if let Some(arguments) = arguments {
            let what = format!("`{ident}` takes nothing in parentheses");
            let help = format!("write `{ident}`");
            self.diagnostics.error(arguments.span_open(), &what, help);
        }
        Value::Call(Box::new(DslCall {
            word,
            span: ident.span(),
            args: Vec::new(),
            named: Vec::new(),
        }))
    }

    /// `Word(value, …, name: value, …)`
    pub(super) fn call(&mut self, word: Word, ident: &Ident, arguments: &Group) -> Value {
        let mut call = DslCall {
            word,
            span: ident.span(),
            args: Vec::new(),
            named: Vec::new(),
        };
        let read = self.inside(arguments, |reader, input| {
            reader.each(input, &ARGUMENT, |reader, input| {
                let can_be_a_value = call.args.is_empty();
                match reader.name(input, |_| !can_be_a_value) {
                    Some((name, colon)) => {
                        let value = reader.required(input, &name.to_string(), colon);
                        call.named.push((name, value));
                    }
                    None => call.args.push(reader.value(input)),
                }
            });
        });
        match read {
            Some(()) => Value::Call(Box::new(call)),
            None => Value::Bad(ident.span()),
        }
    }
}
