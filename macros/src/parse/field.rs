use http_step_syntax::key;
use proc_macro2::{Ident, Span};
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative as _;
use syn::{LitStr, Token};

use super::items::Kind;
use super::name::{named, quoted};
use super::{Reader, at_end, skip_to_comma};
use crate::ast::{Field, Name, Value};

const FIELD: Kind = Kind {
    one: "field",
    many: "fields",
    begins: |input| named(input) || quoted(input),
};

impl Reader<'_> {
    pub(super) fn fields(&mut self, input: ParseStream<'_>) -> Vec<Field> {
        let mut fields = Vec::new();
        self.each(input, &FIELD, |reader, input| {
            reader.field(input, &mut fields);
        });
        fields
    }

    fn field(&mut self, input: ParseStream<'_>, fields: &mut Vec<Field>) {
        // The first value may be a bare URL, and so a word at its start any expression.
        let bare = fields.is_empty();
        if let Some((name, colon)) = quoted_name(input) {
            let value = self.field_value(input, &name.value(), colon);
            fields.push(Field {
                key: Some(Name::Quoted(name)),
                value,
            });
        } else if let Some((word, colon)) = self.name(input, |word| !bare || is_known(word)) {
            let value = self.field_value(input, &word.to_string(), colon);
            fields.push(Field {
                key: Some(Name::Word(word)),
                value,
            });
        } else if let Some(word) = lone_word(input, bare) {
            let what = format!("the field `{word}` has no value");
            let help = format!("write `{word}: value`");
            self.diagnostics.error(word.span(), &what, help);
            if is_known(&word) {
                fields.push(Field {
                    value: Value::Bad(word.span()),
                    key: Some(Name::Word(word)),
                });
            }
            if !at_end(input) {
                self.field(input, fields);
            }
        } else {
            let value = self.value(input);
            if input.peek(Token![:]) {
                let what = "the name of a field is one word";
                self.diagnostics
                    .error(value.span(), what, "write `key: value`");
                skip_to_comma(input);
            } else {
                fields.push(Field { key: None, value });
            }
        }
    }

    fn field_value(&mut self, input: ParseStream<'_>, name: &str, colon: Span) -> Value {
        if let Ok(key) = key::find(name) {
            return self.value_of(input, key, colon);
        }
        // Whatever is wrong with the value of an unknown field is no matter.
        let (value, _) = self.on_trial(|reader| reader.required(input, name, colon));
        value
    }
}

pub(super) fn quoted_name(input: ParseStream<'_>) -> Option<(LitStr, Span)> {
    if !quoted(input) {
        return None;
    }
    let name = input.parse().ok()?;
    let colon: Token![:] = input.parse().ok()?;
    Some((name, colon.span))
}

fn is_known(word: &Ident) -> bool {
    key::find(&word.to_string()).is_ok()
}

/// A word that is all there is before the next field.
fn lone_word(input: ParseStream<'_>, bare: bool) -> Option<Ident> {
    let ahead = input.fork();
    let word = ahead.call(Ident::parse_any).ok()?;
    let lone = match bare {
        true => is_known(&word) && named(&ahead),
        false => at_end(&ahead) || named(&ahead),
    };
    if !lone {
        return None;
    }
    input.advance_to(&ahead);
    Some(word)
}
