//! Maps: keys are strings, without duplicates.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::checker::Checker;
use crate::Problem;
use crate::tree::{Entry, Node, Value};

/// A member of a map with its literal name.
pub(super) struct Member<'t> {
    /// The literal name; none where it is computed when the build runs, or has been reported.
    pub(super) name: Option<&'t str>,
    pub(super) key: &'t Node,
    pub(super) value: &'t Node,
}

impl<'t> Checker<'t> {
    pub(super) fn map(&mut self, entries: &'t [Entry]) {
        if self.is_alone() {
            return self.entries(entries);
        }
        for member in self.members(entries) {
            self.value(member.value);
        }
    }

    /// Checks the values of a map, and the keys that are computed.
    fn entries(&mut self, entries: &'t [Entry]) {
        for entry in entries {
            match entry {
                Entry::Pair(key, value) => {
                    self.value(key);
                    self.value(value);
                }
                Entry::Spread(map) => self.value(map),
            }
        }
    }

    /// Checks parameters: their literal names are compared with those of the URL's own query.
    pub(super) fn params(&mut self, entries: &'t [Entry]) {
        for member in self.members(entries) {
            let name = member.name.map(|name| (name, member.key.at));
            self.facts.params.extend(name);
            self.value(member.value);
        }
    }

    /// Checks the keys of a map and returns its members, those of maps that are merged into it included.
    pub(super) fn members(&mut self, entries: &'t [Entry]) -> Vec<Member<'t>> {
        self.members_by(entries, |name| name.into())
    }

    /// Checks the keys of a map and returns its members; names that `fold` makes equal are equal.
    pub(super) fn members_by(
        &mut self,
        entries: &'t [Entry],
        fold: impl Fn(&str) -> String,
    ) -> Vec<Member<'t>> {
        let mut members = Vec::new();
        let mut seen: BTreeMap<String, (&str, bool)> = BTreeMap::new();
        for (key, value, is_merged) in flat(entries) {
            let name = match &key.value {
                Value::Text(name) => self.key(key, name),
                _ => {
                    self.value(key);
                    None
                }
            };
            if let Some(name) = name {
                let earlier = seen.insert(fold(name), (name, is_merged));
                // A member of a merged map replaces one of exactly that name, or is replaced.
                let is_duplicate = earlier
                    .is_some_and(|(other, was_merged)| other != name || !(is_merged || was_merged));
                if is_duplicate {
                    self.report_duplicate(key.at, "key", name);
                }
            }
            members.push(Member { name, key, value });
        }
        members
    }

    /// Checks a literal key; none after a report.
    fn key(&mut self, key: &Node, name: &'t str) -> Option<&'t str> {
        if name.is_empty() {
            self.report(key.at, Problem::whole("the key of a map must not be empty"));
            return None;
        }
        if let Some(problem) = self.plain_substitution(name) {
            self.report_inside(key.at, problem);
            return None;
        }
        Some(name)
    }
}

/// Returns keys and values, and whether they are those of a map that is merged into this one.
fn flat(entries: &[Entry]) -> impl Iterator<Item = (&Node, &Node, bool)> {
    entries.iter().flat_map(|entry| {
        let (own, merged) = match entry {
            Entry::Pair(key, value) => (Some((key, value, false)), &[][..]),
            Entry::Spread(Node {
                value: Value::Map(merged),
                ..
            }) => (None, merged.as_slice()),
            Entry::Spread(_) => (None, &[][..]),
        };
        let merged = merged.iter().filter_map(|entry| match entry {
            Entry::Pair(key, value) => Some((key, value, true)),
            Entry::Spread(_) => None,
        });
        own.into_iter().chain(merged)
    })
}
