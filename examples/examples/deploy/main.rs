//! Starts a deployment, polls it until it is live, and stops it if it does not succeed.
//!
//! `cargo run --example deploy` starts a service in this process and needs nothing else.
//! `-- stuck` shows a deployment that never goes live, `-- cancel` a build that is cancelled.

mod factory;
mod service;

use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use factory::factory;
use http_step_examples::console;
use http_step_examples::service::Records;

/// Starts a deployment, polls it until it is live, and stops it if it does not succeed.
#[derive(Debug, Parser)]
#[command(name = "deploy")]
struct Arguments {
    /// A scenario other than a deployment that succeeds
    scenario: Option<Scenario>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Scenario {
    /// The deployment never goes live, and the poll exceeds its deadline
    Stuck,
    /// The build is cancelled while it polls the deployment
    Cancel,
}

/// The time that the deployment has to go live.
const DEADLINE: Duration = Duration::from_secs(2);

#[tokio::main]
async fn main() -> std::io::Result<ExitCode> {
    let scenario = Arguments::parse().scenario;
    let records = Records::default();
    let api = service::start(&records, scenario.is_none()).await?;
    let build = factory(&api, DEADLINE)
        .build()
        .property("revision", "6e0a1f2")
        .property("buildnumber", 7)
        .observer(console::print);
    if scenario == Some(Scenario::Cancel) {
        let cancellation = build.cancellation();
        tokio::spawn(async move {
            tokio::time::sleep(DEADLINE / 2).await;
            cancellation.cancel("cancelled by the example");
        });
    }
    let outcome = build.run().await;

    records.print();
    Ok(console::end(&outcome))
}
