//! Words of ours with their arguments.

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

/// The word that an identifier is; before a `(` it is ours, even where the program has an item of that
/// name.
pub(super) fn word(ident: &Ident) -> Option<Word> {
    Word::ALL.into_iter().find(|word| ident == word.as_str())
}

impl Reader<'_> {
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
