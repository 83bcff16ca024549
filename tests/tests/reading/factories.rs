use http_step::{BuildFactory, HttpStep, post};

fn said(text: &str) -> String {
    BuildFactory::from_json(text).expect_err(text).to_string()
}

#[test]
fn a_factory_has_its_steps_in_order() {
    let text =
        r#"{"steps": [{"url": "https://a.example.com/"}, {"url": "https://b.example.com/"}]}"#;
    let factory = BuildFactory::from_json(text).unwrap();
    let written = format!("{:?}", factory.steps());
    let (a, b) = (written.find("a.example.com"), written.find("b.example.com"));
    assert!(a.is_some() && a < b, "{written}");
    let none = BuildFactory::from_json(r#"{"steps": []}"#).unwrap();
    assert!(none.steps().is_empty());
    let one = HttpStep::from_json(r#"{"url": "https://a.example.com/"}"#).unwrap();
    assert_eq!(one, post!("https://a.example.com/"));
}

#[test]
fn what_is_no_factory_is_told() {
    let table = [
        (
            "[]",
            "1:1: expected a factory, found a list; write `{\"steps\": [step, …]}`",
        ),
        ("{}", "1:1: missing `steps`; write `{\"steps\": [step, …]}`"),
        (
            r#"{"stesp": []}"#,
            "1:2: stesp: unknown member `stesp` of a factory; did you mean `steps`?",
        ),
        (
            r#"{"steps": [], "name": "a"}"#,
            "1:15: name: unknown member `name` of a factory; the members are steps, $schema",
        ),
        (
            r#"{"steps": {}}"#,
            "1:11: steps: `steps` must be a list of steps, found a map",
        ),
        (
            r#"{"steps": [1, {"url": 1}]}"#,
            "1:12: steps[0]: expected a step like `{\"method\": \"GET\", \"url\": \"https://…\"}`, found an integer\n\
             1:23: steps[1].url: expected a string, found an integer",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(said(text), expected);
    }
}

#[test]
fn all_mistakes_of_all_steps_are_named_at_once() {
    let text = r#"{
  "steps": [
    {"url": "https://example.com/"},
    {"url": "htps://example.com/", "headers": {"X Build": 1}},
    {"url": "https://example.com/", "json": {"token": {"$secrets": "a"}}}
  ]
}"#;
    assert_eq!(
        said(text),
        "4:14: steps[1].url: unknown scheme `htps`; did you mean `https`?\n\
         4:50: steps[1].headers[\"X…\"]: a space is not allowed in a header name; write `X-Build`\n\
         5:56: steps[2].json.token.$secrets: unknown form `$secrets`; did you mean `$secret`?"
    );
}
