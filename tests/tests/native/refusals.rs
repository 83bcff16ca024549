//! What cannot be rendered: each error with its field, and nothing is sent.

use std::collections::BTreeMap;

use http_step::{
    Expr, HttpStep, IntoExpr, IntoValue, Operator, Value, get, interpolate, operation, post,
    property, raw, renderer, transform,
};
use http_step_tests::service::Service;

use super::{build, refusal, rendered, send};

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
            "secret key token is not found in any provider",
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
        ("%(prop:x", "incomplete format key"),
        ("%(prop:x)", "incomplete format"),
        ("100%", "incomplete format"),
        (
            "%(x)s",
            "invalid Interpolate substitution without selector 'x'",
        ),
        ("%(prp:x)s", "invalid Interpolate selector 'prp'"),
        (
            "%(prop:a b)s",
            "Property name must be alphanumeric for prop Interpolation 'a b'",
        ),
        (
            "%(prop:x:?|a)s",
            "invalid Interpolate ternary expression 'a' with delimiter '|'",
        ),
        (
            "%(prop:x)d",
            "%d format: a real number is required, not str",
        ),
        ("%s", "not enough arguments for format string"),
        (
            "%(prop:x)y",
            "unsupported format character 'y' (0x79) at index 9",
        ),
    ];
    for (template, error) in table {
        assert_eq!(
            rendered(interpolate(template), 1),
            format!("! {error}"),
            "{template}"
        );
        let step = HttpStep::post("http://127.0.0.1:1/").data(interpolate(template));
        assert_eq!(refusal(build(step)), format!("`data`: {error}"));
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
        "! %d format: a real number is required, not str"
    );
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
fn a_closure_says_what_is_wrong_in_its_own_words() {
    let url = "http://127.0.0.1:1/";
    let refuses = transform(|given| Err(format!("{} is no branch", given.positional[0])));
    let step = HttpStep::post(url).data([("branch", refuses.arg(property("x")))]);
    let error = refusal(build(step).property("x", 7));
    assert_eq!(error, "`data.0.1`: 7 is no branch");

    let gives = renderer(|_, _| Ok(interpolate("%(nobody:x)s").into_expr()));
    let step = HttpStep::get(url).params(gives);
    let error = refusal(build(step));
    assert_eq!(error, "`params`: invalid Interpolate selector 'nobody'");
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
            "`headers.a b`: a space can't stand in a header name; write `a-b`",
        ),
        (
            http_step::http_step! { url: url, method: Property("x") },
            Value::Null,
            "`method`: unknown method ``; a step has one of GET, POST, PUT, DELETE, HEAD, OPTIONS, PATCH",
        ),
    ];
    for (step, value, error) in table {
        assert_eq!(refusal(build(step).property("x", value)), error);
    }
}
