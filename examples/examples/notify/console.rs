//! Shows a build while it runs.

use http_step::{Event, printable};

/// Prints what a step does, its log, and how it ended.
pub(crate) fn print(event: &Event<'_>) {
    match event {
        Event::StepStarted { step, description } => println!("\n== {step}: {description}"),
        Event::LogChunk { log: "content", .. } => {}
        Event::LogChunk { chunk, .. } => {
            for line in chunk.text.lines() {
                println!("   {} {}", chunk.channel.letter(), printable(line));
            }
        }
        Event::StepFinished {
            step,
            result,
            state_string,
        } => println!("== {step}: {result}, {state_string}"),
        _ => {}
    }
}
