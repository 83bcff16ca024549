//! Maps: keys are texts, and none comes twice.

use syn::{Lit, LitStr};

use super::{Member, Node, Step};
use crate::ast::{Entry, Key, Map};

/// The keys that are literals.
pub(super) fn literal_names(map: &Map) -> impl Iterator<Item = &LitStr> {
    map.entries.iter().filter_map(|entry| match entry {
        Entry::Pair(Key::Text(name), _) => Some(name),
        _ => None,
    })
}

impl<'a> Step<'a, '_> {
    pub(super) fn map(&mut self, map: &'a Map) -> Option<Vec<Member<'a>>> {
        self.no_key_twice(map, |name| name);
        let members = map.entries.iter().filter_map(|entry| match entry {
            Entry::Spread(map) => Some(Member::Spread(map)),
            Entry::Pair(key, value) => {
                let (key, value) = (self.map_key(key), self.node(value));
                Some(Member::Pair(key?, value?))
            }
        });
        Some(members.collect())
    }

    pub(super) fn map_key(&mut self, key: &'a Key) -> Option<Node<'a>> {
        match key {
            Key::Text(name) if name.value().is_empty() => {
                self.diagnostics
                    .plain(name.span(), "the key of a map is not empty");
                None
            }
            Key::Text(name) => Some(Node::Text(name.value())),
            Key::Computed(value) => self.node(value),
            Key::Other(lit) => {
                let written = match lit {
                    Lit::Int(int) => int.base10_digits().to_owned(),
                    Lit::Bool(value) => value.value.to_string(),
                    Lit::Char(c) => c.value().to_string(),
                    _ => "…".to_owned(),
                };
                let help = format!("write `\"{written}\"`");
                self.diagnostics
                    .error(lit.span(), "a key of a map is a string literal", help);
                None
            }
        }
    }

    pub(super) fn no_key_twice<N: Ord>(&mut self, map: &Map, compared: impl Fn(String) -> N) {
        let mut seen = std::collections::BTreeSet::new();
        for name in literal_names(map) {
            if !seen.insert(compared(name.value())) && !name.value().is_empty() {
                let what = format!("the key `{}` is there already", name.value());
                self.diagnostics
                    .error(name.span(), &what, "leave one of the two out");
            }
        }
    }
}
