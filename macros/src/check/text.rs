//! Texts, and what literals of other kinds are called.

use http_step_syntax::{header, text};
use proc_macro2::Span;
use syn::{Lit, LitStr};

use super::{Node, Step};
use crate::ast::{Literal, Value};

impl<'a> Step<'a, '_> {
    /// A text that is a part of a value, and not empty where it is a literal.
    pub(super) fn part_text(&mut self, thing: &str, value: &'a Value) -> Option<Node<'a>> {
        match value {
            Value::Literal(Literal {
                lit: Lit::Str(text),
                ..
            }) => self.filled(thing, text),
            Value::Rust(_) | Value::Call(_) | Value::Operation(_) | Value::Bad(_) => {
                self.node(value)
            }
            other => {
                self.diagnostics
                    .problem(other.span(), &text::no_text(thing));
                None
            }
        }
    }

    /// A literal text that may not be empty.
    pub(super) fn filled(&mut self, thing: &str, literal: &LitStr) -> Option<Node<'a>> {
        let written = literal.value();
        if let Err(problem) = text::filled(thing, &written) {
            self.diagnostics.problem(literal.span(), &problem);
            return None;
        }
        Some(Node::Text(written))
    }

    /// Says that a literal is a credential; neither draws nor repeats it: a build log is the wrong place for it.
    pub(super) fn credential(&mut self, span: Span) {
        let help = "keep it outside, and write `Secret(\"name\")`, or `%(secret:name)s` in an `Interpolate`";
        self.diagnostics
            .problem(span, &header::credential().help(help));
    }
}

/// What a literal is called in a message.
pub(super) fn kind(lit: &Lit) -> &'static str {
    match lit {
        Lit::Str(_) => "a text",
        Lit::ByteStr(_) => "bytes",
        Lit::CStr(_) => "a C string",
        Lit::Byte(_) => "a byte",
        Lit::Char(_) => "a character",
        Lit::Int(_) => "an integer",
        Lit::Float(_) => "a float",
        Lit::Bool(_) => "a boolean",
        _ => "this literal",
    }
}
