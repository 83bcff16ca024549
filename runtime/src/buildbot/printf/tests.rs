use serde_json::{Value as Json, json};

use super::*;
use crate::buildbot::python::show;
use crate::value::IntoValue;

fn of(template: &str, argument: Value) -> Result<String, RenderError> {
    super::format(template, &argument, &show)
}

fn tuple(items: Json) -> Value {
    match items.into_value() {
        Value::List(items) => Value::Tuple(items),
        value => value,
    }
}

#[test]
fn conversions_are_those_of_python() {
    let table = [
        ("<%s>", json!(["é日😀"]), "<é日😀>"),
        ("<%-10s>", json!(["é日😀"]), "<é日😀       >"),
        ("<%5.1s>", json!(["é日😀"]), "<    é>"),
        ("<%+05s>", json!(["a"]), "<    a>"),
        ("%r %a", json!(["é", "é"]), r"'é' '\xe9'"),
        ("%s %s", json!([null, [1.0, "a"]]), "None [1.0, 'a']"),
        ("%d %i %u", json!([7, -7.9, true]), "7 -7 1"),
        ("%d", json!([-0.5]), "0"),
        ("%d", json!([1e23]), "99999999999999991611392"),
        (
            "%05d|%-5d|%+d|% d",
            json!([-7, 7, 7, 7]),
            "-0007|7    |+7| 7",
        ),
        (
            "%.3d|%5.3d|%05.3d|%.0d",
            json!([7, -7, 7, 0]),
            "007| -007|00007|0",
        ),
        ("%x %X %o", json!([255, 255, -8]), "ff FF -10"),
        ("%#x %#X %#o", json!([255, 255, 0]), "0xff 0XFF 0o0"),
        (
            "%#010x|%#8x|%#-8x|%#.4x",
            json!([255, 255, 255, 255]),
            "0x000000ff|    0xff|0xff    |0x00ff",
        ),
        (
            "%f %.0f %.1f %#.0f",
            json!([2.5, 2.5, 0.25, 2.5]),
            "2.500000 2 0.2 2.",
        ),
        (
            "%e %.0e %E",
            json!([1e-10, 1.5, true]),
            "1.000000e-10 2e+00 1.000000E+00",
        ),
        (
            "%g %g %g %G",
            json!([100_000, 1e6, 0.0001, 1e-5]),
            "100000 1e+06 0.0001 1E-05",
        ),
        (
            "%#g %.0g %#.3g",
            json!([0, 1234.5, 100.0]),
            "0.00000 1e+03 100.",
        ),
        (
            "%08.2f|%-8.2f|%+.2f",
            json!([-2.675, 1, 1]),
            "-0002.67|1.00    |+1.00",
        ),
        (
            "%c%c|%5c|%-3c|%03c",
            json!([65, "é", "a", "b", 67]),
            "Aé|    a|b  |  C",
        ),
        (
            "%*d|%-*d|%*d|%.*f",
            json!([5, 1, 5, 2, -5, 3, 2, 2.5]),
            "    1|2    |3    |2.50",
        ),
        ("%ld %hd %Ld", json!([1, 2, 3]), "1 2 3"),
        ("100%%", json!([]), "100%"),
    ];
    for (template, arguments, expected) in table {
        assert_eq!(
            of(template, tuple(arguments)).as_deref(),
            Ok(expected),
            "{template}"
        );
    }
    let not_numbers = Value::Tuple(vec![f64::NAN.into_value(), f64::NEG_INFINITY.into_value()]);
    assert_eq!(of("%+f|%08F", not_numbers).as_deref(), Ok("+nan|-0000INF"));
}

#[test]
fn arguments_are_found_as_in_python() {
    let map = || json!({"a": 1, "b(c)": "x"}).into_value();
    assert_eq!(of("%(a)s/%(b(c))r", map()).as_deref(), Ok("1/'x'"));
    assert_eq!(of("%(a)03d %%", map()).as_deref(), Ok("001 %"));
    assert_eq!(
        of("%s", json!({"a": 1}).into_value()).as_deref(),
        Ok("{'a': 1}")
    );
    assert_eq!(of("plain", map()).as_deref(), Ok("plain"));
    assert_eq!(of("plain", [1].into_value()).as_deref(), Ok("plain"));
    assert_eq!(of("<%s>", [1].into_value()).as_deref(), Ok("<[1]>"));
    assert_eq!(of("<%s>", tuple(json!([[1]]))).as_deref(), Ok("<[1]>"));
    let dict = Value::Dict(vec![
        (1.into_value(), Value::Null),
        ("k".into_value(), 2.into_value()),
    ]);
    assert_eq!(of("%(k)s", dict).as_deref(), Ok("2"));
    let keys = mapping_keys("%% %(a)s %s %(b(c))5.2r %(a)d");
    assert_eq!(
        keys,
        Ok(vec!["a".to_owned(), "b(c)".to_owned(), "a".to_owned()])
    );
    assert_eq!(
        mapping_keys("%(a"),
        Err(RenderError::new("incomplete format key"))
    );
}

/// In Python's words; but what does not parse is said before any argument is looked at.
#[test]
fn errors_are_those_of_python() {
    let table = [
        (
            "%s %s",
            json!([1]),
            "not enough arguments for format string",
        ),
        (
            "%s",
            json!([1, 2]),
            "not all arguments converted during string formatting",
        ),
        (
            "plain",
            json!(null),
            "not all arguments converted during string formatting",
        ),
        ("%(a)s", json!([1]), "format requires a mapping"),
        ("%(a)s", json!({"b": 1}), "there is no key `a`"),
        (
            "%(a)s %s",
            json!({"a": 1}),
            "not enough arguments for format string",
        ),
        ("%(a", json!({}), "incomplete format key"),
        ("%(a", json!([1]), "incomplete format key"),
        ("%", json!([1]), "incomplete format"),
        ("%-5.", json!([1]), "incomplete format"),
        (
            "é%q",
            json!([1]),
            "unsupported format character 'q' (0x71) at index 2",
        ),
        (
            "%\u{e9}",
            json!([1]),
            "unsupported format character '?' (0xe9) at index 1",
        ),
        (
            "%5%",
            json!([1]),
            "unsupported format character '%' (0x25) at index 2",
        ),
        (
            "%hhd",
            json!([1]),
            "unsupported format character 'h' (0x68) at index 2",
        ),
        (
            "%q",
            json!([]),
            "unsupported format character 'q' (0x71) at index 1",
        ),
        ("%*d", json!(["a", 1]), "* wants int"),
        (
            "%*d",
            json!([1u64 << 63, 1]),
            "Python int too large to convert to C ssize_t",
        ),
        (
            "%.*d",
            json!([1u64 << 31, 1]),
            "Python int too large to convert to C int",
        ),
        ("%9223372036854775808d", json!([1]), "width too big"),
        ("%.2147483648d", json!([1]), "precision too big"),
        (
            "%d",
            json!(["5"]),
            "%d format: a real number is required, not text",
        ),
        (
            "%u",
            json!([null]),
            "%u format: a real number is required, not null",
        ),
        (
            "%x",
            json!([2.0]),
            "%x format: an integer is required, not float",
        ),
        ("%f", json!(["5"]), "must be real number, not text"),
        ("%c", json!([0x11_0000]), "%c arg not in range(0x110000)"),
        ("%c", json!(["ab"]), "%c requires int or char"),
    ];
    for (template, arguments, text) in table {
        assert_eq!(
            of(template, tuple(arguments)),
            Err(RenderError::new(text)),
            "{template}"
        );
    }
    let error = of("%d", Value::Float(f64::NAN)).unwrap_err();
    assert_eq!(
        error,
        RenderError::new("cannot convert float NaN to integer")
    );
    let error = of("%i", Value::Float(f64::INFINITY)).unwrap_err();
    assert_eq!(
        error,
        RenderError::new("cannot convert float infinity to integer")
    );
    assert!(of("%(a)s", Value::List(vec![])).is_err());
}

#[test]
fn a_template_cannot_ask_for_all_memory() {
    for template in [
        "%9223372036854775807s",
        "%.2147483647d",
        "%#.2147483647g",
        "%1048577d",
    ] {
        assert!(of(template, 1.into_value()).is_err(), "{template}");
    }
    assert!(of("%.2147483647s", "a".into_value()).is_ok());
    assert!(of(&"%(a)1048576s".repeat(100), json!({"a": 1}).into_value()).is_err());
    let large = json!({"a": "a".repeat(8 << 20)}).into_value();
    assert!(of(&"%(a).1s".repeat(20), large.clone()).is_ok());
    assert!(of(&"%(a).1s".repeat(40), large).is_err());
    let many = of("%.1048576f", 0.1.into_value()).unwrap();
    assert_eq!(many.len(), (1 << 20) + 2);
    assert!(many.starts_with("0.1000000000000000055511151231257827021181583404541015625000"));
}
