//! Expressions that nobody would write.

use http_step::{
    Dialect, Expr, HttpStep, IntoExpr, IntoValue, Operator, Properties, Scope, SecretValues,
    SourceStamp, Value, flatten, interpolate, operation, property, raw, renderer, secret,
    transform, with_properties,
};
use proptest::prelude::*;

/// Texts that are dense in what means something.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[%():\\-~+?#|sra0*. xé/]",
        4 => prop::sample::select(vec![
            "%(prop:x)s", "%(prop:y:-", "%(kw:a)s", "%(kw:b:?|", "%(src::branch)s", "%(worker:w)s",
            "%(secret:t)s", "%(x)s", "%s", "%d", "%-5.2f", "%%", ")s", "http://h/", "999999999999999",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(IntoValue::into_value),
        any::<i128>().prop_map(Value::Integer),
        (-3_i8..4).prop_map(IntoValue::into_value),
        any::<f64>().prop_map(Value::Float),
        text().prop_map(Value::String),
        prop::collection::vec(any::<u8>(), 0..4).prop_map(|bytes| Value::Bytes(bytes.into())),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        let items = prop::collection::vec(inner.clone(), 0..3);
        prop_oneof![
            items.clone().prop_map(Value::List),
            items.prop_map(Value::Tuple),
            prop::collection::vec((text(), inner), 0..3)
                .prop_map(|members| Value::Map(members.into_iter().collect())),
        ]
    })
}

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["x", "y", "z", ""]).prop_map(str::to_owned)
}

fn expr() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        3 => value().prop_map(Expr::Value),
        2 => name().prop_map(|name| property(name).into_expr()),
        1 => prop::sample::select(vec!["t", "x", "y"]).prop_map(|name| secret(name).into_expr()),
        2 => text().prop_map(|text| interpolate(text).into_expr()),
        1 => text().prop_map(|text| with_properties(text).into_expr()),
        1 => (text(), name()).prop_map(|(text, name)| with_properties(text).arg(name).into_expr()),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let items = prop::collection::vec(inner.clone(), 0..3);
        let operator = prop::sample::select(Operator::ALL.to_vec());
        prop_oneof![
            (name(), inner.clone(), any::<Option<bool>>()).prop_map(|(name, default, when)| {
                let property = property(name).default(default);
                match when {
                    Some(when) => property.default_when_false(when).into_expr(),
                    None => property.into_expr(),
                }
            }),
            (text(), items.clone()).prop_map(|(text, args)| {
                args.into_iter()
                    .fold(interpolate(text), http_step::Interpolate::arg)
                    .into_expr()
            }),
            (text(), inner.clone(), inner.clone()).prop_map(|(text, a, b)| {
                interpolate(text).kwarg("a", a).kwarg("b", b).into_expr()
            }),
            (operator, inner.clone(), inner.clone())
                .prop_map(|(operator, left, right)| operation(operator, left, right).into_expr()),
            items.clone().prop_map(|items| flatten(items).into_expr()),
            inner.clone().prop_map(raw),
            items.clone().prop_map(Expr::List),
            items.prop_map(Expr::Tuple),
            prop::collection::vec((inner.clone(), inner.clone()), 0..3).prop_map(Expr::Map),
            inner.clone().prop_map(|inner| {
                let joined = transform(|given| Ok(Value::List(given.positional)));
                joined.arg(inner.clone()).kwarg("a", inner).into_expr()
            }),
            inner.prop_map(|inner| renderer(move |_, _| Ok(inner.clone())).into_expr()),
        ]
    })
}

/// Expressions that render, with a secret in them.
fn secretful() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        Just(secret("t").into_expr()),
        text_around("%(secret:t)s").prop_map(|text| interpolate(text).into_expr()),
        text_around("%(secret:t)r").prop_map(|text| interpolate(text).into_expr()),
        text_around("%(secret:t)a").prop_map(|text| interpolate(text).into_expr()),
    ];
    leaf.prop_recursive(3, 12, 2, |inner| {
        let items = prop::collection::vec(inner.clone(), 1..3);
        prop_oneof![
            items.clone().prop_map(Expr::List),
            items.prop_map(Expr::Tuple),
            ("[a-z]{1,3}", inner.clone())
                .prop_map(|(name, value)| Expr::Map(vec![(name.into_expr(), value)])),
            ("[a-z]{1,3}", inner.clone())
                .prop_map(|(name, value)| Expr::Map(vec![(value, name.into_expr())])),
            (text_around("%(kw:a)s"), inner.clone())
                .prop_map(|(text, value)| interpolate(text).kwarg("a", value).into_expr()),
            (text_around("%.9s"), inner.clone())
                .prop_map(|(text, value)| interpolate(text).arg(value).into_expr()),
            inner.prop_map(|inner| {
                let joined = transform(|given| Ok(Value::List(given.positional)));
                joined.arg(inner).into_expr()
            }),
        ]
    })
}

/// A template with that in it.
fn text_around(substitution: &'static str) -> impl Strategy<Value = String> {
    ("[a-z'\"\n\u{202e} é/]{0,4}", "[a-z'\"\u{7f}\\\\]{0,4}")
        .prop_map(move |(before, after)| format!("{before}{substitution}{after}"))
}

/// What the expression comes to, as text, so that NaN is itself.
fn rendered(expr: &Expr, dialect: Dialect, x: &Value) -> String {
    let mut properties = Properties::new();
    properties.set("x", x.clone(), "test");
    properties.set("y", "", "test");
    let secrets = SecretValues::from_iter([("t", "hunter2"), ("x", "")]);
    let stamps = [SourceStamp::default()];
    let scope = Scope::new(&properties, dialect)
        .secrets(&secrets)
        .source_stamps(&stamps)
        .worker(&properties);
    format!("{:?} {:?}", expr.render(&scope), scope.used_secrets())
}

/// Of characters that nothing else is made of, so that any four of them are its own.
const SECRET: &str = "hüntér2-ß3çrêt";

const DIALECTS: [Dialect; 2] = [Dialect::Native, Dialect::Buildbot];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rendering_is_total_and_pure(expr in expr(), x in value()) {
        for dialect in DIALECTS {
            let first = rendered(&expr, dialect, &x);
            prop_assert_eq!(&first, &rendered(&expr, dialect, &x));
            prop_assert_eq!(&first, &rendered(&expr.clone(), dialect, &x));
        }
    }

    #[test]
    fn an_expression_is_written_asked_and_shown_without_rendering(expr in expr()) {
        let _ = expr.check();
        let _ = expr.dependencies();
        let shown = format!("{expr:?}");
        prop_assert!(!shown.contains("hunter2"));
        if let Ok(json) = serde_json::to_value(&expr) {
            // Written once more, and read and written once more, it is the same.
            prop_assert_eq!(&json, &serde_json::to_value(&expr).unwrap());
            if let Ok(read) = serde_json::from_value::<Expr>(json.clone()) {
                prop_assert_eq!(json, serde_json::to_value(&read).unwrap());
            }
        }
    }

    /// `uses` sees into neither closures nor the older language's texts.
    #[test]
    fn nothing_depends_on_a_property_that_is_not_told(expr in expr(), x in value()) {
        let shown = format!("{expr:?}");
        let is_open = !shown.contains("Renderer") && !shown.contains("WithProperties");
        if is_open && !expr.dependencies().properties().any(|name| name == "x") {
            for dialect in DIALECTS {
                let with = rendered(&expr, dialect, &x);
                prop_assert_eq!(with, rendered(&expr, dialect, &Value::Null));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Nobody listens at port 1, and nothing else is asked. No part of the secret is shown.
    #[test]
    fn a_step_of_anything_ends(field in 0..6_usize, expr in prop_oneof![expr(), secretful()]) {
        let url = "http://127.0.0.1:1/";
        let step = match field {
            0 => HttpStep::get(interpolate("http://127.0.0.1:1/%(kw:a)s").kwarg("a", expr)),
            1 => HttpStep::get(url).params(expr),
            2 => HttpStep::get(url).headers(expr),
            3 => HttpStep::post(url).data(expr),
            4 => HttpStep::post(url).json(expr),
            _ => HttpStep::new(expr, url),
        };
        for dialect in DIALECTS {
            let mut factory = http_step::BuildFactory::new();
            factory.add_step(step.clone());
            let secrets = http_step::MapSecrets::from([("t", SECRET), ("x", "")]);
            let build = factory.build().dialect(dialect).secrets(secrets);
            let outcome = build.property("x", "é/%\n").run_blocking();
            let step = &outcome.steps()[0];
            prop_assert!(step.failure().is_some() != step.render_error().is_some());
            let mut shown = format!("{outcome:?}");
            shown.extend(step.logs().iter().map(http_step::Log::text));
            for window in SECRET.chars().collect::<Vec<_>>().windows(4) {
                let window: String = window.iter().collect();
                prop_assert!(!shown.contains(&window), "{} in {}", window, shown);
            }
        }
    }
}
