//! The rules of cookies that a step sends (RFC 6265, section 4.1.1).

use alloc::format;

use crate::Problem;
use crate::header::is_token;

/// Checks the name of a cookie: a token.
///
/// # Errors
///
/// Returns a problem at the first character that is not allowed in a name.
///
/// ```
/// use http_step_syntax::cookie;
///
/// assert!(cookie::name("JSESSIONID").is_ok());
/// let problem = cookie::name("a b").unwrap_err();
/// assert_eq!(problem.range, 1..2);
/// assert_eq!(problem.what, "a space is not allowed in the name of a cookie");
/// ```
pub fn name(text: &str) -> Result<(), Problem> {
    if text.is_empty() {
        let problem = Problem::whole("the name of a cookie must not be empty");
        return Err(problem.help("write a name like `theme`"));
    }
    let Some((at, c)) = text.char_indices().find(|(_, c)| !is_token(*c)) else {
        return Ok(());
    };
    let what = match c {
        ' ' => "a space is not allowed in the name of a cookie".into(),
        '\r' | '\n' => "a line break is not allowed in the name of a cookie".into(),
        c => format!(
            "`{}` is not allowed in the name of a cookie",
            c.escape_debug()
        ),
    };
    let help = match c {
        '=' => "write the name alone, and the value after the `:`",
        _ => "the name of a cookie consists of letters, digits, `-` and `_`",
    };
    Err(Problem::new(at..at + c.len_utf8(), what).help(help))
}

/// Checks the value of a cookie, which may be in double quotes as a whole.
///
/// Spaces inside and letters beyond ASCII are accepted, though the RFC has neither: services use both.
///
/// # Errors
///
/// Returns a problem at the first character that would end the value or can't be sent, or at whitespace at an end.
///
/// ```
/// use http_step_syntax::cookie;
///
/// assert!(cookie::value("dark mode").is_ok());
/// assert!(cookie::value("\"dark\"").is_ok());
/// let problem = cookie::value("dark; lang=en").unwrap_err();
/// assert_eq!(problem.range, 4..5);
/// assert_eq!(problem.what, "`;` is not allowed in the value of a cookie");
/// ```
pub fn value(text: &str) -> Result<(), Problem> {
    let unquoted = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let (start, inner) = unquoted.map_or((0, text), |inner| (1, inner));
    let forbidden = |c: char| c.is_control() || matches!(c, ';' | '"' | ',' | '\\');
    if let Some((at, c)) = inner.char_indices().find(|(_, c)| forbidden(*c)) {
        let shown = c.escape_default();
        let what = match c {
            '\r' | '\n' => "a line break is not allowed in the value of a cookie".into(),
            '"' | '\\' => format!("`{c}` is not allowed in the value of a cookie"),
            _ => format!("`{shown}` is not allowed in the value of a cookie"),
        };
        let help = match c {
            c if c.is_ascii() && !c.is_control() => {
                format!("write `%{:02X}` if the service decodes it", u32::from(c))
            }
            _ => "remove it".into(),
        };
        let at = start + at;
        return Err(Problem::new(at..at + c.len_utf8(), what).help(help));
    }
    let spaces = [
        (0..text.len() - text.trim_start().len(), "starts"),
        (text.trim_end().len()..text.len(), "ends"),
    ];
    match spaces.into_iter().find(|(range, _)| !range.is_empty()) {
        None => Ok(()),
        Some((range, side)) => {
            let what = format!("the value of a cookie {side} with whitespace");
            Err(Problem::new(range, what).help("remove it"))
        }
    }
}
