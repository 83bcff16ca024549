//! Step → JSON → step is the same step, and JSON → step → JSON the same text.

use std::time::Duration;

use http_step::{
    Auth, BuildFactory, BuildResult, Expr, FailureKind, Flags, HttpStep, IntoValue, Lock, Operator,
    Retry, StatusMatcher, Value, Verify, file_of, flatten, get, map, operation, property, secret,
};

use crate::programs;

const URL: &str = "https://ci.example.com/";

#[test]
fn right_programs_come_back_as_they_were() {
    for (program, step) in programs::written() {
        let text = step.to_json().unwrap();
        let read =
            HttpStep::from_json(&text).unwrap_or_else(|error| panic!("{program}: {text}\n{error}"));
        assert_eq!(read, step, "{program}: {text}");
        assert_eq!(read.to_json().unwrap(), text, "{program}");
    }
}

#[test]
fn all_of_them_make_one_factory() {
    let mut factory = BuildFactory::new();
    for (_, step) in programs::written() {
        factory.add_step(step);
    }
    let text = factory.to_json().unwrap();
    let read = BuildFactory::from_json(&text).unwrap();
    assert_eq!(read.steps().len(), factory.steps().len());
    assert_eq!(read.to_json().unwrap(), text);
}

/// What no macro writes, or writes otherwise.
#[test]
fn steps_put_together_by_hand_come_back_too() {
    let post = || HttpStep::post(URL);
    let tuple = Value::Tuple(vec![1.into_value(), Value::List(vec![Value::Null])]);
    let odd = [
        ("$property", 1.into_value()),
        (" ", tuple.clone()),
        ("a\"\\\u{7}\u{2028}é", Value::Null),
    ];
    let odd = odd.map(|(name, value)| (name.to_owned(), value));
    for step in [
        post().auth(Auth::basic(property("user"), secret("password"))),
        post().auth(Auth::digest("", secret("password"))),
        post().auth(Auth::bearer(operation(
            Operator::Add,
            property("a"),
            secret("token"),
        ))),
        post().json(Expr::Value(Value::Map(odd.into()))),
        post().json(Expr::Value(tuple)),
        post().json(vec![u64::MAX.into_value(), i64::MIN.into_value()]),
        post().json(vec![1e300, -0.0, 0.1 + 0.2, 5e-324]),
        post().json(property("a").default(map([(property("b"), 1)]))),
        post().json(flatten([property("a"), property("b")])),
        post().json(operation(Operator::FloorDivide, property("a"), 2)),
        post().json(!property("a")),
        post().data(Expr::Value(Value::Bytes(vec![0, 255].into()))),
        post().files(map([(
            "a",
            file_of(Expr::Value(Value::Bytes(vec![0, 255].into()))).filename("b"),
        )])),
        post().timeout((Duration::from_millis(1), property("patience"))),
        post().deadline(Duration::from_millis(1500)),
        post().verify(Verify::Insecure),
        post().verify(Verify::bundle(property("bundle"))),
        post().result(StatusMatcher::REST, BuildResult::Retry),
        post().result(FailureKind::RefusedByPolicy, BuildResult::Cancelled),
        post().retry(
            Retry::new(3)
                .on(502..=504)
                .on(FailureKind::Dns)
                .idempotent(),
        ),
        post().lock(Lock::counting("slots", usize::MAX)),
        post().update_build_summary_policy([BuildResult::Skipped]),
        post().flags(Flags {
            flunk_on_failure: false,
            ..Flags::default()
        }),
        HttpStep::new(property("method"), property("url")),
    ] {
        let text = step.to_json().unwrap();
        let read = HttpStep::from_json(&text).unwrap_or_else(|error| panic!("{text}\n{error}"));
        assert_eq!(read, step, "{text}");
        assert_eq!(read.to_json().unwrap(), text);
    }
}

/// A macro does not see what a Rust expression gives; a file holds the value itself.
#[test]
fn what_a_program_says_only_when_it_runs_is_checked_in_a_file() {
    let step = get!("https://ci.example.com/", deadline: Duration::from_secs(1), timeout: 30);
    let error = HttpStep::from_json(&step.to_json().unwrap()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "1:62: deadline: the `deadline` of the whole step is shorter than its `timeout`; write at least 30"
    );
}
