use std::ops::Range;
use std::sync::Arc;

use aho_corasick::Anchored;
use aho_corasick::automaton::Automaton as _;
use aho_corasick::nfa::contiguous::NFA;
use indexmap::IndexMap;

use super::forms::forms;
use super::wiped::Wiped;

/// Forms that are shorter are not looked for: a log full of masks for the letter `a` says nothing, and
/// tells the secret besides.
const SHORTEST: usize = 4;

/// The name of a secret; None for a credential that is hidden without being asked.
pub(super) type SecretName = Option<Arc<str>>;

/// What is known of a value.
pub(super) struct PatternEntry {
    pub(super) name: SecretName,
    /// When it was learned last.
    pub(super) learned: u64,
}

/// Values by themselves.
pub(super) type Values = IndexMap<Wiped, PatternEntry>;

/// Values that are looked for together, in all their forms.
pub(super) struct Patterns {
    pub(super) values: Values,
    /// The name behind each form.
    names: Vec<SecretName>,
    /// None where it could not be built.
    automaton: Option<NFA>,
}

/// A part of a text that secrets cover, with the name of the longest of those that begin where it begins.
pub(super) struct Covered<'a> {
    pub(super) range: Range<usize>,
    longest: usize,
    pub(super) name: Option<&'a str>,
}

impl Covered<'_> {
    /// The same of another text.
    pub(super) fn at(self, range: Range<usize>) -> Self {
        Self { range, ..self }
    }
}

impl Patterns {
    pub(super) fn new(values: Values) -> Self {
        let mut named: IndexMap<Wiped, &SecretName> = IndexMap::new();
        for (value, entry) in &values {
            for form in forms(value) {
                if form.trim().len() >= SHORTEST {
                    named.entry(form).or_insert(&entry.name);
                }
            }
        }
        Self {
            // Small, rather than fast to the last: secrets are long, and have many forms.
            automaton: NFA::new(named.keys()).ok(),
            names: named.into_values().cloned().collect(),
            values,
        }
    }

    /// The values with their names.
    #[cfg(feature = "testing")]
    pub(super) fn known(&self) -> impl Iterator<Item = (Option<&str>, &str)> {
        let values = self.values.iter();
        values.map(|(value, entry)| (entry.name.as_deref(), &**value))
    }

    /// The parts of a text that are covered, in order and apart: all of it where that cannot be said.
    pub(super) fn covered<'a>(&'a self, text: &str) -> Vec<Covered<'a>> {
        let searched = self
            .automaton
            .as_ref()
            .map(|automaton| automaton.try_find_overlapping_iter(text.into()));
        let Some(Ok(matches)) = searched else {
            return vec![Covered {
                range: 0..text.len(),
                longest: text.len(),
                name: None,
            }];
        };
        // They are joined as they come, since a text may have more of them than memory holds.
        merge_overlapping(matches.map(|hit| {
            let name = self.names.get(hit.pattern().as_usize());
            Covered {
                range: hit.range(),
                longest: hit.len(),
                name: name.and_then(Option::as_deref),
            }
        }))
    }

    /// Whether a text holds a secret with a name; yes where that cannot be said.
    pub(super) fn has_named(&self, text: &str) -> bool {
        let automaton = self.automaton.as_ref();
        let searched = automaton.map(|automaton| automaton.try_find_overlapping_iter(text.into()));
        let Some(Ok(mut matches)) = searched else {
            return true;
        };
        matches.any(|hit| {
            let name = self.names.get(hit.pattern().as_usize());
            name.is_some_and(Option::is_some)
        })
    }

    /// How many bytes at the end of a text are the beginning of a form that goes on after it. No more is
    /// looked at than the longest form could take.
    pub(super) fn partial_match(&self, text: &[u8]) -> usize {
        let Some(automaton) = &self.automaton else {
            return 0;
        };
        let Ok(start) = automaton.start_state(Anchored::Yes) else {
            return 0;
        };
        let next = |state, byte: &u8| {
            let next = automaton.next_state(Anchored::Yes, state, *byte);
            Some(next).filter(|next| !automaton.is_dead(*next))
        };
        let begins = |tail: &[u8]| {
            let end = tail.iter().try_fold(start, next);
            end.is_some_and(|end| (0..=u8::MAX).any(|byte| next(end, &byte).is_some()))
        };
        let longest = automaton
            .max_pattern_len()
            .saturating_sub(1)
            .min(text.len());
        let mut open = (1..=longest).rev();
        let open = open.find(|open| text.get(text.len() - open..).is_some_and(begins));
        open.unwrap_or_default()
    }
}

/// Joins parts that overlap; they come in the order of their ends.
pub(super) fn merge_overlapping<'a>(parts: impl Iterator<Item = Covered<'a>>) -> Vec<Covered<'a>> {
    let mut found: Vec<Covered<'a>> = Vec::new();
    for mut part in parts {
        while let Some(last) = found.pop_if(|last| last.range.end > part.range.start) {
            let (first, then) = (last.range.start, part.range.start);
            if first < then || first == then && last.longest > part.longest {
                (part.longest, part.name) = (last.longest, last.name);
            }
            part.range.start = first.min(then);
        }
        found.push(part);
    }
    found
}
