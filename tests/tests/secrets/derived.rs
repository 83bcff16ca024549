//! What is made of a secret is hidden too.

use http_step::{
    Arguments, Dialect, Expr, HttpStep, IntoExpr, IntoValue, MapSecrets, Operator, Properties,
    Scope, SecretValues, Value, interpolate, operation, renderer, secret, transform,
};
use http_step_tests::service::Service;

use super::forms::windows_in;
use super::{build, outcome};

const VALUE: &str = "hunter2-s3cr3t-tokén";

/// The logs and the error of a step that knows the secret `pw`.
fn shown(step: HttpStep, dialect: Dialect) -> String {
    let secrets = MapSecrets::from([("pw", VALUE)]);
    let outcome = outcome(build(step).dialect(dialect).secrets(secrets));
    let logs: String = outcome.logs().iter().map(http_step::Log::text).collect();
    format!(
        "{logs} {} {:?}",
        outcome.state_string(),
        outcome.render_error()
    )
}

#[test]
fn the_beginning_of_a_secret_is_refused() {
    for template in [
        "%(secret:pw).9s",
        "a %(secret:pw)-20.9s",
        "%(prop:x:-%(secret:pw)s).9s",
    ] {
        let url = "http://127.0.0.1:1/";
        for step in [
            HttpStep::post(url).data(interpolate(template)),
            HttpStep::get(interpolate(format!("{url}{}", template.replace(' ', "/")))),
        ] {
            let shown = shown(step, Dialect::Native);
            assert!(shown.contains("a secret can't be truncated"), "{shown}");
        }
    }
}

fn beginnings(dialect: Dialect) -> Vec<Expr> {
    let mut all = vec![
        interpolate("%(kw:a).9s")
            .kwarg("a", secret("pw"))
            .into_expr(),
        interpolate("%(kw:a).14s")
            .kwarg("a", interpolate("Bearer %(secret:pw)s"))
            .into_expr(),
        interpolate("%.9s and %.9s")
            .arg("x")
            .arg(secret("pw"))
            .into_expr(),
        interpolate("%(kw:a).9r")
            .kwarg("a", secret("pw"))
            .into_expr(),
    ];
    if dialect == Dialect::Buildbot {
        all.push(interpolate("%(secret:pw).9s").into_expr());
        all.push(operation(Operator::Remainder, "a %.12s", secret("pw")).into_expr());
    }
    all
}

#[test]
fn the_beginning_of_a_secret_is_hidden() {
    let service = Service::start().unwrap();
    for dialect in [Dialect::Native, Dialect::Buildbot] {
        for expr in beginnings(dialect) {
            let step = HttpStep::post(service.url("/echo")).data(expr.clone());
            let shown = shown(step, dialect);
            assert!(shown.contains("<pw>"), "{expr:?}: {shown}");
            assert_eq!(windows_in(&shown, VALUE), [""; 0], "{expr:?}: {shown}");
        }
    }
}

#[test]
fn what_a_closure_makes_of_a_secret_is_hidden() {
    let service = Service::start().unwrap();
    let reversed = |given: Arguments| match &given.positional[0] {
        Value::String(text) => Ok(text.chars().rev().collect::<String>()),
        _ => Err("no text".to_owned()),
    };
    let whole = transform(move |given| Ok([reversed(given)?].into_value())).arg(secret("pw"));
    let later = renderer(move |_, given| Ok(reversed(given)?.into_expr())).arg(secret("pw"));
    for expr in [whole.into_expr(), later.into_expr()] {
        let map = Expr::Map(vec![("a".into_expr(), expr)]);
        let shown = shown(
            HttpStep::post(service.url("/echo")).data(map),
            Dialect::Native,
        );
        let value: String = VALUE.chars().rev().collect();
        assert!(shown.contains("a: ") && shown.contains("<pw>"), "{shown}");
        assert_eq!(windows_in(&shown, &value), [""; 0], "{shown}");
    }
    let fails = transform(|given: Arguments| match &given.positional[0] {
        Value::String(text) => Err(format!("not {:.9}", text)),
        _ => Ok(Value::Null),
    });
    let step = HttpStep::post(service.url("/echo")).data(fails.arg(secret("pw")));
    let shown = shown(step, Dialect::Native);
    assert!(
        shown.contains("not <pw>") && !shown.contains("hunt"),
        "{shown}"
    );
}

#[test]
fn errors_of_rendering_hold_no_secret() {
    let properties = Properties::new();
    let values = SecretValues::from_iter([("pw", VALUE)]);
    let pattern = operation(Operator::Add, secret("pw"), "(");
    let table = [
        operation(Operator::Matches, "x", pattern).into_expr(),
        Expr::Map(vec![(
            secret("pw").into_expr(),
            http_step::property("x").into_expr(),
        )]),
        transform(|given: Arguments| Err(format!("{:?}", given.positional)))
            .arg(secret("pw"))
            .into_expr(),
        transform(|given: Arguments| Err(format!("{:.9}", given.positional[0].to_string())))
            .arg(secret("pw"))
            .into_expr(),
    ];
    for expr in table {
        let scope = Scope::new(&properties, Dialect::Native).secrets(&values);
        let error = expr.render(&scope).unwrap_err();
        let shown = format!("{error} {error:?} {scope:?}");
        assert!(shown.contains("<pw>"), "{shown}");
        assert_eq!(windows_in(&shown, VALUE), [""; 0], "{shown}");
    }
}

#[test]
fn a_text_that_is_shown_has_no_secret() {
    let url = "http://127.0.0.1:1/";
    let table = [
        (HttpStep::get(url).name(secret("pw")), "name"),
        (
            HttpStep::get(url).description(interpolate("a %(secret:pw)s")),
            "description",
        ),
        (
            HttpStep::post(url).description_done(secret("pw")),
            "description_done",
        ),
        (
            HttpStep::post(url).description_suffix(secret("pw")),
            "description_suffix",
        ),
    ];
    for (step, field) in table {
        for dialect in [Dialect::Native, Dialect::Buildbot] {
            let shown = shown(step.clone(), dialect);
            let error = format!(
                "`{field}`: a secret can't be part of a text that is shown; write the name of the secret instead"
            );
            assert!(shown.contains(&error), "{shown}");
        }
    }
}
