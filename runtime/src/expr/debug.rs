use std::fmt;

use super::Expr;
use crate::redact;
use crate::value::Value;

/// As [`Value`]'s: values under names of credentials are hidden, and a secret is its name.
impl fmt::Debug for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(value) => value.fmt(f),
            Self::Property(property) => property.fmt(f),
            Self::Interpolate(text) => text.fmt(f),
            Self::WithProperties(text) => text.fmt(f),
            Self::Secret(secret) => write!(f, "<{}>", secret.name),
            Self::Operation(operation) => operation.fmt(f),
            Self::Flatten(flatten) => flatten.fmt(f),
            Self::Transform(transform) => transform.fmt(f),
            Self::Renderer(renderer) => renderer.fmt(f),
            Self::Raw(value) => f.debug_tuple("Raw").field(value).finish(),
            Self::List(items) | Self::Tuple(items) => f.debug_list().entries(items).finish(),
            Self::Map(entries) => {
                let mut map = f.debug_map();
                for (key, value) in entries {
                    match key {
                        Self::Value(Value::String(name)) => {
                            redact::debug_entry(&mut map, name, value);
                        }
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
