//! The events of a build for `tracing`: a span `build` with a span `step` for each step.

use std::fmt;

use tracing::field::{Empty, display};
use tracing::{Span, debug, error, info, info_span, warn};

use crate::log::{LogChunk, printable};
use crate::result::BuildResult;

const TARGET: &str = "http_step";

pub(super) fn build_span(steps: usize) -> Span {
    info_span!(target: TARGET, "build", steps, result = Empty)
}

/// A child of the current span, which is that of the build.
pub(super) fn step_span(name: &str) -> Span {
    info_span!(target: TARGET, "step", name = %printable(name), result = Empty)
}

pub(super) fn log_description(description: &str) {
    debug!(target: TARGET, "{}", printable(description));
}

pub(super) fn log_chunk(log: &str, chunk: LogChunk<'_>) {
    debug!(target: TARGET, log, channel = ?chunk.channel, "{}", printable(chunk.text));
}

pub(super) fn finish_step(span: &Span, result: BuildResult, state_string: &str) {
    finish(span, result, format_args!("{}", Printable(state_string)));
}

pub(super) fn finish_build(span: &Span, result: BuildResult) {
    finish(span, result, format_args!("the build has ended"));
}

pub(super) fn warn_dropped_observers(observers: usize) {
    warn!(target: TARGET, observers, "observers panicked, and have not received all events");
}

fn finish(span: &Span, result: BuildResult, text: fmt::Arguments<'_>) {
    span.record("result", display(result));
    span.in_scope(|| match result {
        BuildResult::Success | BuildResult::Skipped => info!(target: TARGET, %result, "{text}"),
        BuildResult::Warnings | BuildResult::Retry | BuildResult::Cancelled => {
            warn!(target: TARGET, %result, "{text}");
        }
        BuildResult::Failure | BuildResult::Exception => error!(target: TARGET, %result, "{text}"),
    });
}

/// Made printable only when it is recorded.
struct Printable<'a>(&'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&printable(self.0))
    }
}
