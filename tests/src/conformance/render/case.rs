//! The form of a case.

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    #[serde(rename = "id")]
    _id: IgnoredAny,
    pub(super) tags: Vec<String>,
    #[serde(default, rename = "note")]
    _note: IgnoredAny,
    pub(super) expr: Value,
    pub(super) properties: Map<String, Value>,
    /// Influences nothing.
    #[serde(default, rename = "sources")]
    _sources: IgnoredAny,
    /// None: there is no secrets service; one without secrets where the member is absent.
    #[serde(default = "service_without_secrets")]
    pub(super) secrets: Option<Map<String, Value>>,
    #[serde(default, rename = "sourcestamps")]
    pub(super) source_stamps: Vec<Map<String, Value>>,
    #[serde(default)]
    pub(super) worker_info: Map<String, Value>,
    #[serde(default)]
    pub(super) clean: Vec<String>,
    pub(super) expect: Expect,
    /// That of the value.
    #[serde(default)]
    pub(super) text: Option<String>,
}

impl Case {
    pub(super) fn is_tagged(&self, tag: &str) -> bool {
        self.tags.iter().any(|own| own == tag)
    }
}

fn service_without_secrets() -> Option<Map<String, Value>> {
    Some(Map::new())
}

/// What was recorded.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "Written")]
pub(super) struct Expect {
    pub(super) ended: Recorded,
    /// Value and mark, by first use.
    pub(super) used_secrets: Option<Vec<(String, String)>>,
    pub(super) cleaned: Option<Vec<String>>,
}

/// How a rendering ended. A text is there where it must be the same.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Recorded {
    Value(Value),
    ConfigError(Option<String>),
    RenderError(Option<String>),
    /// An error of either kind with this text. Not recorded, but what a difference may ask for.
    Error(&'static str),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default, deserialize_with = "present")]
    value: Option<Value>,
    config_error: Option<String>,
    exception: Option<String>,
    #[serde(default, rename = "checkconfig")]
    _checkconfig: IgnoredAny,
    render_error: Option<String>,
    used_secrets: Option<Map<String, Value>>,
    cleaned: Option<Vec<String>>,
}

/// Tells null from nothing.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

impl TryFrom<Written> for Expect {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let ended = match (written.value, written.config_error, written.render_error) {
            (Some(value), None, None) => Recorded::Value(value),
            (None, Some(text), None) => {
                let is_own = written.exception.as_deref() == Some("ConfigErrors");
                Recorded::ConfigError(is_own.then_some(text))
            }
            (None, None, Some(text)) => Recorded::RenderError(own_text(&text)),
            _ => return Err("there is one of `value`, `config_error`, `render_error`"),
        };
        let used_secrets = written.used_secrets.map(|used| {
            used.into_iter()
                .map(|(value, mark)| match mark {
                    Value::String(mark) => Ok((value, mark)),
                    _ => Err("the mark of a secret is text"),
                })
                .collect()
        });
        Ok(Self {
            ended,
            used_secrets: used_secrets.transpose()?,
            cleaned: written.cleaned,
        })
    }
}

/// The text of a rendering error where it is Buildbot's own, not Python's.
fn own_text(error: &str) -> Option<String> {
    let (class, text) = error.split_once(": ")?;
    match class {
        "ConfigErrors" => Some(text.to_owned()),
        "KeyError" => {
            let text = unquoted(text)?;
            let is_own = text.starts_with("secrets service not started")
                || text.starts_with("secret key ")
                    && text.ends_with(" is not found in any provider");
            is_own.then_some(text)
        }
        _ => None,
    }
}

/// The text that Python shows like this.
fn unquoted(shown: &str) -> Option<String> {
    let mut inner = shown.chars();
    if inner.next()? != inner.next_back()? {
        return None;
    }
    let mut text = String::new();
    while let Some(c) = inner.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        let digits = match inner.next()? {
            'n' => {
                text.push('\n');
                continue;
            }
            'r' => {
                text.push('\r');
                continue;
            }
            't' => {
                text.push('\t');
                continue;
            }
            'x' => 2,
            'u' => 4,
            'U' => 8,
            other => {
                text.push(other);
                continue;
            }
        };
        let code: String = inner.by_ref().take(digits).collect();
        text.push(char::from_u32(u32::from_str_radix(&code, 16).ok()?)?);
    }
    Some(text)
}

#[cfg(test)]
mod tests;
