//! Each kind of value in a field of a form with files, and in a cookie.

use bytes::Bytes;
use http_step::{IntoValue, Value, get, post};
use http_step_tests::service::{ReceivedRequest, Service};

use super::{map, send};

/// The values of the field `x` in a form with one file, joined by `|`; `-` where there is none.
fn field(asked: &ReceivedRequest) -> String {
    let content_type = asked.header("content-type").unwrap();
    let (_, boundary) = content_type.split_once("boundary=").unwrap();
    let body = String::from_utf8_lossy(&asked.body).into_owned();
    let head = "\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n";
    let delimiter = format!("--{boundary}");
    let parts = body.split(&delimiter);
    let values = parts.filter_map(|part| part.strip_prefix(head)?.strip_suffix("\r\n"));
    let values: Vec<_> = values.collect();
    if values.is_empty() {
        "-".to_owned()
    } else {
        values.join("|")
    }
}

#[rustfmt::skip]
fn table() -> Vec<(Value, &'static str, &'static str)> {
    let list = vec![1.into_value(), "a b".into_value(), Value::Null, true.into_value()];
    vec![
        (Value::Null, "-", "-"),
        (false.into_value(), "false", "false"),
        (0.into_value(), "0", "0"),
        (1.0.into_value(), "1.0", "1.0"),
        ("".into_value(), "", ""),
        ("é".into_value(), "é", "é"),
        ("a b".into_value(), "a b", "a b"),
        ("a;b".into_value(), "a;b", "! `cookies.x`: `;` is not allowed in the value of a cookie; write `%3B` if the service decodes it"),
        ("a\r\nb".into_value(), "a\r\nb", "! `cookies.x`: a line break is not allowed in the value of a cookie; remove it"),
        (Bytes::from_static(b"b~").into_value(), "b~", "b~"),
        (f64::NAN.into_value(), "! `data.x`: NaN has no JSON form", "! `cookies.x`: NaN has no JSON form"),
        (list.into_value(), "1|a b|true", "! `cookies.x`: `,` is not allowed in the value of a cookie; write `%2C` if the service decodes it"),
        (map(), r#"{"a":1}"#, "! `cookies.x`: `\"` is not allowed in the value of a cookie; write `%22` if the service decodes it"),
    ]
}

#[test]
fn every_value_in_a_part_and_in_a_cookie() {
    let service = Service::start().unwrap();
    let url = service.url("/");
    let told = |error| format!("! {error}");
    for (value, part, cookie) in table() {
        let step =
            post!(&url, data: { "x": Property("x") }, files: { "f": File(bytes: "content") });
        let arrived = send(&service, step, value.clone()).map(|asked| field(&asked));
        assert_eq!(arrived.unwrap_or_else(told), part, "{value:?}");

        let step = get!(&url, cookies: { "x": Property("x") });
        let arrived = send(&service, step, value.clone()).map(|asked| {
            let sent = asked.headers.get("cookie");
            let sent = sent.map(|cookie| String::from_utf8_lossy(cookie.as_bytes()).into_owned());
            sent.map_or("-".to_owned(), |sent| {
                sent.strip_prefix("x=").unwrap().to_owned()
            })
        });
        assert_eq!(arrived.unwrap_or_else(told), cookie, "{value:?}");
    }
}
