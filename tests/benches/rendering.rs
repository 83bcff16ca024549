//! What rendering costs: nanoseconds and allocations for each value. The budget is 1 µs and one allocation.
//!
//! `cargo bench -p http-step-tests --bench rendering`; with `-- --check` behind it, it fails where something is over
//! the budget. For instructions in place of time, run what cargo has
//! built under callgrind with a number of rounds and a part of a name, twice: the difference of
//! `valgrind --tool=callgrind target/release/deps/rendering-… 2000 form` and the same with 1000 is that of
//! 7,000 renderings.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use http_step::{
    Dialect, Expr, IntoExpr, IntoValue, Operator, Properties, Scope, SecretValues, Value,
    interpolate, operation, property, secret,
};

const BUDGET: Duration = Duration::from_micros(1);

/// An expression with the number of values that are rendered for it: itself, the items of lists, the keys
/// and members of maps, operands, and the substitutions of a text.
struct Case {
    name: &'static str,
    expr: Expr,
    values: u64,
}

fn map<const N: usize>(members: [(&str, Expr); N]) -> Expr {
    let members = members.map(|(name, value)| (name.into_expr(), value));
    Expr::Map(members.into())
}

fn cases() -> Vec<Case> {
    let known = |name: &str| property(name).into_expr();
    vec![
        Case {
            name: "one property",
            expr: known("buildername"),
            values: 1,
        },
        Case {
            name: "form of four properties",
            expr: map([
                ("builder", known("buildername")),
                ("buildnumber", known("buildnumber")),
                ("workername", known("workername")),
                ("revision", known("got_revision")),
            ]),
            values: 9,
        },
        Case {
            name: "text with four substitutions",
            expr: interpolate(
                "%(prop:buildername)s #%(prop:buildnumber)s on %(prop:workername)s: %(prop:branch:-main)s",
            )
            .into_expr(),
            values: 5,
        },
        Case {
            name: "nested JSON map",
            expr: map([
                ("state", "success".into_expr()),
                ("build", map([
                    ("number", known("buildnumber")),
                    ("revision", known("got_revision")),
                    ("tags", Expr::List(vec![
                        "ci".into_expr(),
                        known("workername"),
                        property("branch").default("main").into_expr(),
                    ])),
                ])),
                ("failed", operation(Operator::Greater, known("buildnumber"), 9).into_expr()),
                ("token", secret("token").into_expr()),
            ]),
            values: 20,
        },
        Case {
            name: "map without expressions",
            expr: Expr::Value(std::collections::BTreeMap::from([("a", 1), ("b", 2), ("c", 3)]).into_value()),
            values: 7,
        },
    ]
}

fn properties() -> Properties {
    let mut properties = Properties::new();
    let values: [(&str, Value); 4] = [
        ("buildername", "runtests".into_value()),
        ("buildnumber", 7.into_value()),
        ("workername", "worker-3.example.com".into_value()),
        (
            "got_revision",
            "9fceb02d0ae598e95dc970b74767f19372d61af8".into_value(),
        ),
    ];
    for (name, value) in values {
        properties.set(name, value, "Build");
    }
    properties
}

fn main() -> ExitCode {
    // Cargo adds a word of its own.
    let arguments = std::env::args().skip(1).filter(|word| word != "--bench");
    let (checks, words): (Vec<_>, Vec<_>) = arguments.partition(|word| word == "--check");
    let mut arguments = words.into_iter();
    let mut is_over_budget = false;
    let rounds = arguments.next().and_then(|rounds| rounds.parse().ok());
    let rounds: u32 = rounds.unwrap_or(20_000);
    let part = arguments.next().unwrap_or_default();
    let properties = properties();
    let secrets = SecretValues::from_iter([("token", "0123456789")]);
    println!(
        "{:<30} {:>7} {:>12} {:>20}",
        "", "values", "ns a value", "allocations a value"
    );
    let wanted = cases().into_iter().filter(|case| case.name.contains(&part));
    for Case { name, expr, values } in wanted {
        let render = || {
            let scope = Scope::new(&properties, Dialect::Native).secrets(&secrets);
            match expr.render(&scope) {
                Ok(value) => drop(black_box(value)),
                Err(error) => eprintln!("{name}: {error}"),
            }
        };
        // The first time parses templates.
        render();
        let allocations = allocation_counter::measure(render).count_total;
        // The best of several, since others use the machine too.
        let batch = || {
            let begun = Instant::now();
            (0..rounds).for_each(|_| render());
            begun.elapsed() / rounds
        };
        let best = (0..7).map(|_| batch()).min().unwrap_or_default();
        let mut over = |is_over: bool| {
            is_over_budget |= is_over;
            if is_over { '!' } else { ' ' }
        };
        println!(
            "{name:<30} {values:>7} {:>10}{}  {:>13} / {values}{}",
            best.as_nanos() / u128::from(values),
            over(best > BUDGET * u32::try_from(values).unwrap_or(u32::MAX)),
            allocations,
            over(allocations > values),
        );
    }
    if is_over_budget && !checks.is_empty() {
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
