//! Prints the progress and the result of a build.

use std::process::ExitCode;

use http_step::{BuildOutcome, BuildResult, Event, printable};

/// Prints the start, the log and the result of each step.
pub fn print(event: &Event) {
    match event {
        Event::BuildStarted { .. } => {
            println!("Log lines begin with their channel: h (header), o (stdout) or e (stderr).");
        }
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

/// Prints a summary of a build and its steps, and returns the exit code for the program.
#[must_use]
pub fn end(outcome: &BuildOutcome) -> ExitCode {
    println!("\nSummary: {}", outcome.state_string());
    for step in outcome.steps() {
        println!("  {}: {}", step.name(), step.state_string());
    }
    match outcome.result() {
        BuildResult::Success => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}
