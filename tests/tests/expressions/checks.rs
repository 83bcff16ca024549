//! What is found wrong with a build before it runs, and what is not.

use http_step::{
    Build, BuildFactory, BuildResult, Dialect, Expr, HttpStep, IntoExpr, Operator, Step,
    StepContext, StepFuture, StepOutcome, flatten, interpolate, operation, property,
    with_properties,
};

const URL: &str = "http://127.0.0.1:1/";

fn build(expr: impl IntoExpr) -> Build {
    let mut factory = BuildFactory::new();
    factory.add_step(HttpStep::post(URL).json(expr).name("tell"));
    factory.build()
}

/// The properties that are missing where these are set.
fn missing(expr: impl IntoExpr, set: &[&str]) -> Vec<String> {
    let build = build(expr);
    let build = set
        .iter()
        .fold(build, |build, name| build.property(*name, 1));
    let mistakes = build.check().err().unwrap_or_default();
    let names = mistakes.iter().map(|mistake| mistake.property().unwrap());
    names.map(str::to_owned).collect()
}

#[test]
fn what_stands_for_a_property_is_needed_where_that_is_not_set() {
    let instead: [fn() -> Expr; 5] = [
        || property("a").default(property("b")).into_expr(),
        || interpolate("%(prop:a:-%(prop:b)s)s").into_expr(),
        || interpolate("%(prop:a:~%(prop:b)s)s").into_expr(),
        || interpolate("%(prop:a:?|x|%(prop:b)s)s").into_expr(),
        || {
            interpolate("%(prop:a:-%(kw:k)s)s")
                .kwarg("k", property("b"))
                .into_expr()
        },
    ];
    for expr in instead {
        assert_eq!(missing(expr(), &["a"]), [""; 0], "{:?}", expr());
        assert_eq!(missing(expr(), &[]), ["b"], "{:?}", expr());
        assert_eq!(missing(expr(), &["b"]), [""; 0], "{:?}", expr());
        let deeper = flatten(vec![operation(Operator::Add, expr(), 1)]);
        assert_eq!(missing(deeper, &[]), ["b"]);
    }
    let beside: [fn() -> Expr; 2] = [
        || interpolate("%(prop:a:+%(prop:b)s)s").into_expr(),
        || interpolate("%(prop:a:?|%(prop:b)s|x)s").into_expr(),
    ];
    for expr in beside {
        assert_eq!(missing(expr(), &[]), [""; 0], "{:?}", expr());
        assert_eq!(missing(expr(), &["a"]), ["b"], "{:?}", expr());
    }
}

#[test]
fn what_depends_on_a_value_is_no_mistake() {
    let open = [
        interpolate("%(prop:a:#?|%(prop:b)s|x)s").into_expr(),
        interpolate("%(prop:a:~%(prop:b)s)s").into_expr(),
        interpolate("%(src::branch:-%(prop:b)s)s").into_expr(),
        interpolate("%(worker:w:+%(prop:b)s)s").into_expr(),
        property("a")
            .default(property("b"))
            .default_when_false(true)
            .into_expr(),
    ];
    for expr in open {
        assert_eq!(missing(expr.clone(), &["a"]), [""; 0], "{expr:?}");
    }
}

#[test]
fn an_argument_is_needed_where_the_text_asks_for_it() {
    let with = |text: &str| interpolate(text).kwarg("k", property("b"));
    assert_eq!(missing(with("%(kw:k)s"), &[]), ["b"]);
    assert_eq!(missing(with("%(kw:k:-x)s"), &[]), ["b"]);
    assert_eq!(missing(with("%(prop:a:+%(kw:k)s)s"), &["a"]), ["b"]);
    assert_eq!(missing(with("%(prop:a:+%(kw:k)s)s %(kw:k)s"), &[]), ["b"]);
    let table = [
        "none",
        "%(kw:k:+x)s",
        "%(kw:other:-x)s",
        "%(prop:a:+%(kw:k)s)s",
        "%(kw:k:+x)s %(prop:a:+%(kw:k)s)s",
    ];
    for text in table {
        assert_eq!(missing(with(text), &[]), [""; 0], "{text}");
    }
    let unused = with("%(kw:other:-%(prop:c)s)s").kwarg("other", 1);
    assert_eq!(missing(unused, &[]), [""; 0]);
    assert_eq!(missing(interpolate("%s").arg(property("b")), &[]), ["b"]);
}

/// What is told to be missing is missing when the build runs, and nothing else is.
#[test]
fn what_is_missing_is_missing_at_run_time() {
    let texts = [
        "%(prop:a)s",
        "%(prop:a:-%(prop:b)s)s",
        "%(prop:a:+%(prop:b)s)s",
        "%(prop:a:?|%(prop:b)s|%(prop:c)s)s",
        "%(prop:a:-%(prop:b:+%(prop:c)s)s)s",
        "%(kw:k:?|%(prop:b)s|%(prop:c)s)s",
        "%(secret:s:+%(prop:b)s)s",
        "%(prop:a:?|%(kw:k)s|%(prop:c)s)s",
    ];
    for text in texts {
        for set in [
            &[][..],
            &["a"],
            &["b"],
            &["c"],
            &["a", "b"],
            &["b", "c"],
            &["a", "b", "c"],
        ] {
            let expr = interpolate(text).kwarg("k", property("b").default(property("c")));
            let told = missing(expr.clone(), set);
            let run = set
                .iter()
                .fold(build(expr), |build, name| build.property(*name, 1));
            let outcome = run.run_blocking();
            let refused = outcome.steps()[0].render_error().is_some();
            assert_eq!(refused, !told.is_empty(), "{text} {set:?} {told:?}");
        }
    }
}

#[test]
fn in_buildbot_nothing_has_to_be_set() {
    let expr = || interpolate("%(prop:a)s").into_expr();
    assert!(build(expr()).check().is_err());
    assert_eq!(build(expr()).dialect(Dialect::Buildbot).check(), Ok(()));
}

#[test]
fn broken_templates_and_patterns_are_found_in_every_field() {
    let mut factory = BuildFactory::new();
    factory.add_step(
        HttpStep::get(interpolate("http://h/%(prp:x)s"))
            .params([("a", operation(Operator::Matches, "a", "("))])
            .name("look"),
    );
    factory.add_step(
        HttpStep::post(URL)
            .data(with_properties("%(x)s"))
            .name("tell"),
    );
    let mistakes = factory.build().check().unwrap_err();
    let told: Vec<_> = mistakes.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "step `look`, `url.%(prp:x)s`: invalid Interpolate selector 'prp'; did you mean `prop`?",
            "step `look`, `params`: the pattern `(` cannot be used: unclosed group",
            "the step `tell` uses the property `x`, which no earlier step sets",
        ]
    );
    assert_eq!((mistakes[0].step(), mistakes[0].property()), ("look", None));
    assert_eq!(mistakes[0].render_error().unwrap().field(), "url.%(prp:x)s");
    assert_eq!(mistakes[2].property(), Some("x"));
}

#[derive(Debug)]
struct Sets;

impl Step for Sets {
    fn name(&self, _: &StepContext<'_>) -> String {
        "sets".to_owned()
    }

    fn sets(&self) -> Vec<String> {
        vec!["a".to_owned()]
    }

    fn run<'a>(&'a self, _: &'a mut StepContext<'_>) -> StepFuture<'a> {
        Box::pin(async { StepOutcome::new(BuildResult::Success, "") })
    }
}

#[test]
fn what_an_earlier_step_sets_is_set() {
    let mut factory = BuildFactory::new();
    let tells = || HttpStep::post(URL).json(property("a").default(property("b")));
    factory.add_step(Sets).add_step(tells());
    assert_eq!(factory.build().check(), Ok(()));
    let mut other_way = BuildFactory::new();
    other_way.add_step(tells()).add_step(Sets);
    assert_eq!(
        other_way.build().check().unwrap_err()[0].property(),
        Some("b")
    );
}
