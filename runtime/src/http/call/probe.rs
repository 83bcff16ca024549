use super::run_inner_step;
use crate::builds::StepContext;
use crate::error::Failure;
use crate::http::log;
use crate::result::BuildResult;
use crate::step::HttpStep;

/// The logs of how many probes are kept: each has a whole answer.
const MOST_TOLD: u32 = 10;

/// Finds out whether a request without a complete answer has been applied all the same. If so, gives back the
/// names of what the probe has captured.
pub(super) async fn run_probe(
    probe: &HttpStep,
    failure: &Failure,
    attempt: u32,
    context: &mut StepContext<'_>,
) -> Option<Vec<String>> {
    context.logs.mute(attempt > MOST_TOLD);
    log::write_probe_start(&mut context.logs, failure);
    let outcome = run_inner_step(probe, context).await;
    log::write_inner_outcome(&mut context.logs, "probe", &outcome);
    context.logs.mute(false);
    (outcome.result() == BuildResult::Success).then(|| outcome.captured().to_vec())
}
