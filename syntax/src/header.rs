//! The rules of header fields: names, values, and literals that look like credentials.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use crate::Problem;

/// Checks the name of a field: a token (RFC 9110, section 5.1).
///
/// # Errors
///
/// Returns a problem at the first character that is not allowed in a name, with the name that was probably meant.
///
/// ```
/// use http_step_syntax::header;
///
/// assert!(header::name("X-Request-Id").is_ok());
/// let problem = header::name("Content Type").unwrap_err();
/// assert_eq!(problem.range, 7..8);
/// assert_eq!(problem.what, "a space is not allowed in a header name");
/// assert_eq!(problem.help.as_deref(), Some("write `Content-Type`"));
/// ```
pub fn name(text: &str) -> Result<(), Problem> {
    if text.is_empty() {
        return Err(
            Problem::whole("the name of a header field must not be empty")
                .help("write a name like `Accept`"),
        );
    }
    let Some((at, c)) = text.char_indices().find(|(_, c)| !is_token(*c)) else {
        return Ok(());
    };
    let what = match c {
        ' ' => "a space is not allowed in a header name".into(),
        ':' => "a colon is not allowed in a header name".into(),
        '\r' | '\n' => "a line break is not allowed in a header name".into(),
        c => format!("`{}` is not allowed in a header name", c.escape_debug()),
    };
    let help = match probable_name(text) {
        Some(name) => format!("write `{name}`"),
        None => "a header name consists of letters, digits and `-`".into(),
    };
    Err(Problem::new(at..at + c.len_utf8(), what).help(help))
}

/// Checks the name of a field that a step may send.
///
/// # Errors
///
/// Returns the problem of [`name`], or one with the name as a whole where the transport sets the field; the range of
/// that is empty.
pub fn own_name(text: &str) -> Result<(), Problem> {
    name(text)?;
    if is_transport_owned(text) {
        let what = format!("`{text}` can't be set: the transport sets it");
        return Err(Problem::whole(what).help("remove the field"));
    }
    Ok(())
}

/// Whether the character may be part of a token (RFC 9110, section 5.6.2).
pub(crate) fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}

/// Returns the name before a colon, its words joined by `-`. What follows the colon may be secret and is not shown,
/// and a word that does not look like a part of a name may be a value.
fn probable_name(text: &str) -> Option<String> {
    let name = text.split_once(':').map_or(text, |(name, _)| name);
    let words = name.split(|c: char| c.is_whitespace() || matches!(c, '\u{2010}'..='\u{2015}'));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    if words.len() > 1 && !words.iter().all(|word| is_word(word)) {
        return None;
    }
    let name = words.join("-");
    (!name.is_empty() && name.chars().all(is_token)).then_some(name)
}

/// Whether the word looks like a part of a name, and is not an authentication scheme, which a credential follows.
fn is_word(word: &str) -> bool {
    const SCHEMES: [&str; 3] = ["Basic", "Bearer", "Digest"];
    let is_scheme = |scheme: &&str| scheme.eq_ignore_ascii_case(word);
    let is_letter = |byte: u8| byte.is_ascii_alphabetic() || byte == b'-';
    word.bytes().all(is_letter) && !SCHEMES.iter().any(is_scheme)
}

/// Checks the value of a field (RFC 9110, section 5.5). Letters beyond ASCII are sent as UTF-8.
///
/// # Errors
///
/// Returns a problem at the first line break or other control character; only tabs are allowed.
///
/// ```
/// use http_step_syntax::header;
///
/// assert!(header::value("text/html; q=0.5").is_ok());
/// let problem = header::value("a\r\nX-Evil: b").unwrap_err();
/// assert_eq!(problem.range, 1..3);
/// assert_eq!(problem.what, "a line break is not allowed in a header value");
/// ```
pub fn value(text: &str) -> Result<(), Problem> {
    let forbidden = |c: &char| c.is_ascii_control() && *c != '\t';
    let Some((at, c)) = text.char_indices().find(|(_, c)| forbidden(c)) else {
        return Ok(());
    };
    Err(if matches!(c, '\r' | '\n') {
        let rest = text.get(at..).unwrap_or_default();
        let length = if rest.starts_with("\r\n") { 2 } else { 1 };
        let what = "a line break is not allowed in a header value";
        let problem = Problem::new(at..at + length, what);
        problem.help("write the value on one line")
    } else {
        let what = format!(
            "the control character `{}` is not allowed in a header value",
            c.escape_debug()
        );
        Problem::new(at..at + c.len_utf8(), what).help("remove it")
    })
}

/// Whether the transport sets the field itself.
///
/// ```
/// use http_step_syntax::header;
///
/// assert!(header::is_transport_owned("content-length"));
/// assert!(!header::is_transport_owned("Content-Type"));
/// ```
pub fn is_transport_owned(name: &str) -> bool {
    const OWNED: [&str; 9] = [
        "Host",
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Proxy-Connection",
        "Keep-Alive",
        "Upgrade",
        "TE",
        "Trailer",
    ];
    OWNED.iter().any(|owned| owned.eq_ignore_ascii_case(name))
}

/// Whether the name says that the value is a credential.
///
/// ```
/// use http_step_syntax::header;
///
/// assert!(header::is_credential("Authorization"));
/// assert!(header::is_credential("X-Gitlab-Token"));
/// assert!(!header::is_credential("Accept"));
/// assert!(!header::is_credential("Idempotency-Key")); // it opens nothing
/// ```
pub fn is_credential(name: &str) -> bool {
    const PARTS: [&str; 14] = [
        "auth",
        "authorization",
        "token",
        "secret",
        "key",
        "apikey",
        "password",
        "passwd",
        "credential",
        "credentials",
        "session",
        "signature",
        "sig",
        "jwt",
    ];
    let is = |known: &str| name.eq_ignore_ascii_case(known);
    let is_part = |part: &[u8]| {
        let mut known = PARTS.iter().map(|known| known.as_bytes());
        known.any(|known| part.eq_ignore_ascii_case(known))
    };
    let parts = name.as_bytes().split(|byte| matches!(byte, b'-' | b'_'));
    let has_part = parts.into_iter().any(is_part);
    let opens_nothing = || is("Idempotency-Key") || is("idempotency_key");
    has_part && !opens_nothing() || is("Cookie") || is("Set-Cookie")
}

/// Returns the bytes of a value that look like a credential, which belongs in a `Secret` and not in a literal.
///
/// Credentials are what follows the scheme in `Authorization` and `Proxy-Authorization`, a token with the prefix of
/// a well-known service, and a JWT.
///
/// ```
/// use http_step_syntax::header;
///
/// assert_eq!(header::credential_in("Authorization", "Bearer abc"), Some(7..10));
/// assert_eq!(header::credential_in("X-Note", "id=ghp_0123"), Some(3..11));
/// assert_eq!(header::credential_in("X-Commit", "9fceb02d0ae598e95dc970b74767f19372d61af8"), None);
/// ```
pub fn credential_in(name: &str, value: &str) -> Option<Range<usize>> {
    authorization(name, value).or_else(|| {
        let tokens = |(at, rest)| Some(at..at + prefixed(rest).or_else(|| jwt(rest))?);
        words(value).find_map(tokens)
    })
}

/// Returns the credentials after a scheme and spaces (RFC 9110, section 11.4).
fn authorization(name: &str, value: &str) -> Option<Range<usize>> {
    const NAMES: [&str; 2] = ["Authorization", "Proxy-Authorization"];
    if !NAMES.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return None;
    }
    let value = value.trim_end();
    let (_, token) = value.trim_start().split_once([' ', '\t'])?;
    Some(value.len() - token.trim_start().len()..value.len())
}

/// Returns the rest of the text from the start of each word on: `highs_` does not contain `ghs_`.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut inside = false;
    text.char_indices().filter_map(move |(at, c)| {
        let before = core::mem::replace(&mut inside, c.is_ascii_alphanumeric());
        let rest = text.get(at..).filter(|_| inside && !before)?;
        Some((at, rest))
    })
}

/// Returns the length of a token of GitHub, GitLab or Slack at the start of the text.
fn prefixed(text: &str) -> Option<usize> {
    const PREFIXES: [&str; 5] = ["ghp_", "gho_", "ghs_", "github_pat_", "glpat-"];
    let slack = || {
        text.strip_prefix("xox")?
            .strip_prefix(|c: char| c.is_ascii_alphanumeric())?
            .strip_prefix('-')
    };
    let body = PREFIXES
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))
        .or_else(slack)?;
    Some(text.len() - body.len() + base64url(body)?)
}

/// Returns the length of a JWT at the start of the text: three parts, the first of which is `{"…` encoded (RFC 7519).
fn jwt(text: &str) -> Option<usize> {
    let header = text.starts_with("eyJ").then(|| base64url(text))??;
    let payload = text.get(header..)?.strip_prefix('.')?;
    let signature = payload.get(base64url(payload)?..)?.strip_prefix('.')?;
    Some(text.len() - signature.len() + base64url(signature)?)
}

/// Returns the number of base64url characters at the start; none where there are none.
fn base64url(text: &str) -> Option<usize> {
    let foreign = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_');
    let length = text.find(foreign).unwrap_or(text.len());
    (length > 0).then_some(length)
}
