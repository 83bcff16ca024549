use http_step_syntax::key::Key;

/// Values by key, in the order of the table of keys.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct KeyMap<T>(Vec<(Key, T)>);

impl<T> KeyMap<T> {
    pub(crate) fn get(&self, key: Key) -> Option<&T> {
        let index = self.index(key).ok()?;
        self.0.get(index).map(|(_, value)| value)
    }

    /// Sets the value of a key, in place of an earlier one.
    pub(crate) fn insert(&mut self, key: Key, value: T) {
        match self.index(key) {
            Ok(index) => {
                if let Some((_, earlier)) = self.0.get_mut(index) {
                    *earlier = value;
                }
            }
            Err(index) => self.0.insert(index, (key, value)),
        }
    }

    pub(crate) fn remove(&mut self, key: Key) -> Option<T> {
        let index = self.index(key).ok()?;
        Some(self.0.remove(index).1)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (Key, &T)> {
        self.0.iter().map(|(key, value)| (*key, value))
    }

    /// Returns where a key is, or where it would be.
    fn index(&self, key: Key) -> Result<usize, usize> {
        self.0.binary_search_by_key(&key, |(key, _)| *key)
    }
}

impl<T> Default for KeyMap<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}
