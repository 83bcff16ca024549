//! What came out of playing cases, and how it reads.

use std::collections::BTreeSet;
use std::fmt;

/// A difference from the recordings that is meant, by name, with the reason for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its name.
    pub name: &'static str,
    /// Why we differ.
    pub reason: &'static str,
}

/// How a case went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As recorded, or as the differences of these names change what was recorded.
    Passed {
        /// The differences without which it would have failed.
        by: BTreeSet<&'static str>,
    },
    /// Otherwise, with the first mismatch; a case that cannot be expressed yet is one of these.
    Failed(String),
    /// The format of the suite itself says that it is not to be played.
    Skipped,
}

/// The verdicts on all cases of a run.
#[derive(Clone, Debug)]
pub struct Report {
    differences: Vec<Difference>,
    cases: Vec<(String, Verdict)>,
}

impl Report {
    /// A report on cases, given by id, of a suite with these differences.
    #[must_use]
    pub fn new(differences: Vec<Difference>, cases: Vec<(String, Verdict)>) -> Self {
        Self { differences, cases }
    }

    /// The verdicts, by id, in the order of playing.
    #[must_use]
    pub fn cases(&self) -> &[(String, Verdict)] {
        &self.cases
    }

    /// How many cases passed.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.count(|verdict| matches!(verdict, Verdict::Passed { .. }))
    }

    /// How many cases failed.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.count(|verdict| matches!(verdict, Verdict::Failed(_)))
    }

    /// How many cases were not to be played.
    #[must_use]
    pub fn skipped(&self) -> usize {
        self.count(|verdict| matches!(verdict, Verdict::Skipped))
    }

    /// How many cases passed only because of a listed difference.
    #[must_use]
    pub fn passed_by_difference(&self) -> usize {
        self.count(|verdict| matches!(verdict, Verdict::Passed { by } if !by.is_empty()))
    }

    fn passed_by(&self, name: &str) -> usize {
        self.count(|verdict| matches!(verdict, Verdict::Passed { by } if by.contains(name)))
    }

    fn count(&self, is_counted: impl Fn(&Verdict) -> bool) -> usize {
        self.cases
            .iter()
            .filter(|(_, verdict)| is_counted(verdict))
            .count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (id, verdict) in &self.cases {
            if let Verdict::Failed(why) = verdict {
                writeln!(f, "failed {id}: {why}")?;
            }
        }
        for Difference { name, reason } in &self.differences {
            writeln!(f, "difference {name}: {} ({reason})", self.passed_by(name))?;
        }
        writeln!(
            f,
            "{} passed, {} failed, {} skipped; {} of the passed by a listed difference",
            self.passed(),
            self.failed(),
            self.skipped(),
            self.passed_by_difference(),
        )
    }
}
