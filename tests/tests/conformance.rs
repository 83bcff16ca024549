//! The recorded cases: how many pass, and that the comparison sees what is different.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic anywhere"
)]

#[path = "conformance/alterations.rs"]
mod alterations;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use http_step_tests::conformance::{Recorded, Report, Suite, Verdict, load};
use serde_json::Value;
use sha2::{Digest, Sha256};

use alterations::ALTERATIONS;

/// No more cases than this may pass by a listed difference.
const MOST_BY_DIFFERENCE: usize = 120;

fn corpora() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora")
}

fn wire_cases() -> Vec<Recorded> {
    load(&corpora().join("wire/public.json")).unwrap()
}

/// Played once for all tests.
static WIRE: LazyLock<Report> = LazyLock::new(|| Suite::Wire.play(wire_cases()).unwrap());

/// What `passing.txt` says of `wire`: how many cases pass, and how many of them by a listed difference.
fn figures() -> (usize, usize) {
    let text = fs::read_to_string(corpora().join("passing.txt")).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix("wire "));
    let (passing, by_difference) = line.unwrap().split_once(' ').unwrap();
    (passing.parse().unwrap(), by_difference.parse().unwrap())
}

#[test]
fn the_number_of_passing_cases_only_grows() {
    let (figure, _) = figures();
    let passed = WIRE.passed();
    assert!(
        passed >= figure,
        "{passed} cases pass where {figure} did:\n{}",
        *WIRE
    );
    if passed > figure {
        println!(
            "{passed} cases of `wire` pass; write so to corpora/passing.txt, which says {figure}"
        );
    }
}

#[test]
fn no_more_cases_than_stated_pass_by_a_listed_difference() {
    let (_, figure) = figures();
    assert!(figure <= MOST_BY_DIFFERENCE);
    let passed = WIRE.passed_by_difference();
    assert!(
        passed <= figure,
        "{passed} cases pass by a listed difference where {figure} did; see that each is meant, and \
         write so to corpora/passing.txt:\n{}",
        *WIRE
    );
}

#[test]
fn corpora_are_unchanged() {
    let readme = fs::read_to_string(corpora().join("README.md")).unwrap();
    let sums: Vec<_> = readme
        .lines()
        .filter_map(|line| line.split_once("  "))
        .collect();
    assert_eq!(sums.len(), 1);
    for (sum, file) in sums {
        let hash = Sha256::digest(fs::read(corpora().join(file)).unwrap());
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, sum, "{file}");
    }
}

/// Alters each member that is compared in a case that passes; none of these cases may pass then.
#[test]
fn whatever_is_compared_makes_a_case_fail_when_it_differs() {
    let cases = wire_cases();
    let is_passed = |verdict: &Verdict| matches!(verdict, Verdict::Passed { by } if by.is_empty());
    let verdicts = cases.iter().zip(WIRE.cases());
    let passing = verdicts.filter(|(_, (_, verdict))| is_passed(verdict));
    let passing: Vec<_> = passing.map(|(case, _)| case).collect();
    let altered = ALTERATIONS.iter().map(|(member, _, alter)| {
        let alter = |case: &&Recorded| {
            let mut json = case.json.clone();
            alter(&mut json)?;
            let id = format!("{member} of {}", case.id);
            Some(Recorded { id, json })
        };
        let altered = passing.iter().find_map(alter);
        altered.unwrap_or_else(|| panic!("no passing case has a {member}"))
    });
    let report = Suite::Wire.play(altered.collect()).unwrap();
    for ((id, verdict), (_, about, _)) in report.cases().iter().zip(ALTERATIONS) {
        match verdict {
            Verdict::Failed(why) => assert!(why.contains(about), "{id}: {why}"),
            other => panic!("{id}: {other:?}"),
        }
    }
}

#[test]
fn the_flags_of_a_step_can_be_played() {
    let passing = |(_, verdict): &&(String, Verdict)| matches!(verdict, Verdict::Passed { .. });
    let (id, _) = WIRE.cases().iter().find(passing).unwrap();
    let mut case = wire_cases()
        .into_iter()
        .find(|case| case.id == *id)
        .unwrap();
    let step = case.json["step"].as_object_mut().unwrap();
    for flag in ["haltOnFailure", "flunkOnWarnings", "warnOnFailure"] {
        step.insert(flag.to_owned(), true.into());
    }
    for flag in ["flunkOnFailure", "warnOnWarnings", "alwaysRun"] {
        step.insert(flag.to_owned(), Value::Null);
    }
    let report = Suite::Wire.play(vec![case]).unwrap();
    assert_eq!(report.passed(), 1, "{report}");
}

#[test]
fn the_program_refuses_what_it_cannot_play() {
    let readme = corpora().join("README.md");
    let readme = readme.to_str().unwrap();
    for arguments in [
        &[][..],
        &["wire"],
        &["wine", readme],
        &["wire", "absent.json"],
        &["wire", readme],
    ] {
        let program = Command::new(env!("CARGO_BIN_EXE_conformance"))
            .args(arguments)
            .output()
            .unwrap();
        assert_eq!(program.status.code(), Some(2), "{arguments:?}");
        assert!(
            program.stdout.is_empty() && !program.stderr.is_empty(),
            "{arguments:?}"
        );
    }
}
