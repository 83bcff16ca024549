//! The field Cookie (RFC 6265, section 5.4).

use http_step_syntax::key::Key;
use reqwest::header::HeaderValue;

use crate::buildbot::Dialect;
use crate::error::RenderError;

/// What the jar has for the URL, and the cookies of the request alone; in Buildbot one of these may be a
/// name without a value. None where there is no cookie.
pub(super) fn field(
    of_jar: &[(String, Option<String>)],
    own: &[(String, Option<String>)],
    own_come_first: bool,
    dialect: Dialect,
) -> Result<Option<HeaderValue>, RenderError> {
    let (first, then) = if own_come_first {
        (own, of_jar)
    } else {
        (of_jar, own)
    };
    let pair = |(name, value): &(String, Option<String>)| match value {
        Some(value) => format!("{name}={value}"),
        None => name.clone(),
    };
    let pairs: Vec<_> = first.iter().chain(then).map(pair).collect();
    if pairs.is_empty() {
        return Ok(None);
    }
    let text = pairs.join("; ");
    let octets = dialect.header_octets(&text);
    let value = octets.and_then(|octets| HeaderValue::from_bytes(&octets).ok());
    let mut value = value.ok_or_else(|| {
        RenderError::new("the cookies do not fit into a header field").within(Key::Cookies)
    })?;
    value.set_sensitive(true);
    Ok(Some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_sent_in_their_order() {
        let of_jar = [("a".to_owned(), Some("1".to_owned()))];
        let own = [
            ("a".to_owned(), Some("é".to_owned())),
            ("b".to_owned(), None),
        ];
        let sent = |of_jar, own_come_first, dialect| {
            let value = field(of_jar, &own, own_come_first, dialect);
            value.unwrap().unwrap().as_bytes().to_vec()
        };
        let native = Dialect::Native;
        assert_eq!(sent(&of_jar, false, native), "a=1; a=é; b".as_bytes());
        assert_eq!(sent(&of_jar, true, native), "a=é; b; a=1".as_bytes());
        assert_eq!(sent(&[], false, Dialect::Buildbot), b"a=\xe9; b");
        assert_eq!(field(&[], &[], false, native), Ok(None));
        let broken = [("a".to_owned(), Some("1\r\n".to_owned()))];
        assert!(field(&[], &broken, false, native).is_err());
    }
}
