//! What a factory needs, told before anything runs.
//!
//! `cargo run --example inspect`

use std::process::ExitCode;

use http_step::prelude::*;

fn main() -> ExitCode {
    let factory = factory();
    let uses = factory.uses();
    println!("The factory uses");
    let needed: Vec<&str> = uses.needed().collect();
    for property in uses.properties() {
        let kind = if needed.contains(&property) {
            "has to be set"
        } else {
            "has a default"
        };
        println!("  the property `{property}`, which {kind}");
    }
    for secret in uses.secrets() {
        println!("  the secret `{secret}`");
    }

    println!("\nA build with a slip in the name of a property:");
    let build = factory
        .build()
        .property("buildername", "runtests")
        .property("buildnumer", 7);
    match build.check() {
        Ok(()) => println!("  nothing is missing"),
        Err(mistakes) => mistakes.iter().for_each(|mistake| println!("  {mistake}")),
    }

    println!("\nThe same build, mended:");
    let build = factory
        .build()
        .property("buildername", "runtests")
        .property("buildnumber", 7)
        .property("got_revision", "6e0a1f2");
    match build.check() {
        Ok(()) => {
            println!("  nothing is missing");
            ExitCode::SUCCESS
        }
        Err(mistakes) => {
            mistakes.iter().for_each(|mistake| eprintln!("  {mistake}"));
            ExitCode::FAILURE
        }
    }
}

fn factory() -> BuildFactory {
    let mut factory = BuildFactory::new();
    factory
        .add_step(post!(
            "https://api.example.com/builds",
            name: "announce",
            headers: { "Authorization": Interpolate("Bearer %(secret:api-token)s") },
            json: {
                "builder": Property("buildername"),
                "number": Property("buildnumber"),
                "branch": Property("branch", default: "main"),
            },
        ))
        .add_step(put!(
            Interpolate("https://api.example.com/revisions/%(prop:got_revision)s/state"),
            name: "report",
            headers: { "X-Token": Secret("api-token") },
            json: { "state": "success", "is_main": Property("branch", default: "main") == "main" },
        ));
    factory
}
