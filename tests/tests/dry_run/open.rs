//! Steps that depend on what earlier steps will have found out.

use http_step::prelude::*;
use http_step::{DryRun, HttpStep, ResponsePart};

const URL: &str = "https://h.example.com/";

/// The step after one that captures `x` and `key`.
fn after(step: HttpStep) -> DryRun {
    let mut factory = BuildFactory::new();
    factory
        .add_step(get!(URL, name: "first", capture: {
            "x": json("$.x"),
            "key": json("$.key") as Secret,
        }))
        .add_step(step.name("then"));
    factory.build().dry_run()
}

#[test]
fn what_does_not_fit_yet_is_no_mistake() {
    for step in [
        get!(URL, timeout: Property("x")),
        get!(URL, deadline: Property("x")),
        get!(URL, poll: { every: Property("x"), until: status == 200 }),
        get!(URL, poll: { every: 1, until: status == 200, deadline: Property("x") }),
        get!(URL, retry: { attempts: Property("x") }),
        get!(URL, retry: { attempts: 2, delay: Property("x") }),
        get!(URL, redirects: Property("x")),
        get!(URL, allow_redirects: Property("x")),
        get!(URL, max_response: Property("x")),
        get!(URL, params: { "n": Property("x") + 1 }),
        get!(URL, headers: Property("x")),
        get!(URL, headers: { (Property("x")): 1 }),
        get!(URL, cookies: { (Property("x")): 1 }),
        get!(URL, proxies: { "all": Property("x") }),
        get!(Property("x")),
        get!(Interpolate("https://%(prop:x)s.example.com/")),
        http_step!(url: URL, method: Property("x")),
        post!(URL, json: FlattenList([Property("x"), [1]])),
        post!(URL, data: Property("x"), files: { "a": File(bytes: "b", filename: "c") }),
    ] {
        let dry = after(step);
        let then = &dry.steps()[1];
        assert!(then.error().is_none() && !then.is_skipped(), "{dry}");
        assert_eq!(then.open(), ["x"]);
        if then.request().is_none() {
            let why = then.undecided().unwrap_or_else(|| panic!("{dry}"));
            assert_eq!(why.step(), "then");
            let shown = dry.to_string();
            let line = format!("(not yet known: x)\ncan't be rendered yet: {why}\n");
            assert!(shown.contains(&line), "{shown}");
        }
    }
}

#[test]
fn a_proxy_that_is_a_secret_is_no_mistake() {
    let dry = after(get!(URL, proxies: { "all": Secret("proxy") }));
    let then = &dry.steps()[1];
    assert!(then.error().is_none() && then.open().is_empty(), "{dry}");
    assert_eq!(then.undecided().unwrap().field(), "proxies");
}

#[test]
fn a_mistake_elsewhere_in_the_step_is_one() {
    for step in [
        get!(URL, params: { "x": Property("x") }, headers: { "X": Property("nobody-set-it") }),
        get!(Property("nobody-set-it"), timeout: Property("x")),
        get!(URL, params: { "x": Property("x") }, headers: { "X": "a\nb".to_owned() }),
        get!(URL, retry: { attempts: Interpolate("many") }, params: { "x": Property("x") }),
    ] {
        let dry = after(step);
        let then = &dry.steps()[1];
        assert!(
            then.error().is_some() && then.undecided().is_none(),
            "{dry}"
        );
    }
}

#[test]
fn a_condition_on_what_is_not_yet_known_is_taken_to_hold() {
    for step in [
        get!(URL, do_step_if: Property("x", default: 0) > 0),
        get!(URL, do_step_if: Property("x") == "done"),
    ] {
        let mut factory = BuildFactory::new();
        factory
            .add_step(get!(URL, capture: { "x": json("$.x") as u64 }))
            .add_step(step.capture("y", ResponsePart::json("$.y")))
            .add_step(get!(URL, params: { "y": Property("y") }));
        let dry = factory.build().dry_run();
        let [_, then, last] = dry.steps() else {
            panic!("{dry:?}");
        };
        assert!(then.request().is_some() && !then.is_skipped(), "{dry}");
        assert_eq!(then.open(), ["x"]);
        assert_eq!(
            last.request().unwrap().url(),
            "https://h.example.com/?y=%3Cy%3E"
        );
    }
}

#[test]
fn names_stay_in_their_line() {
    let mut factory = BuildFactory::new();
    factory
        .add_step(HttpStep::get(URL).capture("a\n== b", ResponsePart::json("$.x")))
        .add_step(get!(URL, name: "c\n== d", params: { "x": Property("a\n== b") }));
    let shown = factory.build().dry_run().to_string();
    assert!(shown.contains("\n(not yet known: a\\n== b)\n"), "{shown}");
    assert_eq!(shown.matches("\n== ").count(), 1, "{shown}");
}
