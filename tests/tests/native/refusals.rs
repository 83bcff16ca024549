//! What cannot be rendered: each error with its field, and nothing is sent.

use std::collections::BTreeMap;

use http_step::{
    Expr, HttpStep, IntoExpr, IntoValue, Operator, Value, flatten, get, interpolate, map,
    operation, post, property, raw, renderer, transform, with_properties,
};
use http_step_tests::service::Service;

use super::{build, outcome, refusal, rendered, send};

#[test]
fn a_timeout_is_more_than_no_seconds() {
    let none =
        |number: &str| format!("`timeout`: a timeout is more than zero seconds, not {number}");
    let table: Vec<(Value, String)> = vec![
        (0.into_value(), none("0")),
        ((-0.0).into_value(), none("-0")),
        ((-1).into_value(), none("-1")),
        (f64::NAN.into_value(), none("NaN")),
        (f64::NEG_INFINITY.into_value(), none("-inf")),
        ([5, 0].into_value(), none("0")),
        (
            "5".into_value(),
            "`timeout`: a timeout is a number of seconds, not text".to_owned(),
        ),
        (
            true.into_value(),
            "`timeout`: a timeout is a number of seconds, not boolean".to_owned(),
        ),
        (
            [1, 2, 3].into_value(),
            "`timeout`: a timeout is one number of seconds, or two".to_owned(),
        ),
    ];
    for (value, error) in table {
        let step = get!("http://127.0.0.1:1/", timeout: Property("x"));
        assert_eq!(refusal(build(step).property("x", value)), error);
    }
}

#[test]
fn a_timeout_that_is_null_or_endless_is_a_timeout() {
    let service = Service::start().unwrap();
    let endless = [
        f64::INFINITY.into_value(),
        f64::MAX.into_value(),
        u64::MAX.into_value(),
    ];
    let pair = Value::Tuple(vec![Value::Null, 5.into_value()]);
    for value in endless
        .into_iter()
        .chain([Value::Null, pair, 0.5.into_value()])
    {
        let step = get!(service.url("/"), timeout: Property("x"));
        assert!(send(&service, step, value.clone()).is_ok(), "{value:?}");
    }
    let step = get!(service.url("/"), timeout: (Property("x"), 5));
    assert!(send(&service, step, 5).is_ok());
}

#[test]
fn a_property_that_is_not_set_is_named_with_its_neighbour() {
    let near = "the property `buildernam` is not set; did you mean `buildername`?";
    let url = "http://127.0.0.1:1/";
    let table = [
        (get!(Property("buildernam")), "url"),
        (
            get!(Interpolate("http://127.0.0.1/%(prop:buildernam)s")),
            "url.%(prop:buildernam)s",
        ),
        (
            get!(url, params: { "a": Property("buildernam") }),
            "params.a",
        ),
        (get!(url, params: { (Property("buildernam")): 1 }), "params"),
        (
            post!(url, data: { "a": { "b": [0, Property("buildernam")] } }),
            "data.a.b.1",
        ),
        (
            post!(url, json: { "a": [Property("buildernam") == 1] }),
            "json.a.0",
        ),
        (
            post!(url, data: Interpolate("%(kw:a)s", a: Property("buildernam"))),
            "data.%(kw:a)s",
        ),
        (
            post!(url, data: Interpolate("%s %s", 1, Property("buildernam"))),
            "data.1",
        ),
        (
            post!(url, data: { "a": FlattenList([Property("buildernam")]) }),
            "data.a.0",
        ),
        (
            post!(url, data: { "a": Property("z", default: Property("buildernam")) }),
            "data.a",
        ),
        (
            get!(url, headers: { "X-A": Property("buildernam") }),
            "headers.X-A",
        ),
        (
            HttpStep::post(url).data([
                ("a", 1.into_expr()),
                ("b", property("buildernam").into_expr()),
            ]),
            "data.b",
        ),
        (
            get!(url, params: [("a", [0, Property("buildernam")])]),
            "params.a.1",
        ),
        (
            HttpStep::get(url).headers([(property("buildernam"), 1)]),
            "headers.0.0",
        ),
        (
            HttpStep::post(url).json([("a", property("buildernam"))]),
            "json.0.1",
        ),
        (get!(url, timeout: (1, Property("buildernam"))), "timeout.1"),
        (
            get!(url, description_suffix: Property("buildernam")),
            "description_suffix",
        ),
    ];
    for (step, field) in table {
        let error = refusal(build(step).property("buildername", "runtests"));
        assert_eq!(error, format!("`{field}`: {near}"));
    }
}

#[test]
fn an_error_names_its_step() {
    let url = "http://127.0.0.1:1/";
    let step = get!(url, name: "look", params: { "a": Property("x") });
    let error = outcome(build(step)).render_error().cloned().unwrap();
    assert_eq!((error.step(), error.field()), ("look", "params.a"));
    assert_eq!(
        error.to_string(),
        "step `look`, `params.a`: the property `x` is not set; set it on the build, or give the \
         expression a default"
    );
}

#[test]
fn what_a_template_refers_to_has_to_be_there() {
    let table = [
        ("%(kw:a)s", "there is no argument `a`"),
        ("%(worker:name)s", "nothing is known of the worker's `name`"),
        (
            "%(src::branch)s",
            "there is no `branch` of the code base ``",
        ),
        (
            "%(src:a:branch)s",
            "there is no `branch` of the code base `a`",
        ),
        (
            "%(secret:token)s",
            "no provider knows the secret `token`; add one with `Build::secrets`",
        ),
    ];
    for (template, error) in table {
        let step = HttpStep::post("http://127.0.0.1:1/").data(interpolate(template));
        assert_eq!(refusal(build(step)), format!("`data.{template}`: {error}"));
    }
}

#[test]
fn a_template_that_does_not_parse_is_an_error_when_it_is_rendered() {
    let table = [
        (
            "%(prop:x",
            "%(prop:x",
            "incomplete format key; close it with `)s`; parentheses in a key must be balanced",
        ),
        (
            "%(prop:x)",
            "%(prop:x)",
            "incomplete format; `%(prop:x)` needs a final `s`",
        ),
        (
            "100%",
            "%",
            "incomplete format; write `%%` for a percent sign",
        ),
        (
            "%(x)s",
            "%(x)s",
            "invalid Interpolate substitution without selector 'x'; write `prop:x` for a property, `kw:x` \
             for an argument",
        ),
        (
            "a %(prp:x)s b",
            "%(prp:x)s",
            "invalid Interpolate selector 'prp'; did you mean `prop`?",
        ),
        (
            "%(prop:a b)s",
            "%(prop:a b)s",
            "Property name must be alphanumeric for prop Interpolation 'a b'; a name consists of letters, \
             digits, `_`, `.` and `-`",
        ),
        (
            "%(prop:x:?|a)s",
            "%(prop:x:?|a)s",
            "invalid Interpolate ternary expression 'a' with delimiter '|'; write both parts, as in \
             `?|yes|no`",
        ),
        (
            "%(prop:x)d",
            "%(prop:x)d",
            "%d format: a real number is required, not str; write `s`: the value is inserted as text",
        ),
        (
            "%s",
            "%s",
            "not enough arguments for format string; write `%%` for a percent sign",
        ),
        (
            "%(prop:x)y",
            "%(prop:x)y",
            "unsupported format character 'y' (0x79) at index 9; `%(prop:x)` needs a final `s`",
        ),
        (
            "%(prop:x:-%(prp:y)s)s",
            "%(prp:y)s",
            "invalid Interpolate selector 'prp'; did you mean `prop`?",
        ),
    ];
    for (template, place, error) in table {
        assert_eq!(
            rendered(interpolate(template), 1),
            format!("! `{place}`: {error}"),
            "{template}"
        );
        let step = HttpStep::post("http://127.0.0.1:1/").data(interpolate(template));
        assert_eq!(refusal(build(step)), format!("`data.{place}`: {error}"));
    }
    let with = |text: &str| interpolate(text).arg(1);
    assert_eq!(
        rendered(with("%s %s"), 1),
        "! not enough arguments for format string"
    );
    assert_eq!(
        rendered(with("none"), 1),
        "! not all arguments converted during string formatting"
    );
    assert_eq!(
        rendered(interpolate("%d").arg("a"), 1),
        "! %d format: a real number is required, not text"
    );
}

#[test]
fn the_key_of_a_map_is_text() {
    let keyed = |key: Value| Expr::Map(vec![(key.into_expr(), 1.into_expr())]);
    let table = [
        ("a".into_value(), r#"{"a":1}"#),
        ("".into_value(), r#"{"":1}"#),
        (7.into_value(), r#"{"7":1}"#),
        (1.0.into_value(), r#"{"1.0":1}"#),
        (false.into_value(), r#"{"false":1}"#),
        (Value::Null, "! the key of a map is text, not null"),
        ([1].into_value(), "! the key of a map is text, not list"),
        (super::map(), "! the key of a map is text, not map"),
        (
            Value::Bytes((&b"a"[..]).into()),
            "! the key of a map is text, not bytes",
        ),
        (f64::NAN.into_value(), "! NaN has no JSON form"),
    ];
    for (key, expected) in table {
        assert_eq!(rendered(keyed(key.clone()), 1), expected, "{key:?}");
        let by_property = Expr::Map(vec![(property("x").into_expr(), 1.into_expr())]);
        assert_eq!(rendered(by_property, key), expected);
    }
}

#[test]
fn no_key_comes_twice() {
    let twice = "! the key `a` comes twice";
    let entries = |keys: [Expr; 2]| Expr::Map(keys.map(|key| (key, 1.into_expr())).into());
    let x = || property("x").into_expr();
    assert_eq!(rendered(entries(["a".into_expr(), x()]), "a"), twice);
    assert_eq!(rendered(entries([x(), x()]), "a"), twice);
    assert_eq!(rendered(map([("a", 1), ("a", 2)]), 1), twice);
    assert_eq!(
        rendered(entries([1.into_expr(), "1".into_expr()]), 1),
        "! the key `1` comes twice"
    );
    let step = post!("http://127.0.0.1:1/", json: { "a": 1, (Property("x")): 2 });
    let error = refusal(build(step).property("x", "a"));
    assert_eq!(error, "`json`: the key `a` comes twice");
}

#[test]
fn what_a_map_takes_in_may_have_its_keys() {
    let service = Service::start().unwrap();
    let more = || BTreeMap::from([("a", 1), ("b", 2)]);
    let table = [
        (
            post!(service.url("/"), json: { ..more(), "a": 3, "x": Property("x") }),
            r#"{"a":3,"b":2,"x":7}"#,
        ),
        (
            post!(service.url("/"), json: { "a": Property("x"), ..more() }),
            r#"{"a":1,"b":2}"#,
        ),
        (
            post!(service.url("/"), json: { "a": 0, ..more(), ..BTreeMap::from([("b", 4)]) }),
            r#"{"a":1,"b":4}"#,
        ),
    ];
    for (step, body) in table {
        assert_eq!(send(&service, step, 7).unwrap().text(), body);
    }
}

#[test]
fn what_is_too_deep_or_too_large_is_refused() {
    let nested = |depth: usize| (1..depth).fold(property("x").into_expr(), |expr, _| raw(expr));
    assert_eq!(rendered(nested(128), 1), "1");
    let deep = "! the expression is nested more than 128 deep";
    assert_eq!(rendered(nested(129), 1), deep);
    let lists = (0..129).fold(property("x").into_expr(), |expr, _| Expr::List(vec![expr]));
    let error = rendered(lists, 1);
    assert!(error.ends_with(deep.trim_start_matches("! ")), "{error}");

    let templates = (0..200).fold(property("x").into_expr(), |expr, _| {
        interpolate("%(kw:a)s").kwarg("a", expr).into_expr()
    });
    let error = rendered(templates, 1);
    assert_eq!(error, deep.replace("! ", "! `%(kw:a)s`: "));
    let double = |expr: Expr| operation(Operator::Add, expr.clone(), expr).into_expr();
    let large = (0..30).fold(property("x").into_expr(), |expr, _| {
        renderer(move |_, _| Ok(double(expr.clone()))).into_expr()
    });
    let error = rendered(large, "0123456789");
    assert!(error.starts_with("! the "), "{error}");
    let wide = interpolate("%(prop:x)99999999s");
    assert!(rendered(wide, 1).starts_with("! "));
}

#[test]
fn a_large_value_is_not_copied_without_end() {
    let large = "x".repeat(16 << 20);
    let x = || property("x").into_expr();
    let sum = || operation(Operator::Add, x(), x()).into_expr();
    let entries = || (0..400).map(|index| (index.into_expr(), x()));
    let table = [
        interpolate("%(prop:x)s".repeat(200)).into_expr(),
        interpolate("%(prop:x).1s".repeat(200_000)).into_expr(),
        interpolate("%(kw:a)s".repeat(200))
            .kwarg("a", x())
            .into_expr(),
        Expr::List(vec![x(); 400]),
        Expr::Tuple(vec![x(); 400]),
        Expr::Map(entries().collect()),
        Expr::List((0..400).map(|_| sum()).collect()),
        flatten(vec![x(); 400]).into_expr(),
        transform(|_| Ok(Value::Null)).arg(x()).arg(x()).into_expr(),
        with_properties("%(x)s".repeat(200)).into_expr(),
        interpolate("%s%s").arg(x()).arg(x()).into_expr(),
    ];
    for expr in table {
        let error = rendered(expr.clone(), large.as_str());
        assert!(
            error.ends_with("the result is larger than 16 MiB"),
            "{expr:?}: {error}"
        );
    }
    let url = interpolate(format!("http://h/{}", "%(prop:x)s".repeat(200)));
    let error = refusal(build(HttpStep::get(url)).property("x", large.as_str()));
    assert!(
        error.ends_with("the result is larger than 16 MiB"),
        "{error}"
    );
    assert_eq!(rendered(x(), large.as_str()).len(), large.len() + 2);
}

#[test]
fn a_closure_says_what_is_wrong_in_its_own_words() {
    let url = "http://127.0.0.1:1/";
    let refuses = transform(|given| Err(format!("{} is no branch", given.positional[0])));
    let step = HttpStep::post(url).data([("branch", refuses.arg(property("x")))]);
    let error = refusal(build(step).property("x", 7));
    assert_eq!(error, "`data.branch`: 7 is no branch");

    let gives = renderer(|_, _| Ok(interpolate("%(nobody:x)s").into_expr()));
    let step = HttpStep::get(url).params(gives);
    let error = refusal(build(step));
    assert_eq!(
        error,
        "`params.%(nobody:x)s`: invalid Interpolate selector 'nobody'; write `prop`, `kw`, `src`, `worker` or `secret`"
    );
}

#[test]
fn a_closure_that_panics_does_not_take_the_build_down() {
    let url = "http://127.0.0.1:1/";
    let transformed = transform(|given| panic!("hunter2 {given:?}"));
    let rendered = renderer(|_, _| panic!("hunter2"));
    for expr in [transformed.into_expr(), rendered.into_expr()] {
        let error = refusal(build(HttpStep::post(url).data(expr)));
        assert_eq!(error, "`data`: the closure panicked");
    }
}

#[test]
fn the_arguments_of_a_closure_are_printed_as_kinds() {
    let shown = transform(|given| Ok(format!("{given:?}").into_value()))
        .arg("hunter2")
        .kwarg("a", 1);
    assert_eq!(
        rendered(shown, 1),
        r#""Arguments { positional: [\"text\"], named: {\"a\": \"integer\"} }""#
    );
}

#[test]
fn a_value_of_the_wrong_kind_says_so() {
    let url = "http://127.0.0.1:1/";
    let table: Vec<(HttpStep, Value, &str)> = vec![
        (
            get!(url, params: Property("x")),
            "a=1".into_value(),
            "`params`: a map or a list of pairs stands here, not text",
        ),
        (
            get!(url, params: Property("x")),
            [1].into_value(),
            "`params`: a list that stands here holds pairs",
        ),
        (
            get!(url, headers: Property("x")),
            1.into_value(),
            "`headers`: a map or a list of pairs stands here, not integer",
        ),
        (
            get!(url, headers: Property("x")),
            BTreeMap::from([("a b", 1)]).into_value(),
            "`headers.a b`: a space is not allowed in a header name; write `a-b`",
        ),
        (
            http_step::http_step! { url: url, method: Property("x") },
            Value::Null,
            "`method`: unknown method ``; a method is one of GET, POST, PUT, DELETE, HEAD, OPTIONS, PATCH",
        ),
    ];
    for (step, value, error) in table {
        assert_eq!(refusal(build(step).property("x", value)), error);
    }
}
