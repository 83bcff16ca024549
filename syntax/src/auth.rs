//! The rules of credentials.

use alloc::format;

use crate::Problem;

/// Whether a template has no substitution, and so is as much a literal as its text.
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
/// assert_eq!(problem.what, "the user name of Basic authentication can't contain a colon");
/// ```
pub fn basic_user(text: &str) -> Result<(), Problem> {
    let forbidden = |c: &char| c.is_control() || *c == ':';
    let Some((at, c)) = text.char_indices().find(|(_, c)| forbidden(c)) else {
        return Ok(());
    };
    let range = at..at + c.len_utf8();
    Err(if c == ':' {
        let what = "the user name of Basic authentication can't contain a colon";
        Problem::new(range, what).help("the password is a value of its own")
    } else {
        let what = format!(
            "the control character `{}` is not allowed in a user name",
            c.escape_default()
        );
        Problem::new(range, what).help("remove it")
    })
}
