//! The rules of proxies: which requests are sent through one, and its address.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::piece::Piece;
use crate::text::quoted;
use crate::{Problem, nearest, url as url_rules};

/// The keys without a host.
const KEYS: [&str; 4] = ["http", "https", "all", NO_PROXY];
/// The schemes of keys with a host.
const SCHEMES: [&str; 3] = ["http", "https", "all"];

/// The key whose value is not a proxy, but the hosts that are reached without one.
pub const NO_PROXY: &str = "no_proxy";

const ADDRESS: &str = "write an address like `http://proxy.example.com:3128`";

/// Checks a key of `proxies`, as `requests` has them: a scheme, `all`, either of them with a host, or `no_proxy`.
///
/// # Errors
///
/// Returns a problem at what is not such a key, with the nearest one.
///
/// ```
/// use http_step_syntax::proxy;
///
/// assert!(proxy::key("https").is_ok() && proxy::key("https://ci.example.com").is_ok());
/// let problem = proxy::key("HTTPS").unwrap_err();
/// assert_eq!(problem.help.as_deref(), Some("did you mean `https`?"));
/// ```
pub fn key(text: &str) -> Result<(), Problem> {
    if KEYS.contains(&text) {
        return Ok(());
    }
    let (scheme, rest) = Piece::new(text).split_before(|c| c == ':');
    match rest.after("://") {
        Some(host) if SCHEMES.contains(&scheme.text()) => key_host(host),
        Some(_) => Err(unknown_scheme(scheme, &SCHEMES)),
        None => Err(unknown_scheme(Piece::new(text), &KEYS)),
    }
}

fn unknown_scheme(scheme: Piece<'_>, known: &[&str]) -> Problem {
    let name = scheme.text();
    let problem = scheme.problem(format!("unknown scheme `{}`", quoted(name).escape_debug()));
    match nearest(name, known.iter().copied()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(
            "write `http`, `https`, `all`, `no_proxy`, or a scheme with a host: `https://example.com`",
        ),
    }
}

/// Checks the host of a key. Requests are matched by scheme and host, never by port or path.
fn key_host(host: Piece<'_>) -> Result<(), Problem> {
    const SCHEME: &str = "http://";
    let start = host.range().start;
    let text = format!("{SCHEME}{}", host.text());
    let parts = url_rules::check(&text).map_err(|problems| {
        let first = problems.into_iter().next();
        let problem = first.unwrap_or_else(|| host.problem("invalid host"));
        let place = |at: usize| (at + start).saturating_sub(SCHEME.len()).max(start);
        Problem {
            range: place(problem.range.start)..place(problem.range.end),
            ..problem
        }
    })?;
    let (_, rest) = host.split_at(parts.host.end - SCHEME.len());
    if rest.is_empty() {
        return Ok(());
    }
    let problem = rest.problem("a key of `proxies` is a scheme with a host, without port and path");
    Err(problem.help("remove it"))
}

/// Checks the URL of a proxy: http or https, and with a user name at most, without a password.
///
/// # Errors
///
/// Returns all problems, in the order of their places. None of them quotes what may be a password.
///
/// ```
/// use http_step_syntax::proxy;
///
/// assert!(proxy::url("http://bot@proxy.example.com:3128").is_ok());
/// let problems = proxy::url("socks5://proxy.example.com").unwrap_err();
/// assert_eq!(problems[0].what, "SOCKS proxies are not supported");
/// let problems = proxy::url("http://bot:hunter2@proxy.example.com").unwrap_err();
/// assert_eq!(problems[0].range, 11..18);
/// ```
pub fn url(text: &str) -> Result<(), Vec<Problem>> {
    let whole = Piece::new(text);
    if text.trim().is_empty() {
        let empty = whole.problem("the URL of a proxy must not be empty");
        return Err([empty.help(format!("{ADDRESS}, or `null`"))].into());
    }
    let foreign = |c: char| !c.is_ascii_alphanumeric() && !"+-.".contains(c);
    let (_, address) = whole.split_before(|c| !c.is_whitespace());
    let (scheme, tail) = address.split_before(foreign);
    if scheme.text().to_ascii_lowercase().starts_with("socks") && tail.after(":").is_some() {
        let socks = scheme.problem("SOCKS proxies are not supported");
        return Err(
            [socks.help("write the address of an HTTP proxy: `http://…` or `https://…`")].into(),
        );
    }
    let rest = tail.after("://");
    let (authority, _) = rest
        .unwrap_or(whole)
        .split_before(|c| matches!(c, '/' | '\\' | '?' | '#'));
    // The last `@` ends the userinfo (WHATWG, authority state).
    let userinfo = authority
        .text()
        .rfind('@')
        .map(|at| authority.split_at(at).0);
    let mut problems: Vec<_> = userinfo.and_then(password).into_iter().collect();
    match rest {
        Some(_) => problems.extend(without_userinfo(text, userinfo)),
        None => problems.push(no_scheme(whole, userinfo)),
    }
    problems.sort_by_key(|problem| problem.range.start);
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

fn password(userinfo: Piece<'_>) -> Option<Problem> {
    let (_, password) = userinfo.split_once(':')?;
    if password.is_empty() {
        return None;
    }
    let problem = password.problem("this literal looks like a credential");
    Some(problem.help("keep credentials out of the source: write `http://user:%(secret:name)s@proxy.example.com:3128` in a template"))
}

/// Checks the URL without its user name, which is not allowed in other URLs.
fn without_userinfo(text: &str, userinfo: Option<Piece<'_>>) -> Vec<Problem> {
    let cut = userinfo.map_or(0..0, |userinfo| {
        let range = userinfo.range();
        range.start..range.end + 1
    });
    let before = text.get(..cut.start).unwrap_or_default();
    let after = text.get(cut.end..).unwrap_or_default();
    let bare: String = [before, after].concat();
    let problems = url_rules::check(&bare).err().into_iter().flatten();
    let moved = problems.map(|mut problem| {
        if problem.range.start >= cut.start {
            problem.range.start += cut.len();
            problem.range.end += cut.len();
        }
        problem
    });
    moved.collect()
}

fn no_scheme(whole: Piece<'_>, userinfo: Option<Piece<'_>>) -> Problem {
    let (start, _) = whole.split_at(0);
    let problem = start.problem("missing scheme");
    let text = whole.text().trim_start_matches('/');
    let with_scheme = format!("http://{text}");
    if userinfo.is_none() && url_rules::check(&with_scheme).is_ok() {
        problem.help(format!(
            "write `{}`",
            url_rules::without_query(&with_scheme)
        ))
    } else {
        problem.help(ADDRESS)
    }
}
