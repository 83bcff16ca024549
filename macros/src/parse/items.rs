//! What stands between commas: fields, entries, items, arguments.

use proc_macro2::{Group, Ident, Span};
use syn::Token;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative as _;

use super::{Reader, at_end, skip_to_comma};

/// A kind of item: what it is called, and how one looks that begins without a comma before it.
pub(super) struct Kind {
    pub(super) one: &'static str,
    pub(super) many: &'static str,
    pub(super) begins: fn(ParseStream<'_>) -> bool,
}

impl Reader<'_> {
    /// Reads items to the end of the input, each with its comma.
    pub(super) fn each(
        &mut self,
        input: ParseStream<'_>,
        kind: &Kind,
        mut read: impl FnMut(&mut Self, ParseStream<'_>),
    ) {
        while !input.is_empty() {
            let reported = self.attributes(input);
            if !at_end(input) {
                read(self, input);
                self.end_of_item(input, kind);
            } else if let Ok(comma) = input.parse::<Token![,]>()
                && !reported
            {
                let what = format!("expected {}, found `,`", kind.one);
                self.diagnostics
                    .error(comma.span, &what, "remove the comma");
            }
        }
    }

    /// Reads the comma after an item. Where it is missing before something that looks like the next item, that is
    /// reported and the next item is read; anything else is skipped.
    fn end_of_item(&mut self, input: ParseStream<'_>, kind: &Kind) {
        if input.is_empty() || input.parse::<Token![,]>().is_ok() {
            return;
        }
        let what = format!("missing comma between {}", kind.many);
        if let Ok(semicolon) = input.parse::<Token![;]>() {
            self.diagnostics
                .error(semicolon.span, &what, "write `,` instead of `;`");
            return;
        }
        match foreign_operator(input) {
            Some((word, help)) => {
                let what = format!("expected an operator or a comma, found `{word}`");
                self.diagnostics.error(word.span(), &what, help);
            }
            None => self
                .diagnostics
                .error(input.span(), &what, "write `,` before this"),
        }
        if !(kind.begins)(input) {
            skip_to_comma(input);
            let _ = input.parse::<Token![,]>();
        }
    }

    /// Skips attributes and reports them; doc comments are attributes too.
    pub(super) fn attributes(&mut self, input: ParseStream<'_>) -> bool {
        let mut first = None;
        while let Some((at, is_comment)) = attribute(input) {
            first.get_or_insert((at, is_comment));
        }
        match first {
            None => return false,
            Some((at, true)) => {
                let what = "a doc comment is not allowed here";
                self.diagnostics
                    .error(at, what, "write the comment with `//`");
            }
            Some((at, false)) => {
                let what = "an attribute is not allowed here";
                self.diagnostics.error(at, what, "remove it");
            }
        }
        true
    }
}

/// Returns an operator of another language that is a word, and what to write instead.
pub(super) fn foreign_operator(input: ParseStream<'_>) -> Option<(Ident, &'static str)> {
    let word = input.fork().call(Ident::parse_any).ok()?;
    let help = match word.to_string().as_str() {
        "and" => "write `&&`, or each condition as an item of `expect`",
        "or" => "write `||`, or `.in_([…])` for one of several values",
        "in" => "write `.in_([…])`",
        "not" => "write `!=`, or `!` in front of a value",
        "contains" => "write `.contains(…)`",
        "matches" => "write `.matches(\"…\")`",
        "is" => "write `==`",
        _ => return None,
    };
    Some((word, help))
}

/// Reads `#[…]` or `#![…]`, and whether it is a doc comment.
fn attribute(input: ParseStream<'_>) -> Option<(Span, bool)> {
    let ahead = input.fork();
    let pound: Token![#] = ahead.parse().ok()?;
    ahead.parse::<Option<Token![!]>>().ok()?;
    let group: Group = ahead.parse().ok()?;
    input.advance_to(&ahead);
    let mut content = group.stream().into_iter();
    let word = content.next().map(|word| word.to_string());
    Some((pound.span, word.as_deref() == Some("doc")))
}
