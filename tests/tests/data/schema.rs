//! The JSON Schema knows what is right, and refuses what is wrong in shape.

use std::fs;
use std::path::Path;

use http_step::BuildFactory;
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::programs;

pub(crate) fn validator() -> Validator {
    jsonschema::draft202012::new(&http_step::json_schema()).unwrap()
}

/// A factory of one step, which has this beside a URL.
fn factory(step: &Value) -> Value {
    let mut step = step.as_object().unwrap().clone();
    let url = json!("https://ci.example.com/");
    step.entry("url").or_insert(url);
    json!({ "steps": [step] })
}

pub(crate) fn mistakes(validator: &Validator, factory: &Value) -> Vec<String> {
    let mistakes = validator.iter_errors(factory);
    mistakes
        .map(|mistake| format!("{}: {mistake}", mistake.instance_path()))
        .collect()
}

#[test]
fn the_schema_is_one() {
    assert!(jsonschema::meta::is_valid(&http_step::json_schema()));
}

/// Written anew where `UPDATE_SCHEMA` is set.
#[test]
fn the_file_for_editors_is_the_schema() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/http-step.schema.json");
    let schema = http_step::json_schema();
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        let text = serde_json::to_string_pretty(&schema).unwrap();
        fs::write(&file, text + "\n").unwrap();
    }
    let text = fs::read_to_string(file).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), schema);
}

#[test]
fn every_key_says_what_it_is_for() {
    let schema = http_step::json_schema();
    let keys = schema["$defs"]["Step"]["properties"].as_object().unwrap();
    assert!(keys.len() > 40);
    for (key, schema) in keys {
        assert!(
            schema["description"]
                .as_str()
                .is_some_and(|about| about.ends_with('.')),
            "{key}"
        );
    }
}

#[test]
fn right_programs_are_valid() {
    let validator = validator();
    for (program, step) in programs::written() {
        let step: Value = serde_json::from_str(&step.to_json().unwrap()).unwrap();
        let factory = json!({ "steps": [step] });
        assert_eq!(mistakes(&validator, &factory), [""; 0], "{program}: {step}");
    }
}

#[test]
fn what_is_wrong_in_shape_is_refused_where_it_stands() {
    let validator = validator();
    for (step, place) in [
        (json!({ "url": 5 }), "/url"),
        (json!({ "url": "ci.example.com" }), "/url"),
        (json!({ "url": "ftp://ci.example.com/" }), "/url"),
        (json!({ "headres": {} }), ""),
        (json!({ "hooks": {} }), ""),
        (json!({ "method": "post" }), "/method"),
        (json!({ "method": "GET", "json": 1 }), "/json"),
        (json!({ "method": "HEAD", "data": "a" }), "/data"),
        (json!({ "json": 1, "data": "a" }), "/data"),
        (json!({ "data": 5 }), "/data"),
        (json!({ "data": ["a"] }), "/data"),
        (json!({ "data": [["a", 1, 2]] }), "/data"),
        (
            json!({ "json": { "a": [{ "$proprety": "branch" }] } }),
            "/json",
        ),
        (json!({ "json": { "$property": "" } }), "/json"),
        (
            json!({ "json": { "$property": "branch", "defualt": 1 } }),
            "/json",
        ),
        (
            json!({ "json": { "$op": "=", "left": 1, "right": 2 } }),
            "/json",
        ),
        (json!({ "json": { "$op": "+", "left": 1 } }), "/json"),
        (
            json!({ "json": { "$op": "!", "left": 1, "right": 2 } }),
            "/json",
        ),
        (json!({ "json": { "$arg": 0 } }), "/json"),
        (json!({ "params": "a=b" }), "/params"),
        (json!({ "headers": ["Accept"] }), "/headers"),
        (json!({ "headers": { "X A": 1 } }), "/headers"),
        (json!({ "headers": { "X-A": [1] } }), "/headers/X-A"),
        (json!({ "cookies": { "sid": {} } }), "/cookies/sid"),
        (json!({ "files": { "log": "build.log" } }), "/files/log"),
        (json!({ "files": { "log": { "$file": {} } } }), "/files/log"),
        (json!({ "auth": ["bot", "hunter2"] }), "/auth"),
        (json!({ "auth": { "$bearer": "hunter2" } }), "/auth"),
        (json!({ "timeout": 0 }), "/timeout"),
        (json!({ "timeout": [5] }), "/timeout"),
        (json!({ "deadline": "1m" }), "/deadline"),
        (json!({ "redirects": -1 }), "/redirects"),
        (json!({ "max_response": 1.5 }), "/max_response"),
        (
            json!({ "proxies": { "ftp": "http://proxy.example.com/" } }),
            "/proxies",
        ),
        (json!({ "verify": false }), "/verify"),
        (json!({ "cert": "" }), "/cert"),
        (json!({ "hide": "X-Token" }), "/hide"),
        (json!({ "session": "" }), "/session"),
        (json!({ "description": [1] }), "/description"),
        (json!({ "always_run": { "$property": "a" } }), "/always_run"),
        (json!({ "do_step_if": "main" }), "/do_step_if"),
        (json!({ "locks": ["a", "a"] }), "/locks"),
        (
            json!({ "locks": [{ "name": "a", "counting": 0 }] }),
            "/locks/0",
        ),
        (
            json!({ "update_build_summary_policy": ["FAILED"] }),
            "/update_build_summary_policy",
        ),
        (
            json!({ "results": [{ "on": 99, "result": "SUCCESS" }] }),
            "/results/0/on",
        ),
        (
            json!({ "results": [{ "on": "timeuot", "result": "SUCCESS" }] }),
            "/results/0/on",
        ),
        (
            json!({ "results": [{ "on": 200, "result": "OK" }] }),
            "/results/0/result",
        ),
        (json!({ "retry": {} }), "/retry"),
        (json!({ "retry": { "attempts": 0 } }), "/retry/attempts"),
        (
            json!({ "retry": { "attempts": 2, "on": ["_"] } }),
            "/retry/on/0",
        ),
        (
            json!({ "retry": { "attempts": 2, "maxDelay": 1 } }),
            "/retry",
        ),
        (json!({ "poll": { "every": 5 } }), "/poll"),
        (
            json!({ "poll": { "every": 5, "until": true } }),
            "/poll/until",
        ),
        (json!({ "probe": { "method": "GET" } }), "/probe"),
        (
            json!({ "expect": [{ "$op": "&&", "left": { "$response": "status" }, "right": 200 }] }),
            "/expect/0/$op",
        ),
        (
            json!({ "expect": [{ "$op": "==", "left": { "$json": "a.b" }, "right": 200 }] }),
            "/expect/0/left",
        ),
        (
            json!({ "expect": [{ "$op": "==", "left": { "$response": "body" }, "right": 200 }] }),
            "/expect/0/left",
        ),
        (
            json!({ "capture": { "n": { "$response": "size" } } }),
            "/capture/n",
        ),
        (
            json!({ "capture": { "n": { "from": { "$json": "$.n" }, "as": "u32" } } }),
            "/capture/n",
        ),
        (json!({ "idempotency_key": "a\nb" }), "/idempotency_key"),
    ] {
        let factory = factory(&step);
        let mistakes = validator.iter_errors(&factory);
        let places: Vec<_> = mistakes
            .map(|mistake| mistake.instance_path().to_string())
            .collect();
        assert_eq!(places, [format!("/steps/0{place}")], "{step}");
        let read = BuildFactory::from_json(&factory.to_string());
        assert!(
            read.is_err(),
            "the schema is stricter than the reader: {step}"
        );
    }
}

#[test]
fn the_file_that_is_there_to_copy_is_valid() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/release.json");
    let factory = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!(mistakes(&validator(), &factory), [""; 0]);
}

#[test]
fn a_factory_has_steps_and_nothing_else() {
    let validator = validator();
    for right in [
        json!({ "steps": [] }),
        json!({ "$schema": "a.json", "steps": [] }),
    ] {
        assert!(validator.is_valid(&right), "{right}");
        BuildFactory::from_json(&right.to_string()).unwrap();
    }
    for wrong in [
        json!({}),
        json!([]),
        json!({ "steps": {} }),
        json!({ "$schema": 1, "steps": [] }),
        json!({ "steps": [], "name": "a" }),
    ] {
        assert!(!validator.is_valid(&wrong), "{wrong}");
        BuildFactory::from_json(&wrong.to_string()).unwrap_err();
    }
}
