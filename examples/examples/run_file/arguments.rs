//! The command line.

use std::collections::HashSet;
use std::path::PathBuf;

use clap::Parser;
use http_step::Value;

/// Runs the steps of a JSON file.
///
/// The exit code is 0 if the result of the build is SUCCESS or WARNINGS, 1 if it is any other result, and 2 if the file or
/// the command line is invalid and nothing was sent.
#[derive(Debug, Parser)]
#[command(name = "run_file")]
pub(crate) struct Arguments {
    /// The file: `{"steps": [{"url": "https://…"}, …]}`
    pub(crate) file: PathBuf,

    /// Sets a property of the build to a text; may be repeated
    #[arg(long = "property", value_name = "NAME=TEXT", value_parser = text)]
    texts: Vec<Property>,

    /// Sets a property of the build to a JSON value; may be repeated
    #[arg(long = "property-json", value_name = "NAME=JSON", value_parser = json)]
    values: Vec<Property>,

    /// The prefix of the environment variables with secrets: with `CI_SECRET_`, the secret `api-token` is read from
    /// `CI_SECRET_API_TOKEN`
    #[arg(long, value_name = "PREFIX", default_value = "CI_SECRET_")]
    pub(crate) secret_env: String,

    /// Prints the requests and their curl commands without sending anything
    #[arg(long)]
    pub(crate) dry_run: bool,
}

impl Arguments {
    pub(crate) fn properties(&self) -> impl Iterator<Item = &Property> {
        self.texts.iter().chain(&self.values)
    }

    /// The names of properties that are set more than once.
    pub(crate) fn repeated(&self) -> impl Iterator<Item = &str> {
        let mut seen = HashSet::new();
        let names = self.properties().map(|property| property.name.as_str());
        names.filter(move |name| !seen.insert(*name))
    }
}

/// The name and the value of a property.
#[derive(Clone, Debug)]
pub(crate) struct Property {
    pub(crate) name: String,
    pub(crate) value: Value,
}

fn text(argument: &str) -> Result<Property, String> {
    let (name, text) = parts(argument)?;
    Ok(Property {
        name,
        value: text.into(),
    })
}

fn json(argument: &str) -> Result<Property, String> {
    let (name, text) = parts(argument)?;
    match Value::from_json(text) {
        Ok(value) => Ok(Property { name, value }),
        Err(error) => Err(format!("invalid JSON for `{name}`: {error}")),
    }
}

fn parts(argument: &str) -> Result<(String, &str), String> {
    match argument.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value)),
        _ => Err("expected NAME=VALUE".to_owned()),
    }
}
