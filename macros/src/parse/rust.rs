//! Rust expressions, in which words of the language mean nothing.

use http_step_syntax::tree::{Call, Node, Value};
use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::Expr;
use syn::parse::ParseStream;

use super::Reader;
use super::in_rust::{Around, WordInRust, words_in_rust};
use crate::diagnostics::Extent;

impl Reader<'_> {
    /// A Rust expression.
    pub(super) fn rust(&mut self, input: ParseStream<'_>) -> Node {
        let start = input.fork();
        let first = input.span();
        let expression: Expr = match input.parse() {
            Ok(expression) => expression,
            Err(error) => {
                self.diagnostics.push(error);
                return self.skipped(input, first);
            }
        };
        let last = input.cursor().prev_span();
        let at = Extent { first, last };
        if let Some(name) = closure_of_buildbots(&expression) {
            let what = format!("`{name}` is not a word of the macros");
            let help = match name.to_string().as_str() {
                "Transform" => "use `transform(closure).arg(…)`",
                _ => "use `renderer(closure).arg(…)`",
            };
            self.diagnostics.error(name.span(), &what, help);
            return self.bad(at);
        }
        let is_some = called(&expression).is_some_and(|(name, _)| name == "Some");
        let mut words = Vec::new();
        words_in_rust(between(&start, input), Around::Rust, &mut words);
        if words.is_empty() {
            return self.opaque(at, expression);
        }
        for mut word in words {
            if is_some {
                word.around = Around::Some;
            }
            self.diagnostics.error(word.at, &word.what(), word.help());
        }
        self.bad(at)
    }

    /// Reports a form that stands in a Rust expression.
    pub(super) fn form_in_rust(&mut self, call: &Call, outer: &Node) {
        let expression = match &outer.value {
            Value::Opaque(opaque) => self.places.expression(opaque.index),
            _ => None,
        };
        let around = match expression {
            Some(Expr::If(_) | Expr::Match(_) | Expr::While(_)) => Around::Condition,
            _ => Around::Rust,
        };
        let name = match call.args.first().map(|name| &name.value) {
            Some(Value::Text(name)) => format!("{name:?}"),
            _ => "…".to_owned(),
        };
        let word = WordInRust {
            form: call.form,
            at: self.places.extent(call.at).first,
            name,
            around,
        };
        self.diagnostics.error(word.at, &word.what(), word.help());
    }
}

/// The name of a function that is called, and its first argument.
fn called(expression: &Expr) -> Option<(&Ident, &Expr)> {
    match expression {
        Expr::Call(call) => match call.func.as_ref() {
            Expr::Path(path) => Some((path.path.get_ident()?, call.args.first()?)),
            _ => None,
        },
        // `Transform(…).arg(…)`
        Expr::MethodCall(call) => called(&call.receiver),
        _ => None,
    }
}

/// `Transform(|…| …)` and `Renderer(|…| …)`, as they would be written after Buildbot.
fn closure_of_buildbots(expression: &Expr) -> Option<&Ident> {
    let (name, argument) = called(expression)?;
    let is_buildbots = name == "Transform" || name == "Renderer";
    (is_buildbots && matches!(argument, Expr::Closure(_))).then_some(name)
}

fn between(start: ParseStream<'_>, end: ParseStream<'_>) -> TokenStream {
    let mut trees = Vec::new();
    while start.cursor() < end.cursor() {
        match start.parse::<TokenTree>() {
            Ok(tree) => trees.push(tree),
            Err(_) => break,
        }
    }
    trees.into_iter().collect()
}
