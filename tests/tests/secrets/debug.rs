//! `Debug` shows no value under the name of a credential.

use http_step::{
    Arguments, Expr, HttpStep, IntoExpr, IntoValue, Properties, Value, interpolate, property,
    renderer, transform, with_properties,
};

const VALUE: &str = "hunter2-s3cr3t";

#[test]
fn values_under_names_of_credentials_are_hidden() {
    let url = "https://ci.example.com/";
    let mut properties = Properties::new();
    properties.set("password", VALUE, "Build");
    let set: Vec<_> = properties.iter().collect();
    let dict = Value::Dict(vec![
        (1.into_value(), 2.into_value()),
        ("password".into_value(), VALUE.into_value()),
    ]);
    let arguments = Arguments {
        positional: Vec::new(),
        named: [("token".to_owned(), VALUE.into_value())].into(),
    };
    let nothing = || transform(|_| Ok(Value::Null));
    let table = [
        format!("{:?}", HttpStep::post(url).data([("password", VALUE)])),
        format!(
            "{:?}",
            HttpStep::post(url).headers([("Authorization", VALUE)])
        ),
        format!(
            "{:?}",
            HttpStep::post(url).json(
                [["x".into_expr(), [["api_key", VALUE]].into_expr()]]
                    .map(|pair| Expr::List(pair.into()))
                    .into_expr()
            )
        ),
        format!(
            "{:?}",
            interpolate("%(kw:password)s").kwarg("password", VALUE)
        ),
        format!(
            "{:?}",
            interpolate("https://u:hunter2-s3cr3t@h/%(prop:x)s?token=hunter2-s3cr3t")
        ),
        format!(
            "{:?}",
            HttpStep::get(interpolate("https://u:hunter2-s3cr3t@h/%(prop:x)s"))
        ),
        format!(
            "{:?}",
            with_properties("%(password)s").kwarg("password", VALUE)
        ),
        format!("{:?}", with_properties("https://u:hunter2-s3cr3t@h/")),
        format!("{:?}", property("password").default(VALUE)),
        format!("{:?}", nothing().kwarg("password", VALUE)),
        format!("{:?}", nothing().arg(vec![["password", VALUE]])),
        format!(
            "{:?}",
            renderer(|_, _| Ok(Value::Null.into_expr())).kwarg("token", VALUE)
        ),
        format!("{dict:?} {arguments:?} {set:?} {properties:?}"),
    ];
    for shown in table {
        assert!(!shown.contains("s3cr3t"), "{shown}");
        assert!(shown.contains("<HIDDEN>"), "{shown}");
    }
    // It was parsed before it is shown.
    let text = interpolate("%(prop:x:-hunter2)s");
    let expr = text.clone().into_expr();
    assert!(expr.check().is_ok());
    assert_eq!(format!("{expr:?}"), format!("{text:?}"));
}
