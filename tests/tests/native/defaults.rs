//! Falsy values are values, and what stands for those that are not there.

use http_step::{IntoValue, Value, interpolate, property};

use super::{map, rendered};

#[test]
fn a_falsy_property_is_its_value() {
    let falsy = [
        (Value::Null, "null"),
        (false.into_value(), "false"),
        (0.into_value(), "0"),
        (0.0.into_value(), "0.0"),
        ("".into_value(), r#""""#),
        (Vec::<u8>::new().into_value(), "[]"),
        (
            std::collections::BTreeMap::<&str, u8>::new().into_value(),
            "{}",
        ),
    ];
    for (value, json) in falsy {
        assert_eq!(rendered(property("x"), value.clone()), json);
        assert_eq!(rendered(property("x").default(1), value.clone()), json);
        let kept = property("x").default(1).default_when_false(false);
        assert_eq!(rendered(kept, value.clone()), json);
        let replaced = property("x").default(1).default_when_false(true);
        assert_eq!(rendered(replaced, value.clone()), "1");
    }
    for (value, json) in [
        (1.into_value(), "1"),
        ("0".into_value(), r#""0""#),
        ([0].into_value(), "[0]"),
        (map(), r#"{"a":1}"#),
    ] {
        let replaced = property("x").default("y").default_when_false(true);
        assert_eq!(rendered(replaced, value), json);
    }
}

#[test]
fn a_default_is_an_expression_and_rendered_only_where_it_counts() {
    let nested = property("y").default(property("x"));
    assert_eq!(rendered(nested, 7), "7");
    let text = property("y").default(interpolate("<%(prop:x)s>"));
    assert_eq!(rendered(text, 7), r#""<7>""#);
    assert_eq!(rendered(property("x").default(property("y")), 7), "7");
    assert_eq!(
        rendered(property("y").default(property("z")), 7),
        "! the property `z` is not set; set it on the build, or give the expression a default"
    );
    assert_eq!(rendered(property("y").default(Value::Null), 7), "null");
}

#[test]
fn a_rendered_value_is_not_rendered_again() {
    let text = "%(prop:y)s";
    assert_eq!(rendered(property("x"), text), format!("{text:?}"));
    assert_eq!(
        rendered(interpolate("%(prop:x)s"), text),
        format!("{text:?}")
    );
    let json = serde_json::json!({"$property": "y"});
    assert_eq!(rendered(property("x"), json.clone()), json.to_string());
}

#[test]
fn the_operations_of_a_template_take_falsy_values_as_they_are() {
    let null = Value::Null;
    let table = [
        ("%(prop:x:-d)s", 0.into_value(), "0"),
        ("%(prop:x:-d)s", "".into_value(), ""),
        ("%(prop:x:-d)s", null.clone(), ""),
        ("%(prop:y:-d)s", null.clone(), "d"),
        ("%(prop:y:-%(prop:x)s)s", 0.into_value(), "0"),
        ("%(prop:x:~d)s", 0.into_value(), "d"),
        ("%(prop:x:~d)s", 1.into_value(), "1"),
        ("%(prop:x:+d)s", false.into_value(), "d"),
        ("%(prop:y:+d)s", null.clone(), ""),
        ("%(prop:x:?|yes|no)s", 0.into_value(), "yes"),
        ("%(prop:y:?|yes|no)s", 0.into_value(), "no"),
        ("%(prop:x:#?|yes|no)s", 0.into_value(), "no"),
        ("%(prop:x:#?|yes|no)s", [0].into_value(), "yes"),
        ("100%% %(prop:x)s", true.into_value(), "100% true"),
        ("[%(prop:x)6.2s]", true.into_value(), "[    tr]"),
        ("%(prop:x)r", "é".into_value(), r#""é""#),
        ("%(prop:x)a", "é".into_value(), r#""\u00e9""#),
        ("%(prop:x)r", null, r#""""#),
    ];
    for (template, value, text) in table {
        let expected = text.into_value().to_string();
        assert_eq!(
            rendered(interpolate(template), value),
            expected,
            "{template}"
        );
    }
}

#[test]
fn positional_arguments_have_the_texts_of_json() {
    let with = |text: &str| interpolate(text).arg(property("x"));
    assert_eq!(rendered(with("%s"), true), r#""true""#);
    assert_eq!(rendered(with("%s"), vec!["a"]), r#""[\"a\"]""#);
    assert_eq!(rendered(with("%05d|"), 42), r#""00042|""#);
    assert_eq!(rendered(with("%.2f"), 0.125), r#""0.12""#);
    assert_eq!(rendered(with("%s"), Value::Null), r#""""#);
    assert_eq!(rendered(with("%s"), f64::NAN), "! NaN has no JSON form");
}
