//! Keys of dicts: which can be one, and which are one.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::compare::equal;
use super::type_name;
use crate::buildbot::number::Number;
use crate::error::RenderError;
use crate::value::Value;

/// Entries while they are put together: of keys that are alike (`1`, `True` and `1.0`) the first one
/// stays, in its place, with the last value.
#[derive(Debug, Default)]
pub(crate) struct Dict {
    entries: Vec<(Value, Value)>,
    places: Places,
}

impl Dict {
    /// # Errors
    ///
    /// For a list or a dict as key.
    pub(in crate::buildbot) fn insert(
        &mut self,
        key: Value,
        value: Value,
    ) -> Result<(), RenderError> {
        let hash = hash(&key)?;
        match self.places.find(hash, &key, &self.entries) {
            Some(place) => {
                if let Some(entry) = self.entries.get_mut(place) {
                    entry.1 = value;
                }
            }
            None => {
                self.places.add(hash, self.entries.len());
                self.entries.push((key, value));
            }
        }
        Ok(())
    }

    /// A map where all keys are text.
    pub(in crate::buildbot) fn into_value(self) -> Value {
        if !self
            .entries
            .iter()
            .all(|(key, _)| matches!(key, Value::String(_)))
        {
            return Value::Dict(self.entries);
        }
        let named = self
            .entries
            .into_iter()
            .filter_map(|(key, value)| match key {
                Value::String(name) => Some((name, value)),
                _ => None,
            });
        Value::Map(named.collect())
    }
}

/// Where the keys of entries are, by hash, so that many keys do not take the square of their time.
#[derive(Debug, Default)]
pub(super) struct Places(HashMap<u64, Vec<usize>>);

impl Places {
    pub(super) fn of(entries: &[(Value, Value)]) -> Self {
        let mut places = Self::default();
        for (place, (key, _)) in entries.iter().enumerate() {
            if let Ok(hash) = hash(key) {
                places.add(hash, place);
            }
        }
        places
    }

    fn add(&mut self, hash: u64, place: usize) {
        self.0.entry(hash).or_default().push(place);
    }

    fn find(&self, hash: u64, key: &Value, entries: &[(Value, Value)]) -> Option<usize> {
        let is_key = |place: &usize| {
            let entry = entries.get(*place);
            entry.is_some_and(|(known, _)| equal(known, key))
        };
        self.0.get(&hash)?.iter().copied().find(is_key)
    }

    /// The value of a key among the entries that these are the places of.
    pub(super) fn get<'v>(&self, key: &Value, entries: &'v [(Value, Value)]) -> Option<&'v Value> {
        let place = self.find(hash(key).ok()?, key, entries)?;
        entries.get(place).map(|(_, value)| value)
    }
}

/// A number that is the same for equal values.
///
/// # Errors
///
/// For what cannot be a key: lists, dicts, and tuples with such in them.
pub(super) fn hash(value: &Value) -> Result<u64, RenderError> {
    let mut hasher = DefaultHasher::new();
    feed(value, &mut hasher)?;
    Ok(hasher.finish())
}

fn feed(value: &Value, hasher: &mut DefaultHasher) -> Result<(), RenderError> {
    match (Number::of(value), value) {
        (Some(number), _) => match number.to_integer() {
            Some(integer) => integer.hash(hasher),
            None => number.to_float().to_bits().hash(hasher),
        },
        (None, Value::String(text)) => text.hash(hasher),
        (None, Value::Bytes(bytes)) => bytes.hash(hasher),
        (None, Value::Tuple(items)) => {
            items.len().hash(hasher);
            return items.iter().try_for_each(|item| feed(item, hasher));
        }
        (None, Value::List(_) | Value::Map(_) | Value::Dict(_)) => {
            let kind = type_name(value);
            return Err(RenderError::new(format!("a {kind} cannot be a key")));
        }
        (None, Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_)) => {
            0_u8.hash(hasher);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::IntoValue;

    fn dict(entries: Vec<(Value, Value)>) -> Result<Value, RenderError> {
        let mut dict = Dict::default();
        for (key, value) in entries {
            dict.insert(key, value)?;
        }
        Ok(dict.into_value())
    }

    #[test]
    fn of_keys_that_are_alike_the_first_stays_with_the_last_value() {
        let tuple = |item: Value| Value::Tuple(vec![item]);
        let entries = vec![
            (1.into_value(), "a".into_value()),
            ("1".into_value(), "b".into_value()),
            (true.into_value(), "c".into_value()),
            (1.0.into_value(), "d".into_value()),
            (tuple(0.into_value()), "e".into_value()),
            (tuple((-0.0).into_value()), "f".into_value()),
        ];
        let expected = Value::Dict(vec![
            (1.into_value(), "d".into_value()),
            ("1".into_value(), "b".into_value()),
            (tuple(0.into_value()), "f".into_value()),
        ]);
        assert_eq!(dict(entries), Ok(expected));
    }

    #[test]
    fn keys_that_are_all_text_make_a_map() {
        let entries = vec![
            ("b".into_value(), 1.into_value()),
            ("a".into_value(), 2.into_value()),
        ];
        let Ok(Value::Map(members)) = dict(entries) else {
            panic!("no map");
        };
        assert_eq!(members.keys().collect::<Vec<_>>(), ["b", "a"]);
    }

    #[test]
    fn lists_and_dicts_cannot_be_keys() {
        let list: Value = [1].into_value();
        for key in [list.clone(), Value::Tuple(vec![list]), Value::Dict(vec![])] {
            assert!(dict(vec![(key, Value::Null)]).is_err());
        }
    }
}
