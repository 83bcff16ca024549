//! What a build shows.

use std::fmt::Write as _;
use std::sync::mpsc;

use http_step::{BuildFactory, Event, HttpStep, SecretValues};

/// Everything that a run of the steps shows to anybody. Properties are never altered: those of a test
/// have names that hide them in `Debug`.
pub(crate) fn shown(
    steps: Vec<HttpStep>,
    secrets: &[(&str, &str)],
    properties: &[(&str, &str)],
) -> String {
    let mut factory = BuildFactory::new();
    for step in steps {
        factory.add_step(step);
    }
    shown_of(&factory, secrets, properties)
}

/// The same of a factory.
pub(crate) fn shown_of(
    factory: &BuildFactory,
    secrets: &[(&str, &str)],
    properties: &[(&str, &str)],
) -> String {
    let (told, events) = mpsc::channel();
    let known = SecretValues::from_iter(secrets.iter().copied());
    let owned: Vec<(String, String)> = secrets
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let provider = move |name: &str| {
        let found = owned.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    };
    let mut build = factory
        .build()
        .secrets(provider)
        .observer(move |event: &Event| {
            let text = match event {
                Event::LogChunk { text, .. } => text.clone(),
                event => format!("{event:?}\n"),
            };
            let _ = told.send(text);
        });
    for (name, value) in properties {
        build = build.property(*name, *value);
    }
    let mut shown = format!("{factory:?} {build:?} {known:?}\n");
    let outcome = build.run_blocking();
    for step in outcome.steps() {
        let logs = step.logs().iter().map(http_step::Log::text);
        shown.extend(logs);
        write!(shown, "{} {} {step:?}", step.name(), step.state_string()).unwrap();
        write!(shown, "{:?} {:?}", step.failure(), step.render_error()).unwrap();
    }
    shown.extend(events.iter());
    shown
}
