//! `{ 200 | 502..=504 | timeout => SUCCESS, _ => FAILURE }`

use http_step_syntax::tree::{Arm, Node, Value};
use proc_macro2::{Group, Span, TokenStream, TokenTree};
use syn::parse::ParseStream;
use syn::{Lit, Token};

use super::items::Kind;
use super::{Context, Reader, at_end, is_bad, skip_to_comma, within};

const ARM: Kind = Kind {
    one: "an arm",
    many: "arms",
    begins: |input| input.peek(Lit) || input.peek(Token![_]),
};

const AS_AN_ARM: &str = "write `200 => SUCCESS`, or `200 | 404 => SUCCESS`";

impl Reader<'_> {
    pub(super) fn arms(&mut self, input: ParseStream<'_>) -> Node {
        let span = input.span();
        let Ok(group) = input.parse::<Group>() else {
            return self.skipped(input, span);
        };
        let mut arms = Vec::new();
        let read = self.inside(&group, |reader, input| {
            reader.each(input, &ARM, |reader, input| {
                arms.extend(reader.arm(input));
            });
        });
        let value = read.map_or(Value::Bad, |()| Value::Arms(arms));
        self.node(group.span(), value)
    }

    fn arm(&mut self, input: ParseStream<'_>) -> Option<Arm> {
        let start = input.span();
        let mut members = vec![self.member(input)];
        while let Ok(bar) = input.parse::<Token![|]>() {
            if ends_member(input) {
                let what = "expected a status or a failure after `|`";
                self.diagnostics.error(bar.span, what, AS_AN_ARM);
                continue;
            }
            members.push(self.member(input));
        }
        let arrow = if let Ok(arrow) = input.parse::<Token![=>]>() {
            arrow.spans.into_iter().next().unwrap_or(start)
        } else if let Some((at, written)) = other_arrow(input) {
            let what = format!("expected `=>`, found `{written}`");
            let help = format!("write `=>` instead of `{written}`");
            self.diagnostics.error(at, &what, help);
            at
        } else {
            if !members.iter().any(is_bad) {
                let what = "missing `=>` and a result";
                self.diagnostics.error(start, what, AS_AN_ARM);
            }
            skip_to_comma(input);
            return None;
        };
        if at_end(input) {
            self.diagnostics
                .error(arrow, "missing result after `=>`", AS_AN_ARM);
            return None;
        }
        let result = self.value(input);
        Some(Arm { members, result })
    }

    /// A status, a range, a failure, `_`; read like a value.
    fn member(&mut self, input: ParseStream<'_>) -> Node {
        let span = input.span();
        let mut tokens = Vec::new();
        // The `=` of `..=` and the second `:` of `::` are no ends.
        let goes_on = |last: Option<&TokenTree>| {
            let is_end = at_end(input) || input.peek(Token![=>]) || input.peek(Token![|]);
            last.is_some_and(is_begun) && !is_end
        };
        while !ends_member(input) || goes_on(tokens.last()) {
            match input.parse::<TokenTree>() {
                Ok(tree) => tokens.push(tree),
                Err(_) => break,
            }
        }
        if tokens.is_empty() {
            let what = "expected a status or a failure";
            self.diagnostics.error(span, what, AS_AN_ARM);
            return self.bad(span);
        }
        self.in_context(Context::Statuses, |reader| {
            reader.member_of(tokens.into_iter().collect(), span)
        })
    }

    fn member_of(&mut self, tokens: TokenStream, span: Span) -> Node {
        let read = |input: ParseStream<'_>| {
            let node = self.value(input);
            if !input.is_empty() && !is_bad(&node) {
                let what = "expected `|` or `=>`";
                self.diagnostics.error(input.span(), what, AS_AN_ARM);
                return Ok(self.bad(span));
            }
            Ok(node)
        };
        within(tokens, span, read).unwrap_or_else(|_| self.bad(span))
    }
}

fn is_begun(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Punct(punct) if ".:".contains(punct.as_char()))
}

fn ends_member(input: ParseStream<'_>) -> bool {
    let is_equals = input.peek(Token![=]) && !input.peek(Token![==]);
    let is_colon = input.peek(Token![:]) && !input.peek(Token![::]);
    at_end(input)
        || input.peek(Token![|])
        || input.peek(Token![=>])
        || is_equals
        || is_colon
        || input.peek(Token![->])
}

fn other_arrow(input: ParseStream<'_>) -> Option<(Span, &'static str)> {
    let at = input.span();
    let written = if input.parse::<Token![:]>().is_ok() {
        ":"
    } else if input.parse::<Token![->]>().is_ok() {
        "->"
    } else if input.parse::<Token![=]>().is_ok() {
        "="
    } else {
        return None;
    };
    Some((at, written))
}
