//! A secret is hidden in every log, name, error, event and debug output.

use http_step::{
    BuildFactory, BuildResult, Channel, Dialect, EnvironmentSecrets, FolderSecrets, HttpStep,
    IntoExpr, MapSecrets, Properties, Scope, SecretValues, Step, StepContext, StepFuture,
    StepOutcome, get, http_step, interpolate, post, secret,
};
use http_step_tests::service::Service;

use super::shown::{shown, shown_of};

#[test]
fn a_secret_is_hidden_wherever_it_is_sent() {
    let service = Service::start().unwrap();
    let url = service.url("/echo");
    let value = "hunter2 s3cr3t&";
    let table = [
        http_step! { url: &url, headers: { "Authorization": Interpolate("Bearer %(secret:pw)s") } },
        http_step! { url: &url, headers: { "X-Note": Secret("pw") } },
        post!(&url, data: { "a": Secret("pw") }),
        post!(&url, data: { (Secret("pw")): 1 }),
        post!(&url, data: Secret("pw")),
        post!(&url, json: { "a": [Secret("pw")] }),
        post!(&url, json: { "a": Secret("pw") + "-tail" }),
        post!(&url, data: interpolate("%(kw:a)s").kwarg("a", secret("pw")).into_expr()),
        HttpStep::post(&url).data(interpolate("%s").arg(secret("pw"))),
    ];
    for step in table {
        let shown = shown(vec![step], &[("pw", value)], &[]);
        assert!(shown.contains("<pw>"), "{shown}");
        for part in [value, "hunter2", "s3cr3t", "aHVudGVy"] {
            assert!(!shown.contains(part), "{shown}");
        }
    }
}

#[test]
fn what_a_step_has_learned_is_hidden_in_those_that_follow() {
    let service = Service::start().unwrap();
    let value = "hunter2-s3cr3t";
    let first = post!(service.url("/"), data: Secret("pw"));
    let table = [
        post!(service.url("/echo"), data: Property("the-token")),
        get!("http://127.0.0.1:1/", description_done: Property("the-token")),
        HttpStep::new(http_step::property("the-token"), "http://127.0.0.1:1/"),
        get!(service.url("/"), headers: { (Property("the-token")): "\n".to_owned() }),
        get!(Property("the-token")),
        get!(service.url("/"), params: { "q": Property("the-token") }),
    ];
    for step in table {
        let steps = vec![first.clone(), step];
        let shown = shown(steps, &[("pw", value)], &[("the-token", value)]);
        assert!(!shown.contains(value), "{shown}");
    }
}

#[test]
fn names_and_descriptions_are_hidden_too() {
    let service = Service::start().unwrap();
    let value = "hunter2-s3cr3t";
    let first = post!(service.url("/"), data: Secret("pw"));
    for second in [
        get!(service.url("/"), name: Property("the-token")),
        get!(service.url("/"), description_suffix: Property("the-token")),
        get!(service.url("/"), description: Property("the-token")),
    ] {
        let steps = vec![first.clone(), second];
        let shown = shown(steps, &[("pw", value)], &[("the-token", value)]);
        assert!(!shown.contains(value), "{shown}");
    }
}

#[test]
fn a_secret_is_hidden_before_the_log_is_cut() {
    let service = Service::start().unwrap();
    let value = "hunter2-s3cr3t";
    // The log keeps 256 KiB from the start; the head of the echo takes some of it.
    for shift in 0..40_usize {
        let filler = "x".repeat((256 << 10) - 120 - shift * 10);
        let body = format!("{filler}{value}{}", "y".repeat(100 << 10));
        let step = post!(service.url("/echo"), headers: { "X-A": Secret("pw") }, data: body);
        let outcome = {
            let mut factory = BuildFactory::new();
            factory.add_step(step);
            let secrets = MapSecrets::from([("pw", value)]);
            factory.build().secrets(secrets).run_blocking()
        };
        let content = outcome.steps()[0].log("content").unwrap().text();
        assert!(content.contains("bytes left out"));
        let around = content
            .find("xh")
            .map(|at| &content[at..(at + 40).min(content.len())]);
        assert_eq!(around, None, "{shift}");
    }
}

#[test]
fn a_credential_by_its_name_is_hidden_where_it_comes_back() {
    let service = Service::start().unwrap();
    let url = service.url("/echo");
    let table = [
        get!(&url, headers: { "X-Api-Key": Property("token") }),
        post!(&url, data: { "password": Property("token") }),
        get!(&url, params: { "access_token": Property("token") }),
    ];
    for step in table {
        let shown = shown(vec![step], &[], &[("token", "hunter2-s3cr3t")]);
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}

#[test]
fn secrets_are_printed_by_name_or_not_at_all() {
    let properties = Properties::new();
    let values = SecretValues::from_iter([("pw", "hunter2-s3cr3t")]);
    let scope = Scope::new(&properties, Dialect::Native).secrets(&values);
    let rendered = secret("pw").into_expr().render(&scope).unwrap();
    assert_eq!(rendered.to_string(), r#""hunter2-s3cr3t""#);
    let map = MapSecrets::from([("pw", "hunter2-s3cr3t")]);
    let environment = EnvironmentSecrets::new("CI_");
    let folder = FolderSecrets::new("/run/secrets");
    let all = format!("{scope:?} {values:?} {map:?} {environment:?} {folder:?}");
    assert!(!all.contains("hunter2"), "{all}");
    let expr = interpolate("%(kw:a)s").kwarg("a", secret("pw")).into_expr();
    assert!(format!("{expr:?}").contains("<pw>"));
    let json = serde_json::to_string(&expr).unwrap();
    assert!(json.contains(r#"{"$secret":"pw"}"#), "{json}");
}

/// A step of the user's own that writes a text in pieces.
#[derive(Debug)]
struct Writes(&'static [&'static str]);

impl Step for Writes {
    fn name(&self, _: &StepContext<'_>) -> String {
        "writes".to_owned()
    }

    fn run<'a>(&'a self, context: &'a mut StepContext<'_>) -> StepFuture<'a> {
        Box::pin(async move {
            for piece in self.0 {
                context.write("log", Channel::Stdout, piece);
            }
            StepOutcome::new(BuildResult::Success, self.0.concat())
        })
    }
}

#[test]
fn steps_of_the_users_own_are_redacted() {
    let shown = shown_of_pieces(&["hunter2-s3cr3t\n"]);
    assert!(!shown.contains("s3cr3t"), "{shown}");
}

#[test]
fn a_secret_that_is_written_in_pieces_is_hidden() {
    let shown = shown_of_pieces(&["hunter2", "-s3cr3t\n"]);
    assert!(!shown.contains("s3cr3t"), "{shown}");
}

/// What is shown of a step that writes those pieces after one that has the secret.
fn shown_of_pieces(pieces: &'static [&'static str]) -> String {
    let service = Service::start().unwrap();
    let mut factory = BuildFactory::new();
    factory.add_step(post!(service.url("/"), data: Secret("pw")));
    factory.add_step(Writes(pieces));
    let shown = shown_of(&factory, &[("pw", "hunter2-s3cr3t")], &[]);
    shown.replace(&format!("{:?}", Writes(pieces)), "")
}
