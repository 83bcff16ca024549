//! Which cookies are taken at all.

use cookie_store::{Cookie, CookieDomain};
use url::{Host, Url};

use super::lifetime::lifetime;
use super::{LONGEST_FIELD, is_secure, length};
use crate::buildbot::Dialect;

/// The cookie of a `Set-Cookie` from `url`, if it is one that `url` may set.
pub(super) fn read(text: &str, url: &Url, dialect: Dialect) -> Option<Cookie<'static>> {
    // Refused for a domain that is not of `url`, and for what is no cookie.
    let mut cookie = Cookie::parse(text, url).ok()?.into_owned();
    // A lone dot is everybody's domain, or nobody's; the store takes it for none given.
    if cookie.domain().is_some_and(str::is_empty) {
        return None;
    }
    let is_refused = attribute(text, "domain")
        .is_some_and(|domain| !dialect.takes_cookie_domain(domain))
        || attribute(text, "path").is_some_and(|path| !dialect.takes_cookie_path(path));
    if is_refused {
        return None;
    }
    cookie.expires = lifetime(text, dialect)?;
    let has_domain = matches!(cookie.domain, CookieDomain::Suffix(_));
    if let CookieDomain::Suffix(domain) = &cookie.domain {
        let is_host = url.host_str() == Some(domain);
        let is_name = matches!(url.host(), Some(Host::Domain(_)));
        if !is_name || (is_public_suffix(domain) && is_host) {
            cookie.domain = CookieDomain::host_only(url).ok()?;
        } else if is_public_suffix(domain) {
            return None;
        }
    }
    let is_https = url.scheme() == "https";
    if (is_secure(&cookie) && !is_https) || length(&cookie) > LONGEST_FIELD {
        return None;
    }
    let begins = |prefix: &str| {
        let begin = cookie
            .name()
            .get(..prefix.len())
            .filter(|_| dialect.has_policy());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(prefix))
    };
    // Servers trust these names to say how the cookie was set (RFC 6265bis, section 4.1.3).
    let is_whole = !has_domain && cookie.path.is_from_path_attr() && cookie.path.as_ref() == "/";
    if (begins("__Secure-") && !is_secure(&cookie))
        || (begins("__Host-") && !(is_secure(&cookie) && is_whole))
    {
        return None;
    }
    Some(cookie)
}

/// The first attribute of that name as it is written, empty where it has no value.
fn attribute<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    text.split(';').skip(1).find_map(|attribute| {
        let (own, value) = attribute.split_once('=').unwrap_or((attribute, ""));
        let is_own = own.trim().eq_ignore_ascii_case(name);
        is_own.then(|| value.trim())
    })
}

/// Whether everybody can register names below this one; so it is, too, for a name of one label that the
/// list does not know.
fn is_public_suffix(domain: &str) -> bool {
    use psl::Psl;

    let domain = domain.trim_end_matches('.').to_ascii_lowercase();
    psl::List
        .suffix(domain.as_bytes())
        .is_some_and(|suffix| suffix.as_bytes() == domain.as_bytes())
}
