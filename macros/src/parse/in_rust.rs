//! Words of the language inside a Rust expression, where they mean nothing.

use http_step_syntax::tree::Form;
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

use super::is_comma;
use super::step::verb;

/// A word of the language inside a Rust expression.
pub(super) struct WordInRust {
    pub(super) form: Form,
    pub(super) at: Span,
    /// Its first argument, as it is written.
    pub(super) name: String,
    pub(super) around: Around,
}

/// What a word stands in, as far as it says what to write instead.
#[derive(Clone, Copy)]
pub(super) enum Around {
    Rust,
    /// `json!(…)`
    Json,
    /// `Some(…)`
    Some,
    /// The condition of `if`, `match` or `while`.
    Condition,
}

impl WordInRust {
    pub(super) fn what(&self) -> String {
        let arguments = match self.form {
            Form::Part(part) if part.is_bare() => "",
            _ => "(…)",
        };
        let word = self.form.as_str();
        format!(
            "`{word}{arguments}` is known only when the build runs and can't be used inside a Rust expression"
        )
    }

    pub(super) fn help(&self) -> String {
        let Self { form, name, .. } = self;
        match (self.around, form) {
            (Around::Json, _) => "write the value as a map without `json!`".into(),
            (Around::Some, Form::Property) => {
                "write it alone: a property that is not set takes `default:`".into()
            }
            (Around::Some, _) => "write it alone".into(),
            (Around::Condition, _) => {
                "Rust conditions are evaluated before the build runs: use `do_step_if` for a step"
                    .into()
            }
            (_, Form::Property) => format!("in Rust code write `property({name})`"),
            (_, Form::Interpolate) => format!("in Rust code write `interpolate({name})`"),
            (_, Form::Secret) => format!("in Rust code write `secret({name})`"),
            (_, Form::Part(_)) => "compare it in a condition, or capture it".into(),
            _ => "write it alone".into(),
        }
    }
}

/// Finds each `Property(` and `Interpolate(` at any depth, but not behind `::`, and not in a step within the
/// step. The other words may well be types of the program.
pub(super) fn words_in_rust(tokens: TokenStream, around: Around, found: &mut Vec<WordInRust>) {
    let mut word = None;
    let mut before = [const { String::new() }; 2];
    let mut around_here = around;
    for tree in tokens {
        let [last_but_one, last] = &before;
        let written = match &tree {
            TokenTree::Group(group) => {
                let is_call = group.delimiter() == Delimiter::Parenthesis;
                if let Some((form, at)) = word.filter(|_| is_call) {
                    let name = group
                        .stream()
                        .into_iter()
                        .take_while(|tree| !is_comma(tree));
                    found.push(WordInRust {
                        form,
                        at,
                        name: name.collect::<TokenStream>().to_string(),
                        around: around_here,
                    });
                }
                if group.delimiter() == Delimiter::Brace {
                    around_here = around;
                }
                match (last.as_str(), last_but_one.as_str()) {
                    ("!", name) if is_ours(name) => {}
                    ("!", "json") => words_in_rust(group.stream(), Around::Json, found),
                    _ => words_in_rust(group.stream(), around_here, found),
                }
                String::new()
            }
            TokenTree::Literal(_) => String::new(),
            written => written.to_string(),
        };
        if matches!(written.as_str(), "if" | "match" | "while") {
            around_here = Around::Condition;
        }
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
