//! A secret never stands in a URL that is logged on its way, and never goes over open http.

use std::net::TcpListener;

use http_step::{
    BuildResult, Dialect, HttpStep, IntoExpr, MapSecrets, flatten, get, http_step, interpolate,
    post, property, renderer, secret,
};
use http_step_tests::service::Service;

use super::{build, outcome, refusal};

fn secrets() -> MapSecrets {
    MapSecrets::from([("token", "hunter2-s3cr3t")])
}

const IN_PARAMS: &str = "`params`: a secret can't be a parameter: URLs are written to logs; send it in a header or in the body";
const IN_URL: &str = "`url`: a secret can't be a part of the URL: URLs are written to logs; send it in a \
                      header or in the body, or make the whole URL a `Secret`";

#[test]
fn a_secret_in_a_url_or_its_parameters_is_not_sent() {
    let service = Service::start().unwrap();
    let url = || service.url("/");
    let place = |template: &str| interpolate(format!("{}{template}", url()));
    let table = [
        (
            HttpStep::get(url()).params([("k", secret("token"))]),
            IN_PARAMS,
        ),
        (
            HttpStep::get(url()).params([(secret("token"), 1)]),
            IN_PARAMS,
        ),
        (
            HttpStep::get(url()).params([("k", property("x").default(secret("token")))]),
            IN_PARAMS,
        ),
        (
            HttpStep::get(url()).params([("k", interpolate("%(prop:x:-%(secret:token)s)s"))]),
            IN_PARAMS,
        ),
        (HttpStep::get(place("%(secret:token)s")), IN_URL),
        (HttpStep::get(place("?a=%(secret:token)s")), IN_URL),
        (
            HttpStep::get(place("%(kw:a)s").kwarg("a", secret("token"))),
            IN_URL,
        ),
        (
            HttpStep::get(property("x").default(secret("token"))),
            IN_URL,
        ),
    ];
    for (step, error) in table {
        let secrets = MapSecrets::from([("token", "http://127.0.0.1:1/hunter2")]);
        assert_eq!(refusal(build(step).secrets(secrets)), error);
    }
    assert!(service.received_requests().is_empty());
}

#[test]
fn a_secret_goes_over_http_to_this_machine_only() {
    let open = "this sends a secret over http, where everybody on the way can read it; write `https://` \
                in the URL";
    for host in [
        "192.0.2.1",
        "example.com",
        "localhost.example.com",
        "[::2]",
        "127.0.0.1.nip.io",
    ] {
        let url = format!("http://{host}/");
        let table = [
            (
                HttpStep::get(&url).headers([("X-Token", secret("token"))]),
                "headers",
            ),
            (HttpStep::post(&url).data(secret("token")), "data"),
            (HttpStep::post(&url).json(flatten(secret("token"))), "json"),
        ];
        for (step, field) in table {
            let error = refusal(build(step).secrets(secrets()));
            assert_eq!(error, format!("`{field}`: {open}"), "{host}");
        }
    }
    let step = post!(Property("url"), data: { "a": [Property("x", default: Secret("token"))] });
    let step = build(step)
        .property("url", "http://192.0.2.1/")
        .secrets(secrets());
    assert_eq!(refusal(step), format!("`data`: {open}"));
    let step = HttpStep::get(secret("hook"));
    let secrets = MapSecrets::from([("hook", "http://192.0.2.1/services/T0")]);
    assert_eq!(
        refusal(build(step).secrets(secrets)),
        format!("`url`: {open}")
    );
}

#[test]
fn a_secret_arrives_where_it_may_be() {
    let service = Service::start().unwrap();
    let step = http_step! {
        url: service.url("/"),
        headers: { "Authorization": Interpolate("Bearer %(secret:token)s") },
        json: { "a": [Secret("token")] },
    };
    let outcome = outcome(build(step).secrets(secrets()));
    assert_eq!(outcome.result(), BuildResult::Success);
    let asked = service.received_requests().pop().unwrap();
    assert_eq!(asked.header("authorization"), Some("Bearer hunter2-s3cr3t"));
    assert_eq!(asked.text(), r#"{"a":["hunter2-s3cr3t"]}"#);
}

#[test]
fn a_url_that_is_a_secret_is_shown_as_its_host_and_name() {
    // A port that was free a moment ago.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let url = format!("https://127.0.0.1:{port}/services/T0/B0?k=hunter2");
    let step = post!(Secret("slack-webhook"), json: { "text": "done" });
    let secrets = MapSecrets::from([("slack-webhook", url.as_str())]);
    let outcome = outcome(build(step).secrets(secrets));
    assert_eq!(outcome.result(), BuildResult::Failure);
    let log = outcome.log("log").unwrap().text();
    assert!(
        log.starts_with("Performing POST request to https://127.0.0.1/<slack-webhook>\n"),
        "{log}"
    );
    let shown = format!("{outcome:?} {log} {:?}", outcome.failure());
    for part in ["services", "T0", "hunter2"] {
        assert!(!shown.contains(part), "{shown}");
    }
}

#[test]
fn a_url_that_is_a_secret_is_no_less_checked() {
    let table = [
        ("https://h/a b", "a space is not allowed in a URL"),
        ("https://u:hunter2@h/", "userinfo is not allowed in a URL"),
        ("hunter2", "missing scheme"),
    ];
    for (url, what) in table {
        let step = get!(Secret("hook"));
        let error = refusal(build(step).secrets(MapSecrets::from([("hook", url)])));
        assert_eq!(
            error,
            format!("`url`: {what}; write an address like `https://host/path`")
        );
    }
}

/// What gives the secret, and names it so that it is fetched.
fn closure() -> http_step::Renderer {
    renderer(|_, _| Ok(secret("token").into_expr())).arg(secret("token"))
}

#[test]
fn a_secret_that_a_closure_gives_is_no_less_guarded() {
    let service = Service::start().unwrap();
    let url = || service.url("/");
    // Fetched for the header, and given by a closure that doesn't say so.
    let fetched = |step: HttpStep| step.headers([("X-Token", secret("token"))]);
    let given = || renderer(|_, _| Ok(secret("token").into_expr()));
    let table = [
        (
            fetched(HttpStep::get(url()).params([("q", given())])),
            IN_PARAMS,
        ),
        (HttpStep::get(url()).params([("q", closure())]), IN_PARAMS),
        (
            HttpStep::post(interpolate(url() + "%(kw:q)s").kwarg("q", given()))
                .data(secret("token")),
            IN_URL,
        ),
    ];
    for (step, error) in table {
        assert_eq!(refusal(build(step).secrets(secrets())), error);
    }
    assert!(service.received_requests().is_empty());
}

#[test]
fn a_url_that_a_closure_gives_as_a_secret_is_shown_as_its_name() {
    let hook = renderer(|_, _| Ok(secret("hook").into_expr())).arg(secret("hook"));
    let secrets = MapSecrets::from([("hook", "https://127.0.0.1:1/services/T0/hunter2")]);
    let outcome = outcome(build(HttpStep::get(hook)).secrets(secrets));
    let log = outcome.log("log").unwrap().text();
    let line = log.lines().next().unwrap();
    assert_eq!(line, "Performing GET request to https://127.0.0.1/<hook>");
}

#[test]
fn a_secret_that_nobody_knows_says_what_to_do() {
    let url = "http://127.0.0.1:1/";
    let given = renderer(|_, _| Ok(secret("token").into_expr()));
    let step = HttpStep::get(url).headers([("X-Token", given)]);
    assert_eq!(
        refusal(build(step).secrets(secrets())),
        "`headers.X-Token`: a closure gave the secret `token`, which was not fetched; name it with \
         `.arg(secret(\"token\"))`"
    );
    let step = |name: &str| HttpStep::post(url).data(secret(name));
    assert_eq!(
        refusal(build(step("token"))),
        "`data`: no provider knows the secret `token`; add one with `Build::secrets`"
    );
    let near = HttpStep::post(url).data(interpolate("%(secret:tokn)s%(secret:token)s"));
    assert_eq!(
        refusal(build(near).secrets(secrets())),
        "`data.%(secret:tokn)s`: no provider knows the secret `tokn`; did you mean `token`?"
    );
    let buildbots = build(step("token"))
        .dialect(Dialect::Buildbot)
        .secrets(MapSecrets::default());
    assert_eq!(
        refusal(buildbots),
        "`data`: secret key token is not found in any provider"
    );
}

#[test]
fn a_step_that_verifies_nobody_says_so() {
    let service = Service::start().unwrap();
    let outcome = outcome(build(get!(service.url("/"), verify: Insecure)));
    let log = outcome.log("log").unwrap().text();
    assert!(log.contains("\nThe certificate of the server is not verified\n"));
}

#[test]
fn a_parameter_stands_in_one_place() {
    let step = HttpStep::get("http://127.0.0.1:1/?state=a").params([("state", "b")]);
    assert_eq!(
        refusal(build(step)),
        "`params`: duplicate parameter `state`: the query of the URL already has it; write the parameter in one place"
    );
}
