//! What is no expression in JSON: the place, what is wrong, and what was meant.

use http_step::Expr;

fn mistake(json: &str) -> String {
    let error = serde_json::from_str::<Expr>(json).expect_err(json);
    error.to_string()
}

#[test]
fn a_form_stands_anywhere_in_its_object() {
    let last: Expr = serde_json::from_str(r#"{"default": 1, "$property": "a"}"#).unwrap();
    let first: Expr = serde_json::from_str(r#"{"$property": "a", "default": 1}"#).unwrap();
    assert_eq!(last, first);
}

#[test]
fn every_mistake_has_its_place_and_its_reason() {
    let table = [
        (
            r#"{"a": 1, "$property": "b"}"#,
            "`$property` has no member `a`",
        ),
        (
            r#"{"$property": "b", "defualt": 1}"#,
            "`$property` has no member `defualt`; did you mean `default`?",
        ),
        (
            r#"{"$property": "b", "$secret": "c"}"#,
            "an object is one form, and this is `$property` and `$secret`",
        ),
        (
            r#"{"$proprety": "b"}"#,
            "unknown form `$proprety`; did you mean `$property`?",
        ),
        (r#"{"$x": "b"}"#, "unknown form `$x`"),
        (r#"{"$arg": 0}"#, "unknown form `$arg`"),
        (r#"{"$property": 1}"#, "`$property` is text, not integer"),
        (r#"{"$secret": []}"#, "`$secret` is text, not list"),
        (r#"{"$tuple": {}}"#, "`$tuple` is a list, not map"),
        (
            r#"{"$property": ""}"#,
            "the name of a property is not empty",
        ),
        (r#"{"$secret": ""}"#, "the name of a secret is not empty"),
        (
            r#"{"$property": "a", "default_when_false": 1}"#,
            "`default_when_false` is true or false, not integer",
        ),
        (
            r#"{"$interpolate": "%s", "args": {"a": 1}}"#,
            "`args` is a list, not map",
        ),
        (
            r#"{"$interpolate": "%(kw:a)s", "kwargs": [1]}"#,
            "`kwargs` is a map, not list",
        ),
        (
            r#"{"$interpolate": "%s", "kwargs": {"": 1}}"#,
            "`kwargs`: the name of an argument is not empty",
        ),
        (
            r#"{"$interpolate": "%s", "args": [1], "kwargs": {"a": 1}}"#,
            "Interpolate takes either positional or keyword substitutions, not both.",
        ),
        (
            r#"{"a": {"b": [{"$interpolate": "%(prp:x)s"}]}}"#,
            "`a.b.0.%(prp:x)s`: invalid Interpolate selector 'prp'; did you mean `prop`?",
        ),
        (
            r#"{"$interpolate": "%(kw:a)s", "kwargs": {"a": {"$sercet": "t"}}}"#,
            "`kwargs.a`: unknown form `$sercet`; did you mean `$secret`?",
        ),
        (
            r#"{"$interpolate": "%s", "args": [1, {"$secret": 1}]}"#,
            "`args.1`: `$secret` is text, not integer",
        ),
        (
            r#"{"$property": "a", "default": {"$raw": [{"$secret": ""}]}}"#,
            "`default.$raw.0`: the name of a secret is not empty",
        ),
        (
            r#"{"$op": "!", "left": 1, "right": 2}"#,
            "`!` stands before one value: it has no `right`",
        ),
        (r#"{"$op": "==", "left": 1}"#, "`==` has a `right`"),
        (r#"{"$op": "==", "right": 1}"#, "`==` has a `left`"),
        (r#"{"$op": "=", "left": 1}"#, "`=` is no operator"),
        (
            r#"{"$op": "+", "left": 1, "right": {"$secret": ""}}"#,
            "`right`: the name of a secret is not empty",
        ),
        (
            r#"[{"$op": "matches", "left": {"$property": "a"}, "right": "a("}]"#,
            "`0`: the pattern `a(` cannot be used: unclosed group",
        ),
        (
            r#"{"$map": [1]}"#,
            "`0`: an entry of `$map` is a pair, or one map",
        ),
        (
            r#"{"$map": [["a", {"$secret": ""}]]}"#,
            "`0.1`: the name of a secret is not empty",
        ),
        (
            r#"{"$file": {"path": "a", "filname": "b"}}"#,
            "`$file`: `$file` has no member `filname`; did you mean `filename`?",
        ),
        (
            r#"{"$file": {"path": "a", "content_b64": ""}}"#,
            "`$file`: a file has either a `path` or a `content_b64`, which is text",
        ),
        (
            r#"{"$file": {"path": {"$secret": ""}}}"#,
            "`$file.path`: the name of a secret is not empty",
        ),
    ];
    for (json, error) in table {
        assert_eq!(mistake(json), error, "{json}");
    }
    assert!(mistake(r#"{"$bytes_b64": "*"}"#).starts_with("this is no base64: "));
}
