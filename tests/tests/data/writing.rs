//! What is written, and what cannot be.

use http_step::prelude::*;
use http_step::{Auth, Channel, Flags, Lock, Step, StepContext, StepFuture, StepOutcome, Value};
use http_step::{ResponsePart, map, raw, transform};

const URL: &str = "https://ci.example.com/";

fn written(step: &HttpStep) -> String {
    step.to_json().unwrap()
}

fn refused(step: &HttpStep) -> String {
    step.to_json().unwrap_err().to_string()
}

#[test]
fn what_has_its_default_is_left_out() {
    let step = HttpStep::post(URL)
        .flags(Flags::default())
        .hide_request_headers([""; 0])
        .locks([""; 0]);
    assert_eq!(written(&step), r#"{"url":"https://ci.example.com/"}"#);
}

#[test]
fn keys_stand_in_the_order_of_their_table() {
    let step = get!(
        "https://ci.example.com/",
        capture: { "id": json("$.id") as u64 },
        expect: [size > 0],
        probe: get!("https://ci.example.com/probe"),
        poll: { every: 5, until: json("$.state") == "done", cancel: delete!("https://ci.example.com/7") },
        retry: { attempts: 3, on: [429, 502..=504, connect], idempotent: true },
        results: { 200..=299 => SUCCESS, 404 | timeout => WARNINGS, _ => FAILURE },
        locks: ["a", Lock::counting("b", 3), Lock::exclusive("c")],
        do_step_if: Property("branch") == "main",
        flunk_on_failure: false,
        always_run: true,
        hide: ["X-Token"],
        verify: Insecure,
        timeout: (5, 30.5),
        auth: Digest("bot", Secret("password")),
    );
    assert_eq!(
        written(&step),
        concat!(
            r#"{"url":"https://ci.example.com/","method":"GET","auth":{"$digest":["bot",{"$secret":"password"}]},"#,
            r#""timeout":{"$tuple":[5,30.5]},"verify":{"$insecure":true},"#,
            r#""hide_request_headers":["X-Token"],"hide_response_headers":["X-Token"],"#,
            r#""flunk_on_failure":false,"always_run":true,"#,
            r#""do_step_if":{"$op":"==","left":{"$property":"branch"},"right":"main"},"#,
            r#""locks":["a",{"name":"b","counting":3},{"name":"c","exclusive":true}],"#,
            r#""results":[{"on":"200..=299","result":"SUCCESS"},{"on":404,"result":"WARNINGS"},"#,
            r#"{"on":"timeout","result":"WARNINGS"},{"on":"_","result":"FAILURE"}],"#,
            r#""retry":{"attempts":3,"on":[429,"502..=504","connect"],"idempotent":true},"#,
            r#""poll":{"every":5,"until":{"$op":"==","left":{"$json":"$.state"},"right":"done"},"#,
            r#""cancel":{"url":"https://ci.example.com/7","method":"DELETE"}},"#,
            r#""probe":{"url":"https://ci.example.com/probe","method":"GET"},"#,
            r#""expect":[{"$op":">","left":{"$response":"size"},"right":0}],"#,
            r#""capture":{"id":{"from":{"$json":"$.id"},"as":"u64"}}}"#,
        )
    );
}

#[test]
fn a_closure_is_named_by_its_key() {
    let closure = "a closure cannot be written as JSON";
    let step = || HttpStep::get(URL);
    let made = || transform(|_| Ok(Value::Null));
    for (step, key) in [
        (step().do_step_when(|_| true), "do_step_if"),
        (step().hide_step_when(|_| true), "hide_step_if"),
        (step().hide_step_on(|_, _| true), "hide_step_if"),
        (step().on_response(|_| {}), "hooks"),
        (step().params([("a", made())]), "params"),
        (step().timeout(made()), "timeout"),
        (step().auth(Auth::bearer(made())), "auth"),
        (step().probe(step().on_response(|_| {})), "probe.hooks"),
        (
            get!("https://ci.example.com/", expect: [status == 200, size == made()]),
            "expect[1].right",
        ),
        (
            get!("https://ci.example.com/", poll: { every: 1, until: status == made() }),
            "poll.until.right",
        ),
        (
            get!("https://ci.example.com/", poll: {
                every: 1,
                until: status == 200,
                cancel: delete!("https://ci.example.com/", do_step_if: |_| true),
            }),
            "poll.cancel.do_step_if",
        ),
        (
            get!("https://ci.example.com/", retry: { attempts: 2, delay: made() }),
            "retry.delay",
        ),
    ] {
        let error = step.to_json().unwrap_err();
        assert_eq!((error.path(), error.what()), (key, closure));
        assert_eq!(step.to_value().unwrap_err(), error);
    }
}

#[test]
fn values_that_json_lacks_are_named_by_their_key() {
    let step = || HttpStep::post(URL);
    assert_eq!(
        refused(&step().json(f64::NAN)),
        "`json`: NaN has no JSON form"
    );
    assert_eq!(
        refused(
            &step()
                .capture("a", ResponsePart::TEXT)
                .capture("a", ResponsePart::STATUS)
        ),
        "`capture.a`: the property is captured twice"
    );
    let mut deep = raw(1);
    for _ in 0..200 {
        deep = map([("a", deep)]);
    }
    assert_eq!(
        refused(&step().json(deep)),
        "`json`: the expression is nested more than 128 deep"
    );
}

#[test]
fn a_credential_that_is_known_is_not_written() {
    let step = || HttpStep::get(URL);
    let bearer = "Bearer hunter2".to_owned();
    let later = property("a").into_expr();
    for (step, path) in [
        (step().auth(Auth::basic("bot", "hunter2")), "auth"),
        (
            step().auth(Auth::basic(property("user"), "hunter2")),
            "auth",
        ),
        (step().auth(Auth::digest("bot", "hunter2")), "auth"),
        (step().auth(Auth::bearer("hunter2")), "auth"),
        (
            step().headers(map([("authorization", bearer.clone())])),
            "headers.authorization",
        ),
        (
            step().headers(map([
                ("X-A", later.clone()),
                ("Authorization", bearer.into_expr()),
            ])),
            "headers.Authorization",
        ),
        (
            step().cookies(map([("a", later), ("b", "ghp_hunter2".into_expr())])),
            "cookies.b",
        ),
    ] {
        let error = step.to_json().unwrap_err();
        assert_eq!(error.path(), path);
        assert_eq!(
            error.what(),
            "a credential can't be written, since a file is no place for one: use a secret by its name"
        );
    }
}

#[test]
fn a_credential_is_found_in_what_holds_it() {
    let password = "hunter2-0123456789".to_owned();
    let password = password.as_str();
    let token = ["ghp_", "0123456789abcdefghij"].concat();
    let token = token.as_str();
    let spread = std::collections::BTreeMap::from([("Authorization", password)]);
    let url = format!("https://bot:{password}@ci.example.com/");
    let url = url.as_str();
    let later = || {
        delete!(
            "https://ci.example.com/",
            auth: Bearer(Property("a", default: password)),
        )
    };
    for (step, path) in [
        (
            get!("https://ci.example.com/", auth: ("bot", Property("p", default: password))),
            "auth",
        ),
        (
            get!("https://ci.example.com/", auth: Bearer(Interpolate("%s", password))),
            "auth",
        ),
        (
            get!("https://ci.example.com/", auth: ("bot", Interpolate("%(kw:a)s", a: password))),
            "auth",
        ),
        (
            get!("https://ci.example.com/", auth: Bearer(Raw(password))),
            "auth",
        ),
        (
            get!("https://ci.example.com/", auth: Bearer(Property("a") + password)),
            "auth",
        ),
        (
            get!("https://ci.example.com/", auth: Digest("bot", Property("p", default: password))),
            "auth",
        ),
        (
            HttpStep::get(URL).auth(Auth::bearer(interpolate(password))),
            "auth",
        ),
        (
            get!("https://ci.example.com/", poll: { every: 1, until: status == 200, cancel: later() }),
            "poll.cancel.auth",
        ),
        (
            get!("https://ci.example.com/", probe: later()),
            "probe.auth",
        ),
        (
            get!("https://ci.example.com/", headers: {
                "Authorization": Interpolate("Bearer %(kw:t)s", t: password),
            }),
            "headers.Authorization",
        ),
        (
            get!("https://ci.example.com/", headers: { "Authorization": Property("a", default: password) }),
            "headers.Authorization",
        ),
        (
            get!("https://ci.example.com/", headers: { "Authorization": Raw(password) }),
            "headers.Authorization",
        ),
        (
            get!("https://ci.example.com/", headers: { "Accept": 1, ..spread }),
            "headers.Authorization",
        ),
        (
            get!("https://ci.example.com/", headers: { "X-Token": password }),
            "headers.X-Token",
        ),
        (
            get!("https://ci.example.com/", headers: { "X-Note": Interpolate("%(kw:t)s", t: token) }),
            "headers.X-Note.kwargs.t",
        ),
        (
            get!("https://ci.example.com/", headers: { (Property("n")): token }),
            "headers.$map[0][1]",
        ),
        (
            get!("https://ci.example.com/", cookies: { "token": Property("a", default: password) }),
            "cookies.token",
        ),
        (
            post!("https://ci.example.com/", files: {
                "a": File("a", headers: { "Authorization": password }),
            }),
            "files.headers.Authorization",
        ),
        (
            post!("https://ci.example.com/", json: { "a": [token] }),
            "json.a[0]",
        ),
        (
            get!("https://ci.example.com/", expect: [json("$.a") == token]),
            "expect[0].right",
        ),
        (get!(url), "url"),
        (
            HttpStep::get(interpolate(format!("{url}%(prop:a)s"))),
            "url",
        ),
        (get!(Property("url", default: url)), "url"),
        (
            get!("https://ci.example.com/", proxies: { "all": url }),
            "proxies",
        ),
        (
            get!("https://ci.example.com/", proxies: { "all": Property("p", default: url) }),
            "proxies",
        ),
    ] {
        let error = step.to_json().unwrap_err();
        assert_eq!(error.path(), path);
        assert!(
            error.what().starts_with("a credential can't be written"),
            "{error}"
        );
        assert!(!error.to_string().contains(password) && !error.to_string().contains(token));
    }
    for step in [
        get!("https://ci.example.com/", headers: { "Authorization": "token " + Secret("a") }),
        get!("https://ci.example.com/", headers: { "X-Token": Property("a", default: "") }),
        get!("https://ci.example.com/", auth: ("bot", Property("p", default: Secret("a")))),
        get!("https://ci.example.com/", headers: { "X-Note": password }),
    ] {
        step.to_json().unwrap();
    }
}

#[derive(Debug)]
struct Own;

impl Step for Own {
    fn name(&self, _: &StepContext<'_>) -> String {
        "own".to_owned()
    }

    fn run<'a>(&'a self, context: &'a mut StepContext<'_>) -> StepFuture<'a> {
        context.write("log", Channel::Stdout, "here");
        Box::pin(std::future::ready(StepOutcome::new(
            BuildResult::Success,
            "done",
        )))
    }
}

#[test]
fn a_factory_names_the_step_that_is_no_data() {
    let mut factory = BuildFactory::new();
    factory.add_step(get!("https://ci.example.com/"));
    assert_eq!(
        factory.to_json().unwrap(),
        r#"{"steps":[{"url":"https://ci.example.com/","method":"GET"}]}"#
    );
    let mut closure = factory.clone();
    closure.add_step(get!("https://ci.example.com/", do_step_if: |_| true));
    assert_eq!(
        closure.to_json().unwrap_err().to_string(),
        "`steps[1].do_step_if`: a closure cannot be written as JSON"
    );
    factory.add_step(Own);
    let error = factory.to_json().unwrap_err();
    assert_eq!(error.path(), "steps[1]");
    assert_eq!(
        error.to_string(),
        "`steps[1]`: only HTTP steps can be written as JSON"
    );
}
