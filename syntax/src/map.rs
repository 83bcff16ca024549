//! The rules of maps.

use alloc::format;

use crate::Problem;
use crate::text::quoted;

/// A key that says nothing.
pub fn empty_key() -> Problem {
    Problem::new(0..0, "the key of a map is not empty")
}

/// A key that an earlier entry has.
pub fn twice(key: &str) -> Problem {
    let problem = Problem::new(0..0, format!("the key `{}` is there already", quoted(key)));
    problem.help("leave one of the two out")
}

/// A map or a list as the value of `thing`, which is sent as one text.
pub fn no_single_value(thing: &str) -> Problem {
    let what = format!("the value of {thing} is a text, a number, a boolean, or `null`");
    Problem::new(0..0, what)
}
