//! The rules of who asks, and who is trusted.

use alloc::format;

use crate::Problem;

/// A password or token that everybody reads who reads the step; `thing` is which of the two.
pub fn literal(thing: &str) -> Problem {
    let what = format!("a {thing} can't stand in the source, where everybody reads it");
    Problem::new(0..0, what)
}

/// Something else in the place of a password or token.
pub fn no_secret(thing: &str) -> Problem {
    let what = format!("a {thing} is a text that is known only when the build runs");
    Problem::new(0..0, what)
}

/// A scheme with another number of values than it takes: a token, or a user and a password.
pub fn values(scheme: &str, taken: usize) -> Problem {
    let values = if taken == 1 {
        "one value"
    } else {
        "two values"
    };
    Problem::new(0..0, format!("`{scheme}` takes {values}"))
}

/// Trust in whoever answers, in words that don't say so.
pub fn no_verification() -> Problem {
    let what = "`verify: false` trusts whoever answers, and does not say so";
    Problem::new(0..0, what)
}

/// Whether a template has nothing to put in, and so is as much a literal as its text.
pub fn is_literal_template(text: &str) -> bool {
    !text.contains("%(")
}

/// Checks the user name of Basic authentication (RFC 7617, section 2): what follows its first colon would be
/// the password.
///
/// # Errors
///
/// A problem at the first colon or control character.
///
/// ```
/// use http_step_syntax::auth;
///
/// assert!(auth::basic_user("build bot").is_ok());
/// let problem = auth::basic_user("bot:x").unwrap_err();
/// assert_eq!(problem.range, 3..4);
/// assert_eq!(problem.what, "the user name of Basic authentication can't have a colon");
/// ```
pub fn basic_user(text: &str) -> Result<(), Problem> {
    let forbidden = |c: &char| c.is_control() || *c == ':';
    let Some((at, c)) = text.char_indices().find(|(_, c)| forbidden(c)) else {
        return Ok(());
    };
    let range = at..at + c.len_utf8();
    Err(if c == ':' {
        let what = "the user name of Basic authentication can't have a colon";
        Problem::new(range, what).help("write `(\"user\", Secret(\"password\"))`")
    } else {
        let what = format!(
            "the control character `{}` can't stand in a user name",
            c.escape_default()
        );
        Problem::new(range, what).help("leave it out")
    })
}
