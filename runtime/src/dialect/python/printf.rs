//! The `%` operator on text, as in `"%-5s|%03d" % (name, number)`.

mod arguments;
mod conversion;
mod figure;
mod float;
mod integer;
mod spec;

pub(in crate::dialect) use conversion::{Shape, Show, convert};

use std::slice::from_ref;

use arguments::Arguments;
use conversion::{Conversion, Flags, Kind};
use spec::{Fault, Piece, Reader, Size, Spec};

use crate::dialect::refuse::{bound, bound_work, weight};
use crate::error::RenderError;
use crate::value::Value;

/// `template % argument`: a tuple holds several arguments, a dict is asked by key, anything else is the
/// only argument.
pub(in crate::dialect) fn format(
    template: &str,
    argument: &Value,
    show: Show<'_>,
) -> Result<String, RenderError> {
    let mut arguments = Arguments::new(argument);
    let mut out = String::new();
    let mut shown = 0_usize;
    for piece in Reader::new(template) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Spec(spec) => {
                let (conversion, value) = resolve(spec, &mut arguments)?;
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
pub(in crate::dialect) fn mapping_keys(template: &str) -> Result<Vec<String>, RenderError> {
    let mut keys = Vec::new();
    for piece in Reader::new(template) {
        if let Piece::Spec(spec) = piece {
            spec.end.map_err(Fault::into_error)?;
            keys.extend(spec.key.map(str::to_owned));
        }
    }
    Ok(keys)
}

/// Takes the arguments of a specification, in Python's order, which decides what is reported first.
fn resolve<'v>(
    spec: Spec<'_>,
    arguments: &mut Arguments<'v>,
) -> Result<(Conversion, &'v Value), RenderError> {
    if let Some(key) = spec.key {
        arguments.require_mapping()?;
        if spec.end == Err(Fault::IncompleteKey) {
            return Err(Fault::IncompleteKey.into_error());
        }
        arguments.select(key)?;
    }
    let mut flags = spec.flags;
    let width = match spec.width {
        None => 0,
        Some(Size::Fixed(width)) => width,
        Some(Size::Argument) => {
            let width = arguments.size("ssize_t", i64::MIN, i64::MAX)?;
            flags.left |= width < 0;
            width.unsigned_abs()
        }
    };
    let precision = match spec.precision {
        None => None,
        Some(Size::Fixed(precision)) => Some(precision),
        Some(Size::Argument) => {
            let precision = arguments.size("int", i32::MIN.into(), i32::MAX.into())?;
            Some(u64::try_from(precision).unwrap_or(0))
        }
    };
    let (letter, index) = spec.end.map_err(Fault::into_error)?;
    let value = arguments.next()?;
    let kind = Kind::of(letter).ok_or_else(|| unsupported(letter, index))?;
    let conversion = Conversion {
        flags,
        width,
        precision,
        kind,
    };
    Ok((conversion, value))
}

fn unsupported(letter: char, index: usize) -> RenderError {
    let shown = match letter {
        '\u{1f}'..='~' => letter,
        _ => '?',
    };
    let code = u32::from(letter);
    RenderError::new(format!(
        "unsupported format character '{shown}' ({code:#x}) at index {index}"
    ))
}

#[cfg(test)]
mod tests;
