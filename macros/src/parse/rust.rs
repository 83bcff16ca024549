//! Rust expressions, in which words of the language mean nothing.

use http_step_syntax::tree::{Call, Form, Node, Value};
use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use syn::Expr;
use syn::parse::ParseStream;

use super::Reader;
use super::step::verb;
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
        words_of_ours(between(&start, input), Around::Rust, &mut words);
        if words.is_empty() {
            return self.opaque(at, expression);
        }
        for mut word in words {
            if is_some {
                word.around = Around::Some;
            }
            self.diagnostics
                .error(word.at, &no_rust(word.form), word.help());
        }
        self.bad(at)
    }

    /// Reports a form that stands where only Rust can.
    pub(super) fn form_in_rust(&mut self, call: &Call) {
        let name = match call.args.first().map(|name| &name.value) {
            Some(Value::Text(name)) => format!("{name:?}"),
            _ => "…".to_owned(),
        };
        let word = WordInRust {
            form: call.form,
            at: self.places.extent(call.at).first,
            name,
            around: Around::Rust,
        };
        self.diagnostics
            .error(word.at, &no_rust(word.form), word.help());
    }
}

/// A word of the language inside a Rust expression.
struct WordInRust {
    form: Form,
    at: Span,
    /// Its first argument, as it is written.
    name: String,
    around: Around,
}

/// What a word stands in, as far as it says what to write instead.
#[derive(Clone, Copy)]
enum Around {
    Rust,
    /// `json!(…)`
    Json,
    /// `Some(…)`
    Some,
}

impl WordInRust {
    fn help(&self) -> String {
        let Self { form, name, .. } = self;
        match (self.around, form) {
            (Around::Json, _) => "write the value as a map without `json!`".into(),
            (Around::Some, Form::Property) => {
                "write it alone: a property that is not set takes `default:`".into()
            }
            (Around::Some, _) => "write it alone".into(),
            (_, Form::Property) => {
                format!("`property({name})` is the same expression as a Rust value")
            }
            (_, Form::Interpolate) => {
                format!("`interpolate({name})` is the same expression as a Rust value")
            }
            (_, Form::Secret) => format!("`secret({name})` is the same expression as a Rust value"),
            (_, Form::Part(_)) => "write it alone on its side of a condition".into(),
            _ => "write it alone".into(),
        }
    }
}

fn no_rust(form: Form) -> String {
    let arguments = match form {
        Form::Part(part) if part.is_bare() => "",
        _ => "(…)",
    };
    let word = form.as_str();
    format!(
        "`{word}{arguments}` is known only when the build runs and can't be used inside a Rust expression"
    )
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

/// Each `Property(` and `Interpolate(` at any depth, but not behind `::`, and not in a step within the
/// step. The other words may well be types of the program.
fn words_of_ours(tokens: TokenStream, around: Around, found: &mut Vec<WordInRust>) {
    let mut word = None;
    let mut before = [const { String::new() }; 2];
    for tree in tokens {
        let [last_but_one, last] = &before;
        let written = match &tree {
            TokenTree::Group(group) => {
                let is_call = group.delimiter() == Delimiter::Parenthesis;
                if let Some((form, at)) = word.filter(|_| is_call) {
                    let name = group.stream().into_iter().next();
                    found.push(WordInRust {
                        form,
                        at,
                        name: name.map_or_else(|| "…".to_owned(), |name| name.to_string()),
                        around,
                    });
                }
                match (last.as_str(), last_but_one.as_str()) {
                    ("!", name) if is_ours(name) => {}
                    ("!", "json") => words_of_ours(group.stream(), Around::Json, found),
                    _ => words_of_ours(group.stream(), around, found),
                }
                String::new()
            }
            TokenTree::Literal(_) => String::new(),
            written => written.to_string(),
        };
        let is_path = last_but_one == ":" && last == ":";
        let ours = [Form::Property, Form::Interpolate];
        let ours = ours.into_iter().find(|form| written == form.as_str());
        word = ours.filter(|_| !is_path).map(|form| (form, tree.span()));
        let [_, last] = before;
        before = [last, written];
    }
}

fn is_ours(macro_name: &str) -> bool {
    macro_name == "http_step" || verb(macro_name).is_some()
}
