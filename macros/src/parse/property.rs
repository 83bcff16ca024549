use proc_macro2::{Group, Ident};
use syn::parse::ParseStream;
use syn::token;

use super::items::Kind;
use super::name::named;
use super::{Reader, at_end, bad, skip_to_comma};
use crate::ast::{Property, Value};

/// The word, which is ours before parentheses even where the program has an item of that name.
pub(super) const WORD: &str = "Property";

const ARGUMENT: Kind = Kind {
    one: "argument",
    many: "arguments",
    begins: named,
};

pub(super) fn is_next(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    ahead.parse::<Ident>().is_ok_and(|word| word == WORD) && ahead.peek(token::Paren)
}

impl Reader<'_> {
    /// `Property("name" [, default: value] [, default_when_false: bool])`
    pub(super) fn property(&mut self, input: ParseStream<'_>) -> Value {
        let span = input.span();
        let (Ok(word), Ok(group)) = (input.parse::<Ident>(), input.parse::<Group>()) else {
            return bad(input, span);
        };
        if !at_end(input) {
            let what = "nothing but a comma can follow `Property(…)`";
            let help = "work on the value where you set the property";
            self.diagnostics.error(input.span(), what, help);
            skip_to_comma(input);
        }
        let mut property = Property {
            word,
            names: Vec::new(),
            options: Vec::new(),
        };
        let read = self.inside(&group, |reader, input| {
            reader.each(input, &ARGUMENT, |reader, input| {
                let can_be_a_name = property.names.is_empty();
                match reader.name(input, |_| !can_be_a_name) {
                    Some((option, colon)) => {
                        let value = reader.required(input, &option.to_string(), colon);
                        property.options.push((option, value));
                    }
                    None => property.names.push(reader.value(input)),
                }
            });
        });
        match read {
            Some(()) => Value::Property(property),
            None => Value::Bad(span),
        }
    }
}
