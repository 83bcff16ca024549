//! Each kind of value × each place.

use bytes::Bytes;
use http_step::{IntoValue, Value, get, interpolate, post};
use http_step_tests::service::Service;

use super::{map, send};

/// What arrives in a segment of the URL, its query, `params`, a header, a form, JSON, and a template's
/// text; an error begins with `! `, and `-` is a field that is not there.
struct Row {
    value: Value,
    segment: &'static str,
    query: &'static str,
    params: &'static str,
    header: &'static str,
    form: &'static str,
    json: &'static str,
    text: &'static str,
}

const EMPTY: &str = "! `url`: a segment of the path comes out empty";

fn row(value: impl IntoValue, texts: [&'static str; 7]) -> Row {
    let [segment, query, params, header, form, json, text] = texts;
    Row {
        value: value.into_value(),
        segment,
        query,
        params,
        header,
        form,
        json,
        text,
    }
}

/// A value whose text is the same everywhere, but for the quotes in JSON.
fn plain(value: impl IntoValue, text: &'static str, json: &'static str) -> Row {
    row(value, [text, text, text, text, text, json, text])
}

#[rustfmt::skip]
fn table() -> Vec<Row> {
    let list = vec![1.into_value(), "a b".into_value(), Value::Null, true.into_value()];
    vec![
        row(Value::Null, [EMPTY, "", "-", "-", "-", "null", ""]),
        plain(true, "true", "true"),
        plain(false, "false", "false"),
        plain(0, "0", "0"),
        plain(-7, "-7", "-7"),
        plain(u64::MAX, "18446744073709551615", "18446744073709551615"),
        plain(i64::MIN, "-9223372036854775808", "-9223372036854775808"),
        plain(1.0, "1.0", "1.0"),
        plain(-0.0, "-0.0", "-0.0"),
        row(1e16, ["1e%2B16", "1e%2B16", "1e%2B16", "1e+16", "1e%2B16", "1e+16", "1e+16"]),
        plain(0.1, "0.1", "0.1"),
        plain("main", "main", r#""main""#),
        row("", [EMPTY, "", "", "", "", r#""""#, ""]),
        row("é", ["%C3%A9", "%C3%A9", "%C3%A9", "é", "%C3%A9", r#""é""#, "é"]),
        row("a/b", ["a%2Fb", "a%2Fb", "a%2Fb", "a/b", "a%2Fb", r#""a/b""#, "a/b"]),
        row("a?b#c", ["a%3Fb%23c", "a%3Fb%23c", "a%3Fb%23c", "a?b#c", "a%3Fb%23c", r#""a?b#c""#, "a?b#c"]),
        row("a&b=c", ["a%26b%3Dc", "a%26b%3Dc", "a%26b%3Dc", "a&b=c", "a%26b%3Dc", r#""a&b=c""#, "a&b=c"]),
        row("50%", ["50%25", "50%25", "50%25", "50%", "50%25", r#""50%""#, "50%"]),
        row("%2e", ["%252e", "%252e", "%252e", "%2e", "%252e", r#""%2e""#, "%2e"]),
        row("a b", ["a%20b", "a%20b", "a+b", "a b", "a+b", r#""a b""#, "a b"]),
        row("a+b", ["a%2Bb", "a%2Bb", "a%2Bb", "a+b", "a%2Bb", r#""a+b""#, "a+b"]),
        row("..", [
            "! `url`: `..` in a path is resolved before the request is sent; write an address like `https://host/path`",
            "..", "..", "..", "..", r#""..""#, "..",
        ]),
        row("a\tb", [
            "! `url`: a value in the URL has a control character",
            "! `url`: a value in the URL has a control character",
            "a%09b", "a\tb", "a%09b", r#""a\tb""#, "a\tb",
        ]),
        row("a\nb", [
            "! `url`: a value in the URL has a control character",
            "! `url`: a value in the URL has a control character",
            "a%0Ab",
            "! `headers.X-Value`: the value has a line break or another control character",
            "a%0Ab", r#""a\nb""#, "a\nb",
        ]),
        row(Bytes::from_static(b"b~"), [
            "b~", "b~", "b~", "b~", "b~", "! `json`: bytes have no JSON form", "b~",
        ]),
        row(Bytes::from_static(b"\xff"), [
            "! `url`: bytes that are not UTF-8 are no text",
            "! `url`: bytes that are not UTF-8 are no text",
            "%FF", "\u{fffd}", "%FF",
            "! `json`: bytes have no JSON form",
            "! `data`: bytes that are not UTF-8 are no text",
        ]),
        row(f64::NAN, [
            "! `url`: NaN has no JSON form",
            "! `url`: NaN has no JSON form",
            "! `params`: NaN has no JSON form",
            "! `headers.X-Value`: NaN has no JSON form",
            "! `data`: NaN has no JSON form",
            "! `json`: NaN has no JSON form",
            "! `data`: NaN has no JSON form",
        ]),
        row(list, [
            "%5B1%2C%22a%20b%22%2Cnull%2Ctrue%5D",
            "%5B1%2C%22a%20b%22%2Cnull%2Ctrue%5D",
            "1&x=a+b&x=true",
            "! `headers.X-Value`: the value of a header field is text, not list",
            "1&x=a+b&x=true",
            r#"[1,"a b",null,true]"#,
            r#"[1,"a b",null,true]"#,
        ]),
        row(Vec::<u8>::new(), [
            "%5B%5D", "%5B%5D", "-",
            "! `headers.X-Value`: the value of a header field is text, not list",
            "-", "[]", "[]",
        ]),
        row(vec![Bytes::from_static(b"b")], [
            "! `url`: bytes have no JSON form",
            "! `url`: bytes have no JSON form",
            "b",
            "! `headers.X-Value`: the value of a header field is text, not list",
            "b",
            "! `json`: bytes have no JSON form",
            "! `data`: bytes have no JSON form",
        ]),
        row(map(), [
            "%7B%22a%22%3A1%7D", "%7B%22a%22%3A1%7D", "%7B%22a%22%3A1%7D",
            "! `headers.X-Value`: the value of a header field is text, not map",
            "%7B%22a%22%3A1%7D",
            r#"{"a":1}"#, r#"{"a":1}"#,
        ]),
    ]
}

/// The value of the field `x` in `x=value&y=1`, or `-`.
fn field(pairs: &str) -> String {
    match pairs.strip_suffix("y=1").expect(pairs) {
        "" => "-".to_owned(),
        x => {
            let value = x.strip_prefix("x=").and_then(|x| x.strip_suffix('&'));
            value.expect(x).to_owned()
        }
    }
}

#[test]
fn every_value_in_every_place() {
    let service = Service::start().unwrap();
    let url = service.url("/");
    let in_url = |place: &str| interpolate(format!("{url}{place}"));
    let cut = |text: &str, before: &str, after: &str| {
        let text = text.strip_prefix(before).expect(text);
        text.strip_suffix(after).expect(text).to_owned()
    };
    for row in table() {
        let step = get!(in_url("a/%(prop:x)s/b"));
        let segment =
            send(&service, step, row.value.clone()).map(|asked| cut(&asked.target, "/a/", "/b"));
        let step = get!(in_url("?q=%(prop:x)s&r"));
        let query =
            send(&service, step, row.value.clone()).map(|asked| cut(&asked.target, "/?q=", "&r"));
        let step = get!(&url, params: { "x": Property("x"), "y": 1 });
        let params = send(&service, step, row.value.clone())
            .map(|asked| field(asked.target.strip_prefix("/?").unwrap()));
        let step = get!(&url, headers: { "X-Value": Property("x") });
        let header = send(&service, step, row.value.clone()).map(|asked| {
            let value = asked.headers.get("x-value");
            value.map_or("-".to_owned(), |value| {
                String::from_utf8_lossy(value.as_bytes()).into_owned()
            })
        });
        let step = post!(&url, data: { "x": Property("x"), "y": 1 });
        let form = send(&service, step, row.value.clone()).map(|asked| field(&asked.text()));
        let step = post!(&url, json: { "x": Property("x") });
        let json = send(&service, step, row.value.clone())
            .map(|asked| cut(&asked.text(), r#"{"x":"#, "}"));
        let step = post!(&url, data: Interpolate("<%(prop:x)s>"));
        let text =
            send(&service, step, row.value.clone()).map(|asked| cut(&asked.text(), "<", ">"));

        // The place in the template is the same for all.
        let told = |error| format!("! {error}").replace(".%(prop:x)s`", "`");
        let shown = [segment, query, params, header, form, json, text]
            .map(|arrived| arrived.unwrap_or_else(told));
        let expected = [
            row.segment,
            row.query,
            row.params,
            row.header,
            row.form,
            row.json,
            row.text,
        ];
        assert_eq!(shown, expected, "{:?}", row.value);
    }
}

#[test]
fn a_body_is_text_or_bytes_as_they_are() {
    let service = Service::start().unwrap();
    let url = service.url("/");
    let table = [
        ("é\r\n".into_value(), Ok("é\r\n")),
        ("".into_value(), Ok("")),
        (Bytes::from_static(b"a\0b").into_value(), Ok("a\0b")),
        (Value::Null, Ok("")),
        (
            true.into_value(),
            Err("`data`: a body is a map, a list of pairs, text or bytes, not boolean"),
        ),
        (
            [1].into_value(),
            Err("`data`: a list that stands here holds pairs"),
        ),
    ];
    for (value, expected) in table {
        let asked = send(&service, post!(&url, data: Property("x")), value);
        let text = asked.map(|asked| asked.text());
        assert_eq!(text.as_deref().map_err(String::as_str), expected);
    }
}

#[test]
fn null_is_nothing_but_in_json() {
    let service = Service::start().unwrap();
    let url = service.url("/?own=1");
    let asked = send(&service, get!(&url, params: Property("x")), Value::Null).unwrap();
    assert_eq!(asked.target, "/?own=1");
    let asked = send(
        &service,
        get!(&url, headers: { "User-Agent": Property("x") }),
        Value::Null,
    );
    assert_eq!(asked.unwrap().header("user-agent"), None);
    let asked = send(&service, post!(&url, json: [Property("x")]), Value::Null).unwrap();
    assert_eq!(asked.text(), "[null]");
    let asked = send(&service, post!(&url, json: null), Value::Null).unwrap();
    assert_eq!(asked.text(), "null");
}
