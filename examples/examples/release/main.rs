//! A release in five calls: a token is exchanged, used, and given back whatever happens.
//!
//! `cargo run --example release` starts a service in this process and needs nothing else;
//! `cargo run --example release -- refuse` shows what happens where the service doesn't want the release.

mod factory;
mod service;

use std::process::ExitCode;

use factory::factory;
use http_step::prelude::*;
use http_step_examples::console;
use http_step_examples::service::Records;

#[tokio::main]
async fn main() -> std::io::Result<ExitCode> {
    let refuses = std::env::args().nth(1).as_deref() == Some("refuse");
    let records = Records::default();
    let api = service::start(&records, refuses).await?;
    let outcome = factory(&api)
        .build()
        .property("client", "ci")
        .property("tag", "v1.4.0")
        .property("buildnumber", 7)
        // In earnest they come from `EnvironmentSecrets` or `FolderSecrets`.
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
