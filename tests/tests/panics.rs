//! Users' code that panics.
#![cfg(test)]

use http_step::prelude::*;
use http_step::{Flags, Lock, Properties, RenderError, StepContext, StepFuture};
use http_step_tests::service::Service;

/// Where a step panics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Name,
    Description,
    Done,
    Flags,
    Wanted,
    Locks,
    Call,
    Poll,
    LaterPoll,
    Drop,
    Hidden,
    Summary,
}

use At::{Call, Description, Done, Drop, Hidden, LaterPoll, Locks, Name, Poll, Summary, Wanted};

#[derive(Debug)]
struct Panics(At);

impl Panics {
    fn here(&self, at: At) {
        assert!(self.0 != at, "the password is hunter2");
    }
}

struct AtDrop<'a>(&'a Panics);

impl std::ops::Drop for AtDrop<'_> {
    fn drop(&mut self) {
        self.0.here(Drop);
    }
}

impl Step for Panics {
    fn name(&self, _: &StepContext<'_>) -> String {
        self.here(Name);
        "panics".to_owned()
    }

    fn description(&self, _: &StepContext<'_>) -> String {
        self.here(Description);
        "Panicking".to_owned()
    }

    fn description_done(&self, _: &StepContext<'_>) -> String {
        self.here(Done);
        "Panicked".to_owned()
    }

    fn flags(&self) -> Flags {
        self.here(At::Flags);
        Flags::default()
    }

    fn should_run(&self, _: &StepContext<'_>) -> Result<bool, RenderError> {
        self.here(Wanted);
        // Asked for what it has done.
        Ok(self.0 != Done)
    }

    fn is_hidden(&self, _: &StepContext<'_>, _: BuildResult) -> Result<bool, RenderError> {
        self.here(Hidden);
        Ok(false)
    }

    fn is_in_summary(&self, _: &StepContext<'_>, _: BuildResult) -> bool {
        self.here(Summary);
        true
    }

    fn locks(&self) -> &[Lock] {
        self.here(Locks);
        &[]
    }

    fn run<'a>(&'a self, _: &'a mut StepContext<'_>) -> StepFuture<'a> {
        self.here(Call);
        Box::pin(async {
            let _at_drop = AtDrop(self);
            self.here(Poll);
            tokio::task::yield_now().await;
            self.here(LaterPoll);
            StepOutcome::new(BuildResult::Success, "quiet")
        })
    }
}

fn run(step: impl Step + 'static) -> BuildOutcome {
    let service = Service::start().unwrap();
    let mut factory = BuildFactory::new();
    factory
        .add_step(step)
        .add_step(get!(service.url("/next"), name: "next"))
        .add_step(get!(service.url("/last"), name: "last", always_run: true));
    factory.build().run_blocking()
}

#[test]
fn a_panic_is_an_exception_of_the_step() {
    for at in [
        Name,
        Description,
        Wanted,
        Locks,
        Call,
        Poll,
        LaterPoll,
        Drop,
        Hidden,
    ] {
        let outcome = run(Panics(at));
        assert_eq!(outcome.result(), BuildResult::Exception, "{at:?}");
        let [step, last] = outcome.steps() else {
            panic!("{at:?}: {outcome:?}");
        };
        assert_eq!(step.result(), BuildResult::Exception);
        assert_eq!(step.state_string(), "Panicked (exception)");
        assert_eq!(step.name(), if at == Name { "step" } else { "panics" });
        assert_eq!(step.log("err.text").unwrap().text(), "the step panicked\n");
        assert!(!format!("{outcome:?}").contains("hunter2"));
        assert_eq!(last.result(), BuildResult::Success);
    }
}

#[test]
fn a_panic_whose_end_panics_is_no_more_than_a_panic() {
    struct Bomb;
    impl std::ops::Drop for Bomb {
        fn drop(&mut self) {
            std::panic::panic_any(Self);
        }
    }
    let service = Service::start().unwrap();
    let step = get!(service.url("/"), do_step_if: |_: &Properties| std::panic::panic_any(Bomb));
    let outcome = run(step);
    let results: Vec<_> = outcome.steps().iter().map(StepOutcome::result).collect();
    assert_eq!(results, [BuildResult::Exception, BuildResult::Success]);
}

#[test]
fn where_nothing_hangs_on_it_there_is_a_default() {
    let outcome = run(Panics(Done));
    assert_eq!(outcome.steps()[0].state_string(), "Finished (skipped)");
    for at in [At::Flags, Summary] {
        let outcome = run(Panics(at));
        assert_eq!(outcome.steps()[0].result(), BuildResult::Success);
    }
    assert_eq!(
        run(Panics(Summary)).state_string(),
        "build successful quiet"
    );
}

#[test]
fn closures_of_an_http_step_may_panic() {
    let service = Service::start().unwrap();
    let url = service.url("/");
    for (step, asked) in [
        (
            get!(&url, do_step_if: |_: &Properties| panic!("the password is hunter2")),
            0,
        ),
        (
            get!(&url, hide_step_if: |_: &Properties| panic!("the password is hunter2")),
            1,
        ),
    ] {
        let outcome = run(step);
        assert_eq!(outcome.result(), BuildResult::Exception);
        let step = &outcome.steps()[0];
        assert_eq!(step.state_string(), "Requested (exception)");
        assert_eq!(step.log("err.text").unwrap().text(), "the step panicked\n");
        assert!(!format!("{outcome:?}").contains("hunter2"));
        assert_eq!(service.received_requests().len(), asked);
    }
}
