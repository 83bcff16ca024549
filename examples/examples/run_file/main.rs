//! Runs the steps of a file, which no Rust is needed for.
//!
//! `cargo run --example run_file -- examples/release.json --property tag=v1.4.0 …`

mod arguments;

use std::fs;
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
                eprintln!("{}", printable(&mistake));
            }
            return ExitCode::from(2);
        }
    };
    let is_well = if arguments.dry_run {
        show(&build)
    } else {
        run(build)
    };
    if is_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The build that the file declares, or all that is wrong with it, a line for each mistake.
fn build(arguments: &Arguments) -> Result<Build, Vec<String>> {
    let file = arguments.file.display();
    let text = fs::read_to_string(&arguments.file);
    let text = text.map_err(|error| vec![format!("{file}: {error}")])?;
    let factory = BuildFactory::from_json(&text).map_err(|error| {
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

/// Shows what would be sent; whether each step can be rendered.
fn show(build: &Build) -> bool {
    let dry = build.dry_run();
    print!("{dry}");
    dry.steps().iter().all(|step| step.error().is_none())
}

/// Runs the build; whether it is a success, perhaps with warnings.
fn run(build: Build) -> bool {
    let outcome = build.run_blocking();
    print(&outcome);
    matches!(
        outcome.result(),
        BuildResult::Success | BuildResult::Warnings
    )
}

fn print(outcome: &BuildOutcome) {
    for step in outcome.steps().iter().filter(|step| !step.hidden()) {
        println!(
            "{}: {}",
            printable(step.name()),
            printable(step.state_string())
        );
        for reason in reasons(step) {
            println!("  {}", printable(&reason));
        }
    }
    println!(
        "{}: {}",
        outcome.result(),
        printable(outcome.state_string())
    );
}

/// Why a step is not what it should be.
fn reasons(step: &StepOutcome) -> Vec<String> {
    let failure = step.failure().map(ToString::to_string);
    let error = step.render_error().map(ToString::to_string);
    let unmet = step.unmet().iter().cloned();
    unmet.chain(failure).chain(error).collect()
}
