//! Rust expressions, in which words of ours mean nothing.

use http_step_syntax::Method;
use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use syn::Expr;
use syn::parse::ParseStream;

use super::{Reader, skip_to_comma};
use crate::ast::{Value, Word};

impl Reader<'_> {
    pub(super) fn rust(&mut self, input: ParseStream<'_>) -> Value {
        let span = input.span();
        self.expr(input).map_or(Value::Bad(span), Value::Rust)
    }

    /// A Rust expression; None after a report.
    pub(super) fn expr(&mut self, input: ParseStream<'_>) -> Option<Expr> {
        let start = input.fork();
        let expr = match input.parse() {
            Ok(expr) => expr,
            Err(error) => {
                self.diagnostics.push(error);
                skip_to_comma(input);
                return None;
            }
        };
        if let Some(name) = closure_of_buildbots(&expr) {
            let what = format!("`{name}` is no word of the macros");
            let help = match name.to_string().as_str() {
                "Transform" => "use `transform(closure).arg(…)`",
                _ => "use `renderer(closure).arg(…)`",
            };
            self.diagnostics.error(name.span(), &what, help);
            return None;
        }
        let is_some = called(&expr).is_some_and(|(name, _)| name == "Some");
        let mut words = Vec::new();
        words_of_ours(between(&start, input), &mut words);
        for (word, span) in &words {
            if is_some {
                self.inside_some(*word, *span);
            } else {
                self.inside_rust(*word, *span);
            }
        }
        words.is_empty().then_some(expr)
    }

    pub(super) fn inside_rust(&mut self, word: Word, span: Span) {
        self.diagnostics.plain(span, &no_rust(word));
    }

    fn inside_some(&mut self, word: Word, span: Span) {
        let help = match word {
            Word::Property => "write it alone: a property that is not set takes `default:`",
            _ => "write it alone",
        };
        self.diagnostics.error(span, &no_rust(word), help);
    }
}

fn no_rust(word: Word) -> String {
    let arguments = match word {
        Word::Part(part) if part.is_bare() => "",
        _ => "(…)",
    };
    let word = word.as_str();
    format!("`{word}{arguments}` is a value of its own, it can't stand inside a Rust expression")
}

/// The name of a function that is called, and its first argument.
fn called(expr: &Expr) -> Option<(&Ident, &Expr)> {
    match expr {
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
fn closure_of_buildbots(expr: &Expr) -> Option<&Ident> {
    let (name, argument) = called(expr)?;
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

/// Each `Property(` and `Interpolate(` at any depth, but not behind `::`, and not in a step within the
/// step. The other words may well be types of the program.
fn words_of_ours(tokens: TokenStream, found: &mut Vec<(Word, Span)>) {
    let mut word = None;
    let mut before = [const { String::new() }; 2];
    for tree in tokens {
        let [last_but_one, last] = &before;
        let written = match &tree {
            TokenTree::Group(group) => {
                let is_call = group.delimiter() == Delimiter::Parenthesis;
                found.extend(word.filter(|_| is_call));
                if last != "!" || !is_ours(last_but_one) {
                    words_of_ours(group.stream(), found);
                }
                String::new()
            }
            TokenTree::Literal(_) => String::new(),
            written => written.to_string(),
        };
        let is_path = last_but_one == ":" && last == ":";
        let ours = [Word::Property, Word::Interpolate];
        let ours = ours.into_iter().find(|word| written == word.as_str());
        word = ours.filter(|_| !is_path).map(|word| (word, tree.span()));
        let [_, last] = before;
        before = [last, written];
    }
}

fn is_ours(macro_name: &str) -> bool {
    let verb = |method: &Method| method.as_str().eq_ignore_ascii_case(macro_name);
    macro_name == "http_step" || Method::ALL.iter().any(verb)
}
