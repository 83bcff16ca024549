//! One more header field or parameter, whatever the step has already.

use std::collections::BTreeMap;

use http_step::{BuildFactory, HttpStep, Value, map, property, secret};

const URL: &str = "https://example.com/";

/// The URL and the value of the header field `x-a` that a build would send, whose property `given` is a map.
fn sent(step: HttpStep) -> (String, Option<String>) {
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    let given = BTreeMap::from([("X-A", "given"), ("X-B", "given")]);
    let dry = factory.build().property("given", given).dry_run();
    let request = dry.steps()[0].request().unwrap_or_else(|| panic!("{dry}"));
    let mut headers = request.headers();
    let header = headers.find(|(name, _)| *name == "x-a");
    (
        request.url().to_owned(),
        header.map(|(_, value)| value.into_owned()),
    )
}

#[test]
fn a_header_field_replaces_one_of_its_name() {
    let step = || HttpStep::get(URL);
    let known = [("x-a", "first"), ("X-B", "other")];
    let steps = [
        step(),
        step().header("X-A", "first"),
        step().headers(map(known)),
        step().headers(map([("x-a", property("given"))])),
        step().headers(property("given")),
        step().headers(property("unset").default(Value::Null)),
    ];
    for step in steps {
        let (_, header) = sent(step.header("X-A", "last"));
        assert_eq!(header.as_deref(), Some("last"));
    }
}

#[test]
fn a_parameter_is_sent_besides_one_of_its_name() {
    let step = || HttpStep::get(URL);
    let steps = [
        (step(), "a=2"),
        (step().param("a", 1), "a=1&a=2"),
        (step().params([("a", 1), ("b", 3)]), "a=1&b=3&a=2"),
        (step().params(map([("a", 1), ("b", 3)])), "a=1&a=2&b=3"),
        (step().params(map([("a", [0, 1])])), "a=0&a=1&a=2"),
        (step().params(property("given")), "X-A=given&X-B=given&a=2"),
    ];
    for (step, query) in steps {
        let (url, _) = sent(step.param("a", 2));
        assert_eq!(url, format!("{URL}?{query}"));
    }
}

#[test]
fn what_is_no_map_takes_no_entry() {
    let step = HttpStep::get(URL)
        .headers(property("name"))
        .header("X-A", secret("token"));
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    let dry = factory.build().property("name", "text").dry_run();
    let error = dry.steps()[0].error().unwrap().to_string();
    assert!(
        error.contains("`X-A` can't be added: expected a map, found text"),
        "{error}"
    );
}

#[test]
fn only_an_entry_that_is_added_later_has_no_json() {
    let step = HttpStep::get(URL)
        .header("X-A", property("a"))
        .param("b", 1);
    assert_eq!(HttpStep::from_json(&step.to_json().unwrap()).unwrap(), step);
    let later = HttpStep::get(URL)
        .headers(property("given"))
        .header("X-A", 1);
    assert_eq!(later.to_json().unwrap_err().path(), "headers");
}
