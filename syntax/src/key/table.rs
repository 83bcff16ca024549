//! The table itself: names, shapes, and what each key is for.

use super::{Key, Shape};

const fn key(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, shape, about }
}

/// All keys.
#[rustfmt::skip]
pub const KEYS: &[Key] = &[
    key("url", Shape::Text, "Where the request goes: the text of an http or https URL, or an expression that gives one."),
    key("method", Shape::Method, "The method of the request; POST by default."),
    key("params", Shape::Pairs, "Parameters that are added to the query of the URL; a list as value repeats its name, null drops it."),
    key("data", Shape::Body, "The body: a map or a list of pairs is a form, text and bytes are sent as they are."),
    key("json", Shape::Any, "The body as JSON."),
    key("headers", Shape::Headers, "Header fields of the request; null removes a default."),
    key("cookies", Shape::Cookies, "Cookies of this request alone, besides those of the session."),
    key("files", Shape::Files, "Files to send as a form, by the names of their fields; a map at `data` goes with them."),
    key("auth", Shape::Auth, "Who asks: Basic, Bearer or Digest. The secret part is never a literal."),
    key("timeout", Shape::Timeout, "Seconds to connect and seconds of silence: one number for both, or a pair; 10 and 60 by default."),
    key("deadline", Shape::Seconds, "Seconds for the whole step; 15 minutes by default."),
    key("allow_redirects", Shape::Bool, "Whether redirects are followed; they are by default."),
    key("redirects", Shape::Count, "How many redirects are followed at most; 30 by default."),
    key("proxies", Shape::Proxies, "Proxies by what goes through them: `http`, `https`, `all`, `https://host`; and `no_proxy`."),
    key("verify", Shape::Verify, "Whom to trust over https: the roots of the system by default, a bundle of certificates by its path, or nobody."),
    key("cert", Shape::Cert, "The client's certificate: the path of a file in PEM with certificate and key, or a pair of two."),
    key("stream", Shape::Bool, "Changes nothing: bodies are always read piece by piece."),
    key("max_response", Shape::Count, "The longest body of an answer in bytes, after decoding; 64 MiB by default, without bound into a file."),
    key("save_to", Shape::NonEmpty, "The path of a file for the body of the answer; it is there whole or not at all."),
    key("session", Shape::NonEmpty, "Whose cookies are shared: `build`, `step`, or a name; all steps share them by default."),
    key("hooks", Shape::Hooks, "Closures that see each answer."),
    key("hide_request_headers", Shape::Names, "Names of header fields of the request whose values no log shows."),
    key("hide_response_headers", Shape::Names, "Names of header fields of answers whose values no log shows."),
    key("hide", Shape::Names, "Names of header fields whose values no log shows, in both directions."),
    key("name", Shape::Text, "The name of the step; `HTTPStep` by default."),
    key("description", Shape::Texts, "What the step does, shown while it runs; `Requesting` by default."),
    key("description_done", Shape::Texts, "What the step did, where there is no status to show; `Requested` by default."),
    key("description_suffix", Shape::Text, "What is appended to every description."),
    key("halt_on_failure", Shape::Flag, "Whether a FAILURE ends the build: only steps that always run come after it."),
    key("flunk_on_failure", Shape::Flag, "Whether a FAILURE makes the build fail; it does by default."),
    key("flunk_on_warnings", Shape::Flag, "Whether WARNINGS make the build fail."),
    key("warn_on_failure", Shape::Flag, "Whether a FAILURE gives the build warnings."),
    key("warn_on_warnings", Shape::Flag, "Whether WARNINGS give the build warnings."),
    key("always_run", Shape::Flag, "Whether the step runs even after the build has ended early."),
    key("do_step_if", Shape::When, "Whether the step runs; else it is SKIPPED."),
    key("hide_step_if", Shape::When, "Whether the step is left out where people look at the build."),
    key("locks", Shape::Locks, "Locks that the step holds while it runs, shared with all builds of the process."),
    key("update_build_summary_policy", Shape::Policy, "After which results the state string of the step is in that of the build."),
    key("results", Shape::Results, "What each end of the request means; by default a status below 400 is SUCCESS and all else FAILURE."),
    key("retry", Shape::Retry, "How often the request is made, and after what it is made again."),
    key("poll", Shape::Poll, "Repeats the request until its answer says so."),
    key("probe", Shape::Step, "A step that finds out whether a request whose answer never came had been applied: its SUCCESS says so."),
    key("expect", Shape::Conditions, "What an answer that is no failure has to be like; else the step is a FAILURE."),
    key("capture", Shape::Capture, "Properties that are set to parts of the answer when the step succeeds."),
    key("idempotency_key", Shape::FieldValue, "The field `Idempotency-Key` of the request, the same in all attempts."),
];

#[rustfmt::skip]
pub(super) const RETRY: &[Key] = &[
    key("attempts", Shape::Positive, "How many attempts there are in all."),
    key("on", Shape::Statuses, "After what the request is made again: 429, 502 to 504 and what never reached the server or came back incomplete by default."),
    key("deadline", Shape::Seconds, "Seconds for all attempts together."),
    key("delay", Shape::Seconds, "The longest wait before the second attempt in seconds; 1 by default."),
    key("max_delay", Shape::Seconds, "The longest wait before any attempt in seconds; 30 by default."),
    key("idempotent", Shape::Flag, "Whether the request may be made twice although its method does not say so."),
];

#[rustfmt::skip]
pub(super) const POLL: &[Key] = &[
    key("every", Shape::Seconds, "Seconds between two requests."),
    key("until", Shape::Condition, "What ends the step with its result."),
    key("fail_if", Shape::Condition, "What ends the step with FAILURE."),
    key("deadline", Shape::Seconds, "Seconds after which the step gives up with the failure `timeout`."),
    key("cancel", Shape::Step, "A step that runs when the build is cancelled meanwhile, or the deadline passes."),
];
