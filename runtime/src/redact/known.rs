use std::sync::Arc;

use super::patterns::{Patterns, Values};

/// Values that are looked for, as they have been learned bit by bit.
///
/// Each set of patterns is several times smaller than the one before it, so that a few new values do not
/// build the patterns of all the others anew, and a text is searched a few times only.
#[derive(Default)]
pub(super) struct Known {
    sets: Vec<Patterns>,
}

/// How many times.
const RATIO: usize = 4;

impl Known {
    /// Adds values with their names, those that are not known.
    pub(super) fn add<'s>(&mut self, values: impl Iterator<Item = (Option<&'s str>, &'s str)>) {
        let mut new = Values::new();
        for (name, value) in values {
            if !value.is_empty() && !self.has(value) && !new.contains_key(value) {
                new.insert(value.to_owned().into(), name.map(Arc::from));
            }
        }
        if new.is_empty() {
            return;
        }
        let mut size = size(&new);
        let mut values = vec![new];
        while let Some(set) = self
            .sets
            .pop_if(|set| self::size(&set.values) < RATIO * size)
        {
            size += self::size(&set.values);
            values.push(set.values);
        }
        let values = values.into_iter().rev().flatten().collect();
        self.sets.push(Patterns::new(values));
    }

    pub(super) fn has(&self, value: &str) -> bool {
        self.sets.iter().any(|set| set.values.contains_key(value))
    }

    /// Forgets those that were learned first, not one by one, but when there are twice as many.
    pub(super) fn forget_all_but(&mut self, most: usize) {
        let known: usize = self.sets.iter().map(|set| set.values.len()).sum();
        if known > 2 * most {
            let sets = std::mem::take(&mut self.sets).into_iter();
            let values = sets.flat_map(|set| set.values).skip(known - most);
            self.sets.push(Patterns::new(values.collect()));
        }
    }

    pub(super) fn patterns(&self) -> impl Iterator<Item = &Patterns> {
        self.sets.iter()
    }
}

fn size(values: &Values) -> usize {
    values.keys().map(|value| value.len()).sum()
}
