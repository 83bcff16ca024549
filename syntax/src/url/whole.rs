//! What can't be a whole URL: no value may change where the request goes.

use crate::Problem;

/// An operator.
pub fn operator() -> Problem {
    Problem::new(
        0..0,
        "an operator takes values into the URL as they are: one could change where the request goes",
    )
}

/// A list.
pub fn list() -> Problem {
    Problem::new(0..0, "a URL is text, not a list")
}

/// A value that is taken in as it is.
pub fn raw() -> Problem {
    Problem::new(
        0..0,
        "a `Raw` value can be a part of the path or of the query, not the URL",
    )
}

/// A template whose arguments have no names.
pub fn positional() -> Problem {
    Problem::new(0..0, "a template of a URL takes no positional arguments")
        .help("write `%(kw:name)s` and `name: value`, which is escaped for its place")
}
