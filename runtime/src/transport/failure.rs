//! Errors of the transport → our own kinds. Its texts show URLs; only the innermost cause is taken.

use std::error::Error;
use std::io;

use crate::error::{Failure, FailureKind, Phase};
use crate::session::{ConnectTimedOut, Progress};

/// What an error of the transport means that ended a request before its response had a head.
///
/// Where `to_proxy`, the connection that was not made is one to the proxy.
pub(super) fn classify_sending(
    error: &reqwest::Error,
    to_proxy: bool,
    progress: &Progress,
) -> Failure {
    // Not every transport hands on why a body ended.
    if let Some(why) = progress.body_error() {
        return Failure::new(FailureKind::Incomplete, Phase::Send, why);
    }
    let is_proxys = is_of_tunnel(error) || to_proxy && error.is_connect();
    let says_itself = find::<ConnectTimedOut>(error).is_some()
        || find::<Failure>(error).is_some()
        || error.is_timeout();
    if is_proxys && !says_itself {
        let why = innermost(error).to_string();
        return Failure::new(FailureKind::Proxy, Phase::Connect, why);
    }
    let phase = match progress.phase() {
        (Phase::Send, _) => Phase::Send,
        _ => Phase::Head,
    };
    classify(error, phase)
}

/// The error of a refused CONNECT has a text only; a test holds it.
fn is_of_tunnel(error: &reqwest::Error) -> bool {
    chain(error).any(|error| error.to_string().starts_with("tunnel error:"))
}

/// What an error of the transport means when it occurs in `phase`.
pub(super) fn classify(error: &reqwest::Error, phase: Phase) -> Failure {
    // Of our resolver, which refuses addresses.
    if let Some(failure) = find::<Failure>(error) {
        return failure.clone();
    }
    let (kind, phase) = if let Some(timed_out) = find::<ConnectTimedOut>(error) {
        (FailureKind::Timeout, timed_out.phase())
    } else if error.is_timeout() {
        // Of the host's own client, or of the operating system.
        let is_connecting = error.is_connect();
        let phase = if is_connecting { Phase::Connect } else { phase };
        (FailureKind::Timeout, phase)
    } else if error.is_dns() {
        (FailureKind::Dns, Phase::Resolve)
    } else if error.is_connect() {
        (connect(error), Phase::Connect)
    } else {
        (message(error, phase), phase)
    };
    Failure::new(kind, phase, innermost(error).to_string())
}

/// rustls reports what it refuses as invalid data, and a peer that hangs up on it as an early end.
fn connect(error: &reqwest::Error) -> FailureKind {
    if has_io_kind(
        error,
        &[io::ErrorKind::InvalidData, io::ErrorKind::UnexpectedEof],
    ) {
        FailureKind::Tls
    } else {
        FailureKind::Connect
    }
}

fn message(error: &reqwest::Error, phase: Phase) -> FailureKind {
    // In TLS 1.3 a server sees the client's certificate, or that there is none, after the handshake.
    if find::<rustls::Error>(error).is_some() {
        return FailureKind::Tls;
    }
    let cut = if phase == Phase::Body {
        FailureKind::Incomplete
    } else {
        FailureKind::Reset
    };
    match find::<hyper::Error>(error) {
        // Only servers of the library have a predicate for it; a test holds the text.
        Some(error) if error.is_parse() && error.to_string().contains("too large") => {
            return FailureKind::TooLarge;
        }
        Some(error) if error.is_parse() => return FailureKind::Protocol,
        _ => {}
    }
    // HTTP/2 has a text only for what it found wrong itself. Within a body it may be the end, too early.
    let is_found = |error: &(dyn Error + 'static)| error.to_string().contains("error detected:");
    if phase != Phase::Body && chain(error).any(is_found) {
        return FailureKind::Protocol;
    }
    // A chunk that cannot be read is invalid input or data; all else is the end of the connection.
    if has_io_kind(
        error,
        &[io::ErrorKind::InvalidData, io::ErrorKind::InvalidInput],
    ) {
        FailureKind::Protocol
    } else {
        cut
    }
}

fn has_io_kind(error: &reqwest::Error, kinds: &[io::ErrorKind]) -> bool {
    let mut io = chain(error).filter_map(|error| error.downcast_ref::<io::Error>());
    io.any(|error| kinds.contains(&error.kind()))
}

/// The error and what it wraps. An I/O error that wraps another error names that one's cause as its own
/// source, so that the wrapped error itself has to be asked for.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error| {
        let wrapped = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        wrapped
            .map(|wrapped| wrapped as &(dyn Error + 'static))
            .or_else(|| (*error).source())
    })
}

fn find<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    chain(error).find_map(|error| error.downcast_ref())
}

fn innermost<'a>(error: &'a (dyn Error + 'static)) -> &'a (dyn Error + 'static) {
    chain(error).last().unwrap_or(error)
}
