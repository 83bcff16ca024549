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

use alterations::{Alteration, RENDER, WIRE};

/// A file of cases with what this test knows of it.
struct Tested {
    /// In the folder of its suite.
    file: &'static str,
    /// Played once for all tests.
    report: LazyLock<Report>,
    alterations: &'static [Alteration],
}

static FILES: [Tested; 3] = [
    Tested {
        file: "wire/public.json",
        report: LazyLock::new(|| play_file("wire/public.json")),
        alterations: WIRE,
    },
    Tested {
        file: "wire/neighbours.json",
        report: LazyLock::new(|| play_file("wire/neighbours.json")),
        alterations: &[],
    },
    Tested {
        file: "render/public.json",
        report: LazyLock::new(|| play_file("render/public.json")),
        alterations: RENDER,
    },
];

fn corpora() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora")
}

fn cases(file: &str) -> Vec<Recorded> {
    load(&corpora().join(file)).unwrap()
}

fn play_file(file: &str) -> Report {
    play(file, cases(file))
}

/// Plays cases of the suite to which the file belongs.
fn play(file: &str, cases: Vec<Recorded>) -> Report {
    let (suite, _) = file.split_once('/').unwrap();
    Suite::named(suite).unwrap().play(cases).unwrap()
}

/// What `passing.txt` says of a file: how many cases pass, and how many of them by a listed difference.
fn figures(file: &str) -> (usize, usize) {
    let text = fs::read_to_string(corpora().join("passing.txt")).unwrap();
    let of_file = |line: &str| {
        let (name, figures) = line.split_once(' ')?;
        let (passing, by_difference) = figures.split_once(' ')?;
        let figures = (passing.parse().unwrap(), by_difference.parse().unwrap());
        (name == file).then_some(figures)
    };
    text.lines().find_map(of_file).unwrap()
}

/// A figure that is too low hides what is gained, and what is lost later; so it is exact.
#[test]
fn the_stated_numbers_of_cases_pass() {
    for Tested { file, report, .. } in &FILES {
        let counted = (report.passed(), report.passed_by_difference());
        assert_eq!(
            counted,
            figures(file),
            "cases of `{file}` that pass, and those of them by a listed difference; corpora/passing.txt \
             says otherwise. See that each is meant:\n{}",
            **report
        );
        assert_eq!(report.failed() + report.skipped(), 0, "{}", **report);
    }
}

#[test]
fn corpora_are_unchanged() {
    let readme = fs::read_to_string(corpora().join("README.md")).unwrap();
    let sums: Vec<_> = readme
        .lines()
        .filter_map(|line| line.split_once("  "))
        .collect();
    assert_eq!(sums.len(), FILES.len());
    for (sum, file) in sums {
        let hash = Sha256::digest(fs::read(corpora().join(file)).unwrap());
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, sum, "{file}");
    }
}

/// Alters each member that is compared in a case that passes; none of these cases may pass then.
#[test]
fn whatever_is_compared_makes_a_case_fail_when_it_differs() {
    for tested in &FILES {
        let cases = cases(tested.file);
        let is_passed =
            |verdict: &Verdict| matches!(verdict, Verdict::Passed { by } if by.is_empty());
        let verdicts = cases.iter().zip(tested.report.cases());
        let passing = verdicts.filter(|(_, (_, verdict))| is_passed(verdict));
        let passing: Vec<_> = passing.map(|(case, _)| case).collect();
        let altered = tested.alterations.iter().map(|(member, _, alter)| {
            let alter = |case: &&Recorded| {
                let mut json = case.json.clone();
                alter(&mut json)?;
                let id = format!("{member} of {}", case.id);
                Some(Recorded { id, json })
            };
            let altered = passing.iter().find_map(alter);
            altered.unwrap_or_else(|| panic!("no passing case has a {member}"))
        });
        let report = play(tested.file, altered.collect());
        for ((id, verdict), (_, about, _)) in report.cases().iter().zip(tested.alterations) {
            match verdict {
                Verdict::Failed(why) => assert!(why.contains(about), "{id}: {why}"),
                other => panic!("{id}: {other:?}"),
            }
        }
    }
}

#[test]
fn the_flags_of_a_step_can_be_played() {
    let passing = |(_, verdict): &&(String, Verdict)| matches!(verdict, Verdict::Passed { .. });
    let (id, _) = FILES[0].report.cases().iter().find(passing).unwrap();
    let mut case = cases(FILES[0].file)
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
