use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::String;

use super::ast::Reference;
use super::word::is_word;
use crate::piece::Piece;
use crate::{Problem, nearest};

/// Parses a key: the value that it refers to, and its operation where it has one.
pub(super) fn parse(key: Piece<'_>) -> Result<(Reference, Option<Piece<'_>>), Problem> {
    let Some((selector, rest)) = key.split_once(':') else {
        return Err(no_selector(key));
    };
    let (name, operation) = name(rest);
    let reference = match selector.text() {
        "prop" => Reference::Property(word(name, rest, "Property name", "prop")?),
        "kw" => Reference::Keyword(word(name, rest, "Keyword", "kw")?),
        "src" => return source(name, operation, rest),
        "worker" => Reference::Worker(name.text().to_owned()),
        "secret" => Reference::Secret(name.text().to_owned()),
        _ => return Err(unknown(selector)),
    };
    Ok((reference, operation))
}

fn source<'t>(
    codebase: Piece<'t>,
    attribute: Option<Piece<'t>>,
    rest: Piece<'t>,
) -> Result<(Reference, Option<Piece<'t>>), Problem> {
    let Some(attribute) = attribute else {
        let problem = rest.problem(format!(
            "Must specify both codebase and attribute for src Interpolation '{}'",
            rest.text()
        ));
        return Err(problem.help("write both, as in `src:codebase:branch`, or `src::branch`"));
    };
    let (attribute, operation) = name(attribute);
    let reference = Reference::Source {
        codebase: word(codebase, rest, "Codebase", "src")?,
        attribute: word(attribute, rest, "Attribute", "src")?,
    };
    Ok((reference, operation))
}

/// Splits at the first colon.
fn name(rest: Piece<'_>) -> (Piece<'_>, Option<Piece<'_>>) {
    match rest.split_once(':') {
        Some((name, operation)) => (name, Some(operation)),
        None => (rest, None),
    }
}

/// Reads a name with Buildbot's rules; `rest` is the whole text after the selector.
fn word(name: Piece<'_>, rest: Piece<'_>, what: &str, selector: &str) -> Result<String, Problem> {
    // The `$` of Buildbot's regular expression matches before a final newline.
    let checked = name.text().strip_suffix('\n').unwrap_or(name.text());
    let (checked, _) = name.split_at(checked.len());
    match checked.chars().find(|(c, ..)| !is_word(*c)) {
        None => Ok(name.text().to_owned()),
        Some((_, at, _)) => {
            let rest = rest.text();
            let what = format!("{what} must be alphanumeric for {selector} Interpolation '{rest}'");
            Err(at
                .problem(what)
                .help("a name consists of letters, digits, `_`, `.` and `-`"))
        }
    }
}

/// The selectors, with other names for them.
const SELECTORS: [(&str, &str); 10] = [
    ("prop", "prop"),
    ("kw", "kw"),
    ("src", "src"),
    ("worker", "worker"),
    ("secret", "secret"),
    ("property", "prop"),
    ("kwarg", "kw"),
    ("keyword", "kw"),
    ("source", "src"),
    ("slave", "worker"),
];

fn selector_near(name: &str) -> Option<&'static str> {
    let near = nearest(name, SELECTORS.iter().map(|(name, _)| *name))?;
    let (_, selector) = SELECTORS.iter().find(|(name, _)| *name == near)?;
    Some(selector)
}

fn unknown(selector: Piece<'_>) -> Problem {
    let name = selector.text();
    let problem = selector.problem(format!("invalid Interpolate selector '{name}'"));
    match selector_near(name) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("write `prop`, `kw`, `src`, `worker` or `secret`"),
    }
}

fn no_selector(key: Piece<'_>) -> Problem {
    let name = key.text();
    let problem = key.problem(format!(
        "invalid Interpolate substitution without selector '{name}'"
    ));
    if let Some(near) = selector_near(name) {
        problem.help(format!("write a name after it, as in `{near}:name`"))
    } else if !name.is_empty() && name.chars().all(is_word) {
        problem.help(format!(
            "write `prop:{name}` for a property, `kw:{name}` for an argument"
        ))
    } else {
        problem.help("write `prop:` and the name of a property, `kw:` and that of an argument")
    }
}
