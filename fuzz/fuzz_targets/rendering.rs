//! No template makes rendering panic, or come out differently the second time.
#![no_main]

use http_step::{
    Dialect, Expr, IntoExpr, Properties, Scope, SecretValues, interpolate, property, secret,
    with_properties,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut properties = Properties::new();
    properties.set("x", "é/%", "fuzz");
    properties.set("n", 7, "fuzz");
    properties.set("long", "x".repeat(1 << 20), "fuzz");
    let secrets = SecretValues::from_iter([("t", "hunter2")]);
    let expressions: [Expr; 4] = [
        interpolate(text).kwarg("a", property("n")).into_expr(),
        interpolate(text)
            .arg(property("x"))
            .arg(property("n"))
            .into_expr(),
        interpolate(text).arg(secret("t")).into_expr(),
        with_properties(text).into_expr(),
    ];
    for expr in &expressions {
        let _ = (expr.check(), expr.dependencies());
        for dialect in [Dialect::Native, Dialect::Buildbot] {
            let render = || expr.render(&Scope::new(&properties, dialect).secrets(&secrets));
            assert_eq!(render(), render());
        }
    }
});
