//! A step: its fields, and the method that a macro is named after.

use http_step_syntax::Method;
use http_step_syntax::key::Key;
use http_step_syntax::tree::{Field, Name, Step, Value, Word};
use proc_macro2::{Ident, Span};
use syn::parse::ParseStream;

use super::Reader;

impl Reader<'_> {
    pub(super) fn step(&mut self, macro_name: &Ident, input: ParseStream<'_>) -> Step {
        let mut fields = self.fields(input);
        let first = fields.first().map(|field| field.name.at);
        let at = first.unwrap_or_else(|| self.places.add(Span::call_site()));
        if let Some(method) = verb(&macro_name.to_string()) {
            fields.retain(|field| !self.is_second_method(field, macro_name, method));
            fields.insert(0, self.method(macro_name, method));
        }
        Step { at, fields }
    }

    fn method(&mut self, macro_name: &Ident, method: Method) -> Field {
        let word = Word {
            name: method.as_str().to_owned(),
            opaque: None,
        };
        let value = self.node(macro_name.span(), Value::Word(word));
        Field {
            name: Name {
                at: value.at,
                text: Key::Method.name().to_owned(),
            },
            value,
        }
    }

    /// Reports a method that is given to a macro that is named after one.
    fn is_second_method(&mut self, field: &Field, macro_name: &Ident, method: Method) -> bool {
        let is_second = field.name.text == Key::Method.name();
        if is_second {
            let what = format!("the method of `{macro_name}!` is always {method}");
            let help = "remove `method`, or write `http_step!` for other methods";
            let at = self.places.extent(field.name.at);
            self.diagnostics.error(at, &what, help);
        }
        is_second
    }
}

/// Returns the method that a macro is named after.
pub(super) fn verb(macro_name: &str) -> Option<Method> {
    let mut methods = Method::ALL.into_iter();
    methods.find(|method| method.as_str().eq_ignore_ascii_case(macro_name))
}
