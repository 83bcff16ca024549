//! The suite `render`: an expression is rendered in Buildbot's dialect, and what comes of it is compared
//! with what was recorded from Buildbot.

mod case;
mod compare;
mod differences;
mod encode;
mod play;

use std::collections::BTreeSet;
use std::panic::catch_unwind;

use serde::Deserialize;

use self::case::Case;
use self::differences::DIFFERENCES;
use super::{Difference, Recorded, Report, Verdict};

pub(super) fn play(cases: &[Recorded]) -> Report {
    let verdicts = cases.iter().map(|Recorded { id, json }| {
        // One case that panics is one case that fails.
        let verdict = match catch_unwind(|| judge(json)) {
            Ok(Ok(by)) => Verdict::Passed { by },
            Ok(Err(why)) => Verdict::Failed(why),
            Err(_) => Verdict::Failed("panicked".to_owned()),
        };
        (id.clone(), verdict)
    });
    let differences = DIFFERENCES.iter().map(|rule| Difference {
        name: rule.name,
        reason: rule.reason,
    });
    Report::new(differences.collect(), verdicts.collect())
}

/// Plays one case. A case that passes says which difference it needed, one that fails why.
fn judge(json: &serde_json::Value) -> Result<BTreeSet<&'static str>, String> {
    let case =
        Case::deserialize(json).map_err(|error| format!("not of the suite's form: {error}"))?;
    let outcome = play::play(&case)?;
    let Err(why) = compare::compare(&case.expect, case.text.as_deref(), &outcome) else {
        return Ok(BTreeSet::new());
    };
    let mut alternatives = differences::alternatives(&case);
    match alternatives.find(|(expect, _)| compare::compare(expect, None, &outcome).is_ok()) {
        Some((_, name)) => Ok(BTreeSet::from([name])),
        None => Err(why),
    }
}
