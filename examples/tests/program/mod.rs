//! Runs an example as a user runs it.

use std::process::{Command, Output};

/// Built by cargo where it is not fresh: a run of one test alone has not done so.
pub(crate) fn run(example: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--example", example, "--"])
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .unwrap()
}

/// What it says that its service has recorded.
pub(crate) fn records(text: &str) -> Vec<&str> {
    let (_, records) = text.split_once("What the service has recorded:\n").unwrap();
    records
        .lines()
        .take_while(|line| !line.is_empty())
        .collect()
}
