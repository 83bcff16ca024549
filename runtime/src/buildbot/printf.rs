//! The `%` operator of Python's on text, as in `"%-5s|%03d" % (name, number)`: templates with arguments are written
//! in its language in both dialects, which differ in the texts that `show` gives.

mod arguments;
mod conversion;
mod figure;
mod float;
mod integer;

pub(in crate::buildbot) use conversion::{Shape, Show, convert};

use std::slice::from_ref;

use arguments::Arguments;
use conversion::{Conversion, Kind};
use http_step_syntax::template::{Amount, PositionalConversion, PositionalPiece, positional};

use crate::buildbot::refuse::{bound, bound_work, weight};
use crate::error::RenderError;
use crate::value::Value;

/// `template % argument`: a tuple holds several arguments, a dict is asked by key, anything else is the
/// only argument.
pub(in crate::buildbot) fn format(
    template: &str,
    argument: &Value,
    show: Show<'_>,
) -> Result<String, RenderError> {
    let mut arguments = Arguments::new(argument);
    let mut out = String::new();
    let mut shown = 0_usize;
    for piece in parsed(template)? {
        match piece {
            PositionalPiece::Text(text) => out.push_str(&text),
            PositionalPiece::Conversion(written) => {
                let (conversion, value) = resolve(&written, &mut arguments)?;
                shown = shown.saturating_add(weight(from_ref(value)));
                bound_work(shown)?;
                out.push_str(&convert(&conversion, value, show)?);
            }
        }
        bound(out.len())?;
    }
    arguments.finish()?;
    Ok(out)
}

/// The keys that a template asks for, in order, some perhaps more than once.
///
/// # Errors
///
/// For a template that does not parse.
pub(in crate::buildbot) fn mapping_keys(template: &str) -> Result<Vec<String>, RenderError> {
    let keys = parsed(template)?
        .into_iter()
        .filter_map(|piece| match piece {
            PositionalPiece::Conversion(written) => written.key,
            PositionalPiece::Text(_) => None,
        });
    Ok(keys.collect())
}

fn parsed(template: &str) -> Result<Vec<PositionalPiece>, RenderError> {
    positional(template).map_err(|problem| RenderError::new(problem.what))
}

/// Takes the arguments of a conversion, in Python's order, which decides what is reported first.
fn resolve<'v>(
    written: &PositionalConversion,
    arguments: &mut Arguments<'v>,
) -> Result<(Conversion, &'v Value), RenderError> {
    if let Some(key) = &written.key {
        arguments.require_mapping()?;
        arguments.select(key)?;
    }
    let mut flags = written.flags;
    let width = match written.width {
        None => 0,
        Some(Amount::Fixed(width)) => width as u64,
        Some(Amount::Argument) => {
            let width = arguments.size("ssize_t", i64::MIN, i64::MAX)?;
            flags.left |= width < 0;
            width.unsigned_abs()
        }
    };
    let precision = match written.precision {
        None => None,
        Some(Amount::Fixed(precision)) => Some(precision as u64),
        Some(Amount::Argument) => {
            let precision = arguments.size("int", i32::MIN.into(), i32::MAX.into())?;
            Some(u64::try_from(precision).unwrap_or(0))
        }
    };
    let value = arguments.next()?;
    let kind = Kind::of(written.kind)
        .ok_or_else(|| RenderError::new(format!("`{}` converts nothing", written.kind)))?;
    let conversion = Conversion {
        flags,
        width,
        precision,
        kind,
    };
    Ok((conversion, value))
}

#[cfg(test)]
mod tests;
