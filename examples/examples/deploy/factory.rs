//! The steps of a deployment.

use std::time::Duration;

use http_step::prelude::*;

/// Deploys with the service at `api` and announces the deployment once it is live. It is stopped if it is not live within
/// the `deadline`. Properties: `revision`, `buildnumber`.
pub(crate) fn factory(api: &str, deadline: Duration) -> BuildFactory {
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
            name: "wait",
            params: { "id": Property("deploy") },
            poll: {
                every: 0.2,
                until: json("$.state") == "live",
                fail_if: json("$.state").in_(["failed", "stopped"]),
                deadline: deadline,
                // Sent at the deadline, and if the build is cancelled.
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
