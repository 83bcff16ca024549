//! Words of the language with their arguments.

use http_step_syntax::tree::{Call, Field, Form, Node, Value};
use proc_macro2::{Group, Ident};

use super::Reader;
use super::items::Kind;
use super::name::named;
use crate::diagnostics::Extent;

const ARGUMENT: Kind = Kind {
    one: "an argument",
    many: "arguments",
    begins: named,
};

impl Reader<'_> {
    /// A word that stands alone.
    pub(super) fn bare(&mut self, form: Form, ident: &Ident, arguments: Option<&Group>) -> Node {
        let mut end = ident.span();
        if let Some(arguments) = arguments {
            let what = format!("`{ident}` takes no arguments");
            let help = format!("write `{ident}`");
            self.diagnostics.error(arguments.span(), &what, help);
            end = arguments.span_close();
        }
        let at = self.places.add(ident.span());
        let call = Call {
            form,
            at,
            args: Vec::new(),
            named: Vec::new(),
        };
        let extent = Extent::from(ident.span()).to(end);
        self.node(extent, Value::Form(Box::new(call)))
    }

    /// `Word(value, …, name: value, …)`
    pub(super) fn call(&mut self, form: Form, ident: &Ident, arguments: &Group) -> Node {
        let at = self.places.add(ident.span());
        let mut call = Call {
            form,
            at,
            args: Vec::new(),
            named: Vec::new(),
        };
        let read = self.inside(arguments, |reader, input| {
            reader.each(input, &ARGUMENT, |reader, input| {
                let can_be_a_value = call.args.is_empty();
                match reader.name(input, |_| !can_be_a_value) {
                    Some((word, colon)) => {
                        let name = reader.word_name(&word);
                        let value = reader.required(input, &word.to_string(), colon);
                        call.named.push(Field { name, value });
                    }
                    None => call.args.push(reader.value(input)),
                }
            });
        });
        let extent = Extent::from(ident.span()).to(arguments.span_close());
        let value = read.map_or(Value::Bad, |()| Value::Form(Box::new(call)));
        self.node(extent, value)
    }
}
