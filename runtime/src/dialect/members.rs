//! How entries become a map.

use indexmap::IndexMap;

use super::Dialect;
use super::python::Dict;
use crate::error::RenderError;
use crate::value::Value;

/// A map while it is put together: of keys that are one, the first keeps its place and the last value
/// counts. In Native keys are texts, in Buildbot they are whatever Python takes for one.
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
    /// For a list or a map as key in Buildbot.
    pub(crate) fn insert(&mut self, key: Value, value: Value) -> Result<(), RenderError> {
        match self {
            Self::Named(members) => {
                let name = match key {
                    Value::String(name) => name,
                    other => Dialect::Native.text(&other).into_owned(),
                };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::IntoValue;

    #[test]
    fn only_python_has_keys_that_are_no_text() {
        let built = |dialect: Dialect| {
            let mut members = dialect.members(2);
            for (key, value) in [(1.into_value(), "a"), ("1".into_value(), "b")] {
                members.insert(key, value.into_value()).unwrap();
            }
            dialect.text(&members.into_value()).into_owned()
        };
        assert_eq!(built(Dialect::Native), r#"{"1":"b"}"#);
        assert_eq!(built(Dialect::Buildbot), "{1: 'a', '1': 'b'}");
    }
}
