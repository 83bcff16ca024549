//! Expressions as data: rendering is pure and total, and what they use and how they are written is known
//! before it.
#![cfg(test)]

#[path = "expressions/arbitrary.rs"]
mod arbitrary;
#[path = "expressions/by_hand.rs"]
mod by_hand;
#[path = "expressions/checks.rs"]
mod checks;
#[path = "expressions/deep.rs"]
mod deep;
#[path = "expressions/dependencies.rs"]
mod dependencies;
#[path = "expressions/json.rs"]
mod json;
#[path = "expressions/json_mistakes.rs"]
mod json_mistakes;
