//! Checks that a template and its arguments match.

use alloc::format;
use alloc::vec::Vec;
use core::ops::Range;

use super::ast::{Operation, Reference, Substitution, Template};
use super::keyed::keyed_with_problems;
use super::positional::{PositionalConversion, PositionalPiece, positional};
use super::secret::cut_secret;
use crate::{Problem, nearest};

/// Buildbot's message for positional and named arguments in one template.
pub const MIXED: &str = "Interpolate takes either positional or keyword substitutions, not both.";

/// A template, checked against its arguments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckedTemplate {
    /// The substitutions that could be read.
    pub template: Template,
    /// The mistakes, those of the syntax first.
    pub problems: Vec<Problem>,
    /// The bytes of each substitution that inserts a secret.
    pub secrets: Vec<Range<usize>>,
}

/// Checks a template with arguments of these names.
///
/// ```
/// use http_step_syntax::template::check_keyed;
///
/// let checked = check_keyed("%(kw:braanch)s at %(secret:token)s", &["branch"]);
/// assert_eq!(checked.problems[0].help.as_deref(), Some("did you mean `branch`?"));
/// assert_eq!(checked.secrets, [18..34]);
/// ```
pub fn check_keyed(text: &str, names: &[&str]) -> CheckedTemplate {
    let (template, mut problems) = keyed_with_problems(text);
    let mut secrets = Vec::new();
    template.visit(&mut |substitution| problems.extend(cut_secret(substitution)));
    template.visit(&mut |substitution| match &substitution.reference {
        Reference::Secret(_) => secrets.push(substitution.range.clone()),
        Reference::Keyword(name) => problems.extend(unknown(name, substitution, names)),
        _ => {}
    });
    CheckedTemplate {
        template,
        problems,
        secrets,
    }
}

/// Reports an argument that is not given, unless an operation says what is inserted without it.
fn unknown(name: &str, at: &Substitution, names: &[&str]) -> Option<Problem> {
    if names.contains(&name) || at.operation != Operation::Plain {
        return None;
    }
    let problem = Problem::new(at.range.clone(), format!("unknown argument `{name}`"));
    Some(match nearest(name, names.iter().copied()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("pass the argument `{name}`")),
    })
}

/// A conversion in a template with positional arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// Its bytes in the template.
    pub range: Range<usize>,
    /// The index of the argument that it inserts; those of its `*` come before it.
    pub argument: usize,
}

/// Checks a template with this number of arguments without names. Returns its conversions.
///
/// # Errors
///
/// Returns the first mistake; that of a wrong number has an empty range.
///
/// ```
/// use http_step_syntax::template::check_positional;
///
/// let placeholders = check_positional("%s of %*d", 3).unwrap();
/// assert_eq!((placeholders[1].range.clone(), placeholders[1].argument), (6..9, 2));
/// let problem = check_positional("%s", 2).unwrap_err();
/// assert_eq!(problem.what, "this template has 1 placeholder, but 2 arguments are given");
/// ```
pub fn check_positional(text: &str, given: usize) -> Result<Vec<Placeholder>, Problem> {
    let pieces = positional(text)?;
    let mut placeholders = Vec::new();
    let mut taken = 0;
    for piece in &pieces {
        match piece {
            PositionalPiece::Conversion(PositionalConversion {
                range,
                key: Some(_),
                ..
            }) => {
                let what = "a named substitution is not allowed next to positional arguments";
                return Err(Problem::new(range.clone(), what)
                    .help("write `%s`, or give all arguments by name: `%(kw:name)s`"));
            }
            PositionalPiece::Conversion(conversion) => {
                taken += conversion.arguments();
                placeholders.push(Placeholder {
                    range: conversion.range.clone(),
                    argument: taken - 1,
                });
            }
            PositionalPiece::Text(_) => {}
        }
    }
    if taken != given {
        return Err(wrong_number(taken, given));
    }
    Ok(placeholders)
}

fn wrong_number(taken: usize, given: usize) -> Problem {
    let placeholders = match taken {
        0 => "no placeholder".into(),
        1 => "1 placeholder".into(),
        taken => format!("{taken} placeholders"),
    };
    let arguments = match given {
        1 => "1 argument is".into(),
        given => format!("{given} arguments are"),
    };
    let problem = Problem::whole(format!(
        "this template has {placeholders}, but {arguments} given"
    ));
    if taken < given {
        problem.help("write `%s` where the value goes")
    } else {
        problem.help("pass one argument for each placeholder, and write `%%` for a percent sign")
    }
}
