//! What a rendering error says.

use http_step::RenderError;

/// The text but for the step, which tests know. One that does not begin with the step stays whole, so that
/// the test fails.
#[must_use]
pub fn told(error: &RenderError) -> String {
    let text = error.to_string();
    let rest = text.strip_prefix(&format!("step `{}`", error.step()));
    let rest = rest.and_then(|rest| rest.strip_prefix(", ").or_else(|| rest.strip_prefix(": ")));
    match rest {
        Some(rest) => rest.to_owned(),
        None => format!("no step is named: {text}"),
    }
}
