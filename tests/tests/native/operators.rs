//! The operators between values of JSON, in the macros and put together by hand.

use http_step::{IntoExpr, IntoValue, Operator, Value, operation, post, property};
use http_step_tests::service::Service;

use super::{map, rendered, send};

fn of(x: impl IntoValue, operator: &str, right: impl IntoExpr) -> String {
    let operator = Operator::parse(operator).unwrap();
    rendered(operation(operator, property("x"), right), x)
}

#[test]
fn operators_of_the_macros_arrive_in_json() {
    let service = Service::start().unwrap();
    let step = post!(service.url("/"), json: [
        Property("x") == "main",
        Property("x") != null,
        Property("x") < "n",
        Property("x") + "-1",
        Property("x").in_(["main", "next"]),
        Property("x").contains("ai"),
        Property("x").matches("^m.*n$"),
        Property("x") == "main" && Property("y", default: 0) > 1,
        Property("x") == "next" || Property("y", default: 2) >= 1 + 1,
        !(Property("x") == "main"),
        Property("y", default: 7) / 2,
        Property("y", default: -7) % 4,
        (Property("y", default: 6) - 1) * 2,
    ]);
    assert_eq!(
        send(&service, step, "main").unwrap().text(),
        r#"[true,true,true,"main-1",true,true,true,false,true,false,3.5,1,10]"#
    );
}

#[test]
fn nothing_is_converted_silently() {
    let table = [
        (of("1", "==", 1), "false"),
        (of(true, "==", 1), "false"),
        (of(1, "==", 1.0), "true"),
        (of(0, "==", Value::Null), "false"),
        (of("", "==", false), "false"),
        (of(u64::MAX, "==", u64::MAX as f64), "false"),
        (of(map(), "==", map()), "true"),
        (
            of("a", "+", 1),
            "! `+` cannot be applied to text and integer",
        ),
        (
            of("a", "*", 2),
            "! `*` cannot be applied to text and integer",
        ),
        (
            of("%s", "%", "a"),
            "! `%` cannot be applied to text and text",
        ),
        (
            of(true, "+", 1),
            "! `+` cannot be applied to boolean and integer",
        ),
        (
            of(Value::Null, "+", "a"),
            "! `+` cannot be applied to null and text",
        ),
        (
            of(Value::Null, "<", 1),
            "! `<` cannot be applied to null and integer",
        ),
        (
            of("2", "<", 10),
            "! `<` cannot be applied to text and integer",
        ),
        (
            of([1], "<", [2]),
            "! `<` cannot be applied to list and list",
        ),
        (
            of(1, "in", 1),
            "! `in` cannot be applied to integer and integer",
        ),
        (
            of(1, "contains", 1),
            "! `in` cannot be applied to integer and integer",
        ),
        (
            of(1, "matches", "1"),
            "! `matches` cannot be applied to integer and text",
        ),
        (
            of("a", "matches", 1),
            "! `matches` cannot be applied to text and integer",
        ),
        (
            of("a", "matches", "("),
            "! the pattern `(` cannot be used: unclosed group",
        ),
        (of(1, "/", 0), "! division by zero"),
        (of(1, "%", 0.0), "! division by zero"),
        (of(u64::MAX, "+", 1), "! integer out of range"),
        (of(f64::MAX, "*", 10), "! `*` gives no finite number"),
    ];
    for (index, (result, expected)) in table.into_iter().enumerate() {
        assert_eq!(result, expected, "row {index}");
    }
}

#[test]
fn truth_is_the_same_as_for_defaults() {
    let falsy = [
        Value::Null,
        false.into_value(),
        0.into_value(),
        (-0.0).into_value(),
        "".into_value(),
        Vec::<u8>::new().into_value(),
    ];
    for value in falsy {
        assert_eq!(of(value.clone(), "&&", true), "false", "{value:?}");
        assert_eq!(of(value.clone(), "||", 0), "false", "{value:?}");
        assert_eq!(of(value.clone(), "!", Value::Null), "true", "{value:?}");
    }
    for value in [
        "0".into_value(),
        [0].into_value(),
        1e-300.into_value(),
        map(),
    ] {
        assert_eq!(of(value.clone(), "&&", "yes"), "true", "{value:?}");
        assert_eq!(of(value.clone(), "||", false), "true", "{value:?}");
        assert_eq!(of(value.clone(), "!", Value::Null), "false", "{value:?}");
    }
}

#[test]
fn both_sides_are_rendered_even_where_one_decides() {
    let missing =
        "! the property `y` is not set; set it on the build, or give the expression a default";
    assert_eq!(of(false, "&&", property("y")), missing);
    assert_eq!(of(true, "||", property("y")), missing);
}
