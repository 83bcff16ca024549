//! Shows a build while it runs.

use std::process::ExitCode;

use http_step::{BuildOutcome, BuildResult, Event, printable};

/// Prints what a step does, its log, and how it ended.
pub fn print(event: &Event) {
    match event {
        Event::StepStarted {
            step, description, ..
        } => println!("\n== {step}: {description}"),
        Event::LogChunk { log, .. } if log == "content" => {}
        Event::LogChunk { channel, text, .. } => {
            for line in text.lines() {
                println!("   {} {}", channel.letter(), printable(line));
            }
        }
        Event::StepFinished {
            step,
            result,
            state_string,
            ..
        } => println!("== {step}: {result}, {state_string}"),
        _ => {}
    }
}

/// Prints what came of a build and of each of its steps; a program ends with what it gives back.
#[must_use]
pub fn end(outcome: &BuildOutcome) -> ExitCode {
    println!("\nThe build: {}", outcome.state_string());
    for step in outcome.steps() {
        println!("  {}: {}", step.name(), step.state_string());
    }
    match outcome.result() {
        BuildResult::Success => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}
