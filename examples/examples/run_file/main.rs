//! Runs the steps of a JSON file.
//!
//! `cargo run --example run_file -- examples/release.json --property tag=v1.4.0 …`

mod arguments;

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::process::ExitCode;

use arguments::Arguments;
use clap::Parser as _;
use http_step::{
    Build, BuildFactory, BuildOutcome, BuildResult, EnvironmentSecrets, StepOutcome, printable,
};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let build = match build(&arguments) {
        Ok(build) => build,
        Err(mistakes) => {
            for mistake in mistakes {
                print_error(&mistake);
            }
            return ExitCode::from(2);
        }
    };
    let succeeded = if arguments.dry_run {
        dry_run(&build)
    } else {
        run(build)
    };
    if succeeded {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Reads the build from the file. The error has a line for each mistake.
fn build(arguments: &Arguments) -> Result<Build, Vec<String>> {
    let repeated = arguments.repeated();
    let repeated: Vec<_> = repeated
        .map(|name| format!("duplicate property `{name}`"))
        .collect();
    if !repeated.is_empty() {
        return Err(repeated);
    }
    let file = arguments.file.display();
    let text = fs::read(&arguments.file).map_err(|error| vec![format!("{file}: {error}")])?;
    let text = str::from_utf8(&text).map_err(|error| {
        let (line, column) = place(&text, error.valid_up_to());
        vec![format!(
            "{file}:{line}:{column}: invalid UTF-8; save the file as UTF-8"
        )]
    })?;
    let factory = BuildFactory::from_json(text).map_err(|error| {
        let mistakes = error.mistakes().iter();
        mistakes
            .map(|mistake| format!("{file}:{mistake}"))
            .collect::<Vec<_>>()
    })?;
    let secrets = EnvironmentSecrets::new(&arguments.secret_env);
    let mut build = factory.build().secrets(secrets);
    for property in arguments.properties() {
        build = build.property(&property.name, property.value.clone());
    }
    match build.check() {
        Ok(()) => Ok(build),
        Err(mistakes) => Err(mistakes
            .iter()
            .map(|mistake| format!("{file}: {mistake}"))
            .collect()),
    }
}

/// The line and the column, in characters, of the first byte that is not UTF-8. Both count from 1.
fn place(text: &[u8], byte: usize) -> (usize, usize) {
    let before = String::from_utf8_lossy(text.get(..byte).unwrap_or_default());
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// Prints the requests that the build would send. Returns whether no step has an error.
fn dry_run(build: &Build) -> bool {
    let dry = build.dry_run();
    print(&dry.to_string());
    dry.steps().iter().all(|step| step.error().is_none())
}

/// Runs the build. Returns whether the result is SUCCESS or WARNINGS.
fn run(build: Build) -> bool {
    let outcome = build.run_blocking();
    print(&report(&outcome));
    matches!(
        outcome.result(),
        BuildResult::Success | BuildResult::Warnings
    )
}

/// Prints a text. An error does not change the result of the build, and a closed stdout, as with `| head`, is none.
fn print(text: &str) {
    let mut stdout = io::stdout().lock();
    let printed = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
    match printed {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            print_error(&format!("cannot write to stdout: {error}"));
        }
        _ => {}
    }
}

/// Ignores errors of stderr, since there is nowhere left to report them.
fn print_error(mistake: &str) {
    let _ = writeln!(io::stderr(), "{}", printable(mistake));
}

fn report(outcome: &BuildOutcome) -> String {
    let mut lines = Vec::new();
    for step in outcome.steps().iter().filter(|step| !step.is_hidden()) {
        let (name, state) = (printable(step.name()), printable(step.state_string()));
        lines.push(format!("{name}: {state}\n"));
        let reasons = reasons(step).into_iter();
        lines.extend(reasons.map(|reason| format!("  {}\n", printable(&reason))));
    }
    let state = printable(outcome.state_string());
    lines.push(format!("{}: {state}\n", outcome.result()));
    lines.concat()
}

/// Why a step failed.
fn reasons(step: &StepOutcome) -> Vec<String> {
    let failure = step.failure().map(ToString::to_string);
    let error = step.render_error().map(ToString::to_string);
    let unmet = step.unmet().iter().cloned();
    unmet.chain(failure).chain(error).collect()
}
