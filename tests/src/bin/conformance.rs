//! Plays recorded cases of Buildbot against this implementation: `conformance SUITE FILE…`.

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use http_step_tests::conformance::{Report, Suite, load};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let report = match play(&arguments) {
        Ok(report) => report,
        Err(problem) => {
            eprintln!("conformance: {problem}");
            return ExitCode::from(2);
        }
    };
    // A reader that has gone away is no reason for another exit code.
    let _ = write!(io::stdout().lock(), "{report}");
    ExitCode::from(u8::from(report.failed() > 0))
}

fn play(arguments: &[String]) -> Result<Report, String> {
    let usage = || {
        format!(
            "usage: conformance SUITE FILE…, SUITE one of: {}",
            Suite::NAMES.join(", ")
        )
    };
    let (name, files) = arguments.split_first().ok_or_else(usage)?;
    let suite = Suite::named(name).ok_or_else(|| format!("unknown suite `{name}`; {}", usage()))?;
    if files.is_empty() {
        return Err(format!("no files given; {}", usage()));
    }
    let mut cases = Vec::new();
    for file in files {
        cases.extend(load(file.as_ref())?);
    }
    suite.play(cases)
}
