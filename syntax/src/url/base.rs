//! The base of a URL template: the value that sets the origin and the beginning of the path.

use alloc::vec;
use alloc::vec::Vec;

use super::literal::{Url, check};
use crate::Problem;

/// Checks the base of a URL template: a whole URL without a query, so that a path can follow it.
///
/// # Errors
///
/// All problems that do not follow from one another, in the order of their places.
///
/// ```
/// use http_step_syntax::url::check_base;
///
/// assert!(check_base("https://ghe.example.com/api/v3").is_ok());
/// let problems = check_base("https://example.com/?page=").unwrap_err();
/// assert_eq!(problems[0].what, "a query is not allowed in the base of a URL");
/// ```
pub fn check_base(text: &str) -> Result<Url, Vec<Problem>> {
    let url = check(text)?;
    let Some(query) = &url.query else {
        return Ok(url);
    };
    let what = "a query is not allowed in the base of a URL";
    let problem = Problem::new(query.start - 1..query.end, what);
    Err(vec![problem.help(
        "write the query after the substitution, as in `%(kw:base)s/path?name=value`",
    )])
}
