use std::sync::Arc;

use super::patterns::{PatternEntry, Patterns, Values};

/// Values that are looked for, as they have been learned bit by bit.
///
/// Each set of patterns is several times smaller than the one before it, so that a few new values do not
/// build the patterns of all the others anew, and a text is searched a few times only.
#[derive(Default)]
pub(super) struct Known {
    sets: Vec<Patterns>,
    /// How often something was to be learned: the age of values is counted in this.
    count: u64,
}

/// How many times.
const RATIO: usize = 4;

impl Known {
    /// Adds values with their names. One that is known keeps its name, and is young again.
    pub(super) fn add<'s>(&mut self, values: impl Iterator<Item = (Option<&'s str>, &'s str)>) {
        let mut new = Values::new();
        for (name, value) in values.filter(|(_, value)| !value.is_empty()) {
            self.count += 1;
            let mut sets = self.sets.iter_mut().map(|set| &mut set.values);
            let known = sets.find_map(|values| values.get_mut(value));
            match known.or_else(|| new.get_mut(value)) {
                Some(known) => known.learned = self.count,
                None => {
                    let (name, learned) = (name.map(Arc::from), self.count);
                    new.insert(value.to_owned().into(), PatternEntry { name, learned });
                }
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
        if known >= 2 * most {
            let sets = std::mem::take(&mut self.sets).into_iter();
            let mut values: Vec<_> = sets.flat_map(|set| set.values).collect();
            values.sort_by_key(|(_, entry)| entry.learned);
            let kept = values.into_iter().skip(known - most);
            self.sets.push(Patterns::new(kept.collect()));
        }
    }

    pub(super) fn patterns(&self) -> impl Iterator<Item = &Patterns> {
        self.sets.iter()
    }
}

fn size(values: &Values) -> usize {
    values.keys().map(|value| value.len()).sum()
}
