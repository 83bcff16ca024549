//! Shows a build while it runs.

use http_step::Event;

/// Prints what a step does, its log, and how it ended.
pub(crate) fn print(event: &Event<'_>) {
    match event {
        Event::StepStarted { step, description } => println!("\n== {step}: {description}"),
        Event::LogChunk { log: "content", .. } => {}
        Event::LogChunk { chunk, .. } => {
            for line in chunk.text.lines() {
                println!("   {} {}", chunk.channel.letter(), harmless(line));
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

/// What a server sends is shown, not obeyed: control characters stay visible as escapes.
fn harmless(line: &str) -> String {
    let escaped = |c: char| {
        if c.is_control() && c != '\t' {
            c.escape_default().to_string()
        } else {
            c.to_string()
        }
    };
    line.chars().map(escaped).collect()
}
