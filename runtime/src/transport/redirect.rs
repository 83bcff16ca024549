//! Destination and method of a redirect (RFC 9110, section 15.4).

use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{Method, StatusCode};
use url::Url;

use crate::buildbot::Dialect;
use crate::error::RenderError;
use crate::redact::{self, Redactor};

/// What the transport can send, in bytes.
const LONGEST_URL: usize = u16::MAX as usize - 1;

/// The longest Location in an error, in characters.
const SHOWN: usize = 80;

/// Whether a response with that status is a redirect that may be followed; 300, 304 and 305 are not.
pub(super) fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// Whether the redirected request has the body of the first one.
pub(super) fn keeps_body(status: StatusCode) -> bool {
    matches!(status.as_u16(), 307 | 308)
}

/// The method of the next request, as `requests` changes it.
pub(super) fn next_method(status: StatusCode, method: &Method) -> Method {
    match status.as_u16() {
        302 | 303 if method != Method::HEAD => Method::GET,
        301 if method == Method::POST => Method::GET,
        _ => method.clone(),
    }
}

/// Where a redirect leads.
#[derive(Debug, PartialEq)]
pub(super) enum Destination {
    /// Nowhere: in Buildbot, a redirect without Location is the last response.
    ThisResponse,
    /// To a URL with http or https.
    Url(Url),
}

/// Why a redirect is not followed.
#[derive(Debug, PartialEq)]
pub(super) enum Refusal {
    /// It is invalid: a failure `redirect`.
    Redirect(String),
    /// It would disclose a secret: a failure `refused_by_policy`.
    Policy(String),
    /// An exception, as in Buildbot.
    Exception(RenderError),
}

impl From<&str> for Refusal {
    fn from(why: &str) -> Self {
        Self::Redirect(why.to_owned())
    }
}

/// Reads the Location of a response from `from`.
pub(super) fn destination(
    from: &Url,
    headers: &HeaderMap,
    dialect: Dialect,
    redactor: &Redactor,
) -> Result<Destination, Refusal> {
    let strict = dialect.has_policy();
    let locations: Vec<_> = headers.get_all(LOCATION).iter().collect();
    let location = match locations.as_slice() {
        [] if strict => return Err("it has no Location".into()),
        [] => return Ok(Destination::ThisResponse),
        [location] => location.as_bytes().to_vec(),
        [first, rest @ ..] if strict => {
            if rest.iter().any(|other| other != first) {
                return Err("it has several Locations".into());
            }
            first.as_bytes().to_vec()
        }
        several => {
            let several = several.iter().map(|location| location.as_bytes());
            several.collect::<Vec<_>>().join(&b", "[..])
        }
    };
    if location.is_empty() {
        return match strict {
            true => Err("its Location is empty".into()),
            false => Ok(Destination::ThisResponse),
        };
    }
    let unusable = |why: &str| {
        let why = format!("its Location {why}: {}", show_location(&location, redactor));
        match strict {
            true => Refusal::Redirect(why),
            false => Refusal::Exception(RenderError::new(format!("the redirect: {why}"))),
        }
    };
    let text = std::str::from_utf8(&location).map_err(|_| unusable("is not valid UTF-8"))?;
    let quoted = dialect.quoted_location(text, from).ok();
    let url = quoted.and_then(|text| from.join(&text).ok());
    let url = url.ok_or_else(|| unusable("is not a valid URL"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(unusable("has a scheme other than http and https"));
    }
    if url.as_str().len() > LONGEST_URL {
        return Err(unusable("is too long"));
    }
    if strict && from.scheme() == "https" && url.scheme() == "http" {
        return Err("it leads from https to http".into());
    }
    if url.origin() != from.origin() && redactor.contains_named_secret(url.as_str()) {
        let why = "it would take a secret to another origin";
        return Err(Refusal::Policy(why.to_owned()));
    }
    Ok(Destination::Url(url))
}

/// The beginning of a Location, redacted, as one line.
fn show_location(location: &[u8], redactor: &Redactor) -> String {
    let text = String::from_utf8_lossy(location);
    let text = redactor.apply(&text);
    let text = redact::url(&text);
    let mut shown: String = redact::one_line(&text).chars().take(SHOWN).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(dialect: Dialect, from: &str, locations: &[&[u8]]) -> Result<Destination, Refusal> {
        let mut headers = HeaderMap::new();
        for location in locations {
            headers.append(LOCATION, location.to_vec().try_into().unwrap());
        }
        let mut redactor = Redactor::default();
        redactor.learn([("token", "canary-4f1e"), ("HIDDEN", "lang-en")].into_iter());
        destination(&Url::parse(from).unwrap(), &headers, dialect, &redactor)
    }

    #[test]
    fn methods_change_as_requests_changes_them() {
        let table = [
            (301, "POST", "GET"),
            (301, "PUT", "PUT"),
            (301, "DELETE", "DELETE"),
            (302, "POST", "GET"),
            (302, "DELETE", "GET"),
            (302, "HEAD", "HEAD"),
            (303, "PUT", "GET"),
            (303, "HEAD", "HEAD"),
            (307, "POST", "POST"),
            (308, "PATCH", "PATCH"),
        ];
        for (status, before, after) in table {
            let status = StatusCode::from_u16(status).unwrap();
            let before = Method::from_bytes(before.as_bytes()).unwrap();
            assert_eq!(next_method(status, &before), after, "{status} {before}");
        }
        let redirects =
            (100..600).filter(|&status| is_redirect(StatusCode::from_u16(status).unwrap()));
        assert_eq!(redirects.collect::<Vec<_>>(), [301, 302, 303, 307, 308]);
    }

    #[test]
    fn locations_are_resolved() {
        let table: [(&[u8], &str); 10] = [
            (b"/b?q=1", "http://h:1/b?q=1"),
            (b"b/../c", "http://h:1/a/c"),
            (b"?q", "http://h:1/a/x?q"),
            (b"//other/x", "http://other/x"),
            (b"https://h:1/x#frag", "https://h:1/x#frag"),
            (b"http://user:pw@h:1/x", "http://user:pw@h:1/x"),
            ("/b c/é?q=é".as_bytes(), "http://h:1/b%20c/%C3%A9?q=%C3%A9"),
            (b"/%0D%0AX-Injected:1", "http://h:1/%0D%0AX-Injected:1"),
            (b"http://trusted:443@evil/", "http://trusted:443@evil/"),
            (b"HTTP://H:1/", "http://h:1/"),
        ];
        for (location, expected) in table {
            for dialect in [Dialect::Native, Dialect::Buildbot] {
                let target = of(dialect, "http://h:1/a/x", &[location]);
                let expected = Url::parse(expected).unwrap();
                assert_eq!(target, Ok(Destination::Url(expected)));
            }
        }
    }

    #[test]
    fn what_leads_nowhere_is_refused_or_as_in_buildbot() {
        let long = format!("/{}", "a".repeat(70_000));
        let table: [(&[&[u8]], &str); 8] = [
            (&[], "it has no Location"),
            (&[b""], "its Location is empty"),
            (&[b"https://"], "its Location is not a valid URL: https://"),
            (
                &[b"http://h:99999/"],
                "its Location is not a valid URL: http://h:99999/",
            ),
            (
                &[b"file:///etc/passwd"],
                "its Location has a scheme other than http and https: file:///etc/passwd",
            ),
            (
                &[b"data:text/plain,canary-4f1e\t"],
                "its Location has a scheme other than http and https: data:text/plain,<token>\t",
            ),
            (&[b"/\xff"], "its Location is not valid UTF-8: /\u{fffd}"),
            (
                &[long.as_bytes()],
                &format!("its Location is too long: /{}…", "a".repeat(79)),
            ),
        ];
        for (locations, why) in table {
            assert_eq!(
                of(Dialect::Native, "http://h/", locations),
                Err(Refusal::Redirect(why.to_owned()))
            );
            match of(Dialect::Buildbot, "http://h/", locations) {
                Ok(Destination::ThisResponse) => {
                    assert!(why.contains("no Location") || why.contains("empty"))
                }
                Err(Refusal::Exception(error)) => assert!(error.to_string().ends_with(why)),
                other => panic!("{other:?}"),
            }
        }
        // To Python a URL of that scheme without a host is the page itself.
        let nowhere: [&[u8]; 1] = [b"http://"];
        assert!(of(Dialect::Native, "http://h/", &nowhere).is_err());
        let same = Url::parse("http://h/").unwrap();
        assert_eq!(
            of(Dialect::Buildbot, "http://h/", &nowhere),
            Ok(Destination::Url(same))
        );
        let two: [&[u8]; 2] = [b"/a", b"/b"];
        assert!(of(Dialect::Native, "http://h/", &two).is_err());
        let joined = Url::parse("http://h/a,%20/b").unwrap();
        assert_eq!(
            of(Dialect::Buildbot, "http://h/", &two),
            Ok(Destination::Url(joined))
        );
    }

    #[test]
    fn https_does_not_fall_to_http_but_in_buildbot() {
        let down: [&[u8]; 1] = [b"http://h/"];
        assert!(of(Dialect::Native, "https://h/", &down).is_err());
        assert!(of(Dialect::Buildbot, "https://h/", &down).is_ok());
    }

    #[test]
    fn a_secret_does_not_go_to_another_origin() {
        for (location, leaves) in [
            ("http://other/?t=canary-4f1e", true),
            ("http://other/?t=%63%61%6E%61%72%79%2D%34%66%31%65", true),
            ("http://h:2/canary-4f1e", true),
            ("http://h/canary-4f1e", false),
            ("http://other/lang-en", false),
        ] {
            let target = of(Dialect::Native, "http://h/", &[location.as_bytes()]);
            assert_eq!(
                matches!(target, Err(Refusal::Policy(_))),
                leaves,
                "{location}"
            );
        }
    }
}
