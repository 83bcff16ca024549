//! What an expression uses, wherever it stands in it.

use http_step::{
    Expr, IntoExpr, Operator, flatten, http_step, interpolate, operation, property, raw, secret,
    transform, with_properties,
};

/// A property and a secret in one expression.
fn both() -> Expr {
    operation(Operator::Add, property("p"), secret("s")).into_expr()
}

#[test]
fn properties_and_secrets_are_found_in_every_position() {
    let table = [
        both(),
        raw(both()),
        flatten(both()).into_expr(),
        property("x").default(both()).into_expr(),
        operation(Operator::Not, both(), 0).into_expr(),
        operation(Operator::Equal, 0, both()).into_expr(),
        interpolate("%s").arg(both()).into_expr(),
        interpolate("%s %s").arg(0).arg(both()).into_expr(),
        interpolate("%(kw:a)s").kwarg("a", both()).into_expr(),
        interpolate("").kwarg("unused", both()).into_expr(),
        interpolate("%(prop:p)s%(secret:s)s").into_expr(),
        interpolate("%(prop:x:-%(prop:p)s%(secret:s)s)s").into_expr(),
        interpolate("%(prop:x:~%(prop:p)s%(secret:s)s)s").into_expr(),
        interpolate("%(prop:x:+%(prop:p)s%(secret:s)s)s").into_expr(),
        interpolate("%(prop:x:?|%(prop:p)s|%(secret:s)s)s").into_expr(),
        interpolate("%(kw:x:#?|%(prop:p)s|%(secret:s)s)s").into_expr(),
        interpolate("%(src::branch:-%(secret:s:-%(prop:p)s)s)s").into_expr(),
        Expr::List(vec![0.into_expr(), both()]),
        Expr::Tuple(vec![both()]),
        Expr::Map(vec![(both(), 0.into_expr())]),
        Expr::Map(vec![("a".into_expr(), both())]),
        transform(|_| Err(String::new())).arg(both()).into_expr(),
        transform(|_| Err(String::new()))
            .kwarg("a", both())
            .into_expr(),
        http_step::renderer(|_, _| Err(String::new()))
            .arg(both())
            .into_expr(),
    ];
    for expr in table {
        let dependencies = expr.dependencies();
        assert!(
            dependencies.properties().any(|name| name == "p"),
            "{expr:?}"
        );
        assert!(dependencies.secrets().eq(["s"]), "{expr:?}");
        let nested = Expr::List(vec![raw(expr)]).dependencies();
        assert_eq!(nested, dependencies);
    }
}

#[test]
fn every_field_of_a_step_is_looked_at() {
    let step = http_step! {
        url: Interpolate("http://127.0.0.1/%(prop:p1)s"),
        method: Property("p2"),
        params: { (Property("p3")): [Property("p4")] },
        headers: { "X-A": Property("p5"), "X-B": Secret("s1") },
        data: { "a": { "b": Interpolate("%(kw:c)s", c: Property("p6")) } },
        timeout: (Property("p7"), Property("p8")),
        name: Property("p9"),
        description: [Property("p10")],
        description_done: Property("p11"),
        description_suffix: Property("p12", default: ""),
        cookies: { "c": Property("p3", default: Secret("s2")) },
    };
    let dependencies = step.dependencies();
    let mut properties: Vec<&str> = dependencies.properties().collect();
    properties.sort_unstable();
    assert_eq!(
        properties,
        [
            "p1", "p10", "p11", "p12", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9"
        ]
    );
    assert!(dependencies.needed().all(|name| name != "p12"));
    assert_eq!(dependencies.secrets().collect::<Vec<_>>(), ["s1", "s2"]);
}

#[test]
fn a_property_is_needed_where_one_use_has_no_default() {
    let needed = |expr: Expr| {
        expr.dependencies()
            .needed()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let optional = || property("a").default(1).into_expr();
    let plain = || property("a").into_expr();
    assert_eq!(needed(optional()), [""; 0]);
    assert_eq!(needed(plain()), ["a"]);
    assert_eq!(needed(Expr::List(vec![optional(), plain()])), ["a"]);
    assert_eq!(needed(Expr::List(vec![plain(), optional()])), ["a"]);
    assert_eq!(
        needed(property("a").default(property("b")).into_expr()),
        ["b"]
    );
    assert_eq!(
        needed(interpolate("%(prop:a:-x)s%(prop:b)s").into_expr()),
        ["b"]
    );
    assert_eq!(
        needed(interpolate("%(prop:a:+x)s%(prop:b:?|x|y)s").into_expr()),
        [""; 0]
    );
}

#[test]
fn names_of_the_older_language_count() {
    let named = with_properties("%s %s").arg("a").arg("b:-x").into_expr();
    assert_eq!(named.dependencies().properties().next(), Some("a"));
}

#[test]
fn the_text_of_the_older_language_is_looked_into() {
    let keyed = with_properties("%(a)s %(b:-x)s %(c:~x)s %(d:+x)s").into_expr();
    assert_eq!(
        keyed.dependencies().properties().collect::<Vec<_>>(),
        ["a", "b", "c", "d"]
    );
    assert_eq!(keyed.dependencies().needed().collect::<Vec<_>>(), ["a"]);
    let named = with_properties("%s").arg("b:-x").into_expr();
    assert_eq!(named.dependencies().properties().collect::<Vec<_>>(), ["b"]);
}
