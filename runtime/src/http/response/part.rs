//! The value of a part of a response.

use reqwest::header::{HeaderMap, SET_COOKIE};

use crate::buildbot::{Dialect, compiled_pattern, first_group};
use crate::error::RenderError;
use crate::step::{PartKind, ResponsePart, parse_path};
use crate::transport::{Missing, Response, describe_names};
use crate::value::Value;

/// Checks the path or the pattern of a part.
pub(super) fn check(part: &ResponsePart) -> Result<(), RenderError> {
    match &part.0 {
        PartKind::Json(path) => {
            path.get(parse_path)?;
        }
        PartKind::Matches(pattern) => {
            let groups = pattern.get(compiled_pattern)?.captures_len() - 1;
            if groups != 1 {
                let pattern = pattern.as_str();
                let what = format!("the pattern `{pattern}` has {groups} groups, not one");
                return Err(RenderError::new(what));
            }
        }
        _ => {}
    }
    Ok(())
}

/// Whether the part is always text.
pub(super) fn is_text(part: &ResponsePart) -> bool {
    matches!(
        part.0,
        PartKind::Text | PartKind::Header(_) | PartKind::Cookie(_) | PartKind::Matches(_)
    )
}

pub(super) fn value(
    part: &ResponsePart,
    response: &Response,
    dialect: Dialect,
) -> Result<Value, Missing> {
    let unreadable = |error: RenderError| Missing::Unreadable(error.to_string());
    match &part.0 {
        PartKind::Status => Ok(Value::Integer(response.status.as_u16().into())),
        PartKind::Size => Ok(Value::Integer(response.size.into())),
        PartKind::Duration => Ok(Value::Float(response.duration.as_secs_f64())),
        PartKind::Text => Ok(Value::String(response.text(dialect).into_owned())),
        PartKind::Json(path) => {
            let path = path.get(parse_path).map_err(unreadable)?;
            response.json(path)
        }
        PartKind::Header(name) => header(name, &response.headers, dialect),
        PartKind::Cookie(name) => cookie(name, &response.headers, dialect),
        PartKind::Matches(pattern) => {
            let text = response.text(dialect);
            // The pattern was checked before anything was sent.
            let too_long = |error: RenderError| Missing::TooLong(error.to_string());
            let pattern = pattern.get(compiled_pattern).map_err(unreadable)?;
            let found = first_group(&text, pattern).map_err(too_long)?;
            let nothing = || format!("no match in {}", Value::from(text.into_owned()));
            found
                .map(Value::String)
                .ok_or_else(|| Missing::Nothing(nothing()))
        }
    }
}

fn header(name: &str, headers: &HeaderMap, dialect: Dialect) -> Result<Value, Missing> {
    let values = headers.get_all(name).iter();
    let values: Vec<_> = values
        .map(|value| dialect.header_text(value.as_bytes()))
        .collect();
    if !values.is_empty() {
        return Ok(Value::String(values.join(", ")));
    }
    let names: Vec<_> = headers
        .keys()
        .map(|name| name.as_str().to_owned())
        .collect();
    let there = describe_names(name, &names, names.len());
    Err(Missing::Nothing(format!("no header `{name}`{there}")))
}

/// If several cookies have the same name, the last one counts, as in a jar.
fn cookie(name: &str, headers: &HeaderMap, dialect: Dialect) -> Result<Value, Missing> {
    let (mut found, mut names) = (None, Vec::new());
    for field in headers.get_all(SET_COOKIE) {
        let text = dialect.header_text(field.as_bytes());
        let pair = text.split(';').next().unwrap_or_default();
        let Some((known, value)) = pair.split_once('=') else {
            continue;
        };
        if known.trim() == name {
            found = Some(value.trim().to_owned());
        } else {
            names.push(known.trim().to_owned());
        }
    }
    let there = || describe_names(name, &names, names.len());
    found
        .map(Value::String)
        .ok_or_else(|| Missing::Nothing(format!("no cookie `{name}`{}", there())))
}
