//! The suite `wire`: a step is run against a server that records every byte, and what that server saw,
//! the result, the state string and the logs are compared with what was recorded from Buildbot.

mod case;
mod compare;
mod differences;
mod fixtures;
mod placeholders;
mod play;
mod recorder;
mod response;
mod step;

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use self::case::{Case, Expect, Loose};
use self::differences::{DIFFERENCES, Played};
use self::fixtures::Fixtures;
use self::play::{Outcome, Player};
use self::recorder::{Material, Recorder};
use super::{Difference, Recorded, Report, Verdict};

/// Most cases wait for a timer or for a peer, hence more of them than processors.
const AT_ONCE: usize = 16;

/// No case may take longer; the slowest need little more than two seconds.
const LONGEST: Duration = Duration::from_secs(10);

pub(super) fn play(cases: Vec<Recorded>) -> Result<Report, String> {
    let runtime = runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("no runtime: {error}"))?;
    let material = Material::make().map_err(|error| format!("no certificates: {error}"))?;
    let verdicts = runtime.block_on(play_all(cases, Arc::new(material)));
    let differences = DIFFERENCES.iter().map(|rule| Difference {
        name: rule.name,
        reason: rule.reason,
    });
    Ok(Report::new(differences.collect(), verdicts))
}

async fn play_all(cases: Vec<Recorded>, material: Arc<Material>) -> Vec<(String, Verdict)> {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let playing: Vec<_> = cases
        .into_iter()
        .map(|Recorded { id, json }| {
            let (places, material) = (Arc::clone(&places), Arc::clone(&material));
            let verdict = tokio::spawn(async move {
                // Nobody closes the semaphore; without a place the case would just be played at once.
                let _place = places.acquire().await;
                timeout(LONGEST, judge(&json, &material))
                    .await
                    .unwrap_or_else(|_| Err(format!("not done within {LONGEST:?}")))
            });
            (id, verdict)
        })
        .collect();
    let mut verdicts = Vec::with_capacity(playing.len());
    for (id, verdict) in playing {
        let verdict = match verdict.await {
            Ok(Ok(by)) => Verdict::Passed { by },
            Ok(Err(why)) => Verdict::Failed(why),
            Err(panic) => Verdict::Failed(panic.to_string()),
        };
        verdicts.push((id, verdict));
    }
    verdicts
}

/// Plays one case. A case that passes says which differences it needed, one that fails why.
async fn judge(
    json: &serde_json::Value,
    material: &Material,
) -> Result<BTreeSet<&'static str>, String> {
    let recorder = Recorder::start(material)
        .await
        .map_err(|error| format!("no listeners: {error}"))?;
    let no_files = |error: io::Error| format!("no files: {error}");
    let fixtures = Fixtures::new().map_err(no_files)?;
    let mut placeholders = recorder.placeholders().clone();
    fixtures.name(json, &mut placeholders).map_err(no_files)?;
    let mut case: Case = serde_json::from_value(placeholders.fill(json)?)
        .map_err(|error| format!("not of the suite's form: {error}"))?;
    for (name, text) in &case.given.fixtures {
        fixtures.write(name, text).map_err(no_files)?;
    }
    let home = fixtures.home().to_string_lossy().into_owned();
    case.given
        .environment
        .entry("HOME".to_owned())
        .or_insert(home);
    let player = Player::new(&recorder, &case.given);
    let mut by = BTreeSet::new();
    for (index, part) in case.parts.iter().enumerate() {
        let outcome = player.play(part).await?;
        let played = Played {
            given: &case.given,
            step: &part.step,
            server: &part.server,
            earlier: case.parts.get(..index).unwrap_or_default(),
        };
        let needed = compare_part(&played, &part.expect, &outcome, &case.loose);
        by.extend(needed.map_err(|why| match case.parts.len() {
            1 => why,
            _ => format!("step {}: {why}", index + 1),
        })?);
    }
    Ok(by)
}

/// Compares with the recording as the differences change it. Returns the differences that the step needs to pass:
/// with one less of them it would fail.
fn compare_part(
    played: &Played<'_>,
    recorded: &Expect,
    outcome: &Outcome,
    loose: &[Loose],
) -> Result<Vec<&'static str>, String> {
    let compare_with = |used: &[&str]| {
        let (expect, _) = differences::apply(played, recorded, |name| used.contains(&name));
        compare::compare(&expect, outcome, loose, played)
    };
    if compare_with(&[]).is_ok() {
        return Ok(Vec::new());
    }
    let (_, mut needed) = differences::apply(played, recorded, |_| true);
    compare_with(&needed)?;
    for name in needed.clone() {
        let others: Vec<_> = needed.iter().copied().filter(|own| *own != name).collect();
        if compare_with(&others).is_ok() {
            needed = others;
        }
    }
    Ok(needed)
}
