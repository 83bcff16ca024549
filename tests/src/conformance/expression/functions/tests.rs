use http_step::{Arguments, IntoValue, Value};

use super::{bound, transform_named};

fn given(positional: impl IntoValue) -> Arguments {
    let Value::List(positional) = positional.into_value() else {
        panic!("not a list");
    };
    Arguments {
        positional,
        ..Arguments::default()
    }
}

fn called(name: &str, given: Arguments) -> Option<Value> {
    transform_named(name).unwrap()(given).ok()
}

#[test]
fn parameters_are_filled_as_in_python() {
    let with = |positional: &[i64], named: &[&str]| {
        let mut given = given(positional);
        let named = named
            .iter()
            .map(|name| ((*name).to_owned(), 9.into_value()));
        given.named = named.collect();
        bound(given, ["a", "b"])
            .map(|values| values.map(|value| value.map(|value| value.to_string())))
    };
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(with(&[1], &["b"]), Ok([text("1"), text("9")]));
    assert_eq!(with(&[], &["b"]), Ok([None, text("9")]));
    for (positional, named) in [(&[1, 2, 3][..], &[][..]), (&[1], &["a"]), (&[], &["c"])] {
        with(positional, named).unwrap_err();
    }
}

#[test]
fn functions_take_what_pythons_take() {
    let text = |text: &str| Some(text.into_value());
    assert_eq!(called("upper", given(["straße"])), text("STRASSE"));
    assert_eq!(called("upper", given([1])), None);
    assert_eq!(called("lower", given(["A", "B"])), None);
    let join = |items: Value| called("join", given(vec![", ".into_value(), items]));
    assert_eq!(join(["a", "b"].into_value()), text("a, b"));
    assert_eq!(join("ab".into_value()), text("a, b"));
    assert_eq!(join([1].into_value()), None);
    assert_eq!(join(Value::Null), None);
    assert_eq!(called("len", given(["日本"])), Some(2.into_value()));
    assert_eq!(called("len", given([2])), None);
    let bytes = || Value::Bytes((&b"ab"[..]).into());
    assert_eq!(called("len", given(vec![bytes()])), Some(2.into_value()));
    assert_eq!(called("sum", given(vec![bytes()])), Some(195.into_value()));
    assert_eq!(called("str", given(Vec::<i64>::new())), text(""));
    assert_eq!(called("str", given([true])), text("True"));
    let sum = |items: Value, start: Value| called("sum", given(vec![items, start]));
    assert_eq!(
        sum([1, 2].into_value(), 3.into_value()),
        Some(6.into_value())
    );
    assert_eq!(sum(["a"].into_value(), "".into_value()), None);
    assert_eq!(sum(["a"].into_value(), 0.into_value()), None);
}
