//! What stands for addresses and paths in the texts of a case.

use std::io;
use std::path::Path;

use serde_json::Value;

/// What stands for something that this machine does not have.
const MISSING: [&str; 3] = ["{fixture:", "{origin6}", "{port6}"];

/// Placeholders with the texts that replace them.
#[derive(Clone, Debug, Default)]
pub(super) struct Placeholders(Vec<(String, String)>);

impl Placeholders {
    /// Adds a listener: its URL under `name`, its port under `port_name`.
    pub(super) fn listener(&mut self, name: &str, port_name: &str, host: &str, port: u16) {
        self.text(name, format!("{host}:{port}"));
        self.text(port_name, port.to_string());
    }

    pub(super) fn path(&mut self, name: &str, path: &Path) -> io::Result<()> {
        let no_text = || io::Error::other(format!("{} is no text", path.display()));
        self.text(name, path.to_str().ok_or_else(no_text)?.to_owned());
        Ok(())
    }

    fn text(&mut self, name: &str, text: String) {
        self.0.push((format!("{{{name}}}"), text));
    }

    /// The case with all placeholders replaced, as plain text and wherever they stand.
    pub(super) fn fill(&self, json: &Value) -> Result<Value, String> {
        Ok(match json {
            Value::String(text) => Value::String(self.fill_text(text)?),
            Value::Array(items) => Value::Array(
                items
                    .iter()
                    .map(|item| self.fill(item))
                    .collect::<Result<_, _>>()?,
            ),
            Value::Object(members) => {
                let members = members
                    .iter()
                    .map(|(name, value)| Ok((self.fill_text(name)?, self.fill(value)?)));
                Value::Object(members.collect::<Result<_, String>>()?)
            }
            other => other.clone(),
        })
    }

    fn fill_text(&self, text: &str) -> Result<String, String> {
        let mut text = text.to_owned();
        for (placeholder, value) in &self.0 {
            text = text.replace(placeholder, value);
        }
        match MISSING.iter().find(|missing| text.contains(*missing)) {
            Some(missing) => Err(format!("cannot be played here: {missing}")),
            None => Ok(text),
        }
    }
}
