//! The macros as users see them. They pass `$crate` on, so that a renamed dependency works.

/// An HTTP request as a build step, checked when the code compiles.
///
/// ```
/// use http_step::http_step;
///
/// let step = http_step! {
///     method: PUT,
///     url: "https://api.example.com/status",
///     headers: { "Accept": "application/json" },
///     json: { "state": "success", "branch": Property("branch", default: "main") },
///     timeout: 30,
/// };
/// ```
///
/// # Fields
///
/// `url` comes first as a bare value, or anywhere as a field; it is the only field that has to be there.
///
/// | field | what it takes |
/// | --- | --- |
/// | `url` | where the request goes |
/// | `method` | `GET POST PUT DELETE HEAD OPTIONS PATCH`; `POST` when left out, as in Buildbot |
/// | `params` | a map or a list of pairs, added to the query of the URL |
/// | `data` | the body: a map or a list of pairs (a form), text, bytes, or `File("path")` |
/// | `json` | the body as JSON: any value |
/// | `files` | a map of `File("path")`s, sent as a form together with the map at `data` |
/// | `headers` | a map of header fields; `null` removes a default |
/// | `cookies` | a map of cookies of this request |
/// | `auth` | `("user", Secret("password"))`, `Bearer(value)` or `Digest("user", value)` |
/// | `timeout` | seconds or a `Duration`; `(5, 30)` are seconds to connect and seconds of silence |
/// | `deadline` | seconds or a `Duration` for the whole step; 15 minutes when left out |
/// | `allow_redirects`, `redirects` | whether redirects are followed, and how many at most: `true` and 30 |
/// | `proxies` | a map of proxies by what goes through them: `http`, `https`, `all`, `https://host`, `no_proxy` |
/// | `verify` | `true`, the path of a bundle of certificates, or `Insecure` |
/// | `cert` | the path of the client's certificate, or a pair of certificate and key |
/// | `max_response` | the longest body of an answer in bytes: 64 MiB when left out |
/// | `save_to` | the path of a file for the body of the answer |
/// | `session` | whose cookies are shared: `"build"`, `"step"`, or a name; all steps share them when it is left out |
/// | `hooks` | `{ "response": closure }`: sees the head of each answer |
/// | `hide_request_headers`, `hide_response_headers`, `hide` | names of header fields that no log shows |
/// | `results` | `{ 200..=299 => SUCCESS, 409 => WARNINGS, timeout => RETRY, _ => FAILURE }` |
/// | `expect` | a list of conditions on `status`, `json("$.path")`, `header("name")`, `cookie("name")`, `text`, `size`, `duration` |
/// | `capture` | a map of properties, and secrets, that are taken from the answer: `{ "id": json("$.id") as u64 }` |
/// | `retry` | `{ attempts: 5, on: [429, 502..=504, timeout], deadline: 120, … }`: when the request is made again |
/// | `idempotency_key` | by what the server knows that it has seen the request before |
/// | `poll` | `{ every: 5, until: condition, fail_if: …, deadline: 600, cancel: a step }`: asks until something holds |
/// | `probe` | a step that finds out whether a request without an answer was applied |
/// | `do_step_if`, `hide_step_if` | whether the step runs, and is shown: `true` or `false`, an expression, or a closure, which for `hide_step_if` may know the result: `\|result, properties\| …` |
/// | `locks` | a list of names, or of [`Lock`](crate::Lock)s, that the step holds while it runs |
/// | `update_build_summary_policy` | `true`, `false`, or a list of results after which its state string is in that of the build |
/// | `stream` | changes nothing: bodies are always read piece by piece |
/// | `name` | the name of the step |
/// | `description`, `description_done`, `description_suffix` | what the step says about itself |
/// | `halt_on_failure`, `flunk_on_failure`, `flunk_on_warnings`, `warn_on_failure`, `warn_on_warnings`, `always_run` | `true` or `false`: what the result means for the build |
///
/// # Values
///
/// A value is a literal, `null`, a map `{ "key": value, ("computed".to_owned()): value, ..more }`, a list
/// `[value, …]`, `Property("name")`, `Property("name", default: value)`, or any Rust expression whose type
/// is [`IntoExpr`](crate::IntoExpr). A Rust block is written `({ … })`.
///
/// # Errors
///
/// All mistakes of a step are reported at once, each under the characters at fault:
///
/// ```compile_fail
/// http_step::http_step! {
///     url: "htp://example.com",   // the scheme is http or https; did you mean `http`?
///     metod: GET,                 // unknown field `metod`; did you mean `method`?
/// };
/// ```
#[macro_export]
macro_rules! http_step {
    ($($field:tt)*) => { $crate::__private::expand! { ($crate) http_step $($field)* } };
}

/// A POST request (RFC 9110, section 9.3.3): [`http_step!`](crate::http_step) with the method in its name.
///
/// ```
/// let step = http_step::post!("http://ci.example.com/builds/7");
/// ```
#[macro_export]
macro_rules! post {
    ($($field:tt)*) => { $crate::__private::expand! { ($crate) post $($field)* } };
}

/// A GET request (RFC 9110, section 9.3.1): [`http_step!`](crate::http_step) with the method in its name.
///
/// ```
/// let step = http_step::get!("http://ci.example.com/builds/7");
/// ```
#[macro_export]
macro_rules! get {
    ($($field:tt)*) => { $crate::__private::expand! { ($crate) get $($field)* } };
}

/// A PUT request (RFC 9110, section 9.3.4): [`http_step!`](crate::http_step) with the method in its name.
///
/// ```
/// let step = http_step::put!("http://ci.example.com/builds/7");
/// ```
#[macro_export]
macro_rules! put {
    ($($field:tt)*) => { $crate::__private::expand! { ($crate) put $($field)* } };
}

/// A DELETE request (RFC 9110, section 9.3.5): [`http_step!`](crate::http_step) with the method in its name.
///
/// ```
/// let step = http_step::delete!("http://ci.example.com/builds/7");
/// ```
#[macro_export]
macro_rules! delete {
    ($($field:tt)*) => { $crate::__private::expand! { ($crate) delete $($field)* } };
}

/// A HEAD request (RFC 9110, section 9.3.2): [`http_step!`](crate::http_step) with the method in its name.
///
/// ```
/// let step = http_step::head!("http://ci.example.com/builds/7");
/// ```
#[macro_export]
macro_rules! head {
    ($($field:tt)*) => { $crate::__private::expand! { ($crate) head $($field)* } };
}

/// A OPTIONS request (RFC 9110, section 9.3.7): [`http_step!`](crate::http_step) with the method in its name.
///
/// ```
/// let step = http_step::options!("http://ci.example.com/builds/7");
/// ```
#[macro_export]
macro_rules! options {
    ($($field:tt)*) => { $crate::__private::expand! { ($crate) options $($field)* } };
}

/// A PATCH request (RFC 5789): [`http_step!`](crate::http_step) with the method in its name.
///
/// ```
/// let step = http_step::patch!("http://ci.example.com/builds/7");
/// ```
#[macro_export]
macro_rules! patch {
    ($($field:tt)*) => { $crate::__private::expand! { ($crate) patch $($field)* } };
}
