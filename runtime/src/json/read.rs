//! Text → document → tree → checked → step.

use http_step_syntax::check::{self, Finding};
use http_step_syntax::tree::Node;
use http_step_syntax::{Problem, Surface};
use serde::de::{Deserialize, Deserializer, Error as _};

use super::document::{Document, Source};
use super::expr::Reader;
use super::report::{self, MAX_MISTAKES};
use super::tree::Builder;
use super::{invalid, step};
use crate::buildbot::parsed_pattern;
use crate::error::JsonError;
use crate::expr::{Expr, too_deep};
use crate::step::HttpStep;
use crate::value::Value;

impl HttpStep {
    /// Reads a step from JSON: an object with the keys of the macros, checked as the macros check theirs.
    ///
    /// The text may be of any length, and is read at most 128 levels deep.
    ///
    /// ```
    /// use http_step::{HttpStep, post};
    ///
    /// let step = HttpStep::from_json(
    ///     r#"{"url": "https://ci.example.com/builds", "data": {"branch": {"$property": "branch"}}}"#,
    /// )?;
    /// assert_eq!(step, post!("https://ci.example.com/builds", data: { "branch": Property("branch") }));
    /// # Ok::<(), http_step::JsonError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns all mistakes at once: invalid JSON, duplicate keys, and every rule of the language that is broken.
    pub fn from_json(text: &str) -> Result<Self, JsonError> {
        let source = source(text)?;
        let mut builder = Builder::of_text(source.findings);
        let tree = builder.step(source.document);
        let mut findings = builder.findings;
        if let Some(step) = &tree {
            findings.extend(check::step(step, Surface::Json, &count_groups));
        }
        match tree {
            Some(tree) if findings.is_empty() => Ok(step::read(tree, &mut [])),
            _ => Err(report::error(text, &source.places, findings)),
        }
    }
}

/// Reads the steps of a factory: `{"steps": [step, …]}`.
pub(crate) fn factory(text: &str) -> Result<Vec<HttpStep>, JsonError> {
    let source = source(text)?;
    let mut builder = Builder::of_text(source.findings);
    let steps = builder.factory(source.document);
    let mut findings = builder.findings;
    for step in &steps {
        if findings.len() < MAX_MISTAKES {
            findings.extend(check::step(step, Surface::Json, &count_groups));
        }
    }
    if !findings.is_empty() {
        return Err(report::error(text, &source.places, findings));
    }
    Ok(steps
        .into_iter()
        .map(|step| step::read(step, &mut []))
        .collect())
}

/// Reads the step that a macro checked and wrote; `args` are the Rust expressions that its text refers to. None
/// for a text that no macro writes.
pub(crate) fn step_of_macro(text: &str, args: &mut [Expr]) -> Option<HttpStep> {
    let tree = Builder::of_macro().step(Source::read(text).document)?;
    Some(step::read(tree, args))
}

impl Expr {
    /// Reads an expression from JSON in the fixed form.
    ///
    /// # Errors
    ///
    /// Returns the first mistake, with its place: those of [`Deserialize`], and an integer of more than 64 bits,
    /// which that takes for the float next to it.
    ///
    /// ```
    /// use http_step::Expr;
    ///
    /// let error = Expr::from_json(r#"{"a": [{"$proprety": "branch"}]}"#).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "1:9: a[0].$proprety: unknown form `$proprety`; did you mean `$property`?"
    /// );
    /// assert!(Expr::from_json("18446744073709551616").is_err());
    /// ```
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        let read = source(text).and_then(
            |Source {
                 document,
                 places,
                 findings,
                 ..
             }| {
                let (node, findings) = expr_of(document, findings);
                match findings.is_empty() {
                    true => Ok(Reader::new(&mut []).expr(node)),
                    false => Err(report::error(text, &places, findings)),
                }
            },
        );
        read.map_err(|error| match error.mistakes() {
            [first, ..] => serde_json::Error::custom(first),
            [] => serde_json::Error::custom(error),
        })
    }
}

/// The fixed JSON form, as [`Serialize`](serde::Serialize) writes it.
///
/// ```
/// use http_step::{Expr, IntoExpr, property};
///
/// let expr: Expr = serde_json::from_str(r#"{"$property": "branch", "default": "main"}"#)?;
/// assert_eq!(expr, property("branch").default("main").into_expr());
/// # Ok::<(), serde_json::Error>(())
/// ```
impl<'de> Deserialize<'de> for Expr {
    /// # Errors
    ///
    /// Returns the first mistake, with its path: an unknown form, a member that a form does not have or that is
    /// of the wrong kind, and an invalid template or pattern.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        if value.is_too_deep() {
            return Err(D::Error::custom(too_deep()));
        }
        let Source {
            document,
            places,
            findings,
            ..
        } = Source::of_value(&value);
        let (node, findings) = expr_of(document, findings);
        match findings.into_iter().next() {
            None => Ok(Reader::new(&mut []).expr(node)),
            Some(first) => Err(D::Error::custom(report::pathed(&places, first))),
        }
    }
}

/// Returns the document of a text, if it is one.
fn source(text: &str) -> Result<Source<'_>, JsonError> {
    invalid::validate(text).map_err(|problem| report::invalid(text, problem))?;
    let source = Source::read(text);
    if source.is_too_deep {
        return Err(report::error(text, &source.places, source.findings));
    }
    Ok(source)
}

/// Returns the checked value that a document is.
fn expr_of(document: Document<'_>, findings: Vec<Finding>) -> (Node, Vec<Finding>) {
    let mut builder = Builder::of_text(findings);
    let node = builder.value(document);
    let mut findings = builder.findings;
    findings.extend(check::value(&node, Surface::Json, &count_groups));
    (node, findings)
}

fn count_groups(pattern: &str) -> Result<usize, Problem> {
    match parsed_pattern(pattern) {
        Ok(parsed) => Ok(parsed.captures_len().saturating_sub(1)),
        Err(reason) => {
            let what = format!("invalid regular expression: {reason}");
            Err(Problem::whole(what))
        }
    }
}
