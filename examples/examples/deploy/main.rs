//! A deployment that is watched until it is live, and called off where it comes to nothing.
//!
//! `cargo run --example deploy` starts a service in this process and needs nothing else;
//! `cargo run --example deploy -- stuck` deploys to a service that is never done, and
//! `cargo run --example deploy -- cancel` cancels the build while it waits for such a service.

mod factory;
mod service;

use std::process::ExitCode;
use std::time::Duration;

use factory::factory;
use http_step_examples::console;
use http_step_examples::service::Records;

/// How long the service has to go live.
const PATIENCE: Duration = Duration::from_secs(2);

#[tokio::main]
async fn main() -> std::io::Result<ExitCode> {
    let how = std::env::args().nth(1).unwrap_or_default();
    if !["", "stuck", "cancel"].contains(&how.as_str()) {
        eprintln!("`{how}` is no way to deploy: write `stuck`, `cancel` or nothing");
        return Ok(ExitCode::from(2));
    }
    let records = Records::default();
    let api = service::start(&records, how.is_empty()).await?;
    let build = factory(&api, PATIENCE)
        .build()
        .property("revision", "6e0a1f2")
        .property("buildnumber", 7)
        .observer(console::print);
    if how == "cancel" {
        let cancellation = build.cancellation();
        tokio::spawn(async move {
            tokio::time::sleep(PATIENCE / 2).await;
            cancellation.cancel("somebody has changed their mind");
        });
    }
    let outcome = build.run().await;

    records.print();
    Ok(console::end(&outcome))
}
