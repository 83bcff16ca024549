//! A build tells a REST service how it goes.
//!
//! `cargo run --example notify` starts a small service in this process and needs nothing else;
//! `cargo run --example notify -- https://ci.example.com/hook` talks to yours instead.

mod service;

use std::process::ExitCode;

use http_step::prelude::*;
use http_step_examples::console;
use http_step_examples::service::Records;

#[tokio::main]
async fn main() -> std::io::Result<ExitCode> {
    let records = Records::default();
    let own = std::env::args().nth(1);
    let url = match &own {
        Some(url) => url.clone(),
        None => service::start(&records).await?,
    };
    let outcome = factory(&url)
        .build()
        .property("buildername", "runtests")
        .property("buildnumber", 7)
        .property("workername", "worker-3")
        .property("got_revision", "6e0a1f2")
        .observer(console::print)
        .run()
        .await;

    if own.is_none() {
        records.print();
    }
    if outcome.result() == BuildResult::Success {
        println!("\n{}", outcome.state_string());
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!(
        "\nThe build did not get through to {url}: {}",
        outcome.state_string()
    );
    Ok(ExitCode::FAILURE)
}

/// The steps: one request after another to the same resource.
fn factory(url: &str) -> BuildFactory {
    let mut factory = BuildFactory::new();
    factory
        .add_step(options!(url, name: "look", halt_on_failure: true))
        .add_step(post!(
            url,
            name: "announce",
            halt_on_failure: true,
            data: {
                "builder": Property("buildername"),
                "buildnumber": Property("buildnumber"),
                "workername": Property("workername"),
                "revision": Property("got_revision"),
            },
        ))
        .add_step(http_step! {
            method: PUT,
            url: url,
            name: "report",
            params: { "build": Property("buildnumber") },
            headers: { "X-Revision": Property("got_revision") },
            json: { "state": "success", "tags": ["ci", Property("branch", default: "main")] },
            timeout: 30,
        })
        .add_step(get!(url, name: "read back", params: { "build": Property("buildnumber") }))
        .add_step(head!(url, name: "check", params: { "build": Property("buildnumber") }))
        .add_step(delete!(url, name: "clean up", params: { "build": Property("buildnumber") }, always_run: true));
    factory
}
