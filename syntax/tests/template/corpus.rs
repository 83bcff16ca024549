//! Buildbot's own results for templates.

use std::fs;
use std::path::Path;

use http_step_syntax::template::keyed;
use serde_json::Value;

/// Returns the templates without positional arguments, with their cases.
fn cases() -> Vec<(String, Value)> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpora/render/public.json");
    let cases: Vec<Value> = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let is_keyed = |expr: &Value| {
        let args = expr.get("args").and_then(Value::as_array);
        // These two are names of Python's own parameters.
        let kwargs = expr.get("kwargs");
        let has = |name| kwargs.is_some_and(|kwargs| kwargs.get(name).is_some());
        args.is_none_or(Vec::is_empty) && !has("self") && !has("fmtstring")
    };
    cases
        .into_iter()
        .filter_map(|case| {
            let expr = case.get("expr").filter(|expr| is_keyed(expr))?;
            let text = expr.get("$interpolate")?.as_str()?.to_owned();
            Some((text, case))
        })
        .collect()
}

#[test]
fn templates_without_arguments() {
    let cases = cases();
    assert_eq!(cases.len(), 1_139);
    let mut accidents = 0;
    for (text, case) in cases {
        let member = |name| {
            case.get("expect")
                .and_then(|expect| expect.get(name)?.as_str())
        };
        let error = keyed(&text).err().map(|problem| problem.what);
        match (error, member("config_error")) {
            (None, None) => {}
            (Some(error), Some(recorded)) => match member("exception").unwrap_or_default() {
                // Our message, where that of Python says nothing useful.
                "IndexError" => {}
                "TypeError" if error == super::NOT_ENOUGH => {}
                _ => assert_eq!(error, recorded, "{case}"),
            },
            (Some(error), None) => {
                assert!(case.to_string().contains("\"quirk\""), "{error}: {case}");
                assert_eq!(error, super::NOT_ENOUGH, "{case}");
                accidents += 1;
            }
            (None, Some(recorded)) => panic!("{recorded}: {case}"),
        }
    }
    assert_eq!(accidents, 10);
}
