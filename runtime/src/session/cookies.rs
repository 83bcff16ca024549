//! Cookies (RFC 6265).

mod admission;
mod lifetime;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cookie_store::{Cookie, CookieStore};
use reqwest::header::{HeaderMap, SET_COOKIE};
use url::Url;

use crate::buildbot::Dialect;

/// The most cookies of one host, and in one Cookie field.
const MOST_OF_HOST: usize = 50;
/// The longest Cookie field, in bytes; the cookies of one host take no more.
const LONGEST_FIELD: usize = 8 << 10;
/// The most cookies in one jar (RFC 6265, section 6.1).
const MOST_IN_JAR: usize = 3000;

/// Cookies that steps share. A jar is a handle: clones share their cookies.
#[derive(Clone, Default)]
pub(crate) struct Jar {
    cookies: Arc<Mutex<Cookies>>,
    dialect: Dialect,
}

/// Domain, path and name.
type CookieKey = (String, String, String);

#[derive(Default)]
struct Cookies {
    store: CookieStore,
    /// When each cookie came, counted in cookies; a new value does not make it younger.
    born: HashMap<CookieKey, u64>,
    /// Those that are a name alone, which only Buildbot keeps.
    bare: HashSet<CookieKey>,
    count: u64,
}

impl Jar {
    /// The same cookies, with `Set-Cookie` read as in that dialect.
    pub(crate) fn reading(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Names and values of the cookies that go to `url`, in the order of sending: longer paths first,
    /// then older cookies first; in Buildbot those of an older domain before those of a younger one.
    pub(crate) fn cookies(&self, url: &Url) -> Vec<(String, Option<String>)> {
        let cookies = self.lock();
        let mut sent = cookies.matching(|cookie| goes_to(cookie, url));
        for (key, _) in cookies.overflow(&sent, MOST_OF_HOST) {
            sent.retain(|(kept, _)| *kept != key);
        }
        sent.sort_by_key(|(key, cookie)| {
            let of_domain = match self.dialect.groups_cookies() {
                true => cookies.age_of_domain(cookie),
                false => 0,
            };
            (std::cmp::Reverse(key.1.len()), of_domain, cookies.age(key))
        });
        let pair = |(key, cookie): (CookieKey, &Cookie<'_>)| {
            let value = (!cookies.bare.contains(&key)).then(|| cookie.value().to_owned());
            (cookie.name().to_owned(), value)
        };
        sent.into_iter().map(pair).collect()
    }

    /// Keeps the cookies that a response from `url` sets.
    pub(crate) fn store(&self, url: &Url, headers: &HeaderMap) {
        if !headers.contains_key(SET_COOKIE) {
            return;
        }
        let mut cookies = self.lock();
        for field in headers.get_all(SET_COOKIE) {
            let text = self.dialect.header_text(field.as_bytes());
            // Only bytes that come back as they were are a cookie.
            if self.dialect.header_octets(&text).as_deref() != Some(field.as_bytes()) {
                continue;
            }
            let (text, is_bare) = self.dialect.cookie_with_value(&text);
            if let Some(cookie) = admission::read(&text, url, self.dialect) {
                cookies.keep(cookie, url, is_bare);
            }
        }
        cookies.tidy();
    }

    /// Forgets all cookies.
    pub(super) fn clear(&self) {
        *self.lock() = Cookies::default();
    }

    fn lock(&self) -> MutexGuard<'_, Cookies> {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Jar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Jar({} cookies)", self.lock().born.len())
    }
}

impl Cookies {
    fn keep(&mut self, cookie: Cookie<'static>, url: &Url, is_bare: bool) {
        let sets_over = |old: &Cookie<'_>| old.name() == cookie.name() && old.domain.matches(url);
        if url.scheme() != "https"
            && !self
                .matching(|old| is_secure(old) && sets_over(old))
                .is_empty()
        {
            // What came over TLS is not set anew by whoever sits on the wire.
            return;
        }
        let key = key(&cookie);
        let domain = key.0.clone();
        if self.store.insert(cookie, url).is_err() {
            return;
        }
        if is_bare {
            self.bare.insert(key.clone());
        } else {
            self.bare.remove(&key);
        }
        self.count += 1;
        self.born.entry(key).or_insert(self.count);
        let of_domain = self.matching(|cookie| cookie.domain.as_cow().as_deref() == Some(&domain));
        for (key, _) in self.overflow(&of_domain, MOST_OF_HOST) {
            self.remove(&key);
        }
    }

    /// Removes what has expired, and the oldest where there are too many.
    fn tidy(&mut self) {
        let expired: Vec<CookieKey> = self
            .store
            .iter_any()
            .filter(|cookie| cookie.is_expired())
            .map(key)
            .collect();
        for key in expired {
            self.remove(&key);
        }
        while self.born.len() > MOST_IN_JAR {
            let oldest = self.born.iter().min_by_key(|(_, born)| **born);
            let Some(oldest) = oldest.map(|(key, _)| key.clone()) else {
                return;
            };
            self.remove(&oldest);
        }
    }

    fn remove(&mut self, key: &CookieKey) {
        self.store.remove(&key.0, &key.1, &key.2);
        self.born.remove(key);
        self.bare.remove(key);
    }

    /// The living cookies that are meant.
    fn matching(
        &self,
        is_meant: impl Fn(&Cookie<'_>) -> bool,
    ) -> Vec<(CookieKey, &Cookie<'static>)> {
        let meant = self
            .store
            .iter_unexpired()
            .filter(|cookie| is_meant(cookie));
        meant.map(|cookie| (key(cookie), cookie)).collect()
    }

    /// Of these cookies the oldest, as long as there are more than `most` or they are longer than a field.
    fn overflow(
        &self,
        cookies: &[(CookieKey, &Cookie<'static>)],
        most: usize,
    ) -> Vec<(CookieKey, usize)> {
        let mut cookies: Vec<_> = cookies
            .iter()
            .map(|(key, cookie)| (key.clone(), length(cookie)))
            .collect();
        cookies.sort_by_key(|(key, _)| std::cmp::Reverse(self.age(key)));
        let (mut count, mut bytes) = (0, 0);
        cookies.retain(|(_, length)| {
            count += 1;
            bytes += length;
            count > most || bytes > LONGEST_FIELD
        });
        cookies
    }

    /// The age of the oldest cookie with the same domain.
    fn age_of_domain(&self, cookie: &Cookie<'_>) -> u64 {
        let cookies = self.store.iter_any();
        let of_domain = cookies.filter(|other| other.domain == cookie.domain);
        let ages = of_domain.map(|other| self.age(&key(other)));
        ages.min().unwrap_or_default()
    }

    fn age(&self, key: &CookieKey) -> u64 {
        self.born.get(key).copied().unwrap_or_default()
    }
}

fn key(cookie: &Cookie<'_>) -> CookieKey {
    (
        domain_of(cookie),
        cookie.path.as_ref().to_owned(),
        cookie.name().to_owned(),
    )
}

fn domain_of(cookie: &Cookie<'_>) -> String {
    cookie.domain.as_cow().unwrap_or_default().into_owned()
}

/// What it takes in a field, with the blank and the semicolon between two.
fn length(cookie: &Cookie<'_>) -> usize {
    cookie.name().len() + "=".len() + cookie.value().len() + "; ".len()
}

fn is_secure(cookie: &Cookie<'_>) -> bool {
    cookie.secure() == Some(true)
}

/// The store would send secure cookies to loopback over http.
fn goes_to(cookie: &Cookie<'_>, url: &Url) -> bool {
    cookie.matches(url) && (!is_secure(cookie) || url.scheme() == "https")
}

#[cfg(test)]
mod tests;
