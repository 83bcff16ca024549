//! What is no condition, and no part of an response.

use alloc::format;

use super::Part;
use crate::json_path::Path;
use crate::{Problem, cookie, header};

impl Part {
    /// Checks the path or name of a part; a regular expression is to be parsed by who can.
    ///
    /// # Errors
    ///
    /// The first problem.
    pub fn check(self, argument: &str) -> Result<(), Problem> {
        match self {
            Self::Json => Path::parse(argument).map(drop),
            Self::Header => header::name(argument),
            Self::Cookie => cookie::name(argument),
            _ => Ok(()),
        }
    }

    /// A part in the place of a condition.
    pub fn alone(self) -> Problem {
        let what = format!("`{}` alone is no condition", self.as_str());
        Problem::new(0..0, what)
    }

    /// A part that a property can't be set to.
    pub fn no_capture(self) -> Problem {
        Problem::new(0..0, format!("`{}` can't be captured", self.as_str()))
    }
}

/// Something else in the place of a condition.
pub fn no_condition() -> Problem {
    Problem::new(0..0, "this is no condition on the response")
}

/// A part on either side.
pub fn two_parts() -> Problem {
    Problem::new(
        0..0,
        "two parts of an response can't be compared with each other",
    )
}

/// Something else in the place of a part.
pub fn no_part() -> Problem {
    Problem::new(0..0, "this is no part of the response")
}

/// Checks how many groups there are to take the match of.
///
/// # Errors
///
/// For any number but one; the range of the problem is empty.
pub fn one_group(groups: usize) -> Result<(), Problem> {
    let help = match groups {
        1 => return Ok(()),
        0 => "write parentheses around what is meant: `id=(.*)`",
        _ => "write `(?:…)` for groups that are not meant",
    };
    let what = format!("`matches` takes what one group matches, and this has {groups} groups");
    Err(Problem::new(0..0, what).help(help))
}
