use http_step_syntax::key::Key;
use http_step_syntax::tree::{Field, Name, Node};
use proc_macro2::{Ident, Span};
use syn::Token;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative as _;

use super::items::Kind;
use super::name::{named, quoted, quoted_name};
use super::{Reader, at_end, skip_to_comma};
use crate::rust_only;

const FIELD: Kind = Kind {
    one: "a field",
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
            let name = self.name_in_quotes(&name, Key::find(&name.value()).is_ok());
            let value = self.field_value(input, &name.text, colon);
            fields.push(Field { name, value });
        } else if let Some((word, colon)) = self.name(input, |word| !bare || is_known(word)) {
            let name = self.word_name(&word);
            let value = self.field_value(input, &name.text, colon);
            fields.push(Field { name, value });
        } else if let Some(word) = lone_word(input, bare) {
            let what = format!("missing value for `{word}`");
            let help = format!("write `{word}: value`");
            self.diagnostics.error(word.span(), &what, help);
            if is_known(&word) {
                fields.push(Field {
                    name: self.word_name(&word),
                    value: self.bad(word.span()),
                });
            }
            if !at_end(input) {
                self.field(input, fields);
            }
        } else {
            fields.extend(self.field_without_key(input, bare));
        }
    }

    /// A value without a key: the URL, if it is the first.
    fn field_without_key(&mut self, input: ParseStream<'_>, is_first: bool) -> Option<Field> {
        let value = self.value(input);
        let at = self.places.extent(value.at);
        if input.peek(Token![:]) {
            let what = "expected an identifier as the key";
            self.diagnostics.error(at, what, "write `key: value`");
            skip_to_comma(input);
            return None;
        }
        if !is_first {
            let what = "missing key: only the first value, the URL, can be written without one";
            self.diagnostics.error(at, what, "write `key: value`");
            return None;
        }
        let name = Name {
            at: value.at,
            text: Key::Url.name().to_owned(),
        };
        Some(Field { name, value })
    }

    fn field_value(&mut self, input: ParseStream<'_>, name: &str, colon: Span) -> Node {
        let Ok(key) = Key::find(name) else {
            return self.ignored(input, name, colon);
        };
        let node = self.value_of(input, key.row(), colon);
        match rust_only::check_depth(&node) {
            Ok(()) => node,
            Err(problem) => {
                let at = self.places.extent(node.at);
                self.diagnostics.problem(at, &problem);
                self.bad(at)
            }
        }
    }

    /// Reads a value of an unknown key: nothing in it is reported.
    pub(super) fn ignored(&mut self, input: ParseStream<'_>, name: &str, colon: Span) -> Node {
        let (value, _) = self.on_trial(|reader| reader.required(input, name, colon));
        let at = self.places.extent(value.at);
        self.bad(at)
    }
}

fn is_known(word: &Ident) -> bool {
    Key::find(&word.to_string()).is_ok()
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
