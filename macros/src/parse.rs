//! Tokens → tree. Reports what can't be read, skips to the next comma and goes on.

mod arms;
mod condition;
mod expression;
mod field;
mod form;
mod in_rust;
mod items;
mod literal;
mod map;
mod name;
mod opaque;
mod operand;
mod options;
mod rust;
mod step;
mod value;
pub(crate) mod words;

use http_step_syntax::tree::{Node, Step, Value};
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser as _};
use syn::{Ident, Token, parenthesized};

use crate::diagnostics::{Diagnostics, Extent};
use crate::places::Places;
use crate::rust_only;

pub(crate) use name::named;

/// A call of one of the macros.
pub(crate) struct Call {
    /// The path of the runtime crate, from its `macro_rules!` front.
    pub(crate) runtime: TokenStream,
    pub(crate) step: Step,
    pub(crate) places: Places,
}

/// Reads `($crate) name field, …`; fails only where the front of the runtime is not what it should be.
pub(crate) fn call(tokens: TokenStream, diagnostics: &mut Diagnostics) -> syn::Result<Call> {
    let mut places = Places::default();
    let mut reader = Reader {
        diagnostics,
        places: &mut places,
        depth: 0,
        context: Context::Value,
    };
    let (runtime, step) = within(tokens, Span::call_site(), |input| {
        let runtime: Group = input.parse()?;
        let name: Ident = input.parse()?;
        Ok((runtime.stream(), reader.step(&name, input)))
    })?;
    Ok(Call {
        runtime,
        step,
        places,
    })
}

/// Reads a step, or a part of it.
struct Reader<'d> {
    diagnostics: &'d mut Diagnostics,
    places: &'d mut Places,
    depth: usize,
    context: Context,
}

/// What a value is read for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Context {
    Value,
    /// Statuses and failures, among which ranges stand.
    Statuses,
    /// A response, of whose parts the words are.
    Response,
}

impl Reader<'_> {
    /// Reads what stands in a group; none, after a report, where that is too deep.
    fn inside<T>(
        &mut self,
        group: &Group,
        read: impl FnOnce(&mut Reader<'_>, ParseStream<'_>) -> T,
    ) -> Option<T> {
        if self.depth == rust_only::DEEPEST {
            let problem = rust_only::too_deep();
            self.diagnostics.problem(group.span_open(), &problem);
            return None;
        }
        let mut inner = Reader {
            diagnostics: self.diagnostics,
            places: self.places,
            depth: self.depth + 1,
            context: self.context,
        };
        let read = |input: ParseStream<'_>| Ok(read(&mut inner, input));
        within(group.stream(), group.span(), read).ok()
    }

    /// Reads on trial; what is found wrong comes back beside what was read.
    fn on_trial<T>(&mut self, read: impl FnOnce(&mut Reader<'_>) -> T) -> (T, Diagnostics) {
        let mut found = Diagnostics::default();
        let mut reader = Reader {
            diagnostics: &mut found,
            places: self.places,
            depth: self.depth,
            context: self.context,
        };
        (read(&mut reader), found)
    }

    fn in_context<T>(&mut self, context: Context, read: impl FnOnce(&mut Self) -> T) -> T {
        let outside = std::mem::replace(&mut self.context, context);
        let result = read(self);
        self.context = outside;
        result
    }

    fn node(&mut self, at: impl Into<Extent>, value: Value) -> Node {
        Node {
            at: self.places.add(at),
            value,
        }
    }

    /// A value that has been reported.
    fn bad(&mut self, at: impl Into<Extent>) -> Node {
        self.node(at, Value::Bad)
    }

    /// Skips a value that can't be read, after that has been reported.
    fn skipped(&mut self, input: ParseStream<'_>, at: Span) -> Node {
        skip_to_comma(input);
        self.bad(at)
    }
}

fn is_bad(node: &Node) -> bool {
    node.value == Value::Bad
}

/// Reads tokens to their end. An error about the end points at the last of them, where syn alone would take
/// the whole call.
fn within<T>(
    tokens: TokenStream,
    empty: Span,
    read: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    let last = tokens.clone().into_iter().last();
    let mut group = Group::new(Delimiter::Parenthesis, tokens);
    group.set_span(last.map_or(empty, |last| last.span()));
    let read = |input: ParseStream<'_>| {
        let content;
        parenthesized!(content in input);
        let result = read(&content);
        skip(&content, |_| false);
        result
    };
    read.parse2(TokenTree::from(group).into())
}

fn skip(input: ParseStream<'_>, until: impl Fn(ParseStream<'_>) -> bool) {
    while !input.is_empty() && !until(input) {
        let _ = input.parse::<TokenTree>();
    }
}

fn skip_to_comma(input: ParseStream<'_>) {
    skip(input, |input| input.peek(Token![,]));
}

/// Whether what has been read is all there is before the next comma.
pub(crate) fn at_end(input: ParseStream<'_>) -> bool {
    input.is_empty() || input.peek(Token![,])
}

fn is_comma(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ',')
}
