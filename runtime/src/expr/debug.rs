use std::fmt;

use super::function::Unrendered;
use super::{Expr, Interpolate, Property, WithProperties};
use crate::redact;
use crate::value::Value;

/// As [`Value`]'s: values under names of credentials are hidden, and a secret is its name.
impl fmt::Debug for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_too_deep() {
            return f.write_str("…");
        }
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
            Self::File(file) => file.fmt(f),
            Self::Raw(value) => f.debug_tuple("Raw").field(value).finish(),
            Self::List(items) | Self::Tuple(items) => match items.as_slice() {
                [Self::Value(Value::String(name)), value] if !value.is_secret() => {
                    redact::debug_pair(f, name, value)
                }
                items => f.debug_list().entries(items).finish(),
            },
            Self::Map(entries) => {
                let mut map = f.debug_map();
                for (key, value) in entries {
                    match key {
                        Self::Value(Value::String(name)) if !value.is_secret() => {
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

impl Expr {
    /// Whether the expression is shown as a name of ours anyway.
    fn is_secret(&self) -> bool {
        matches!(self, Self::Secret(_))
    }
}

impl fmt::Debug for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut property = f.debug_struct("Property");
        property.field("name", &self.name);
        match &self.default {
            Some(_) if redact::hides(&self.name) => {
                property.field("default", &format_args!("{}", redact::HIDDEN));
            }
            Some(default) => {
                property.field("default", default);
            }
            None => {}
        }
        if let Some(replaces) = &self.default_when_false {
            property.field("default_when_false", replaces);
        }
        property.finish()
    }
}

/// What was written, and not what was made of it.
impl fmt::Debug for Interpolate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = f.debug_struct("Interpolate");
        text.field("text", &redact::debug_text(&self.text));
        if !self.args.is_empty() {
            text.field("args", &self.args);
        }
        if !self.kwargs.is_empty() {
            text.field("kwargs", &named(&self.kwargs));
        }
        text.finish()
    }
}

impl fmt::Debug for WithProperties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = f.debug_struct("WithProperties");
        text.field("text", &redact::debug_text(&self.text));
        if !self.names.is_empty() {
            text.field("names", &self.names);
        }
        if !self.values.is_empty() {
            text.field("values", &redact::DebugNamed(self.values.iter()));
        }
        text.finish()
    }
}

impl fmt::Debug for Unrendered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut arguments = f.debug_struct("Arguments");
        arguments.field("positional", &self.positional);
        arguments.field("named", &named(&self.named)).finish()
    }
}

fn named(pairs: &[(String, Expr)]) -> impl fmt::Debug {
    redact::DebugNamed(pairs.iter().map(|(name, value)| (name, value)))
}
