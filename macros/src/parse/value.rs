use http_step_syntax::tree::{Node, Value};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenTree};
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative as _;
use syn::{ExprRepeat, Token, token};

use super::items::Kind;
use super::{Reader, at_end, is_comma};

const ITEM: Kind = Kind {
    one: "a value",
    many: "items",
    begins: |_| false,
};

impl Reader<'_> {
    /// The value behind `key:`, whose absence is an error at the colon.
    pub(super) fn required(&mut self, input: ParseStream<'_>, key: &str, colon: Span) -> Node {
        if at_end(input) {
            self.diagnostics
                .plain(colon, &format!("missing value for `{key}`"));
            return self.bad(colon);
        }
        self.value(input)
    }

    /// A value: what it is shows in its first tokens, and in what follows them.
    pub(super) fn value(&mut self, input: ParseStream<'_>) -> Node {
        let span = input.span();
        if self.attributes(input) && at_end(input) {
            return self.bad(span);
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
            return self.node(word.span(), Value::Null);
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
    fn fragment(&mut self, input: ParseStream<'_>) -> Option<Node> {
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
            let read = reader.inside(&group, read);
            read.unwrap_or_else(|| (reader.bad(group.span()), true))
        });
        if !is_whole {
            return Some(self.rust(input));
        }
        input.advance_to(&ahead);
        self.diagnostics.append(found);
        Some(value)
    }

    fn list(&mut self, input: ParseStream<'_>) -> Node {
        let span = input.span();
        let Ok(group) = input.parse::<Group>() else {
            return self.skipped(input, span);
        };
        let value = self.items(&group).map_or(Value::Bad, Value::List);
        self.node(group.span(), value)
    }

    fn items(&mut self, group: &Group) -> Option<Vec<Node>> {
        self.inside(group, |reader, input| {
            let mut items = Vec::new();
            reader.each(input, &ITEM, |reader, input| {
                items.push(reader.value(input));
            });
            items
        })
    }

    /// A tuple, or a value in parentheses; none for what is Rust: `({ … })`, `(value,)`.
    fn parenthesised(&mut self, input: ParseStream<'_>) -> Option<Node> {
        let ahead = input.fork();
        let group: Group = ahead.parse().ok()?;
        let (items, found) = self.on_trial(|reader| reader.items(&group));
        let node = match items {
            None => self.bad(group.span()),
            Some(items) if items.len() > 1 => self.node(group.span(), Value::Tuple(items)),
            Some(items) => {
                let is_rust = ends_in_comma(&group) || items.iter().all(can_be_rust);
                items.into_iter().next().filter(|_| !is_rust)?
            }
        };
        input.advance_to(&ahead);
        self.diagnostics.append(found);
        Some(node)
    }
}

/// Whether a value in parentheses is read again as an expression.
fn can_be_rust(node: &Node) -> bool {
    matches!(
        node.value,
        Value::Map(_) | Value::Word(_) | Value::Opaque(_) | Value::Bad
    )
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
    last.is_some_and(|tree| is_comma(&tree))
}
