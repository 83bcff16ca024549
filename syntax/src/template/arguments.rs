//! Whether a template and its arguments fit.

use alloc::format;
use alloc::vec::Vec;

use super::{
    Operation, PositionalConversion, PositionalPiece, Reference, Substitution, arguments,
    cut_secret, keyed, positional,
};
use crate::{Problem, nearest};

/// What a template refers to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// What is wrong, in the order of finding.
    pub problems: Vec<Problem>,
    /// How many secrets it takes in.
    pub secrets: usize,
}

/// Checks a template with arguments of these names.
///
/// ```
/// use http_step_syntax::template::check_keyed;
///
/// let found = check_keyed("%(kw:braanch)s at %(secret:token)s", &["branch"]);
/// assert_eq!(found.problems[0].help.as_deref(), Some("did you mean `branch`?"));
/// assert_eq!(found.secrets, 1);
/// ```
pub fn check_keyed(text: &str, names: &[&str]) -> References {
    let mut found = References::default();
    let template = match keyed(text) {
        Ok(template) => template,
        Err(problem) => {
            found.problems.push(problem);
            return found;
        }
    };
    template.visit(&mut |substitution| found.problems.extend(cut_secret(substitution)));
    template.visit(&mut |substitution| match &substitution.reference {
        Reference::Secret(_) => found.secrets += 1,
        Reference::Keyword(name) => {
            found.problems.extend(unknown(name, substitution, names));
        }
        _ => {}
    });
    found
}

/// One that may be missing is asked for by its operation.
fn unknown(name: &str, at: &Substitution, names: &[&str]) -> Option<Problem> {
    if names.contains(&name) || at.operation != Operation::Plain {
        return None;
    }
    let problem = Problem::new(at.range.clone(), format!("there is no argument `{name}`"));
    Some(match nearest(name, names.iter().copied()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("give the argument `{name}`")),
    })
}

/// Checks a template with so many arguments without names.
///
/// # Errors
///
/// The first mistake; a wrong number has an empty range.
///
/// ```
/// use http_step_syntax::template::check_positional;
///
/// assert!(check_positional("%s of %d", 2).is_ok());
/// let problem = check_positional("%s", 2).unwrap_err();
/// assert_eq!(problem.what, "the text takes arguments: 1, and there are 2");
/// ```
pub fn check_positional(text: &str, given: usize) -> Result<(), Problem> {
    let pieces = positional(text)?;
    for piece in &pieces {
        if let PositionalPiece::Conversion(PositionalConversion {
            range,
            key: Some(_),
            ..
        }) = piece
        {
            let what = "a key stands beside positional arguments";
            return Err(Problem::new(range.clone(), what)
                .help("write `%s`, or give all arguments by their names: `%(kw:name)s`"));
        }
    }
    let taken = arguments(&pieces);
    if taken != given {
        let what = format!("the text takes arguments: {taken}, and there are {given}");
        return Err(Problem::new(0..0, what));
    }
    Ok(())
}
