//! Expressions as data: rendering is pure and total, and what they use and how they are written is known
//! before it.
#![cfg(test)]

#[path = "expressions/arbitrary.rs"]
mod arbitrary;
#[path = "expressions/json.rs"]
mod json;
#[path = "expressions/uses.rs"]
mod uses;
