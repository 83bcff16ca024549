/// The values that a key takes, besides expressions that are evaluated when the build runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A string.
    Text,
    /// A string that is not empty.
    NonEmpty,
    /// A string that is not empty and can be the value of a header field.
    FieldValue,
    /// A string, or a list of strings.
    Texts,
    /// The bare word of a method, or its name as a string.
    Method,
    /// A map, or a list of pairs.
    Pairs,
    /// A body: a map or list of pairs (a form), a string, bytes, or a file.
    Body,
    /// Any value.
    Any,
    /// A map from names of header fields to values.
    Headers,
    /// A map from names of cookies to values.
    Cookies,
    /// A map from names of form fields to files.
    Files,
    /// A pair of user and password, or an authentication scheme with its values.
    Auth,
    /// A number of seconds, a `Duration`, or two of them.
    Timeout,
    /// A number of seconds, or a `Duration`.
    Seconds,
    /// An integer that is not negative.
    Count,
    /// An integer above zero.
    Positive,
    /// A map from schemes to URLs of proxies.
    Proxies,
    /// `true`, the path of a CA bundle, or `Insecure`.
    Verify,
    /// A certificate and its key, in one file or in two.
    Cert,
    /// A map from the name of an event to a closure.
    Hooks,
    /// A list of names of header fields.
    Names,
    /// `true` or `false`, which may be known only when the build runs.
    Bool,
    /// `true` or `false`.
    Flag,
    /// `true` or `false`, a condition on properties, or a closure.
    When,
    /// A list of locks, by their names or as values.
    Locks,
    /// `true`, `false`, or a list of results.
    Policy,
    /// A map from statuses and failures to results.
    Results,
    /// A list of statuses and failures.
    Statuses,
    /// The options of repeated attempts.
    Retry,
    /// The options of a poll.
    Poll,
    /// Another step.
    Step,
    /// A condition on a response.
    Condition,
    /// A list of conditions on a response.
    Conditions,
    /// A map from properties to parts of a response.
    Capture,
}
