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
            "1:1: a factory is an object; write `{\"steps\": [step, …]}`",
        ),
        (
            "{}",
            "1:1: the factory has no `steps`; write `{\"steps\": [step, …]}`",
        ),
        (
            r#"{"stesp": []}"#,
            "1:2: stesp: unknown member `stesp`; did you mean `steps`?",
        ),
        (
            r#"{"steps": [], "name": "a"}"#,
            "1:15: name: unknown member `name`; a factory has `steps` alone",
        ),
        (
            r#"{"steps": {}}"#,
            "1:11: steps: `steps` is a list of steps",
        ),
        (
            r#"{"steps": [1, {"url": 1}]}"#,
            "1:12: steps[0]: a step is an object; write `{\"url\": \"https://…\"}`\n\
             1:23: steps[1].url: `url` takes a text, not an integer",
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
         4:48: steps[1].headers[\"X…\"]: a space can't stand in a header name; write `X-Build`\n\
         5:55: steps[2].json.token: unknown form `$secrets`; did you mean `$secret`?"
    );
}
