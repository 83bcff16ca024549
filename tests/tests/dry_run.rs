//! What a build would send: the same as it sends.
#![cfg(test)]

#[path = "dry_run/curl.rs"]
mod curl;
#[path = "dry_run/entries.rs"]
mod entries;
#[path = "dry_run/hidden.rs"]
mod hidden;
#[path = "dry_run/open.rs"]
mod open;
#[path = "dry_run/way.rs"]
mod way;

use http_step::prelude::*;
use http_step::{
    BodyPiece, Build, HttpStep, SecretFuture, SecretProvider, StepContext, StepFuture,
};
use http_step_tests::service::Service;

fn build(step: HttpStep) -> Build {
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    factory.build()
}

#[derive(Debug)]
struct NeverAsked;

impl SecretProvider for NeverAsked {
    fn secret<'a>(&'a self, name: &'a str) -> SecretFuture<'a> {
        panic!("somebody has asked for {name}")
    }
}

#[test]
fn a_request_is_rendered_and_nothing_is_sent() {
    let service = Service::start().unwrap();
    let step = post!(
        service.url("/builds"),
        name: "tell",
        params: { "dry": true },
        headers: { "X-Token": Secret("token"), "X-Build": Property("buildnumber") },
        cookies: { "id": Secret("cookie") },
        json: { "state": "done", "by": Secret("who") },
    );
    let dry = build(step)
        .property("buildnumber", 7)
        .secrets(NeverAsked)
        .dry_run();
    assert!(service.received_requests().is_empty());
    let [step] = dry.steps() else {
        panic!("{dry:?}");
    };
    assert_eq!(step.name(), "tell");
    assert!(!step.is_skipped() && step.error().is_none() && step.open().is_empty());
    let request = step.request().unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.url(), service.url("/builds?dry=true"));
    let headers: Vec<_> = request.headers().collect();
    for (name, value) in [
        ("x-token", "<token>"),
        ("x-build", "7"),
        ("cookie", "id=<cookie>"),
        ("content-type", "application/json"),
    ] {
        assert!(headers.contains(&(name, value.into())), "{headers:?}");
    }
    let body: Vec<_> = request.body().collect();
    assert_eq!(
        body,
        [BodyPiece::Bytes(br#"{"state":"done","by":"<who>"}"#)]
    );
    let shown = dry.to_string();
    for part in [
        "== tell\nPOST http",
        "x-token: <token>\n",
        "\ncurl --header ",
    ] {
        assert!(shown.contains(part), "{shown}");
    }
}

/// A step that nobody can look into.
#[derive(Debug)]
struct Own;

impl Step for Own {
    fn name(&self, _: &StepContext<'_>) -> String {
        "own".to_owned()
    }

    fn sets(&self) -> Vec<String> {
        vec!["version".to_owned()]
    }

    fn run<'a>(&'a self, _: &'a mut StepContext<'_>) -> StepFuture<'a> {
        panic!("it is not run")
    }
}

#[test]
fn what_earlier_steps_set_is_open() {
    let mut factory = BuildFactory::new();
    factory
        .add_step(post!(
            "https://api.example.com/deploys",
            name: "deploy",
            capture: { "id": json("$.id"), "key": json("$.key") as Secret },
        ))
        .add_step(Own)
        .add_step(get!("https://api.example.com/", name: "not", do_step_if: false, capture: { "no": status }))
        .add_step(get!(
            Interpolate("https://api.example.com/deploys/%(prop:id)s"),
            name: "look",
            headers: { "X-Key": Secret("key") },
            params: { "version": Property("version"), "branch": Property("branch") },
        ))
        .add_step(get!("https://api.example.com/", name: "broken", params: { "no": Property("no") }))
        .add_step(get!(Property("id"), name: "unknown"));
    let dry = factory.build().property("branch", "main").dry_run();
    let [_, own, not, look, broken, unknown] = dry.steps() else {
        panic!("{dry:?}");
    };
    assert_eq!(own.name(), "own");
    assert!(own.request().is_none() && own.error().is_none() && !own.is_skipped());
    assert!(not.is_skipped() && not.request().is_none());
    assert_eq!(look.open(), ["id", "version"]);
    let request = look.request().unwrap();
    assert_eq!(
        request.url(),
        "https://api.example.com/deploys/%3Cid%3E?version=%3Cversion%3E&branch=main"
    );
    let error = broken.error().unwrap();
    assert_eq!((error.step(), error.field()), ("broken", "params.no"));
    assert!(unknown.error().is_none() && unknown.request().is_none());
    assert_eq!(unknown.undecided().unwrap().field(), "url");
    assert_eq!(unknown.open(), ["id"]);
    let shown = dry.to_string();
    for part in [
        "== own\na step of another kind\n",
        "== not\nskipped\n",
        "== unknown\n(not yet known: id)\ncan't be rendered yet: step `unknown`, `url`: ",
    ] {
        assert!(shown.contains(part), "{shown}");
    }
}

#[test]
fn a_secret_that_is_the_url_has_its_name_in_its_place() {
    let url = |step| {
        let dry = build(step).dry_run();
        let request = dry.steps()[0].request();
        let request = request.unwrap_or_else(|| panic!("{dry}"));
        let curl = request.curl().unwrap();
        assert!(curl.ends_with(&format!("'{}'", request.url())), "{curl}");
        request.url().to_owned()
    };
    assert_eq!(url(post!(Secret("hook"))), "<hook>");
    let with_query = post!(Secret("hook"), params: { "a": 1 });
    assert_eq!(url(with_query), "<hook>?a=1");
}

#[test]
fn the_name_of_a_secret_is_no_mistake() {
    let step = get!(
        "https://api.example.com/",
        auth: Bearer(Secret("api token, é")),
        cookies: { "id": Secret("a;b") },
    );
    let dry = build(step).dry_run();
    let headers: Vec<_> = dry.steps()[0].request().unwrap().headers().collect();
    assert!(
        headers.contains(&("authorization", "Bearer <api-token--->".into())),
        "{headers:?}"
    );
    assert!(headers.contains(&("cookie", "id=<a-b>".into())));
}

#[test]
fn mistakes_are_found_as_in_a_run() {
    for step in [
        get!(Property("nobody-set-it")),
        get!("https://api.example.com/", name: Property("nobody-set-it")),
        get!("https://api.example.com/", do_step_if: Property("nobody-set-it") == 1),
        get!("https://api.example.com/", headers: { "X": "a\tb", "Y": Property("broken") }),
        get!(Property("open-url"), headers: { "X": Secret("open") }),
    ] {
        let build = || {
            let build = build(step.clone())
                .property("broken", "a\nb")
                .property("open-url", "http://h.example.com/");
            build.secrets(MapSecrets::from([("open", "<open>")]))
        };
        let dry = build().dry_run();
        let outcome = build().run_blocking();
        let error = outcome.steps()[0].render_error();
        assert!(error.is_some(), "{outcome:?}");
        assert_eq!(dry.steps()[0].error(), error);
    }
    let panics =
        get!("https://a.example.com/", do_step_if: |_: &http_step::Properties| panic!("hunter2"));
    let dry = build(panics).dry_run();
    let error = dry.steps()[0].error().unwrap().to_string();
    assert!(error.contains("the step panicked"), "{error}");
}

#[test]
fn credentials_that_are_no_secrets_are_in_what_is_sent_and_not_in_what_is_shown() {
    let secret = "hunter2-s3cr3t";
    for step in [
        get!("https://h.example.com/", headers: { "X-Token": Property("token") }),
        get!("https://h.example.com/", auth: ("ci", Property("token"))),
        get!("https://h.example.com/", auth: Digest("ci", Property("token"))),
        get!("https://h.example.com/", params: { "token": Property("token") }),
        get!("https://h.example.com/", cookies: { "id": Property("token") }),
        get!("https://h.example.com/", proxies: { "all": Property("proxy") }),
        post!("https://h.example.com/", data: { "password": Property("token") }),
        post!("https://h.example.com/", json: { "deep": { "password": Property("token") } }),
    ] {
        let dry = build(step)
            .property("token", secret)
            .property("proxy", "http://ci:hunter2-s3cr3t@p.example.com")
            .dry_run();
        let request = dry.steps()[0].request();
        let request = request.unwrap_or_else(|| panic!("{dry}"));
        assert!(request.curl().unwrap().contains(secret), "{dry}");
        let shown = format!("{dry} {dry:?} {request:?}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}
