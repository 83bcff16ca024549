use proc_macro2::{Group, Ident, Span, TokenTree};
use syn::parse::discouraged::Speculative as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Expr, Lit, Token, token};

use super::{at_end, bad, end_of_item, map, property};
use crate::ast::{List, Literal, Pair, Value};
use crate::diagnostics::Diagnostics;

/// The value behind `key:`, whose absence is an error at the colon.
pub(super) fn required(
    input: ParseStream<'_>,
    key: &Ident,
    colon: Span,
    diagnostics: &mut Diagnostics,
) -> Value {
    if at_end(input) {
        diagnostics.plain(colon, &format!("`{key}` has no value"));
        return Value::Bad(colon);
    }
    value(input, diagnostics)
}

/// A value: what it is shows in its first tokens, and in what follows them.
pub(super) fn value(input: ParseStream<'_>, diagnostics: &mut Diagnostics) -> Value {
    if input.peek(token::Brace) {
        return map::map(input, diagnostics);
    }
    if let Some(literal) = literal(input) {
        return Value::Literal(literal);
    }
    if let Some(word) = null(input) {
        return Value::Null(word);
    }
    if property::is_next(input) {
        return property::property(input, diagnostics);
    }
    if input.peek(token::Bracket) && ends_after_group(input) {
        return list(input, diagnostics);
    }
    if input.peek(token::Paren)
        && ends_after_group(input)
        && let Some(value) = parenthesised(input, diagnostics)
    {
        return value;
    }
    rust(input, diagnostics)
}

fn rust(input: ParseStream<'_>, diagnostics: &mut Diagnostics) -> Value {
    let span = input.span();
    match input.parse::<Expr>() {
        Ok(expr) => Value::Rust(expr),
        Err(error) => {
            diagnostics.push(error);
            bad(input, span)
        }
    }
}

/// A literal that is the whole value; `"a".len()` is a Rust expression.
fn literal(input: ParseStream<'_>) -> Option<Literal> {
    let ahead = input.fork();
    let minus = ahead.parse::<Option<Token![-]>>().ok()?;
    let lit: Lit = ahead.parse().ok()?;
    let fits = minus.is_none() || matches!(lit, Lit::Int(_) | Lit::Float(_));
    // What follows a literal without a comma is a missing comma, unless it goes on as an expression.
    if !fits || continues(&ahead) {
        return None;
    }
    input.advance_to(&ahead);
    Some(Literal {
        minus: minus.map(|minus| minus.span),
        lit,
    })
}

fn null(input: ParseStream<'_>) -> Option<Ident> {
    let ahead = input.fork();
    let word: Ident = ahead.parse().ok()?;
    if word == "null" && at_end(&ahead) {
        return input.parse().ok();
    }
    None
}

/// Whether a finished operand goes on: a method call, an index, `?`, an operator.
fn continues(input: ParseStream<'_>) -> bool {
    let operator =
        |tree: TokenTree| matches!(tree, TokenTree::Punct(p) if !",;:".contains(p.as_char()));
    input.peek(token::Bracket)
        || input.peek(token::Paren)
        || input.peek(Token![as])
        || input.fork().parse::<TokenTree>().is_ok_and(operator)
}

fn ends_after_group(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    ahead.parse::<Group>().is_ok() && !continues(&ahead)
}

fn list(input: ParseStream<'_>, diagnostics: &mut Diagnostics) -> Value {
    let span = input.span();
    match input.parse::<Group>() {
        Ok(group) => Value::List(List {
            span: group.span(),
            items: items(&group, diagnostics),
        }),
        Err(_) => bad(input, span),
    }
}

fn items(group: &Group, diagnostics: &mut Diagnostics) -> Vec<Value> {
    let items = |input: ParseStream<'_>| {
        let mut items = Vec::new();
        while !input.is_empty() {
            items.push(value(input, diagnostics));
            end_of_item(input, "items", diagnostics);
        }
        Ok(items)
    };
    items.parse2(group.stream()).unwrap_or_default()
}

/// A pair, or a dsl value in parentheses; None for what is Rust: `({ … })`, tuples of other sizes.
fn parenthesised(input: ParseStream<'_>, diagnostics: &mut Diagnostics) -> Option<Value> {
    let ahead = input.fork();
    let group: Group = ahead.parse().ok()?;
    let mut found = Diagnostics::default();
    let mut items = items(&group, &mut found);
    let value = match (items.pop(), items.pop(), items.pop()) {
        (Some(value @ Value::Property(_)), None, None) => value,
        (Some(second), Some(first), None) => Value::Pair(Box::new(Pair {
            span: group.span(),
            first,
            second,
        })),
        _ => return None,
    };
    input.advance_to(&ahead);
    diagnostics.append(found);
    Some(value)
}
