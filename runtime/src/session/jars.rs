use std::sync::{Mutex, MutexGuard, PoisonError};

use super::cookies::Jar;

/// The most jars with names. Names may be made up for each build, and a session lives as long as its process.
const MOST_JARS: usize = 256;

/// The jars of a session.
#[derive(Default)]
pub(super) struct Jars(Mutex<JarTable>);

#[derive(Default)]
struct JarTable {
    /// The jar that all steps share.
    shared: Jar,
    /// Those with names, the one that was used last at the end.
    named: Vec<(String, Jar)>,
}

impl Jars {
    /// The jar of that name, or the one that all steps share.
    pub(super) fn get(&self, name: Option<&str>) -> Jar {
        let mut state = self.lock();
        let Some(name) = name else {
            return state.shared.clone();
        };
        let named = &mut state.named;
        let used = match named.iter().position(|(other, _)| other == name) {
            Some(index) => named.remove(index),
            None => (name.to_owned(), Jar::default()),
        };
        if named.len() == MOST_JARS {
            named.remove(0);
        }
        let jar = used.1.clone();
        named.push(used);
        jar
    }

    /// Forgets all cookies, also in the jars that are still held.
    pub(super) fn close(&self) {
        let JarTable { shared, named } = std::mem::take(&mut *self.lock());
        let named = named.into_iter().map(|(_, jar)| jar);
        named.chain([shared]).for_each(|jar| jar.clear());
    }

    fn lock(&self) -> MutexGuard<'_, JarTable> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderMap, HeaderValue, SET_COOKIE};
    use url::Url;

    use super::*;

    fn url() -> Url {
        Url::parse("http://h/").unwrap()
    }

    fn fill(jar: &Jar) {
        let field = (SET_COOKIE, HeaderValue::from_static("a=1"));
        jar.store(&url(), &HeaderMap::from_iter([field]));
    }

    fn is_filled(jar: &Jar) -> bool {
        !jar.cookies(&url()).is_empty()
    }

    #[test]
    fn of_too_many_jars_the_one_that_was_not_used_for_longest_goes() {
        let jars = Jars::default();
        for name in [None, Some("kept"), Some("left")] {
            fill(&jars.get(name));
        }
        for number in 0..1_000 {
            jars.get(Some(&number.to_string()));
            assert!(is_filled(&jars.get(Some("kept"))), "{number}");
        }
        assert!(is_filled(&jars.get(None)));
        assert!(!is_filled(&jars.get(Some("left"))));
        assert_eq!(jars.lock().named.len(), MOST_JARS);
    }

    #[test]
    fn closing_forgets_all_jars_and_their_cookies() {
        let jars = Jars::default();
        let held = [jars.get(None), jars.get(Some("a"))];
        held.iter().for_each(fill);
        jars.close();
        assert!(!held.iter().any(is_filled));
        assert!(jars.lock().named.is_empty());
    }
}
