//! The rules of locks.

use alloc::format;

use crate::Problem;

/// A lock that the step holds already.
pub fn twice(name: &str) -> Problem {
    let problem = Problem::new(0..0, format!("the lock `{name}` is there already"));
    problem.help("leave one of the two out")
}
