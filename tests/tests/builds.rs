//! What a build makes of its steps.
#![cfg(test)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use http_step::prelude::*;
use http_step::{Channel, Event, FailureKind, Flags, StepContext, StepFuture};
use http_step_tests::refusal::told;
use http_step_tests::service::Service;

/// A step of the user's own: ends as it is told, and leaves a property.
#[derive(Debug)]
struct Ends(BuildResult, Flags);

impl Step for Ends {
    fn name(&self, _: &StepContext<'_>) -> String {
        "ends".to_owned()
    }

    fn flags(&self) -> Flags {
        self.1
    }

    fn run<'a>(&'a self, context: &'a mut StepContext<'_>) -> StepFuture<'a> {
        Box::pin(async move {
            context.set_property("left", "by ends");
            context.write("log", Channel::Stdout, "here\n");
            StepOutcome::new(self.0, "as told")
        })
    }
}

#[test]
fn a_failure_does_not_halt_unless_it_is_told_to() {
    let service = Service::start().unwrap();
    let mut factory = BuildFactory::new();
    factory
        .add_step(get!(service.url("/status/500"), name: "first"))
        .add_step(get!(service.url("/second"), name: "second"))
        .add_step(get!(service.url("/status/404"), name: "third", halt_on_failure: true))
        .add_step(get!(service.url("/fourth"), name: "fourth"))
        .add_step(get!(service.url("/fifth"), name: "fifth", always_run: true));
    let outcome = factory.build().run_blocking();

    let ran: Vec<_> = outcome.steps().iter().map(StepOutcome::name).collect();
    assert_eq!(ran, ["first", "second", "third", "fifth"]);
    assert_eq!(outcome.result(), BuildResult::Failure);
    assert_eq!(
        outcome.state_string(),
        "failed Status code: 500 (failure) Status code: 404 (failure)"
    );
    assert_eq!(
        outcome.step("first").unwrap().state_string(),
        "Status code: 500 (failure)"
    );
    assert_eq!(service.received_requests().len(), 4);
}

#[test]
fn exception_retry_and_cancelled_halt() {
    for result in [
        BuildResult::Exception,
        BuildResult::Retry,
        BuildResult::Cancelled,
    ] {
        let mut factory = BuildFactory::new();
        factory
            .add_step(Ends(result, Flags::default()))
            .add_step(Ends(BuildResult::Success, Flags::default()));
        let outcome = factory.build().run_blocking();
        assert_eq!(outcome.result(), result);
        assert_eq!(outcome.steps().len(), 1);
    }
}

#[test]
fn flags_decide_what_a_failure_counts_as() {
    let service = Service::start().unwrap();
    let table = [
        (get!(service.url("/status/500")), BuildResult::Failure),
        (
            get!(service.url("/status/500"), flunk_on_failure: false),
            BuildResult::Success,
        ),
        (
            get!(service.url("/status/500"), flunk_on_failure: false, warn_on_failure: true),
            BuildResult::Warnings,
        ),
    ];
    for (step, expected) in table {
        let mut factory = BuildFactory::new();
        factory.add_step(step);
        assert_eq!(factory.build().run_blocking().result(), expected);
    }
}

#[test]
fn steps_of_the_users_own_mix_with_ours() {
    let service = Service::start().unwrap();
    let mut factory = BuildFactory::new();
    factory
        .add_step(Ends(BuildResult::Success, Flags::default()))
        .add_step(post!(service.url("/"), data: { "left": Property("left") }));
    let outcome = factory.build().run_blocking();
    assert_eq!(outcome.result(), BuildResult::Success);
    assert_eq!(outcome.properties().source("left"), Some("step ends"));
    assert_eq!(
        outcome.step("ends").unwrap().log("log").unwrap().text(),
        "here\n"
    );
    assert_eq!(service.received_requests()[0].text(), "left=by+ends");
}

#[test]
fn the_log_is_worded_as_in_buildbot() {
    let service = Service::start().unwrap();
    let mut factory = BuildFactory::new();
    factory.add_step(post!(
        service.url("/builds"),
        params: { "dry_run": false, "token": "not for the log" },
        headers: { "X-Api-Key": Property("key"), "X-Open": "shown" },
        data: { "builder": Property("buildername") },
        description_suffix: "the hook",
    ));
    let outcome = factory
        .build()
        .property("buildername", "runtests")
        .property("key", "s3cr3t")
        .run_blocking();
    let step = &outcome.steps()[0];
    assert_eq!(step.state_string(), "Status code: 200 the hook");
    let chunks: Vec<String> = step
        .log("log")
        .unwrap()
        .chunks()
        .map(|chunk| format!("{} {}", chunk.channel.letter(), chunk.text))
        .filter(|chunk| !chunk.starts_with("h \tDate:"))
        .collect();
    let url = service.url("/builds");
    assert_eq!(
        chunks,
        [
            format!("h Performing POST request to {url}\n"),
            "h Parameters:\n".to_owned(),
            "h \tdry_run: false\n".to_owned(),
            "h \ttoken: <HIDDEN>\n".to_owned(),
            "h Data:\n".to_owned(),
            "h \tbuilder: runtests\n".to_owned(),
            "h Request Headers:\n".to_owned(),
            "h \tUser-Agent: http-step/0.1.0\n".to_owned(),
            "h \tAccept-Encoding: gzip, deflate\n".to_owned(),
            "h \tAccept: */*\n".to_owned(),
            "h \tX-Api-Key: <HIDDEN>\n".to_owned(),
            "h \tX-Open: shown\n".to_owned(),
            "h \tContent-Length: 16\n".to_owned(),
            "h \tContent-Type: application/x-www-form-urlencoded\n".to_owned(),
            format!("o URL: {url}?dry_run=false&token=<HIDDEN>\n"),
            "o Status: 200\n".to_owned(),
            "h Response Headers:\n".to_owned(),
            "h \tContent-Type: text/plain; charset=utf-8\n".to_owned(),
            "h \tContent-Length: 5\n".to_owned(),
            "o  ------ Content ------\nfine\n".to_owned(),
        ]
    );
    assert_eq!(step.log("content").unwrap().text(), "fine\n");
    assert!(!format!("{:?}", step).contains("s3cr3t"));
}

#[test]
fn a_status_other_than_200_goes_to_stderr() {
    let service = Service::start().unwrap();
    let mut factory = BuildFactory::new();
    factory.add_step(get!(service.url("/status/201")));
    let outcome = factory.build().run_blocking();
    assert_eq!(outcome.result(), BuildResult::Success);
    let log = outcome.steps()[0].log("log").unwrap();
    let status = log
        .chunks()
        .find(|chunk| chunk.text == "Status: 201\n")
        .unwrap();
    assert_eq!(status.channel, Channel::Stderr);
}

#[test]
fn a_step_that_does_not_render_is_an_exception_and_sends_nothing() {
    let service = Service::start().unwrap();
    let url = service.url("/");
    let table = [
        (
            post!(&url, data: { "builder": Property("buildrname") }),
            "`data.builder`: the property `buildrname` is not set; did you mean `buildername`?",
        ),
        (
            post!(&url, json: { "tags": ["ci", Property("xyz")] }),
            "`json.tags.1`: the property `xyz` is not set; set it on the build, or give the expression a default",
        ),
        (
            get!(Property("buildername")),
            "`url`: missing scheme; write an address like `https://host/path`",
        ),
        (
            http_step! { method: Property("buildername"), url: &url },
            "`method`: unknown method `runtests`; a method is one of GET, POST, PUT, DELETE, HEAD, OPTIONS, PATCH",
        ),
        (
            post!(&url, headers: { "X-Build": Property("lines") }),
            "`headers.X-Build`: the value has a line break or another control character",
        ),
        (
            post!(&url, timeout: Property("zero")),
            "`timeout`: a timeout is more than zero seconds, not 0",
        ),
        (
            post!(&url, data: Property("zero")),
            "`data`: a body is a map, a list of pairs, text or bytes, not integer",
        ),
        (
            get!(&url, name: Property("buildernam")),
            "`name`: the property `buildernam` is not set; did you mean `buildername`?",
        ),
        (
            http_step! { method: Property("get"), url: &url, json: 1 },
            "`json`: a GET request has no body; send `params`, or use a method other than GET",
        ),
        (
            post!(&url, data: { "ratio": f64::NAN }),
            "`data`: NaN has no JSON form",
        ),
        (
            get!(&url, params: { "q": "x".repeat(70_000) }),
            "`params`: the URL comes out longer than 65534 bytes",
        ),
        (
            get!(format!("{url}{}", "x".repeat(70_000))),
            "`url`: the URL comes out longer than 65534 bytes",
        ),
        (
            get!(&url, headers: Property("many")),
            "`headers.x-24573`: there are too many header fields",
        ),
        (
            post!(&url, headers: Property("hosts")),
            "`headers.Host`: the transport sets this field itself; leave it out",
        ),
    ];
    for (step, error) in table {
        let mut factory = BuildFactory::new();
        factory.add_step(step);
        let outcome = factory
            .build()
            .property("buildername", "runtests")
            .property("zero", 0)
            .property("get", "GET")
            .property(
                "many",
                (0..40_000)
                    .map(|n| (format!("x-{n:05}"), n))
                    .collect::<BTreeMap<_, _>>(),
            )
            .property("lines", "a\r\nX-Evil: 1")
            .property("hosts", BTreeMap::from([("Host", "evil")]))
            .run_blocking();
        let step = &outcome.steps()[0];
        assert_eq!(step.result(), BuildResult::Exception);
        assert_eq!(step.state_string(), "Requested (exception)");
        assert_eq!(told(step.render_error().unwrap()), error);
        assert_eq!(step.log("err.text").unwrap().text(), format!("{error}\n"));
    }
    assert!(service.received_requests().is_empty());
}

#[test]
fn observers_see_a_build_in_order() {
    let service = Service::start().unwrap();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let mut factory = BuildFactory::new();
    factory.add_step(get!(service.url("/"), name: "look", description: ["looking", "around"]));
    let listener = Arc::clone(&seen);
    let outcome = factory
        .build()
        .observer(move |event: &Event| {
            let line = match event {
                Event::BuildStarted { steps, .. } => format!("build of {steps}"),
                Event::StepStarted {
                    step, description, ..
                } => format!("{step}: {description}"),
                Event::LogChunk { step, log, .. } => format!("{step} writes {log}"),
                Event::StepFinished {
                    step,
                    result,
                    state_string,
                    ..
                } => {
                    format!("{step}: {result}, {state_string}")
                }
                Event::BuildFinished { result, .. } => format!("build: {result}"),
                other => format!("{other:?}"),
            };
            let mut seen = listener.lock().unwrap();
            if seen.last() != Some(&line) {
                seen.push(line);
            }
        })
        .run_blocking();
    assert_eq!(outcome.result(), BuildResult::Success);
    assert_eq!(
        *seen.lock().unwrap(),
        [
            "build of 1",
            "look: looking around",
            "look writes log",
            "look writes content",
            "look: success, Status code: 200",
            "build: success",
        ]
    );
}

#[test]
fn a_service_that_is_down_is_a_failure_with_a_name() {
    let mut factory = BuildFactory::new();
    factory.add_step(post!(Property("url"), data: { "x": 1 }));
    let outcome = factory
        .build()
        .property("url", "http://127.0.0.1:1/")
        .run_blocking();
    let step = &outcome.steps()[0];
    assert_eq!(step.result(), BuildResult::Failure);
    assert_eq!(step.state_string(), "Requested (failure)");
    let failure = step.failure().unwrap();
    assert_eq!(failure.kind(), FailureKind::Connect);
    assert!(!failure.answer_unknown());
    let log = step.log("log").unwrap().text();
    let told = "An exception occurred while performing the request: connect: Connection refused";
    assert!(log.contains(told), "{log}");
}
