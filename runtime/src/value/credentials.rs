//! Members that are credentials by their names, at any depth.

use std::borrow::Cow;

use super::Value;
use crate::redact;

impl Value {
    /// The values of such members, also of pairs in a list.
    pub(crate) fn credentials(&self) -> Vec<&Self> {
        let mut found = Vec::new();
        self.visit(&mut |name, value| {
            if redact::hides(name) {
                found.push(value);
            }
        });
        found
    }

    fn visit<'v>(&'v self, see: &mut dyn FnMut(&'v str, &'v Self)) {
        if let Some((name, value)) = self.pair() {
            see(name, value);
        }
        match self {
            Self::List(items) | Self::Tuple(items) => items.iter().for_each(|item| item.visit(see)),
            Self::Map(members) => {
                for (name, value) in members {
                    see(name, value);
                    value.visit(see);
                }
            }
            Self::Dict(entries) => {
                for (key, value) in entries {
                    if let Self::String(name) = key {
                        see(name, value);
                    }
                    value.visit(see);
                }
            }
            _ => {}
        }
    }

    /// A list of a name and a value: in a list of pairs, a member.
    pub(crate) fn pair(&self) -> Option<(&str, &Self)> {
        match self {
            Self::List(items) | Self::Tuple(items) => match items.as_slice() {
                [Self::String(name), value] => Some((name, value)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The texts, bytes and numbers in the value.
    pub(crate) fn leaves(&self) -> Vec<&Self> {
        match self {
            Self::Null | Self::Bool(_) => Vec::new(),
            Self::List(items) | Self::Tuple(items) => items.iter().flat_map(Self::leaves).collect(),
            Self::Map(members) => members.values().flat_map(Self::leaves).collect(),
            Self::Dict(entries) => {
                let values = entries.iter().map(|(_, value)| value);
                values.flat_map(Self::leaves).collect()
            }
            leaf => vec![leaf],
        }
    }

    /// The value as it may be shown.
    pub(crate) fn without_credentials(&self) -> Cow<'_, Self> {
        if self.credentials().is_empty() {
            return Cow::Borrowed(self);
        }
        let member = |name: &str, value: &Self| {
            if redact::hides(name) {
                Self::String(redact::HIDDEN.to_owned())
            } else {
                value.without_credentials().into_owned()
            }
        };
        let items = |items: &[Self]| match self.pair() {
            Some((name, value)) => vec![Self::String(name.to_owned()), member(name, value)],
            None => {
                let items = items
                    .iter()
                    .map(|item| item.without_credentials().into_owned());
                items.collect()
            }
        };
        Cow::Owned(match self {
            Self::List(list) => Self::List(items(list)),
            Self::Tuple(list) => Self::Tuple(items(list)),
            Self::Map(members) => {
                let members = members
                    .iter()
                    .map(|(name, value)| (name.clone(), member(name, value)));
                Self::Map(members.collect())
            }
            Self::Dict(entries) => {
                let entries = entries.iter().map(|(key, value)| match key {
                    Self::String(name) => (key.clone(), member(name, value)),
                    key => (key.clone(), value.without_credentials().into_owned()),
                });
                Self::Dict(entries.collect())
            }
            other => other.clone(),
        })
    }
}
