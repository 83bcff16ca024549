//! What the command line says.

use std::collections::HashSet;
use std::path::PathBuf;

use clap::Parser;
use http_step::Value;

/// Runs the steps of a file.
///
/// Ends with 0 where the build is a success, perhaps with warnings, with 1 where it is not, and with 2 where
/// the file or the command line is wrong and so nothing was sent.
#[derive(Debug, Parser)]
#[command(name = "run_file")]
pub(crate) struct Arguments {
    /// The file with the steps: `{"steps": [{"url": "https://…"}, …]}`
    pub(crate) file: PathBuf,

    /// Sets a property of the build to a text; may be given several times
    #[arg(long = "property", value_name = "NAME=TEXT", value_parser = text)]
    texts: Vec<Property>,

    /// Sets a property of the build to a value that is written as JSON
    #[arg(long = "property-json", value_name = "NAME=JSON", value_parser = json)]
    values: Vec<Property>,

    /// What the names of the variables begin with that hold the secrets: with the prefix `CI_SECRET_` the
    /// secret `api-token` is the variable `CI_SECRET_API_TOKEN`
    #[arg(long, value_name = "PREFIX", default_value = "CI_SECRET_")]
    pub(crate) secret_env: String,

    /// Shows what would be sent, each request with a line for curl, and sends nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

impl Arguments {
    pub(crate) fn properties(&self) -> impl Iterator<Item = &Property> {
        self.texts.iter().chain(&self.values)
    }

    /// The properties that are given more than once.
    pub(crate) fn repeated(&self) -> impl Iterator<Item = &str> {
        let mut seen = HashSet::new();
        let names = self.properties().map(|property| property.name.as_str());
        names.filter(move |name| !seen.insert(*name))
    }
}

/// A property with its value.
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
        Err(error) => Err(format!("the value of `{name}` is no JSON: {error}")),
    }
}

fn parts(argument: &str) -> Result<(String, &str), String> {
    match argument.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value)),
        _ => Err("a property is NAME=VALUE".to_owned()),
    }
}
