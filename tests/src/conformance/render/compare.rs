//! Compares what came of a case with what was recorded; an error is the first mismatch.

use std::fmt::Debug;

use super::case::{Expect, Recorded};
use super::encode;
use super::play::{Ended, Outcome};

/// `text` is that of the recorded value.
pub(super) fn compare(
    expect: &Expect,
    text: Option<&str>,
    outcome: &Outcome,
) -> Result<(), String> {
    compare_end(&expect.ended, text, &outcome.ended)?;
    if let Some(used) = &expect.used_secrets {
        same("used secrets", used, &outcome.used_secrets)?;
    }
    if let Some(cleaned) = &expect.cleaned {
        same("cleaned", cleaned, &outcome.cleaned)?;
    }
    Ok(())
}

fn compare_end(recorded: &Recorded, text: Option<&str>, ended: &Ended) -> Result<(), String> {
    match (recorded, ended) {
        (Recorded::Value(expected), Ended::Value { value, text: shown }) => {
            let (expected, actual) = (expected.to_string(), encode::text(value));
            if expected != actual {
                return Err(mismatch("value", &expected, &actual));
            }
            let text = text.ok_or("the case does not say the text of its value")?;
            same("text", text, shown)
        }
        (Recorded::ConfigError(Some(expected)), Ended::ConfigError(actual)) => {
            same("config error", expected, actual)
        }
        (Recorded::RenderError(Some(expected)), Ended::RenderError(actual)) => {
            same("render error", expected, actual)
        }
        (Recorded::ConfigError(None), Ended::ConfigError(_))
        | (Recorded::RenderError(None), Ended::RenderError(_)) => Ok(()),
        (Recorded::Error(expected), Ended::ConfigError(actual) | Ended::RenderError(actual)) => {
            same("error", *expected, actual)
        }
        (recorded, ended) => {
            let (recorded, ended) = (format!("{recorded:?}"), format!("{ended:?}"));
            Err(mismatch("outcome", &recorded, &ended))
        }
    }
}

fn same<T: PartialEq + Debug + ?Sized>(what: &str, expected: &T, actual: &T) -> Result<(), String> {
    if expected == actual {
        return Ok(());
    }
    let (expected, actual) = (format!("{expected:?}"), format!("{actual:?}"));
    Err(mismatch(what, &expected, &actual))
}

fn mismatch(what: &str, expected: &str, actual: &str) -> String {
    format!("{what}: expected {}, got {}", cut(expected), cut(actual))
}

/// Not too long for a line.
fn cut(text: &str) -> String {
    const LONGEST: usize = 200;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
