//! The steps of a release. Each uses values that earlier steps captured.

use http_step::prelude::*;

/// Publishes a release with the service at `api`. Properties: `client`, `tag`, `buildnumber`; secret: `client-secret`.
pub(crate) fn factory(api: &str) -> BuildFactory {
    let mut factory = BuildFactory::new();
    factory
        .add_step(post!(
            format!("{api}/token"),
            name: "sign in",
            data: {
                "grant_type": "client_credentials",
                "client_id": Property("client"),
                "client_secret": Secret("client-secret"),
            },
            // Logs mask the token from here on.
            capture: { "token": json("$.access_token") as Secret, "expires_in": json("$.expires_in") as u64 },
            halt_on_failure: true,
        ))
        .add_step(post!(
            format!("{api}/releases"),
            name: "publish",
            auth: Bearer(Secret("token")),
            json: { "tag": Property("tag") },
            // By the key, the service recognizes a retry; without it, a retry could publish a second release.
            idempotency_key: Interpolate("release-%(prop:tag)s-%(prop:buildnumber)s"),
            retry: { attempts: 4, on: [429, 502..=504, connect, timeout], delay: 0.1, deadline: 60 },
            capture: { "release": json("$.id") as u64 },
            halt_on_failure: true,
        ))
        .add_step(get!(
            format!("{api}/releases"),
            name: "wait",
            params: { "id": Property("release") },
            auth: Bearer(Secret("token")),
            poll: {
                every: 0.2,
                until: json("$.state") == "released",
                fail_if: json("$.state") == "failed",
                deadline: 60,
            },
            halt_on_failure: true,
        ))
        .add_step(post!(
            format!("{api}/messages"),
            name: "notify",
            auth: Bearer(Secret("token")),
            json: { "text": Interpolate("%(prop:tag)s is out, as release %(prop:release)s") },
        ))
        .add_step(delete!(
            format!("{api}/token"),
            name: "revoke",
            auth: Bearer(Secret("token")),
            // Runs even if the build failed, provided that there is a token.
            always_run: true,
            do_step_if: Property("expires_in", default: 0) > 0,
        ));
    factory
}
