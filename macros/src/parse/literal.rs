//! Literals that are whole values.

use http_step_syntax::tree::Node;
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative as _;
use syn::{Lit, Token};

use super::value::continues;
use super::{Context, Reader};
use crate::diagnostics::Extent;
use crate::rust_only;

impl Reader<'_> {
    /// A literal that is the whole value; `"a".len()` is a Rust expression.
    pub(super) fn literal(&mut self, input: ParseStream<'_>) -> Option<Node> {
        let ahead = input.fork();
        let minus = ahead.parse::<Option<Token![-]>>().ok()?;
        let lit: Lit = ahead.parse().ok()?;
        let fits = minus.is_none() || matches!(lit, Lit::Int(_) | Lit::Float(_));
        // What follows a literal without a comma is a missing comma, unless it goes on as an expression.
        if !fits || continues(&ahead) {
            return None;
        }
        input.advance_to(&ahead);
        let last = lit.span();
        let first = minus.as_ref().map_or(last, |minus| minus.span);
        Some(self.literal_node(Extent { first, last }, minus.is_some(), lit))
    }

    /// The node of a literal with its sign.
    pub(super) fn literal_node(&mut self, at: Extent, is_negative: bool, lit: Lit) -> Node {
        let value = match self.context {
            Context::Statuses => rust_only::status(is_negative, &lit),
            Context::Value | Context::Response => rust_only::literal(is_negative, &lit),
        };
        match value {
            Ok(value) => Node {
                at: match lit {
                    Lit::Str(text) => self.places.add_literal(at, text),
                    _ => self.places.add(at),
                },
                value,
            },
            Err(problem) => {
                self.diagnostics.problem(at, &problem);
                self.bad(at)
            }
        }
    }
}
