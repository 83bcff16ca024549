use std::fmt;

use super::Value;
use crate::redact;

/// JSON's form, but for values under names of credentials, and credentials in URLs, which are hidden.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_too_deep() {
            return f.write_str("…");
        }
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => value.fmt(f),
            Self::Integer(value) => value.fmt(f),
            Self::Float(value) => value.fmt(f),
            Self::String(value) => redact::debug_text(value).fmt(f),
            Self::Bytes(value) => value.fmt(f),
            Self::List(items) | Self::Tuple(items) => match self.pair() {
                Some((name, value)) => redact::debug_pair(f, name, value),
                None => f.debug_list().entries(items).finish(),
            },
            Self::Map(members) => {
                let mut map = f.debug_map();
                for (name, value) in members {
                    redact::debug_entry(&mut map, name, value);
                }
                map.finish()
            }
            Self::Dict(entries) => {
                let mut map = f.debug_map();
                for (key, value) in entries {
                    match key {
                        Self::String(name) => redact::debug_entry(&mut map, name, value),
                        key => {
                            map.entry(key, value);
                        }
                    }
                }
                map.finish()
            }
        }
    }
}
