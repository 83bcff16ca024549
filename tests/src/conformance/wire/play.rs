//! Runs a step of a case: the only place where the suite meets the runtime.

use std::collections::BTreeMap;

use http_step::{
    BuildFactory, Dialect, Environment, Failure, Log, RenderError, Session, StepOutcome,
};

use super::case::{self, Chunk, Given, Part, Request, Text};
use super::recorder::Recorder;
use super::step::construct;
use crate::conformance::expression::NoExpression;
use crate::conformance::refusal::Refusal;

/// What came of a step.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) requests: Vec<Request>,
    pub(super) ended: Ended,
}

#[derive(Debug)]
pub(super) enum Ended {
    /// It could not be constructed, for this reason.
    Refused(Refusal),
    Ran(Ran),
}

#[derive(Debug)]
pub(super) struct Ran {
    /// In capitals, as recorded.
    pub(super) result: String,
    pub(super) state_string: String,
    /// By slug, as recorded.
    pub(super) logs: BTreeMap<String, case::Log>,
    /// The kind of the failure, in a word.
    pub(super) failure: Option<String>,
    /// Why there is no response, for reports.
    pub(super) cause: Option<String>,
}

/// Plays the steps of one case, in one session.
pub(super) struct Player<'a> {
    recorder: &'a Recorder,
    given: &'a Given,
    session: Session,
}

impl<'a> Player<'a> {
    pub(super) fn new(recorder: &'a Recorder, given: &'a Given) -> Self {
        Self {
            recorder,
            given,
            session: session_for(given),
        }
    }

    /// Fails where the step cannot be expressed yet.
    pub(super) async fn play(&self, part: &Part) -> Result<Outcome, String> {
        self.recorder.begin(&part.server);
        let step = match construct(&part.step, self.given) {
            Ok(step) => step,
            Err(NoExpression::NotYet(what)) => {
                return Err(format!("cannot be expressed yet: {what}"));
            }
            Err(NoExpression::Refused(why)) => {
                return Ok(Outcome {
                    requests: Vec::new(),
                    ended: Ended::Refused(why),
                });
            }
        };
        let mut factory = BuildFactory::new();
        factory.add_step(step);
        let mut build = factory
            .build()
            .dialect(Dialect::Buildbot)
            .session(self.session.clone());
        for (name, value) in &self.given.properties {
            build = build.property(name, value.clone());
        }
        if let Some(secrets) = self.given.secrets.clone() {
            build = build.secrets(move |name: &str| secrets.get(name).cloned());
        }
        let outcome = build.run().await;
        let step = outcome
            .steps()
            .first()
            .ok_or("the build did not run its step")?;
        Ok(Outcome {
            requests: self.recorder.requests(),
            ended: Ended::Ran(Ran::of(step)),
        })
    }
}

/// A session whose environment is that of the case, and none of the process.
fn session_for(given: &Given) -> Session {
    let environment = Environment::new(&given.environment);
    Session::builder().environment(environment).build()
}

impl Ran {
    fn of(step: &StepOutcome) -> Self {
        let mut logs = BTreeMap::new();
        for log in step.logs() {
            let slug = slug(log.name(), &logs);
            let log = case::Log::new(&slug, log.name(), chunks(log));
            logs.insert(slug, log);
        }
        let failure = step.failure().map(Failure::to_string);
        Self {
            result: step.result().to_string().to_uppercase(),
            state_string: step.state_string().to_owned(),
            logs,
            failure: step.failure().map(|failure| failure.kind().to_string()),
            cause: failure.or_else(|| step.render_error().map(RenderError::to_string)),
        }
    }
}

/// As Buildbot makes them: later logs of the same name are numbered.
fn slug(name: &str, taken: &BTreeMap<String, case::Log>) -> String {
    let plain = name.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
    let numbered = (2..).map(|number| format!("{plain}_{number}"));
    let mut slugs = std::iter::once(plain.clone()).chain(numbered);
    slugs
        .find(|slug| !taken.contains_key(slug))
        .unwrap_or(plain)
}

fn chunks(log: &Log) -> Vec<Chunk> {
    log.chunks()
        .map(|chunk| Chunk(chunk.channel.letter(), Text::Whole(chunk.text.to_owned())))
        .collect()
}
