//! The rules of user names and passwords.

use alloc::format;

use crate::Problem;

/// Whether a template has no substitution, so that it is a literal.
pub fn is_literal_template(text: &str) -> bool {
    !text.contains("%(")
}

/// Checks the user name of Basic authentication (RFC 7617, section 2): what follows its first colon would be
/// the password.
///
/// # Errors
///
/// Returns a problem at the first colon or control character.
///
/// ```
/// use http_step_syntax::auth;
///
/// assert!(auth::basic_user("build bot").is_ok());
/// let problem = auth::basic_user("bot:x").unwrap_err();
/// assert_eq!(problem.range, 3..4);
/// assert_eq!(problem.what, "a colon is not allowed in the user name of Basic authentication");
/// ```
pub fn basic_user(text: &str) -> Result<(), Problem> {
    let forbidden = |c: &char| c.is_control() || *c == ':';
    let Some((at, c)) = text.char_indices().find(|(_, c)| forbidden(c)) else {
        return Ok(());
    };
    let range = at..at + c.len_utf8();
    Err(if c == ':' {
        let what = "a colon is not allowed in the user name of Basic authentication";
        Problem::new(range, what).help("write the password as the second value")
    } else {
        let what = format!(
            "the control character `{}` is not allowed in a user name",
            c.escape_default()
        );
        Problem::new(range, what).help("remove it")
    })
}
