//! How examples are written in each notation.

use crate::key::Shape;
use crate::tree::Form;

/// A notation of steps. Findings show what to write in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// The macros.
    Rust,
    /// JSON.
    Json,
}

/// An example in both notations.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Example {
    rust: &'static str,
    json: &'static str,
}

const fn example(rust: &'static str, json: &'static str) -> Example {
    Example { rust, json }
}

pub(crate) const BASIC: Example = example(
    r#"("user", Secret("password"))"#,
    r#"{"$tuple": ["user", {"$secret": "password"}]}"#,
);
pub(crate) const BEARER: Example = example(
    r#"Bearer(Secret("token"))"#,
    r#"{"$bearer": {"$secret": "token"}}"#,
);
pub(crate) const CAPTURES: Example = example(
    r#"`json("$.id")`, `header("name")`, `cookie("name")`, `matches("id=(.*)")`, `text` or `status`"#,
    r#"`{"$json": "$.id"}`, `{"$header": "name"}`, `{"$cookie": "name"}`, `{"$matches": "id=(.*)"}` or `{"$response": "status"}`"#,
);
pub(crate) const CONDITIONS: Example = example(
    r#"`status == 200`, `json("$.state") == "done"` or `text.contains("ok")`"#,
    r#"`{"$op": "==", "left": {"$json": "$.state"}, "right": "done"}`"#,
);
pub(crate) const FILE: Example = example(
    r#"`File("path")`, or `File(bytes: value, filename: "name")`"#,
    r#"`{"$file": {"path": "…"}}`, or `{"$file": {"content_b64": "…", "filename": "name"}}`"#,
);
pub(crate) const HEADERS: Example = example(r#"{ "Name": value }"#, r#"{"Name": value}"#);
pub(crate) const IN: Example = example(".in_([value, …])", "[value, …]");
pub(crate) const INSECURE: Example = example("Insecure", r#"{"$insecure": true}"#);
pub(crate) const INTERPOLATED_SECRET: Example = example(
    "`%(secret:name)s` in an `Interpolate`",
    "`%(secret:name)s` in an `$interpolate`",
);
pub(crate) const LOCK: Example = example(
    r#"`"name"`, or a `Lock` that was made before"#,
    r#"`"name"`, `{"name": "name", "counting": 3}` or `{"name": "name", "exclusive": true}`"#,
);
pub(crate) const MEMBER: Example = example(
    "`200`, `502..=504` or `timeout`",
    r#"`200`, `"502..=504"` or `"timeout"`"#,
);
pub(crate) const OPERATORS: Example = example(
    r#"`== != < <= > >= .in_([…]) .contains(…) .matches("…")`"#,
    "`== != < <= > >= in contains matches`",
);
pub(crate) const NUMBER_OPERATORS: Example =
    example("`== != < <= > >= .in_([…])`", "`== != < <= > >= in`");
pub(crate) const PAIR: Example = example(r#"("name", value)"#, r#"["name", value]"#);
pub(crate) const PATTERN: Example = example(r#".matches("…")"#, r#""…""#);
pub(crate) const RAW_ARGUMENT: Example = example(
    r#"`Interpolate("https://…/%(kw:path)s", path: Raw(value))`"#,
    r#"`"kwargs": {"path": {"$raw": value}}` of an `$interpolate`"#,
);
pub(crate) const SECRET: Example = example(r#"Secret("name")"#, r#"{"$secret": "name"}"#);
pub(crate) const RAW: Example = example(r#"Raw("…")"#, r#"{"$raw": "…"}"#);
pub(crate) const STRING: Example = example("a string literal", "a string");
pub(crate) const TEMPLATE: Example = example(r#"Interpolate("…")"#, r#"{"$interpolate": "…"}"#);
pub(crate) const URL: Example = example(
    r#"`url: "https://…"`, or the URL alone as the first value"#,
    r#"`"url": "https://…"`"#,
);
pub(crate) const URL_TEMPLATE: Example = example(
    r#"Interpolate("https://…/%(prop:name)s")"#,
    r#"{"$interpolate": "https://…/%(prop:name)s"}"#,
);

impl Surface {
    /// Returns the example in this notation.
    pub(crate) const fn show(self, example: Example) -> &'static str {
        match self {
            Self::Rust => example.rust,
            Self::Json => example.json,
        }
    }

    /// Returns how a form is called in this notation.
    pub const fn form(self, form: Form) -> &'static str {
        match (self, form) {
            (Self::Rust, form) => form.as_str(),
            (Self::Json, Form::Property) => "$property",
            (Self::Json, Form::Interpolate) => "$interpolate",
            (Self::Json, Form::Secret) => "$secret",
            (Self::Json, Form::FlattenList) => "$flatten",
            (Self::Json, Form::Raw) => "$raw",
            (Self::Json, Form::Basic) => "$tuple",
            (Self::Json, Form::Bearer) => "$bearer",
            (Self::Json, Form::Digest) => "$digest",
            (Self::Json, Form::File) => "$file",
            (Self::Json, Form::Part(part)) => part.json_form(),
        }
    }

    /// Returns an example of a form with its arguments, in quotes.
    pub const fn form_example(self, form: Form) -> &'static str {
        match (self, form) {
            (Self::Rust, Form::Property) => {
                r#"`Property("name")` or `Property("name", default: value)`"#
            }
            (Self::Json, Form::Property) => {
                r#"`{"$property": "name"}` or `{"$property": "name", "default": value}`"#
            }
            (Self::Rust, Form::Interpolate) => r#"`Interpolate("… %(prop:name)s …")`"#,
            (Self::Json, Form::Interpolate) => r#"`{"$interpolate": "… %(prop:name)s …"}`"#,
            (Self::Rust, Form::Secret) => r#"`Secret("name")`"#,
            (Self::Json, Form::Secret) => r#"`{"$secret": "name"}`"#,
            (Self::Rust, Form::FlattenList) => "`FlattenList(value)`",
            (Self::Json, Form::FlattenList) => r#"`{"$flatten": value}`"#,
            (Self::Rust, Form::Raw) => "`Raw(value)`",
            (Self::Json, Form::Raw) => r#"`{"$raw": value}`"#,
            (Self::Rust, Form::Basic) => r#"`Basic("user", Secret("password"))`"#,
            (Self::Json, Form::Basic) => r#"`{"$tuple": ["user", {"$secret": "password"}]}`"#,
            (Self::Rust, Form::Bearer) => r#"`Bearer(Secret("token"))`"#,
            (Self::Json, Form::Bearer) => r#"`{"$bearer": {"$secret": "token"}}`"#,
            (Self::Rust, Form::Digest) => r#"`Digest("user", Secret("password"))`"#,
            (Self::Json, Form::Digest) => r#"`{"$digest": ["user", {"$secret": "password"}]}`"#,
            (Self::Rust, Form::File) => {
                r#"`File("path")`, or `File(bytes: value, filename: "name")`"#
            }
            (Self::Json, Form::File) => {
                r#"`{"$file": {"path": "…"}}`, or `{"$file": {"content_b64": "…"}}`"#
            }
            (Self::Rust, Form::Part(part)) => part.example(),
            (Self::Json, Form::Part(part)) => part.json_example(),
        }
    }

    /// Returns what a shape takes, to follow "expected".
    pub const fn takes(self, shape: Shape) -> &'static str {
        match self {
            Self::Rust => takes_in_rust(shape),
            Self::Json => takes_in_json(shape),
        }
    }
}

const fn takes_in_rust(shape: Shape) -> &'static str {
    match shape {
        Shape::Text | Shape::NonEmpty | Shape::FieldValue => "a string",
        Shape::Texts => "a string or a list of strings",
        Shape::Method => "a method like GET or POST",
        Shape::Pairs => r#"a map `{ "name": value }` or a list of pairs `[("name", value)]`"#,
        Shape::Body => "a map, a list of pairs, a string, bytes or a `File`",
        Shape::Any => "any value",
        Shape::Headers => r#"a map `{ "Name": value }`"#,
        Shape::Cookies => r#"a map `{ "name": value }`"#,
        Shape::Files => r#"a map `{ "name": File("path") }`"#,
        Shape::Auth => {
            r#"`("user", Secret("password"))`, `Bearer(Secret("token"))` or `Digest("user", Secret("password"))`"#
        }
        Shape::Timeout => "a number of seconds, a `Duration`, or `(connect, read)`",
        Shape::Seconds => "a number of seconds or a `Duration`",
        Shape::Count => "an unsigned integer",
        Shape::Positive => "an integer of at least 1",
        Shape::Proxies => r#"a map `{ "https": "http://proxy.example.com:3128" }`"#,
        Shape::Verify => "`true`, the path of a CA bundle, or `Insecure`",
        Shape::Cert => "the path of a certificate with its key, or `(certificate, key)`",
        Shape::Hooks => r#"a map `{ "response": closure }`"#,
        Shape::Names => r#"a list of names `["X-Name"]`"#,
        Shape::Bool | Shape::Flag => "`true` or `false`",
        Shape::When => {
            r#"`true`, `false`, a condition like `Property("branch") == "main"`, or a closure"#
        }
        Shape::Locks => r#"a list of names or locks `["name"]`"#,
        Shape::Policy => "`true`, `false`, or a list of results `[FAILURE]`",
        Shape::Results => "a map `{ 200..=299 => SUCCESS, _ => FAILURE }`",
        Shape::Statuses => "a list of statuses and failures `[429, 502..=504, timeout]`",
        Shape::Retry => "options `{ attempts: 3 }`",
        Shape::Poll => r#"options `{ every: 5, until: json("$.state") == "done" }`"#,
        Shape::Step => r#"a step like `get!("https://…")`"#,
        Shape::Condition => r#"a condition like `json("$.state") == "done"`"#,
        Shape::Conditions => "a list of conditions `[status == 200]`",
        Shape::Capture => r#"a map `{ "property": json("$.id") }`"#,
    }
}

const fn takes_in_json(shape: Shape) -> &'static str {
    match shape {
        Shape::Pairs => r#"a map `{"name": value}` or a list of pairs `[["name", value]]`"#,
        Shape::Body => "a map, a list of pairs, a string, `$bytes_b64` or a `$file`",
        Shape::Headers => r#"a map `{"Name": value}`"#,
        Shape::Cookies => r#"a map `{"name": value}`"#,
        Shape::Files => r#"a map `{"name": {"$file": {"path": "…"}}}`"#,
        Shape::Auth => {
            r#"`{"$tuple": ["user", {"$secret": "password"}]}`, `{"$bearer": {"$secret": "token"}}` or `{"$digest": ["user", {"$secret": "password"}]}`"#
        }
        Shape::Timeout => r#"a number of seconds, or `{"$tuple": [connect, read]}`"#,
        Shape::Seconds => "a number of seconds",
        Shape::Proxies => r#"a map `{"https": "http://proxy.example.com:3128"}`"#,
        Shape::Verify => r#"`true`, the path of a CA bundle, or `{"$insecure": true}`"#,
        Shape::Cert => {
            r#"the path of a certificate with its key, or `{"$tuple": [certificate, key]}`"#
        }
        Shape::When => {
            r#"`true`, `false`, or a condition like `{"$op": "==", "left": {"$property": "branch"}, "right": "main"}`"#
        }
        Shape::Locks => r#"a list of names `["name"]`"#,
        Shape::Policy => r#"`true`, `false`, or a list of results `["FAILURE"]`"#,
        Shape::Results => r#"a list `[{"on": "200..=299", "result": "SUCCESS"}]`"#,
        Shape::Statuses => r#"a list of statuses and failures `[429, "502..=504", "timeout"]`"#,
        Shape::Retry => r#"options `{"attempts": 3}`"#,
        Shape::Poll => r#"options `{"every": 5, "until": condition}`"#,
        Shape::Step => r#"a step like `{"method": "GET", "url": "https://…"}`"#,
        Shape::Condition => {
            r#"a condition like `{"$op": "==", "left": {"$json": "$.state"}, "right": "done"}`"#
        }
        Shape::Conditions => {
            r#"a list of conditions `[{"$op": "==", "left": {"$response": "status"}, "right": 200}]`"#
        }
        Shape::Capture => r#"a map `{"property": {"$json": "$.id"}}`"#,
        other => takes_in_rust(other),
    }
}
