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
            "`a`: unknown option `a` of `$property`; the options are default, default_when_false",
        ),
        (
            r#"{"$property": "b", "defualt": 1}"#,
            "`defualt`: unknown option `defualt` of `$property`; did you mean `default`?",
        ),
        (
            r#"{"$secret": "b", "default": 1}"#,
            "`default`: `$secret` has no option `default`; remove it",
        ),
        (
            r#"{"$property": "b", "$secret": "c"}"#,
            "`$secret`: an object is one form, found `$property` and `$secret`",
        ),
        (
            r#"{"$proprety": "b"}"#,
            "`$proprety`: unknown form `$proprety`; did you mean `$property`?",
        ),
        (
            r#"{"$prop": "b"}"#,
            "`$prop`: unknown form `$prop`; did you mean `$property`?",
        ),
        (
            r#"{"$status": 1}"#,
            r#"`$status`: unknown form `$status`; did you mean `{"$response": "status"}`?"#,
        ),
        (
            r#"{"$env": "HOME"}"#,
            r#"`$env`: unknown form `$env`; write `{"$secret": "name"}` for a credential, which a provider looks up, or `{"$property": "name"}`"#,
        ),
        (r#"{"$x": "b"}"#, "`$x`: unknown form `$x`"),
        (r#"{"$arg": 0}"#, "`$arg`: unknown form `$arg`"),
        (
            r#"{"$bearer": "b"}"#,
            "`$bearer`: `$bearer` is not allowed here; use it as all of `auth`",
        ),
        (
            r#"{"$property": 1}"#,
            r#"`$property`: the name of a property must be a string, found an integer; write `{"$property": "name"}` or `{"$property": "name", "default": value}`"#,
        ),
        (
            r#"{"$secret": []}"#,
            r#"`$secret`: the name of a secret must be a string, found a list; write `{"$secret": "name"}`"#,
        ),
        (
            r#"{"$tuple": {}}"#,
            "`$tuple`: `$tuple` takes a list, found a map",
        ),
        (
            r#"{"$property": ""}"#,
            r#"`$property`: the name of a property must not be empty; write `{"$property": "name"}` or `{"$property": "name", "default": value}`"#,
        ),
        (
            r#"{"$secret": ""}"#,
            r#"`$secret`: the name of a secret must not be empty; write `{"$secret": "name"}`"#,
        ),
        (
            r#"{"$property": "a", "default_when_false": 1}"#,
            "`default_when_false`: `default_when_false` must be `true` or `false`",
        ),
        (
            r#"{"$interpolate": "%s", "args": {"a": 1}}"#,
            "`args`: `args` must be a list, found a map",
        ),
        (
            r#"{"$interpolate": "%(kw:a)s", "kwargs": [1]}"#,
            "`kwargs`: `kwargs` must be a map, found a list",
        ),
        (
            r#"{"$interpolate": "%(prop:a)s", "kwargs": {"": 1}}"#,
            r#"`kwargs[""]`: the name of an argument must not be empty"#,
        ),
        (
            r#"{"$interpolate": "%s", "args": [1], "kwargs": {"a": 1}}"#,
            "`kwargs.a`: Interpolate takes either positional or keyword substitutions, not both.",
        ),
        (
            r#"{"$interpolate": "%s", "arguments": [1]}"#,
            "`arguments`: unknown member `arguments` of `$interpolate`; the members are args, kwargs",
        ),
        (
            r#"{"a": {"b": [{"$interpolate": "%(prp:x)s"}]}}"#,
            "`a.b[0].$interpolate`: invalid Interpolate selector 'prp'; did you mean `prop`?",
        ),
        (
            r#"{"$interpolate": "%(kw:a)s", "kwargs": {"a": {"$sercet": "t"}}}"#,
            "`kwargs.a.$sercet`: unknown form `$sercet`; did you mean `$secret`?",
        ),
        (
            r#"{"$interpolate": "%s %s", "args": [1, {"$secret": 1}]}"#,
            r#"`args[1].$secret`: the name of a secret must be a string, found an integer; write `{"$secret": "name"}`"#,
        ),
        (
            r#"{"$property": "a", "default": {"$raw": [{"$secret": ""}]}}"#,
            r#"`default.$raw[0].$secret`: the name of a secret must not be empty; write `{"$secret": "name"}`"#,
        ),
        (
            r#"{"$op": "!", "left": 1, "right": 2}"#,
            "`right`: `!` takes one operand; remove `right`",
        ),
        (r#"{"$op": "==", "left": 1}"#, "missing `right` of `==`"),
        (r#"{"$op": "==", "right": 1}"#, "missing `left` of `==`"),
        (
            r#"{"$op": "==", "left": 1, "rigth": 1}"#,
            "`rigth`: unknown member `rigth` of `$op`; did you mean `right`?",
        ),
        (
            r#"{"$op": "=", "left": 1}"#,
            "`$op`: unknown operator `=`; did you mean `==`?",
        ),
        (
            r#"{"$op": "and", "left": 1, "right": 1}"#,
            "`$op`: unknown operator `and`; did you mean `&&`?",
        ),
        (
            r#"{"$op": 1, "left": 1, "right": 1}"#,
            "`$op`: an operator must be a string, found an integer; the operators are == != < <= > >= + - * / // % in contains matches && || !",
        ),
        (
            r#"{"$op": "+", "left": 1, "right": {"$secret": ""}}"#,
            r#"`right.$secret`: the name of a secret must not be empty; write `{"$secret": "name"}`"#,
        ),
        (
            r#"[{"$op": "matches", "left": {"$property": "a"}, "right": "a("}]"#,
            "`[0].right`: invalid regular expression: unclosed group",
        ),
        (
            r#"{"$map": [1]}"#,
            "`$map[0]`: an entry of `$map` must be a pair or a map; write `[key, value]`, or `[map]`",
        ),
        (
            r#"{"$map": [["a", {"$secret": ""}]]}"#,
            r#"`$map[0][1].$secret`: the name of a secret must not be empty; write `{"$secret": "name"}`"#,
        ),
        (
            r#"{"$file": {"path": "a", "filname": "b"}}"#,
            "`$file.filname`: unknown option `filname` of `$file`; did you mean `filename`?",
        ),
        (
            r#"{"$file": {"path": "a", "content_b64": ""}}"#,
            "`$file.content_b64`: `$file` has both a path and bytes; remove the path or the bytes",
        ),
        (
            r#"{"$file": {"path": {"$secret": ""}}}"#,
            r#"`$file.path.$secret`: the name of a secret must not be empty; write `{"$secret": "name"}`"#,
        ),
        (
            r#"{"$file": "a"}"#,
            r#"`$file`: `$file` takes a map, found a string; write `{"$file": {"path": "…"}}`, or `{"$file": {"content_b64": "…"}}`"#,
        ),
        (
            r#"{"$bytes_b64": "*"}"#,
            "`$bytes_b64`: invalid base64: Invalid symbol 42, offset 0.",
        ),
    ];
    for (json, error) in table {
        assert_eq!(mistake(json), error, "{json}");
    }
}
