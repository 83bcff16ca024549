//! A request has credentials from one source, and no secret is readable by third parties.

use alloc::vec::Vec;

use super::facts::Facts;
use super::violation::{At, Violation};
use crate::key::Key;

/// The message for a secret in a text about the step, and its help.
pub const SECRET_IS_SHOWN: (&str, &str) = (
    "a secret can't be part of a text that is shown",
    "write the name of the secret instead",
);

/// The message for a secret in a URL that is not a secret as a whole, and its help.
pub const SECRET_IN_URL: (&str, &str) = (
    "a secret can't be a part of the URL: URLs are written to logs",
    "send it in a header or in the body, or make the whole URL a `Secret`",
);

/// Reports credentials that both `auth` and a header set.
pub(super) fn one_authorization(facts: &Facts<'_>) -> Option<Violation> {
    let place = |key| facts.keys.iter().position(|written| *written == key);
    let auth = place(Key::Auth).filter(|_| facts.authorization)?;
    let (at, what) = if place(Key::Headers).is_some_and(|headers| headers < auth) {
        (
            At::Key(Key::Auth),
            "`auth` conflicts with `headers.Authorization`: both set credentials",
        )
    } else {
        (
            At::Authorization,
            "`headers.Authorization` conflicts with `auth`: both set credentials",
        )
    };
    Some(Violation {
        at,
        what: what.into(),
        help: "remove `auth` or the header".into(),
    })
}

/// Reports secrets that others can read: a URL is in the logs of every server and proxy on its way, and all of them
/// can read what is sent over http.
pub(super) fn no_open_secret(facts: &Facts<'_>) -> Vec<Violation> {
    let secrets = facts.secrets.iter().enumerate();
    let is_open = facts.url_is_open && !facts.insecure;
    let open = secrets.filter_map(|(index, key)| {
        let (what, help) = match key {
            Key::Params => (
                "a secret can't be a parameter: URLs are written to logs",
                "send it in a header or in the body",
            ),
            Key::Url if !facts.url_is_secret => SECRET_IN_URL,
            Key::DoStepIf | Key::HideStepIf => (
                "a secret can't be part of a condition: secrets are fetched only for steps that run",
                "use a property",
            ),
            key if is_shown(*key) => SECRET_IS_SHOWN,
            key if is_open && is_sent(*key) => (
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

/// Whether the field is a text about the step, which logs show.
const fn is_shown(key: Key) -> bool {
    matches!(
        key,
        Key::Name | Key::Description | Key::DescriptionDone | Key::DescriptionSuffix
    )
}

/// Whether the field is sent to the server; others say how to reach it, or what its response means.
const fn is_sent(key: Key) -> bool {
    !matches!(
        key,
        Key::Proxies | Key::Verify | Key::Cert | Key::Expect | Key::Poll
    )
}
