//! How entries become a map.

use indexmap::IndexMap;

use super::Dialect;
use super::native::has_text;
use super::python::Dict;
use crate::error::RenderError;
use crate::value::Value;

/// A map while it is put together. In Native keys are texts, numbers and booleans by theirs, and none comes
/// twice. In Buildbot they are whatever Python takes for one: of keys that are one, the first keeps its place
/// and the last value counts.
#[derive(Debug)]
pub(crate) enum Members {
    Named(IndexMap<String, Value>),
    Keyed(Dict),
}

impl Members {
    pub(super) fn new(dialect: Dialect, capacity: usize) -> Self {
        match dialect {
            Dialect::Native => Self::Named(IndexMap::with_capacity(capacity)),
            Dialect::Buildbot => Self::Keyed(Dict::default()),
        }
    }

    /// # Errors
    ///
    /// For a key that is none, and in Native for one that is there already.
    pub(crate) fn insert(&mut self, key: Value, value: Value) -> Result<(), RenderError> {
        match self {
            Self::Named(members) => {
                let name = name(key)?;
                if members.contains_key(&name) {
                    return Err(RenderError::new(format!("the key `{name}` comes twice")));
                }
                members.insert(name, value);
                Ok(())
            }
            Self::Keyed(dict) => dict.insert(key, value),
        }
    }

    pub(crate) fn into_value(self) -> Value {
        match self {
            Self::Named(members) => Value::Map(members),
            Self::Keyed(dict) => dict.into_value(),
        }
    }
}

fn name(key: Value) -> Result<String, RenderError> {
    match key {
        Value::String(name) => Ok(name),
        Value::Bool(_) | Value::Integer(_) | Value::Float(_) => {
            has_text(&key)?;
            Ok(Dialect::Native.text(&key).into_owned())
        }
        other => Err(RenderError::new(format!(
            "the key of a map is text, not {}",
            other.kind()
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::IntoValue;

    #[test]
    fn only_python_has_keys_that_are_no_text() {
        let built = |dialect: Dialect| {
            let mut members = dialect.members(2);
            for (key, value) in [(1.into_value(), "a"), ("1".into_value(), "b")] {
                members.insert(key, value.into_value())?;
            }
            let built = dialect.text(&members.into_value()).into_owned();
            Ok::<_, RenderError>(built)
        };
        let twice = RenderError::new("the key `1` comes twice");
        assert_eq!(built(Dialect::Native), Err(twice));
        let buildbots = "{1: 'a', '1': 'b'}".to_owned();
        assert_eq!(built(Dialect::Buildbot), Ok(buildbots));
    }
}
