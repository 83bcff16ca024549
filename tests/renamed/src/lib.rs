//! `http-step` under another name: the macros know their crate all the same.

use steps::HttpStep;

/// A step made through the renamed dependency.
///
/// ```
/// assert_eq!(http_step_renamed::announce(7), http_step_renamed::announce(7));
/// ```
#[must_use]
pub fn announce(number: u64) -> HttpStep {
    steps::post!("http://ci.example.com/builds", data: { "number": number, "branch": Property("branch") })
}
