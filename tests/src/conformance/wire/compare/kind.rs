//! The kind of a failure.

use super::super::case::{Fault, Reply};
use super::super::play::Ran;
use super::super::response::Response;

/// The kinds of ours that answer to a recorded kind; none where nothing can have been asked, so that
/// the step is no failure but an exception.
fn ours(recorded: &str) -> Result<&'static [&'static str], String> {
    Ok(match recorded {
        "name-resolution" => &["dns"],
        "connection-refused" => &["connect"],
        "connect-timeout" | "read-timeout" | "read-timeout-body" => &["timeout"],
        "connection-closed" | "connection-reset" => &["reset"],
        "incomplete-body" => &["incomplete"],
        "invalid-chunk" => &["protocol", "incomplete"],
        "malformed-response" | "invalid-response-header" => &["protocol"],
        "content-decoding" => &["decode"],
        // The second is no recorded one: Buildbot follows what we refuse to follow.
        "too-many-redirects" | "redirect-refused" => &["redirect"],
        "tls-unknown-ca"
        | "tls-hostname"
        | "tls-expired"
        | "tls-protocol"
        | "tls-client-cert-required" => &["tls"],
        "tls-client-key" | "tls-invalid-cert-argument" | "rendering" => &[],
        kind if kind.starts_with("tls-missing-") => &[],
        kind if kind.starts_with("invalid-") || kind.starts_with("unsupported-") => &[],
        kind if kind.starts_with("proxy-") => &["proxy"],
        unknown => return Err(format!("unknown error kind {unknown:?}")),
    })
}

/// Whether a recorded kind is a failure on the way; the others are mistakes of the step. None where it
/// is unknown.
pub(in super::super) fn is_of_the_transport(recorded: &str) -> Option<bool> {
    ours(recorded).ok().map(|kinds| !kinds.is_empty())
}

pub(super) fn compare(recorded: Option<&str>, ran: &Ran, server: &[Reply]) -> Result<(), String> {
    let failure = ran.failure.as_deref();
    let Some(recorded) = recorded else {
        return match failure {
            None => Ok(()),
            Some(failure) => Err(format!("error kind: expected none, got {failure}")),
        };
    };
    let kinds = ours(recorded)?;
    // A connection that breaks off after the head, and a head that is too large, are kinds of their own.
    let within_body =
        |reply: &Reply| matches!(reply.fault, Some(Fault::CloseMidBody | Fault::ResetMidBody));
    let is_over_the_limits =
        |reply: &Reply| Response::read(reply).is_some_and(|response| response.is_over_the_limits());
    let is_same = match failure {
        None => kinds.is_empty() && ran.result == "EXCEPTION",
        Some("incomplete") if kinds == ["reset"] => server.iter().any(within_body),
        Some("too_large") if kinds == ["protocol"] => server.iter().any(is_over_the_limits),
        Some(failure) => kinds.contains(&failure),
    };
    if is_same {
        return Ok(());
    }
    Err(format!(
        "error kind: {recorded} is {kinds:?} of ours, got {failure:?}"
    ))
}
