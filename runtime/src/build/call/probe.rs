use super::inner;
use crate::build::{StepContext, log_text};
use crate::error::Failure;
use crate::result::BuildResult;
use crate::step::HttpStep;

/// Finds out whether a request without a complete answer has been applied all the same. If so, gives back the
/// names of what the probe has captured.
pub(super) async fn applied(
    probe: &HttpStep,
    failure: &Failure,
    context: &mut StepContext<'_>,
) -> Option<Vec<String>> {
    log_text::unknown(&mut context.logs, failure);
    let outcome = inner(probe, context).await;
    log_text::inner(&mut context.logs, "probe", &outcome);
    (outcome.result() == BuildResult::Success).then(|| outcome.captured().to_vec())
}
