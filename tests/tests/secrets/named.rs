//! Values that are hidden for the names of their fields.

use http_step::{Auth, Dialect, Expr, HttpStep, IntoExpr, interpolate, post, property};
use http_step_tests::service::Service;

use super::{build, outcome};

const VALUE: &str = "hunter2-s3cr3t";

#[test]
fn a_credential_of_one_field_is_hidden_in_the_fields_before_it() {
    let service = Service::start().unwrap();
    let url = service.url("/echo");
    let secret = || property("the-token");
    let bearer = || interpolate("Bearer %(prop:the-token)s");
    let map = |name: &str, value: Expr| Expr::Map(vec![(name.into_expr(), value)]);
    let step = |url: &str| HttpStep::post(url).data(map("a", secret().into_expr()));
    let in_url = url.replace("http://", "http://u:hunter2-s3cr3t@");
    let table = [
        step(&url).headers(map("Authorization", bearer().into_expr())),
        step(&url).headers([("Authorization", bearer())]),
        step(&url).headers(map("X-Api-Key", secret().into_expr())),
        step(&url).cookies(map("id", secret().into_expr())),
        step(&url).auth(Auth::basic("me", secret())),
        step(&format!("{url}?api_key=hunter2%2Ds3cr3t")),
        step(&format!("{url}?x=1&token=%68unter2-s3cr3t")),
        HttpStep::get(in_url).params(map("a", secret().into_expr())),
        step(&url).proxies(map(
            "http",
            "http://u:hunter2-s3cr3t@127.0.0.1:1".into_expr(),
        )),
        post!(&url, data: { "a": Property("the-token"), "b": [{ "password": Property("the-token") }] }),
        post!(&url, data: { "cfg": { "x": { "api_key": Property("the-token") } } }),
        post!(&url, data: [["a", Property("the-token")], ["cfg", [["password", Property("the-token")]]]]),
        post!(&url, json: { "a": Property("the-token"), "cfg": { "password": [Property("the-token")] } }),
        // A mistake that is found after the first lines of the log are written.
        post!(&url, data: { "a": Property("the-token") }, headers: { "X-Token": Property("the-token"), (Property("name")): "\n".to_owned() }),
    ];
    for step in table {
        for dialect in [Dialect::Native, Dialect::Buildbot] {
            let build = build(step.clone())
                .property("the-token", VALUE)
                .property("name", "X-B")
                .dialect(dialect);
            let outcome = outcome(build);
            let logs: String = outcome.logs().iter().map(http_step::Log::text).collect();
            let shown = format!(
                "{logs} {} {:?}",
                outcome.state_string(),
                outcome.render_error()
            );
            assert!(!shown.contains("hunter2"), "{dialect:?} {step:?}: {shown}");
        }
    }
}

#[test]
fn short_words_are_hidden_at_their_own_place_only() {
    let service = Service::start().unwrap();
    let step = post!(service.url("/echo"), data: { "key": "main", "branch": "main", "password": "hunter2" });
    let outcome = outcome(build(step));
    let log = outcome.log("log").unwrap().text();
    assert!(
        log.contains("\tkey: <HIDDEN>\n\tbranch: main\n\tpassword: <HIDDEN>\n"),
        "{log}"
    );
    assert!(
        log.contains("key=main&branch=main&password=<HIDDEN>"),
        "{log}"
    );
}
