//! Reports the progress of a build to a REST service, with requests of six methods to one resource.
//!
//! `cargo run --example notify` starts a service in this process and needs nothing else.
//! `cargo run --example notify -- https://ci.example.com/hook` uses your own service instead.

mod service;

use std::process::ExitCode;

use clap::Parser;
use http_step::prelude::*;
use http_step_examples::console;
use http_step_examples::service::Records;

/// Reports the progress of a build to a REST service.
#[derive(Debug, Parser)]
#[command(name = "notify")]
struct Arguments {
    /// The URL of your own service; without it, the example starts one
    url: Option<String>,
}

#[tokio::main]
async fn main() -> std::io::Result<ExitCode> {
    let arguments = Arguments::parse();
    let records = Records::default();
    let url = match &arguments.url {
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

    if arguments.url.is_none() {
        records.print();
    }
    Ok(console::end(&outcome))
}

/// The steps: requests to one resource, one after another.
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
