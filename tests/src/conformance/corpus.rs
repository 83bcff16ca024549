//! Files of recorded cases.

use std::fs;
use std::path::Path;

use serde_json::Value;

/// A case as it stands in its file.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Its name, for reports only.
    pub id: String,
    /// All of it.
    pub json: Value,
}

/// The cases of a file: a JSON list of objects with an `id`.
///
/// # Errors
///
/// When the file cannot be read or is no such list; the text names the file.
pub fn load(file: &Path) -> Result<Vec<Recorded>, String> {
    let explain = |why: String| format!("{}: {why}", file.display());
    let text = fs::read_to_string(file).map_err(|error| explain(error.to_string()))?;
    let cases: Vec<Value> =
        serde_json::from_str(&text).map_err(|error| explain(error.to_string()))?;
    cases
        .into_iter()
        .enumerate()
        .map(
            |(index, json)| match json.get("id").and_then(Value::as_str) {
                Some(id) => Ok(Recorded {
                    id: id.to_owned(),
                    json,
                }),
                None => Err(explain(format!("case {index} has no id"))),
            },
        )
        .collect()
}
