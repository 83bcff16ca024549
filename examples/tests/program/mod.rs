//! Runs an example as a program.

use std::process::{Command, Output};

/// Uses `cargo run`, because cargo does not build the examples for a single test.
pub(crate) fn run(example: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--example", example, "--"])
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .unwrap()
}

/// The requests that the example's service received, from its output.
pub(crate) fn records(text: &str) -> Vec<&str> {
    let (_, records) = text
        .split_once("Requests received by the service:\n")
        .unwrap();
    records
        .lines()
        .take_while(|line| !line.is_empty())
        .collect()
}
