//! Right steps with parts of them in other places, which are right again once in a while.

use http_step::HttpStep;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use crate::programs;
use crate::schema::{mistakes, validator};

/// The paths of all values in a value, its own first.
fn places(value: &Value, path: &str, found: &mut Vec<String>) {
    found.push(path.to_owned());
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(item, &format!("{path}/{index}"), found);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                places(member, &format!("{path}/{name}"), found);
            }
        }
        _ => {}
    }
}

/// The steps that are there, and all that can stand in a step.
fn pool() -> (Vec<Value>, Vec<Value>) {
    let steps = programs::written().into_iter();
    let steps = steps.map(|(_, step)| serde_json::from_str(&step.to_json().unwrap()).unwrap());
    let steps: Vec<Value> = steps.collect();
    let mut parts = vec![
        json!(null),
        json!(false),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(600),
        json!(""),
        json!(" "),
        json!("$a"),
        json!("a b"),
        json!([]),
        json!([1]),
        json!({}),
        json!({ "": 1 }),
        json!({ "$tuple": [] }),
        json!({ "$map": [[{ "a": 1 }]] }),
    ];
    for step in &steps {
        let mut paths = Vec::new();
        places(step, "", &mut paths);
        parts.extend(paths.iter().map(|path| step.pointer(path).unwrap().clone()));
    }
    (steps, parts)
}

#[test]
fn what_is_read_is_valid_and_comes_back() {
    let validator = validator();
    let (steps, parts) = pool();
    let config = ProptestConfig {
        cases: 10_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let changes = proptest::collection::vec(any::<(Index, Index)>(), 1..4);
    let mixed = (any::<Index>(), changes);
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let right = std::cell::Cell::new(0);
    let ran = TestRunner::new_with_rng(config, rng).run(&mixed, |(step, changes)| {
        let mut step = step.get(&steps).clone();
        for (place, part) in changes {
            let mut paths = Vec::new();
            places(&step, "", &mut paths);
            let place: &String = place.get(&paths);
            *step.pointer_mut(place).unwrap() = part.get(&parts).clone();
        }
        let Ok(read) = HttpStep::from_json(&step.to_string()) else {
            return Ok(());
        };
        right.set(right.get() + 1);
        let factory = json!({ "steps": [step] });
        let mistakes = mistakes(&validator, &factory);
        prop_assert!(mistakes.is_empty(), "{}: {mistakes:?}", factory);
        let text = match read.to_json() {
            Ok(text) => text,
            // A literal under the name of a credential: read, but not written.
            Err(error) => {
                prop_assert!(error.what().starts_with("a credential can't be written"));
                return Ok(());
            }
        };
        let again = HttpStep::from_json(&text);
        prop_assert_eq!(again.as_ref(), Ok(&read), "{}", text);
        prop_assert_eq!(again.unwrap().to_json().unwrap(), text);
        Ok(())
    });
    ran.unwrap();
    assert!(
        right.get() > 1000,
        "hardly anything was right: {}",
        right.get()
    );
}
