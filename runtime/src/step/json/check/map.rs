//! Maps: keys are texts, and none comes twice.

use std::collections::BTreeMap;

use http_step_syntax::map;

use super::seen::{self, Map};
use super::{Named, Step};
use crate::step::json::mistakes::{At, Segment};
use crate::value::Value;

/// A member of a map.
pub(super) struct Entry<'v> {
    /// The key, where it is a literal.
    pub(super) name: Option<&'v str>,
    pub(super) value: &'v Value,
    /// From the map to the value.
    way: Vec<Segment<'v>>,
    /// From the map to the key, and whether that is the name of a member.
    key: (Vec<Segment<'v>>, At),
    /// The key, where it is to be seen when the build runs.
    computed: Option<&'v Value>,
    /// Whether it stands in a map that is taken in, and may replace another.
    taken_in: bool,
}

impl<'v> Entry<'v> {
    fn named(name: &'v str, value: &'v Value, mut way: Vec<Segment<'v>>, taken_in: bool) -> Self {
        way.push(Segment::name(name));
        Self {
            name: Some(name),
            value,
            key: (way.clone(), At::Name),
            way,
            computed: None,
            taken_in,
        }
    }

    fn pair(key: &'v Value, value: &'v Value, index: usize) -> Self {
        let way = |side| {
            vec![
                Segment::name("$map"),
                Segment::Index(index),
                Segment::Index(side),
            ]
        };
        let (name, computed) = match key {
            Value::String(name) => (Some(name.as_str()), None),
            key => (None, Some(key)),
        };
        Self {
            name,
            value,
            way: way(1),
            key: (way(0), At::Value),
            computed,
            taken_in: false,
        }
    }
}

fn entries(map: Map<'_>) -> Vec<Entry<'_>> {
    let items = match map {
        Map::Object(members) => {
            let own = members.iter();
            return own
                .map(|(name, value)| Entry::named(name, value, Vec::new(), false))
                .collect();
        }
        Map::Entries(items) => items,
    };
    let mut entries = Vec::new();
    for (index, item) in items.iter().enumerate() {
        match seen::items(item) {
            [key, value] => entries.push(Entry::pair(key, value, index)),
            [Value::Map(members)] => {
                let way = vec![
                    Segment::name("$map"),
                    Segment::Index(index),
                    Segment::Index(0),
                ];
                let taken = members.iter();
                entries.extend(
                    taken.map(|(name, value)| Entry::named(name, value, way.clone(), true)),
                );
            }
            _ => {}
        }
    }
    entries
}

impl<'v> Step<'v, '_> {
    pub(super) fn map(&mut self, map: Map<'v>) {
        for entry in self.entries(map, str::to_owned) {
            self.value(&entry, |step| step.node(entry.value));
        }
    }

    /// The entries of a map, after a look at their keys; names that `compared` makes equal are equal.
    pub(super) fn entries(
        &mut self,
        map: Map<'v>,
        compared: impl Fn(&str) -> String,
    ) -> Vec<Entry<'v>> {
        let entries = entries(map);
        let mut seen = BTreeMap::new();
        // What is taken in with a map replaces what has just that name, or is replaced.
        let mut is_twice = |name: &'v str, taken_in: bool| {
            let earlier = seen.insert(compared(name), (name, taken_in));
            earlier
                .is_some_and(|(other, was_taken_in)| other != name || !(taken_in || was_taken_in))
        };
        for entry in &entries {
            match (entry.name, entry.computed) {
                (Some(""), _) => self.key(entry, map::empty_key()),
                (Some(name), _) if is_twice(name, entry.taken_in) => {
                    self.key(entry, map::twice(name));
                }
                (None, Some(key)) => {
                    self.within(entry.key.0.clone(), |step| step.node(key));
                }
                _ => {}
            }
        }
        entries
    }

    /// A problem with the key of an entry.
    pub(super) fn key(&mut self, entry: &Entry<'v>, problem: http_step_syntax::Problem) {
        let (way, at) = entry.key.clone();
        self.within(way, |step| step.mistakes.here(at, problem));
    }

    /// Does something at the value of an entry.
    pub(super) fn value(&mut self, entry: &Entry<'v>, inside: impl FnOnce(&mut Self)) {
        self.within(entry.way.clone(), inside);
    }

    /// The key of an entry, for the rules across fields.
    pub(super) fn named_key(&self, entry: &Entry<'v>) -> Option<Named<'v>> {
        let (way, at) = entry.key.clone();
        let mut path = self.mistakes.path().clone();
        path.0.extend(way);
        entry.name.map(|text| Named { text, path, at })
    }

    /// The literal at the value of an entry, for the rules across fields.
    pub(super) fn named_value(&self, entry: &Entry<'v>) -> Option<Named<'v>> {
        let Value::String(text) = entry.value else {
            return None;
        };
        let mut path = self.mistakes.path().clone();
        path.0.extend(entry.way.iter().cloned());
        let at = At::Value;
        Some(Named { text, path, at })
    }
}
