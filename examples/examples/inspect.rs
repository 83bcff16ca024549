//! Lists the properties and secrets that a factory uses, and checks a build before it runs.
//!
//! `cargo run --example inspect`

use std::process::ExitCode;

use clap::Parser;
use http_step::prelude::*;

/// Lists the properties and secrets that a factory uses, and checks a build before it runs.
#[derive(Debug, Parser)]
#[command(name = "inspect")]
struct Arguments {}

fn main() -> ExitCode {
    let Arguments {} = Arguments::parse();
    let factory = factory();
    let dependencies = factory.dependencies();
    println!("The factory uses:");
    let needed: Vec<&str> = dependencies.needed().collect();
    for property in dependencies.properties() {
        let kind = if needed.contains(&property) {
            "required"
        } else {
            "has a default"
        };
        println!("  property `{property}` ({kind})");
    }
    for secret in dependencies.secrets() {
        println!("  secret `{secret}`");
    }

    println!("\nA build that sets `buildnumer` instead of `buildnumber`, and no `got_revision`:");
    let build = factory
        .build()
        .property("buildername", "runtests")
        .property("buildnumer", 7);
    match build.check() {
        Ok(()) => println!("  no mistakes"),
        Err(mistakes) => mistakes.iter().for_each(|mistake| println!("  {mistake}")),
    }

    println!("\nThe corrected build:");
    let build = factory
        .build()
        .property("buildername", "runtests")
        .property("buildnumber", 7)
        .property("got_revision", "6e0a1f2");
    match build.check() {
        Ok(()) => {
            println!("  no mistakes");
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
