//! Two hundred builds at once, with locks, retries and polls, that are cancelled and dropped at random
//! points, and a server that fails at random: each has a true record, and nothing is left over.
#![cfg(test)]

#[path = "stress/held.rs"]
mod held;
#[path = "stress/plan.rs"]
mod plan;
#[path = "stress/record.rs"]
mod record;
#[path = "stress/rooms.rs"]
mod rooms;
#[path = "stress/server.rs"]
mod server;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use http_step::prelude::*;
use http_step::{Lock, Session};
use tokio::runtime::Builder;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use held::Held;
use plan::{Ends, Plan, STEPS};
use record::Record;
use server::Server;

const BUILDS: u64 = 200;

/// Far more than it takes, on any machine.
const PATIENCE: Duration = Duration::from_secs(120);

#[test]
fn two_hundred_builds_at_once_leave_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let server = server::start(7);
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .thread_keep_alive(Duration::from_millis(10))
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        one_build(&server.url("/fine"), &[]).await;
        let before = Held::now();
        let results = all_builds(&server, folder.path()).await;
        for result in [
            BuildResult::Success,
            BuildResult::Failure,
            BuildResult::Cancelled,
        ] {
            assert!(
                results.contains_key(&result),
                "no build is {result}: {results:?}"
            );
        }
        // Nobody holds a lock any more, or counts.
        let names = ["a", "chairs", "cleaning", "room", "z"];
        let locks = names.map(|name| Lock::exclusive(format!("stress: {name}")));
        one_build(&server.url("/fine"), &locks).await;
        assert_eq!(Held::when_not_above(&before).await, Ok(()), "{before:?}");
    });
    for number in 0..BUILDS {
        assert!(
            server.count("POST", &format!("/tell/{number}")) <= 1,
            "{number}"
        );
    }
    for file in fs::read_dir(folder.path()).unwrap() {
        let path = file.unwrap().path();
        assert_eq!(fs::read_to_string(&path).unwrap(), server::FILE, "{path:?}");
    }
}

async fn one_build(url: &str, locks: &[Lock]) {
    let session = Session::new();
    let mut factory = BuildFactory::new();
    factory.add_step(get!(url.to_owned()).locks(locks.iter().cloned()));
    let running = factory.build().session(session.clone()).run();
    let outcome = timeout(PATIENCE, running)
        .await
        .expect("the locks are free");
    assert_eq!(outcome.result(), BuildResult::Success);
    session.close().await;
}

/// How many builds ended with each result.
async fn all_builds(server: &Server, folder: &Path) -> BTreeMap<BuildResult, usize> {
    let session = Session::builder().in_flight(32).build();
    let rooms = Arc::default();
    let mut running = JoinSet::new();
    for number in 0..BUILDS {
        let plan = Plan::of(number, server, folder, &rooms);
        running.spawn(timeout(PATIENCE, run(plan, session.clone())));
    }
    let mut results = BTreeMap::new();
    while let Some(ended) = running.join_next().await {
        let (number, result, is_called_off) = ended.unwrap().expect("each build ends");
        *results.entry(result).or_default() += 1;
        if is_called_off {
            assert!(
                server.count("DELETE", &format!("/job/{number}")) > 0,
                "{number}"
            );
        }
    }
    session.close().await;
    results
}

/// The number of the build, its result, and whether it says that its job was called off.
async fn run(plan: Plan, session: Session) -> (u64, BuildResult, bool) {
    let record = Record::default();
    let build = plan
        .factory
        .build()
        .session(session)
        .observer(record.clone());
    let cancellation = build.cancellation();
    let outcome = match plan.ends {
        Ends::ByItself => Some(build.run().await),
        Ends::Cancelled(after) => {
            let running = tokio::spawn(build.run());
            sleep(after).await;
            cancellation.cancel("enough");
            Some(running.await.unwrap())
        }
        Ends::Dropped(after) => timeout(after, build.run()).await.ok(),
    };
    record.ended().await;
    let result = record.check(&STEPS);
    if let Some(outcome) = &outcome {
        record::check(outcome, result);
    }
    (
        plan.number,
        result,
        record.says("Cancelling the polled operation\n"),
    )
}
