//! The collector of everything that is wrong with a step.

use http_step_syntax::Problem;
use http_step_syntax::check::Finding;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::LitStr;

use crate::literal;

/// The spans of the first and the last token of what an error is about.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    pub(crate) first: Span,
    pub(crate) last: Span,
}

impl From<Span> for Extent {
    fn from(span: Span) -> Self {
        Self {
            first: span,
            last: span,
        }
    }
}

impl Extent {
    /// Returns the extent of some tokens.
    pub(crate) fn of(tokens: &impl ToTokens) -> Self {
        let tokens = tokens.to_token_stream().into_iter();
        let mut spans = tokens.map(|tree| tree.span());
        let first = spans.next().unwrap_or_else(Span::call_site);
        Self {
            first,
            last: spans.last().unwrap_or(first),
        }
    }

    /// Returns the extent from the start of this one to the end of another.
    pub(crate) fn to(self, end: impl Into<Self>) -> Self {
        Self {
            last: end.into().last,
            ..self
        }
    }
}

/// The errors of a step.
#[derive(Default)]
pub(crate) struct Diagnostics {
    errors: Vec<syn::Error>,
}

impl Diagnostics {
    /// Adds an error with advice on what to write.
    pub(crate) fn error(&mut self, at: impl Into<Extent>, what: &str, help: impl AsRef<str>) {
        self.add(at.into(), &message(what, None, Some(help.as_ref())));
    }

    /// Adds an error about which no advice can be given.
    pub(crate) fn plain(&mut self, at: impl Into<Extent>, what: &str) {
        self.add(at.into(), what);
    }

    pub(crate) fn problem(&mut self, at: impl Into<Extent>, problem: &Problem) {
        let text = message(&problem.what, None, problem.help.as_deref());
        self.add(at.into(), &text);
    }

    /// Adds a finding of the checker: under the characters of the string where the compiler lets us, and else under
    /// the whole place, with the characters marked in the message.
    pub(crate) fn finding(&mut self, finding: &Finding, at: Extent, literal: Option<&LitStr>) {
        let (what, help) = (&finding.what, finding.help.as_deref());
        let Some((literal, range)) = literal.zip(finding.inside.as_ref()) else {
            return self.add(at, &message(what, None, help));
        };
        match literal::subspan(literal, range) {
            Some(span) => self.add(span.into(), &message(what, None, help)),
            None => self.add(at, &message(what, literal::drawn(literal, range), help)),
        }
    }

    /// Adds an error of syn.
    pub(crate) fn push(&mut self, error: syn::Error) {
        self.errors.push(error);
    }

    /// Takes over what another collector found.
    pub(crate) fn append(&mut self, other: Self) {
        self.errors.extend(other.errors);
    }

    fn add(&mut self, at: Extent, text: &str) {
        // Of tokens, an error takes the first and the last.
        let ends = [at.first, at.last].map(|span| TokenTree::Ident(Ident::new("_", span)));
        let ends: TokenStream = ends.into_iter().collect();
        self.push(syn::Error::new_spanned(ends, text));
    }

    /// The value of the macro, with the errors in front of it, from the first line to the last.
    ///
    /// ```text
    /// { compile_error! { … } … value }
    /// ```
    pub(crate) fn beside(self, value: TokenStream) -> TokenStream {
        if self.errors.is_empty() {
            return value;
        }
        let errors = self.into_errors();
        let errors = errors.iter().map(syn::Error::to_compile_error);
        // Bare errors in the place of an expression would cause errors about themselves.
        quote!({ #(#errors)* #value })
    }

    /// The errors from the first line to the last.
    pub(crate) fn into_errors(mut self) -> Vec<syn::Error> {
        self.errors.sort_by_key(|error| place(error.span()));
        self.errors
    }
}

/// The line and the column; nothing outside a compiler, where all are equal and keep their order.
fn place(span: Span) -> Option<(usize, usize)> {
    proc_macro::is_available().then(|| {
        let span = span.unwrap();
        (span.line(), span.column())
    })
}

/// rustc puts the first line behind `error:` and indents what follows.
fn message(what: &str, drawn: Option<String>, help: Option<&str>) -> String {
    let mut text = what.to_owned();
    for line in drawn.iter().flat_map(|drawn| drawn.lines()) {
        text.push_str("\n    ");
        text.push_str(line);
    }
    if let Some(help) = help {
        text.push_str("\nhelp: ");
        text.push_str(help);
    }
    text
}
