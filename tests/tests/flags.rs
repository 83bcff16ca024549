//! What each result means for the build with each set of flags, by Buildbot's documentation of them.
#![cfg(test)]

use BuildResult::{Cancelled, Exception, Failure, Retry, Skipped, Success, Warnings};
use http_step::prelude::*;
use http_step::{Flags, StepContext, StepFuture};

/// A step of the user's own that ends as it is told.
#[derive(Debug)]
struct Ends(&'static str, BuildResult, Flags);

impl Step for Ends {
    fn name(&self, _: &StepContext<'_>) -> String {
        self.0.to_owned()
    }

    fn flags(&self) -> Flags {
        self.2
    }

    fn run<'a>(&'a self, _: &'a mut StepContext<'_>) -> StepFuture<'a> {
        Box::pin(async move { StepOutcome::new(self.1, format!("{} it", self.0)) })
    }
}

const NONE: Flags = Flags {
    halt_on_failure: false,
    flunk_on_failure: false,
    flunk_on_warnings: false,
    warn_on_failure: false,
    warn_on_warnings: false,
    always_run: false,
};

fn ran(steps: impl IntoIterator<Item = Ends>) -> BuildOutcome {
    let mut factory = BuildFactory::new();
    for step in steps {
        factory.add_step(step);
    }
    factory.build().run_blocking()
}

fn names(outcome: &BuildOutcome) -> Vec<&str> {
    outcome.steps().iter().map(StepOutcome::name).collect()
}

/// A FAILURE, by (flunk_on_failure, warn_on_failure): what the build ends with.
const FAILURES: [(bool, bool, BuildResult); 4] = [
    (false, false, Success),
    (false, true, Warnings),
    (true, false, Failure),
    (true, true, Failure),
];

/// WARNINGS, by (flunk_on_warnings, warn_on_warnings).
const WARNED: [(bool, bool, BuildResult); 4] = [
    (false, false, Success),
    (false, true, Warnings),
    (true, false, Failure),
    (true, true, Failure),
];

/// The other results count as what they are, whatever the flags: (result, the build's, halts).
const OTHERS: [(BuildResult, BuildResult, bool); 5] = [
    (Success, Success, false),
    (Skipped, Success, false),
    (Exception, Exception, true),
    (Retry, Retry, true),
    (Cancelled, Cancelled, true),
];

/// The flags of all 64 sets.
fn all_flags() -> impl Iterator<Item = Flags> {
    (0..64_u8).map(|bits| {
        let set = |bit: u8| bits & (1 << bit) != 0;
        Flags {
            halt_on_failure: set(0),
            flunk_on_failure: set(1),
            flunk_on_warnings: set(2),
            warn_on_failure: set(3),
            warn_on_warnings: set(4),
            always_run: set(5),
        }
    })
}

/// Runs a step with these flags before one that doesn't always run, and one that does.
fn assert_ends(result: BuildResult, flags: Flags, expected: BuildResult, halts: bool, named: bool) {
    let outcome = ran([
        Ends("told", result, flags),
        Ends("next", Success, NONE),
        Ends(
            "last",
            Success,
            Flags {
                always_run: true,
                ..NONE
            },
        ),
    ]);
    let steps: &[_] = if halts {
        &["told", "last"]
    } else {
        &["told", "next", "last"]
    };
    assert_eq!(names(&outcome), steps, "{result} with {flags:?}");
    assert_eq!(outcome.result(), expected, "{result} with {flags:?}");
    let word = match expected {
        Failure => "failed",
        Warnings => "warnings",
        Exception => "exception",
        Retry => "retry",
        Cancelled => "cancelled",
        Success | Skipped => "build successful",
    };
    let state = if named {
        format!("{word} told it")
    } else {
        word.to_owned()
    };
    assert_eq!(outcome.state_string(), state, "{result} with {flags:?}");
}

#[test]
fn a_failure_counts_and_halts_as_its_flags_say() {
    for flags in all_flags() {
        let by = (flags.flunk_on_failure, flags.warn_on_failure);
        let row = FAILURES.into_iter().find(|row| (row.0, row.1) == by);
        let named = flags.halt_on_failure || flags.flunk_on_failure || flags.warn_on_failure;
        assert_ends(Failure, flags, row.unwrap().2, flags.halt_on_failure, named);
    }
}

#[test]
fn warnings_count_as_their_flags_say_and_never_halt() {
    for flags in all_flags() {
        let by = (flags.flunk_on_warnings, flags.warn_on_warnings);
        let row = WARNED.into_iter().find(|row| (row.0, row.1) == by);
        let named = flags.flunk_on_warnings || flags.warn_on_warnings;
        assert_ends(Warnings, flags, row.unwrap().2, false, named);
    }
}

#[test]
fn other_results_ask_no_flag() {
    for (result, expected, halts) in OTHERS {
        for flags in all_flags() {
            assert_ends(result, flags, expected, halts, halts);
        }
    }
}

#[test]
fn a_build_ends_with_the_worst() {
    let order = [
        Skipped, Success, Warnings, Failure, Exception, Retry, Cancelled,
    ];
    // Each of them counts as what it is, and runs in any case.
    let flags = Flags {
        flunk_on_failure: true,
        warn_on_warnings: true,
        always_run: true,
        ..NONE
    };
    for (one, first) in order.into_iter().enumerate() {
        for (other, second) in order.into_iter().enumerate() {
            let outcome = ran([Ends("a", first, flags), Ends("b", second, flags)]);
            // A build in which all is skipped is a success.
            let expected = order[one.max(other).max(1)];
            assert_eq!(outcome.result(), expected, "{first} and {second}");
        }
    }
    assert_eq!(ran([]).result(), Success);
}

#[test]
fn after_a_halt_a_step_that_always_runs_still_counts() {
    let always = Flags {
        always_run: true,
        flunk_on_failure: true,
        ..NONE
    };
    let outcome = ran([
        Ends("breaks", Exception, NONE),
        Ends("never", Success, NONE),
        Ends("cleans", Failure, always),
        Ends("stops", Cancelled, always),
        Ends("tells", Success, always),
    ]);
    assert_eq!(names(&outcome), ["breaks", "cleans", "stops", "tells"]);
    assert_eq!(outcome.result(), Cancelled);
    assert_eq!(
        outcome.state_string(),
        "cancelled breaks it cleans it stops it"
    );
}

#[test]
fn the_defaults_are_buildbots() {
    let flunks = Flags {
        flunk_on_failure: true,
        ..NONE
    };
    assert_eq!(Flags::default(), flunks);
}

#[test]
fn a_policy_says_after_which_results_the_build_says_what_the_step_does() {
    let closed = "http://127.0.0.1:9/";
    let table = [
        (get!(closed, name: "look"), "failed Requested (failure)"),
        (
            get!(closed, name: "look", update_build_summary_policy: true),
            "failed Requested (failure)",
        ),
        (
            get!(closed, name: "look", update_build_summary_policy: false),
            "failed",
        ),
        (
            get!(closed, name: "look", update_build_summary_policy: [WARNINGS, EXCEPTION]),
            "failed",
        ),
        (
            get!(closed, name: "look", update_build_summary_policy: [FAILURE]),
            "failed Requested (failure)",
        ),
        (
            get!(closed, name: "look", flunk_on_failure: false),
            "build successful",
        ),
        (
            get!(closed, name: "look", flunk_on_failure: false, halt_on_failure: true),
            "build successful Requested (failure)",
        ),
        (
            get!(closed, name: "look", do_step_if: false, update_build_summary_policy: [SKIPPED]),
            "build successful Requested (skipped)",
        ),
    ];
    for (step, expected) in table {
        let mut factory = BuildFactory::new();
        factory.add_step(step);
        assert_eq!(factory.build().run_blocking().state_string(), expected);
    }
}
