//! What expansions of the macros name, and nothing else.

#[path = "private/editor.rs"]
pub mod editor;

pub use http_step_macros::expand;

pub use crate::expr::{IntoExpr, IntoSeconds};

use bytes::Bytes;

use crate::expr::Expr;
use crate::json;
use crate::step::HttpStep;
use crate::value::{IntoMap, Value};

/// The step that a macro wrote down, with its Rust expressions in the order of writing.
#[must_use]
pub fn step(text: &str, args: &mut [Expr]) -> HttpStep {
    match json::step_of_macro(text, args) {
        Some(step) => step,
        // The two packages of a release are pinned to each other, and no text of a user's gets here.
        None => unreachable!("the macro wrote a step that can't be read"),
    }
}

/// A byte string literal.
#[must_use]
pub fn bytes(bytes: &'static [u8]) -> Expr {
    Expr::Value(Value::Bytes(Bytes::from_static(bytes)))
}

/// A flag of a step.
#[must_use]
pub fn flag(flag: bool) -> Expr {
    Expr::Value(Value::Bool(flag))
}

/// A map that is taken in with `..map`.
#[must_use]
pub fn map(map: impl IntoMap) -> Expr {
    Expr::Value(Value::Map(map.into_map()))
}
