//! Texts, and what literals of other kinds are called.

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
                    .plain(other.span(), &format!("{thing} is a text"));
                None
            }
        }
    }

    /// A literal text that may not be empty.
    pub(super) fn filled(&mut self, thing: &str, text: &LitStr) -> Option<Node<'a>> {
        if text.value().is_empty() {
            self.diagnostics
                .plain(text.span(), &format!("{thing} is empty"));
            return None;
        }
        Some(Node::Text(text.value()))
    }

    /// Says that a literal is a credential; neither draws nor repeats it: a build log is the wrong place for it.
    pub(super) fn credential(&mut self, span: Span) {
        let what = "this looks like a credential, and the source is no place for one";
        let help = "keep it outside, and write `Secret(\"name\")`, or `%(secret:name)s` in an `Interpolate`";
        self.diagnostics.error(span, what, help);
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
