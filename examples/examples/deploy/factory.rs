//! The steps of a deployment that is watched, and called off where it comes to nothing.

use std::time::Duration;

use http_step::prelude::*;

/// A deployment by the service at `api`, which has so long to go live. Properties: `revision`, `buildnumber`.
pub(crate) fn factory(api: &str, patience: Duration) -> BuildFactory {
    let deploys = format!("{api}/deploys");
    let mut factory = BuildFactory::new();
    factory
        .add_step(post!(
            &deploys,
            name: "deploy",
            json: { "revision": Property("revision"), "environment": "production" },
            idempotency_key: Interpolate("deploy-%(prop:revision)s-%(prop:buildnumber)s"),
            retry: { attempts: 4, on: [429, 502..=504, connect, timeout], delay: 0.1, deadline: 60 },
            capture: { "deploy": json("$.id") as u64 },
            halt_on_failure: true,
        ))
        .add_step(get!(
            &deploys,
            name: "watch",
            params: { "id": Property("deploy") },
            poll: {
                every: 0.2,
                until: json("$.state") == "live",
                fail_if: json("$.state").in_(["failed", "stopped"]),
                deadline: patience,
                // At the deadline, and where the build is cancelled.
                cancel: delete!(&deploys, params: { "id": Property("deploy") }),
            },
            expect: [json("$.healthy") == true],
            halt_on_failure: true,
        ))
        .add_step(post!(
            format!("{api}/announcements"),
            name: "announce",
            json: { "text": Interpolate("%(prop:revision)s is live") },
        ));
    factory
}
