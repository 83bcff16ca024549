//! Maps: keys are texts, and none comes twice.

use http_step_syntax::map;
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
                self.diagnostics.problem(name.span(), &map::empty_key());
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

    pub(super) fn no_key_twice<N: Ord>(&mut self, of: &Map, compared: impl Fn(String) -> N) {
        let mut seen = std::collections::BTreeSet::new();
        for name in literal_names(of) {
            if !seen.insert(compared(name.value())) && !name.value().is_empty() {
                let problem = map::twice(&name.value());
                self.diagnostics.problem(name.span(), &problem);
            }
        }
    }
}
