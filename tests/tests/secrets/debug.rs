//! `Debug` shows no value under the name of a credential.

use http_step::{
    Arguments, BuildFactory, Expr, HttpStep, IntoExpr, IntoValue, MapSecrets, Properties, Value,
    get, interpolate, property, renderer, transform, with_properties,
};
use http_step_tests::service::Service;

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

#[test]
fn a_property_that_holds_a_secret_is_not_printed() {
    let service = Service::start().unwrap();
    let step = get!(
        service.url("/echo"),
        name: "look",
        headers: { "X-A": Secret("pw") },
        capture: { "seen": text, "status": status },
    );
    let secrets = MapSecrets::from([("pw", "hunter2-s3cr3t")]);
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    let outcome = factory.build().secrets(secrets).run_blocking();
    let seen = outcome.properties().get("seen").unwrap();
    assert!(
        seen.to_string().contains("hunter2"),
        "the value is what came"
    );
    for shown in [
        format!("{outcome:?}"),
        format!("{:#?}", outcome.properties()),
        format!("{:?}", outcome.properties().iter().collect::<Vec<_>>()),
    ] {
        assert!(!shown.contains("hunter2"), "{shown}");
        assert!(shown.contains("200"), "{shown}");
    }
}
