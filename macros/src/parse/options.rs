//! `{ name: value, … }`, and what stands at a key otherwise.

use http_step_syntax::key::{self, Key, Shape};
use proc_macro2::{Group, Ident, Span};
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Token, token};

use super::field::quoted_name;
use super::items::Kind;
use super::name::{named, quoted};
use super::{Reader, bad, skip_to_comma};
use crate::ast::{Name, Options, Value};

const OPTION: Kind = Kind {
    one: "option",
    many: "options",
    begins: |input| named(input) || quoted(input),
};

impl Reader<'_> {
    /// The value at a key, in the grammar of its shape.
    pub(super) fn value_of(
        &mut self,
        input: ParseStream<'_>,
        key: &'static Key,
        colon: Span,
    ) -> Value {
        let is_braced = input.peek(token::Brace);
        match key.shape {
            Shape::Results if is_braced => self.arms(input),
            Shape::Retry | Shape::Poll if is_braced => self.options(input, key),
            Shape::Statuses if input.peek(token::Bracket) => self.required(input, key.name, colon),
            // It is wrong as a whole, and so no matter what else is.
            Shape::Results | Shape::Retry | Shape::Poll | Shape::Statuses => {
                let read = |reader: &mut Reader<'_>| reader.required(input, key.name, colon);
                let (value, found) = self.on_trial(read);
                if matches!(value, Value::Bad(_)) {
                    self.diagnostics.append(found);
                }
                value
            }
            Shape::Condition | Shape::Conditions | Shape::Capture => {
                let outside = std::mem::replace(&mut self.knows_parts, true);
                let value = self.required(input, key.name, colon);
                self.knows_parts = outside;
                value
            }
            _ => self.required(input, key.name, colon),
        }
    }

    fn options(&mut self, input: ParseStream<'_>, of: &'static Key) -> Value {
        let span = input.span();
        let Ok(group) = input.parse::<Group>() else {
            return bad(input, span);
        };
        let mut options = Vec::new();
        let mut is_whole = true;
        let read = self.inside(&group, |reader, input| {
            reader.each(input, &OPTION, |reader, input| {
                let option = reader.option(input, of);
                is_whole &= option.is_some();
                options.extend(option);
            });
        });
        let span = group.span();
        read.map_or(Value::Bad(span), |()| {
            Value::Options(Options {
                span,
                options,
                is_whole,
            })
        })
    }

    fn option(&mut self, input: ParseStream<'_>, of: &'static Key) -> Option<(Name, Value)> {
        let at = input.span();
        let name = match quoted_name(input) {
            Some((name, colon)) => Some((Name::Quoted(name), colon)),
            None => self
                .name(input, |_| true)
                .map(|(word, colon)| (Name::Word(word), colon)),
        };
        let Some((name, colon)) = name else {
            let word = input.fork().call(Ident::parse_any).ok();
            let (what, help) = match (word, input.parse::<Token![..]>()) {
                (Some(word), _) => (
                    format!("the option `{word}` has no value"),
                    format!("write `{word}: value`"),
                ),
                (None, Ok(_)) => (
                    format!("the options of `{}` can't be taken in from a map", of.name),
                    "write `name: value`".to_owned(),
                ),
                (None, Err(_)) => (
                    "an option has a name and a value".to_owned(),
                    "write `name: value`".to_owned(),
                ),
            };
            self.diagnostics.error(at, &what, help);
            skip_to_comma(input);
            return None;
        };
        let value = match key::option(of, &name.text()) {
            Ok(option) => self.value_of(input, option, colon),
            // Whatever is wrong with the value of an unknown option is no matter.
            Err(_) => {
                let read = |reader: &mut Reader<'_>| reader.required(input, &name.text(), colon);
                self.on_trial(read).0
            }
        };
        Some((name, value))
    }
}
