//! Publishes a release in five steps: exchanges credentials for a token, publishes, polls, notifies, and revokes the token
//! whatever happens.
//!
//! `cargo run --example release` starts a service in this process and needs nothing else.
//! `-- refuse` shows a release that the service refuses.

mod factory;
mod service;

use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use factory::factory;
use http_step::prelude::*;
use http_step_examples::console;
use http_step_examples::service::Records;

/// Publishes a release in five steps.
#[derive(Debug, Parser)]
#[command(name = "release")]
struct Arguments {
    /// A scenario other than a release that succeeds
    scenario: Option<Scenario>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Scenario {
    /// The service refuses the release
    Refuse,
}

#[tokio::main]
async fn main() -> std::io::Result<ExitCode> {
    let scenario = Arguments::parse().scenario;
    let records = Records::default();
    let api = service::start(&records, scenario == Some(Scenario::Refuse)).await?;
    let outcome = factory(&api)
        .build()
        .property("client", "ci")
        .property("tag", "v1.4.0")
        .property("buildnumber", 7)
        // In production, use `EnvironmentSecrets` or `FolderSecrets`.
        .secrets(MapSecrets::from([(
            "client-secret",
            "correct horse battery staple",
        )]))
        .observer(console::print)
        .run()
        .await;

    records.print();
    Ok(console::end(&outcome))
}
