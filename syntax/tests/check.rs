//! The checker, over trees in both notations: right steps have no findings, and wrong ones have each mistake at its
//! place. There is one module for each file of the checker.
#![cfg(test)]

#[path = "check/arbitrary.rs"]
mod arbitrary;
#[path = "check/auth.rs"]
mod auth;
#[path = "check/capture.rs"]
mod capture;
#[path = "check/condition.rs"]
mod condition;
#[path = "check/cookies.rs"]
mod cookies;
#[path = "check/field.rs"]
mod field;
#[path = "check/file.rs"]
mod file;
#[path = "check/form.rs"]
mod form;
#[path = "check/headers.rs"]
mod headers;
#[path = "check/hooks.rs"]
mod hooks;
#[path = "check/kind.rs"]
mod kind;
#[path = "check/literal.rs"]
mod literal;
#[path = "check/locks.rs"]
mod locks;
#[path = "check/map.rs"]
mod map;
#[path = "check/options.rs"]
mod options;
#[path = "check/part.rs"]
mod part;
#[path = "check/proxies.rs"]
mod proxies;
#[path = "check/results.rs"]
mod results;
#[path = "check/rules.rs"]
mod rules;
#[path = "check/seconds.rs"]
mod seconds;
#[path = "check/step.rs"]
mod step;
#[path = "check/template.rs"]
mod template;
#[path = "check/text.rs"]
mod text;
#[path = "check/tree.rs"]
mod tree;
#[path = "check/trust.rs"]
mod trust;
#[path = "check/url.rs"]
mod url;
#[path = "check/value.rs"]
mod value;

use http_step_syntax::check::{self, Finding};
use http_step_syntax::tree::{Field, Node, Step};
use http_step_syntax::{Problem, Surface};

use tree::{field as tree_field, string_at, text as tree_text};

/// An expected finding: the mark of the place, the text in the string there, what is wrong, and what to write.
/// The text is empty where all of the place is at fault, and so is the help where there is none.
type Expected<'t> = (u32, &'t str, &'t str, &'t str);

/// Returns the fields of a step with a URL and one more field.
fn with(key: &str, value: Node) -> Vec<Field> {
    let url = tree_field("url", tree_text("https://example.com/"));
    vec![url, tree_field(key, value)]
}

/// Counts the groups of a regular expression, which is wrong where its parentheses are not balanced.
fn count_groups(pattern: &str) -> Result<usize, Problem> {
    let opened = pattern.matches('(').count();
    if opened != pattern.matches(')').count() {
        let at = pattern.find('(').unwrap_or_default();
        return Err(Problem::new(at..at + 1, "unclosed group"));
    }
    Ok(opened - pattern.matches("(?:").count())
}

fn find(step: &Step, surface: Surface) -> Vec<Finding> {
    check::step(step, surface, &count_groups)
}

/// Checks that the fields make a right step in both notations.
#[track_caller]
fn accepts(fields: Vec<Field>) {
    let step = tree::step(fields);
    for surface in [Surface::Rust, Surface::Json] {
        assert_eq!(find(&step, surface), [], "{surface:?}");
    }
}

#[track_caller]
fn accepts_in(surface: Surface, fields: Vec<Field>) {
    assert_eq!(find(&tree::step(fields), surface), []);
}

/// Checks that the fields have these mistakes in Rust, and mistakes at the same places in JSON.
#[track_caller]
fn rejects(fields: Vec<Field>, expected: &[Expected<'_>]) {
    let places = |step: &Step, surface| {
        let findings = find(step, surface).into_iter();
        let places = findings.map(|finding| (finding.at, finding.inside));
        places.collect::<Vec<_>>()
    };
    let step = tree::step(fields.clone());
    rejects_in(Surface::Rust, fields, expected);
    assert_eq!(places(&step, Surface::Json), places(&step, Surface::Rust));
}

/// Checks that the fields have these mistakes in one notation.
#[track_caller]
fn rejects_in(surface: Surface, fields: Vec<Field>, expected: &[Expected<'_>]) {
    let step = tree::step(fields);
    let findings = find(&step, surface);
    let found: Vec<Expected<'_>> = findings
        .iter()
        .map(|finding| {
            let inside = match &finding.inside {
                Some(range) => string_at(&step, finding.at)
                    .and_then(|string| string.get(range.clone()))
                    .unwrap_or("(not in the string)"),
                None => "",
            };
            let help = finding.help.as_deref().unwrap_or_default();
            (finding.at.0, inside, finding.what.as_str(), help)
        })
        .collect();
    assert_eq!(found, expected);
}
