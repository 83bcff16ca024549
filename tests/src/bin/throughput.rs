//! How many steps a second: `throughput URL N CONCURRENCY` sends N of the seed's POST, that many at a time.
//!
//! Each is a whole build: four properties rendered, log, result and outcome made and looked at.

use std::process::ExitCode;

use http_step::prelude::*;
use http_step_tests::load::{self, Load};

#[tokio::main]
async fn main() -> ExitCode {
    let load = match Load::from_arguments(std::env::args().skip(1)) {
        Ok(load) => load,
        Err(usage) => return load::refused("throughput", &usage),
    };
    let mut factory = BuildFactory::new();
    factory.add_step(post!(
        &load.url,
        data: {
            "builder": Property("buildername"),
            "buildnumber": Property("buildnumber"),
            "workername": Property("workername"),
            "revision": Property("got_revision"),
        },
    ));
    load.run(move |number| {
        let build = factory
            .build()
            .property("buildername", "runtests")
            .property("buildnumber", number)
            .property("workername", "worker-3")
            .property("got_revision", "6e0a1f2b9c");
        async move { succeeded(&build.run().await) }
    })
    .await
}

fn succeeded(outcome: &BuildOutcome) -> bool {
    let log = outcome.steps().first().and_then(|step| step.log("log"));
    outcome.result() == BuildResult::Success
        && log.is_some_and(|log| log.chunks().any(|chunk| chunk.text == "Status: 200\n"))
}
