//! The Native dialect: what each kind of value comes to in each place, and what it refuses to send.
#![cfg(test)]

#[path = "native/bases.rs"]
mod bases;
#[path = "native/defaults.rs"]
mod defaults;
#[path = "native/operators.rs"]
mod operators;
#[path = "native/parts.rs"]
mod parts;
#[path = "native/refusals.rs"]
mod refusals;
#[path = "native/safety.rs"]
mod safety;
#[path = "native/urls.rs"]
mod urls;
#[path = "native/values.rs"]
mod values;

use http_step::{
    Build, BuildFactory, Dialect, HttpStep, IntoExpr, IntoValue, Properties, Scope, StepOutcome,
    Value,
};
use http_step_tests::refusal::told;
use http_step_tests::service::{ReceivedRequest, Service};

/// A build of one step.
fn build(step: HttpStep) -> Build {
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    factory.build()
}

/// The outcome of a build of one step.
fn outcome(build: Build) -> StepOutcome {
    build.run_blocking().steps()[0].clone()
}

/// What the service sees of a step with the property `x`, or why nothing was sent.
fn send(service: &Service, step: HttpStep, x: impl IntoValue) -> Result<ReceivedRequest, String> {
    let before = service.received_requests().len();
    let outcome = outcome(build(step).property("x", x));
    let mut asked = service.received_requests().split_off(before);
    match outcome.render_error() {
        Some(error) => {
            assert!(asked.is_empty(), "{error}");
            Err(told(error))
        }
        None => Ok(asked.pop().expect("one request")),
    }
}

/// Why the step is not sent.
fn refusal(build: Build) -> String {
    let outcome = outcome(build);
    let error = outcome
        .render_error()
        .unwrap_or_else(|| panic!("{outcome:?}"));
    told(error)
}

/// What an expression comes to with the property `x`, as JSON, or the error.
fn rendered(expr: impl IntoExpr, x: impl IntoValue) -> String {
    let mut properties = Properties::new();
    properties.set("x", x, "test");
    let scope = Scope::new(&properties, Dialect::Native);
    match expr.into_expr().render(&scope) {
        Ok(value) => value.to_string(),
        Err(error) => format!("! {error}"),
    }
}

/// `{"a": 1}`.
fn map() -> Value {
    std::collections::BTreeMap::from([("a", 1)]).into_value()
}
