use proc_macro2::{Group, Ident};
use syn::Token;
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::token;

use super::{at_end, bad, end_of_item, is_key, value};
use crate::ast::{Property, Value};
use crate::diagnostics::Diagnostics;

/// `Property(` is ours, even where the program has an item of that name.
pub(super) fn is_next(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    ahead.parse::<Ident>().is_ok_and(|word| word == "Property") && ahead.peek(token::Paren)
}

/// `Property("name" [, default: value] [, default_when_false: bool])`
pub(super) fn property(input: ParseStream<'_>, diagnostics: &mut Diagnostics) -> Value {
    let span = input.span();
    let (Ok(word), Ok(group)) = (input.parse::<Ident>(), input.parse::<Group>()) else {
        return bad(input, span);
    };
    if !at_end(input) {
        let what = "nothing but a comma can follow `Property(…)`";
        diagnostics.error(
            input.span(),
            what,
            "work on the value where you set the property",
        );
        super::skip_to_comma(input);
    }
    let mut property = Property {
        word,
        names: Vec::new(),
        options: Vec::new(),
    };
    let arguments = |input: ParseStream<'_>| {
        while !input.is_empty() {
            if is_key(input) {
                let option = input.call(Ident::parse_any)?;
                let colon: Token![:] = input.parse()?;
                let value = value::required(input, &option, colon.span, diagnostics);
                property.options.push((option, value));
            } else {
                property.names.push(value::value(input, diagnostics));
            }
            end_of_item(input, "arguments", diagnostics);
        }
        Ok(())
    };
    match arguments.parse2(group.stream()) {
        Ok(()) => Value::Property(property),
        Err(error) => {
            diagnostics.push(error);
            Value::Bad(property.word.span())
        }
    }
}
