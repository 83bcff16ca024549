use proc_macro2::{Delimiter, Group, Ident, Span, TokenTree};
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative as _;
use syn::{ExprRepeat, Token, token};

use super::items::Kind;
use super::{Reader, at_end, bad};
use crate::ast::{List, Pair, Value};

const ITEM: Kind = Kind {
    one: "item",
    many: "items",
    begins: |_| false,
};

impl Reader<'_> {
    /// The value behind `key:`, whose absence is an error at the colon.
    pub(super) fn required(&mut self, input: ParseStream<'_>, key: &str, colon: Span) -> Value {
        if at_end(input) {
            self.diagnostics
                .plain(colon, &format!("`{key}` has no value"));
            return Value::Bad(colon);
        }
        self.value(input)
    }

    /// A value: what it is shows in its first tokens, and in what follows them.
    pub(super) fn value(&mut self, input: ParseStream<'_>) -> Value {
        let span = input.span();
        if self.attributes(input) && at_end(input) {
            return Value::Bad(span);
        }
        if let Some(fragment) = self.fragment(input) {
            return fragment;
        }
        if input.peek(token::Brace) {
            return self.map(input);
        }
        if let Some(literal) = self.literal(input) {
            return literal;
        }
        if let Some(word) = null(input) {
            return Value::Null(word);
        }
        if input.peek(token::Bracket) && ends_after_group(input) && !is_repeat(input) {
            return self.list(input);
        }
        if input.peek(token::Paren)
            && ends_after_group(input)
            && let Some(value) = self.parenthesised(input)
        {
            return value;
        }
        self.expression(input)
    }

    /// What a fragment of `macro_rules!` like `$e:expr` stands for, read as if it were written here.
    fn fragment(&mut self, input: ParseStream<'_>) -> Option<Value> {
        let ahead = input.fork();
        let group = match ahead.parse().ok()? {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => group,
            _ => return None,
        };
        // A map is no expression, and so never a fragment: braces with something in them are a block.
        let is_block = matches!(group.stream().into_iter().next(), Some(TokenTree::Group(first))
            if first.delimiter() == Delimiter::Brace && !first.stream().is_empty());
        if is_block {
            return Some(self.rust(input));
        }
        // An operand.
        if !at_end(&ahead) {
            return Some(self.expression(input));
        }
        let ((value, is_whole), found) = self.on_trial(|reader| {
            let read = |reader: &mut Reader<'_>, input: ParseStream<'_>| {
                (reader.value(input), input.is_empty())
            };
            let too_deep = (Value::Bad(group.span()), true);
            reader.inside(&group, read).unwrap_or(too_deep)
        });
        if !is_whole {
            return Some(self.rust(input));
        }
        input.advance_to(&ahead);
        self.diagnostics.append(found);
        Some(value)
    }

    fn list(&mut self, input: ParseStream<'_>) -> Value {
        let span = input.span();
        let Ok(group) = input.parse::<Group>() else {
            return bad(input, span);
        };
        match self.items(&group) {
            Some(items) => Value::List(List {
                span: group.span(),
                items,
            }),
            None => Value::Bad(group.span()),
        }
    }

    fn items(&mut self, group: &Group) -> Option<Vec<Value>> {
        self.inside(group, |reader, input| {
            let mut items = Vec::new();
            reader.each(input, &ITEM, |reader, input| {
                items.push(reader.value(input));
            });
            items
        })
    }

    /// A pair, or one of our values in parentheses; None for what is Rust: `({ … })`, tuples of other sizes.
    fn parenthesised(&mut self, input: ParseStream<'_>) -> Option<Value> {
        let ahead = input.fork();
        let group: Group = ahead.parse().ok()?;
        let (items, found) = self.on_trial(|reader| reader.items(&group));
        let Some(mut items) = items else {
            input.advance_to(&ahead);
            self.diagnostics.append(found);
            return Some(Value::Bad(group.span()));
        };
        let value = match (items.pop(), items.pop(), items.pop()) {
            (Some(Value::Map(_) | Value::Rust(_) | Value::Bad(_)), None, None) => return None,
            (Some(_), None, None) if ends_in_comma(&group) => return None,
            (Some(value), None, None) => value,
            (Some(second), Some(first), None) => Value::Pair(Box::new(Pair {
                span: group.span(),
                first,
                second,
            })),
            _ => return None,
        };
        input.advance_to(&ahead);
        self.diagnostics.append(found);
        Some(value)
    }
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
pub(super) fn continues(input: ParseStream<'_>) -> bool {
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

/// `[item; length]`, which is Rust.
fn is_repeat(input: ParseStream<'_>) -> bool {
    let semicolon = |tree| matches!(tree, TokenTree::Punct(p) if p.as_char() == ';');
    let group = input.fork().parse::<Group>();
    group.is_ok_and(|group| group.stream().into_iter().any(semicolon))
        && input.fork().parse::<ExprRepeat>().is_ok()
}

fn ends_in_comma(group: &Group) -> bool {
    let last = group.stream().into_iter().last();
    matches!(last, Some(TokenTree::Punct(p)) if p.as_char() == ',')
}
