//! What stands for the addresses of the listeners in the texts of a case.

use serde_json::Value;

/// The beginnings of placeholders for what no listener provides yet.
const LATER: [&str; 8] = [
    "{tls}",
    "{tls_",
    "{mtls}",
    "{port_tls",
    "{port_mtls",
    "{fixture:",
    "{origin6}",
    "{port6}",
];

/// Placeholders with the texts that replace them.
#[derive(Debug, Default)]
pub(super) struct Placeholders(Vec<(String, String)>);

impl Placeholders {
    /// Adds a listener: its URL under `name`, its port under `port_name`.
    pub(super) fn listener(&mut self, name: &str, port_name: &str, host: &str, port: u16) {
        self.0
            .push((format!("{{{name}}}"), format!("http://{host}:{port}")));
        self.0.push((format!("{{{port_name}}}"), port.to_string()));
    }

    /// The case with all placeholders of listeners replaced, as plain text and wherever they stand.
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
        match LATER.iter().find(|later| text.contains(*later)) {
            Some(later) => Err(format!("cannot be played yet: {later}")),
            None => Ok(text),
        }
    }
}
