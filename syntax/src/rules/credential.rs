//! Credentials: one for a request, and none in the open.

use alloc::vec::Vec;

use super::{At, Facts, Violation};

/// Fields that are not sent to the server: how to reach it, and what to make of its answer.
const NOT_SENT: [&str; 7] = [
    "proxies",
    "verify",
    "cert",
    "do_step_if",
    "hide_step_if",
    "expect",
    "poll",
];

/// Texts about the step, which everybody sees.
const SHOWN: [&str; 4] = [
    "name",
    "description",
    "description_done",
    "description_suffix",
];

/// What is wrong with a secret in a text about the step, and what to write instead.
pub const SECRET_IS_SHOWN: (&str, &str) = (
    "a secret can't stand in a text that is shown",
    "write its name instead",
);

pub(super) fn one_authorization(facts: &Facts<'_>) -> Option<Violation> {
    let place = |key| facts.keys.iter().position(|written| *written == key);
    let auth = place("auth").filter(|_| facts.authorization)?;
    let (at, what) = if place("headers").is_some_and(|headers| headers < auth) {
        (
            At::Key("auth"),
            "the header `Authorization` says already who asks",
        )
    } else {
        (At::Authorization, "`auth` says already who asks")
    };
    Some(Violation {
        at,
        what: what.into(),
        help: "leave out `auth` or the header".into(),
    })
}

/// A secret in a URL stands in the logs of every server and proxy on its way; one over http is read by all
/// of them.
pub(super) fn no_open_secret(facts: &Facts<'_>) -> Vec<Violation> {
    let secrets = facts.secrets.iter().enumerate();
    let is_open = facts.url_is_open && !facts.insecure;
    let open = secrets.filter_map(|(index, key)| {
        let (what, help) = match *key {
            "params" => (
                "a secret can't be a parameter: URLs stand in logs",
                "send it in a header or in the body",
            ),
            "url" if !facts.url_is_secret => (
                "a secret can't be a part of the URL: URLs stand in logs",
                "send it in a header or in the body, or make the whole URL a `Secret`",
            ),
            key if SHOWN.contains(&key) => SECRET_IS_SHOWN,
            key if is_open && !NOT_SENT.contains(&key) => (
                "this sends a secret over http, where everybody on the way can read it",
                "write `https://` in the URL",
            ),
            _ => return None,
        };
        Some(Violation {
            at: At::Secret(index),
            what: what.into(),
            help: help.into(),
        })
    });
    open.collect()
}
