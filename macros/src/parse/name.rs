//! Names and their colons.

use http_step_syntax::tree::Name;
use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative as _;
use syn::{Ident, Lit, LitStr, Token, token};

use super::Reader;

/// `name:`, and not the start of a path like `name::item`.
pub(crate) fn named(input: ParseStream<'_>) -> bool {
    input.peek(Ident::peek_any) && input.peek2(Token![:]) && !input.peek2(Token![::])
}

/// `"name":`
pub(super) fn quoted(input: ParseStream<'_>) -> bool {
    input.peek(LitStr) && input.peek2(Token![:]) && !input.peek2(Token![::])
}

/// What follows a name.
pub(super) enum Colon {
    /// A colon.
    Is(Span),
    /// What other languages write there: where it is and how it is written.
    Other(Span, &'static str),
    /// A value, and nothing before it.
    Missing,
}

/// Looks behind a name; none for what can't belong to it.
pub(super) fn colon(input: ParseStream<'_>) -> Option<Colon> {
    let at = input.span();
    if input.parse::<Token![::]>().is_ok() {
        let path = input.peek(Ident::peek_any) || input.peek(Token![<]);
        return (!path).then_some(Colon::Other(at, "::"));
    }
    if input.parse::<Token![:]>().is_ok() {
        return Some(Colon::Is(at));
    }
    if input.parse::<Token![=>]>().is_ok() {
        return Some(Colon::Other(at, "=>"));
    }
    if !input.peek(Token![==]) && input.parse::<Token![=]>().is_ok() {
        return Some(Colon::Other(at, "="));
    }
    let value = input.peek(Lit) || input.peek(token::Brace) || input.peek(Ident);
    (value && !named(input) && !quoted(input)).then_some(Colon::Missing)
}

/// `"name":`, with the place of its colon.
pub(super) fn quoted_name(input: ParseStream<'_>) -> Option<(LitStr, Span)> {
    if !quoted(input) {
        return None;
    }
    let name = input.parse().ok()?;
    let colon: Token![:] = input.parse().ok()?;
    Some((name, colon.span))
}

impl Reader<'_> {
    /// A word with its colon. One without is reported where the word can only be a name.
    pub(super) fn name(
        &mut self,
        input: ParseStream<'_>,
        can_only_be: impl FnOnce(&Ident) -> bool,
    ) -> Option<(Ident, Span)> {
        let ahead = input.fork();
        let is_keyword = !ahead.peek(Ident);
        let word = ahead.call(Ident::parse_any).ok()?;
        let colon = colon(&ahead)?;
        let at = match colon {
            Colon::Is(at) => at,
            _ if is_keyword || !can_only_be(&word) => return None,
            Colon::Other(at, _) => at,
            Colon::Missing => word.span(),
        };
        input.advance_to(&ahead);
        let help = format!("write `{word}: value`");
        self.missing_colon(&colon, word.span(), &format!("`{word}`"), &help);
        Some((word, at))
    }

    pub(super) fn missing_colon(&mut self, colon: &Colon, at: Span, after: &str, help: &str) {
        match colon {
            Colon::Is(_) => {}
            Colon::Other(at, written) => {
                let what = format!("expected `:` after {after}, found `{written}`");
                let help = format!("write `:` instead of `{written}`");
                self.diagnostics.error(*at, &what, help);
            }
            Colon::Missing => {
                let what = format!("missing `:` after {after}");
                self.diagnostics.error(at, &what, help);
            }
        }
    }

    pub(super) fn word_name(&mut self, word: &Ident) -> Name {
        Name {
            at: self.places.add(word.span()),
            text: word.unraw().to_string(),
        }
    }

    /// The name of a field or option in quotes, which are reported where the name is right.
    pub(super) fn name_in_quotes(&mut self, name: &LitStr, is_known: bool) -> Name {
        let text = name.value();
        if is_known {
            let what = "expected an identifier, found a string literal";
            let help = format!("remove the quotes: `{text}: value`");
            self.diagnostics.error(name.span(), what, help);
        }
        Name {
            at: self.places.add(name.span()),
            text,
        }
    }
}
