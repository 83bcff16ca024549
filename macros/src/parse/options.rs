//! `{ name: value, … }`, and what stands at a key otherwise.

use http_step_syntax::key::{self, Row, Shape};
use http_step_syntax::tree::{Field, Node, Options, Value};
use proc_macro2::{Group, Ident, Span};
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Token, token};

use super::items::Kind;
use super::name::{named, quoted, quoted_name};
use super::{Context, Reader, is_bad, skip_to_comma};

const OPTION: Kind = Kind {
    one: "an option",
    many: "options",
    begins: |input| named(input) || quoted(input),
};

impl Reader<'_> {
    /// The value at a key, in the grammar of its shape.
    pub(super) fn value_of(
        &mut self,
        input: ParseStream<'_>,
        row: &'static Row,
        colon: Span,
    ) -> Node {
        let is_braced = input.peek(token::Brace);
        let required = |reader: &mut Self| reader.required(input, row.name, colon);
        match row.shape {
            Shape::Results if is_braced => self.arms(input),
            Shape::Retry | Shape::Poll if is_braced => self.options(input, row),
            Shape::Statuses if input.peek(token::Bracket) => {
                self.in_context(Context::Statuses, required)
            }
            // It is wrong as a whole, whatever else is.
            Shape::Results | Shape::Retry | Shape::Poll | Shape::Statuses => {
                let read = |reader: &mut Reader<'_>| reader.required(input, row.name, colon);
                let (value, found) = self.on_trial(read);
                if is_bad(&value) {
                    self.diagnostics.append(found);
                }
                value
            }
            Shape::Condition | Shape::Conditions | Shape::Capture => {
                self.in_context(Context::Response, |reader| {
                    let value = reader.required(input, row.name, colon);
                    reader.opened(row.shape, value)
                })
            }
            _ => required(self),
        }
    }

    fn options(&mut self, input: ParseStream<'_>, of: &'static Row) -> Node {
        let span = input.span();
        let Ok(group) = input.parse::<Group>() else {
            return self.skipped(input, span);
        };
        let mut fields = Vec::new();
        let mut is_whole = true;
        let read = self.inside(&group, |reader, input| {
            reader.each(input, &OPTION, |reader, input| {
                let option = reader.option(input, of);
                is_whole &= option.is_some();
                fields.extend(option);
            });
        });
        let options = Options { fields, is_whole };
        let value = read.map_or(Value::Bad, |()| Value::Options(options));
        self.node(group.span(), value)
    }

    fn option(&mut self, input: ParseStream<'_>, of: &'static Row) -> Option<Field> {
        let at = input.span();
        let (name, colon) = if let Some((name, colon)) = quoted_name(input) {
            let is_known = key::option(of, &name.value()).is_ok();
            (self.name_in_quotes(&name, is_known), colon)
        } else if let Some((word, colon)) = self.name(input, |_| true) {
            (self.word_name(&word), colon)
        } else {
            self.no_option(input, at, of);
            return None;
        };
        let value = match key::option(of, &name.text) {
            Ok(option) => self.value_of(input, option, colon),
            Err(_) => self.ignored(input, &name.text, colon),
        };
        Some(Field { name, value })
    }

    /// Reports what is no option, and skips it.
    fn no_option(&mut self, input: ParseStream<'_>, at: Span, of: &Row) {
        let word = input.fork().call(Ident::parse_any).ok();
        let (what, help) = match (word, input.parse::<Token![..]>()) {
            (Some(word), _) => (
                format!("missing value for `{word}`"),
                format!("write `{word}: value`"),
            ),
            (None, Ok(_)) => (
                format!("the options of `{}` can't be merged from a map", of.name),
                "write `name: value`".to_owned(),
            ),
            (None, Err(_)) => (
                "expected an option with a name".to_owned(),
                "write `name: value`".to_owned(),
            ),
        };
        self.diagnostics.error(at, &what, help);
        skip_to_comma(input);
    }
}
