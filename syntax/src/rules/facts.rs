use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use crate::Method;
use crate::key::Key;

/// The facts that the rules look at; none and false where something is known only when the build runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts<'a> {
    /// The method, where it is a literal or left out.
    pub method: Option<Method>,
    /// The keys in the order of writing.
    pub keys: Vec<Key>,
    /// The literal of the `Content-Type` header.
    pub content_type: Option<&'a str>,
    /// Whether there is an `Authorization` header.
    pub authorization: bool,
    /// Whether `data` is certainly not a map: a string, bytes, a list or a file.
    pub data_is_no_map: bool,
    /// The literal names of the URL's own query, decoded.
    pub query_names: Vec<String>,
    /// The literal names in `params`.
    pub param_names: Vec<&'a str>,
    /// The key of the field of each secret.
    pub secrets: Vec<Key>,
    /// Whether the URL as a whole is a secret.
    pub url_is_secret: bool,
    /// Whether the URL is http to a host that is not loopback.
    pub url_is_open: bool,
    /// Whether `verify` is `Insecure`.
    pub insecure: bool,
    /// The largest literal of `timeout`.
    pub longest_timeout: Option<Duration>,
    /// The literal of `deadline`.
    pub deadline: Option<Duration>,
    /// The literal of the `deadline` in `retry`.
    pub retry_deadline: Option<Duration>,
    /// The literal of the `deadline` in `poll`.
    pub poll_deadline: Option<Duration>,
    /// Whether `retry` says `idempotent`, or leaves that to the run.
    pub idempotent: bool,
}
