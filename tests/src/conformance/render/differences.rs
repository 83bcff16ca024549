//! Where we may differ from Buildbot on purpose: each difference is a function of the case, and says
//! what may come instead of what was recorded.

use serde_json::{Map, Value as Json, json};

use super::case::{Case, Expect, Recorded};

/// A difference that is meant.
pub(super) struct Rule {
    pub(super) name: &'static str,
    pub(super) reason: &'static str,
    /// The tag of the cases that it is about.
    tag: &'static str,
    is_about: fn(&Case) -> bool,
    instead: Recorded,
}

pub(super) const DIFFERENCES: &[Rule] = &[
    Rule {
        name: "integers-end",
        reason: "no service takes integers of more than 128 bits; past them is an error, not a wrong number",
        tag: "bigint",
        is_about: goes_beyond_128_bits,
        instead: Recorded::Error("integer out of range"),
    },
    Rule {
        name: "nothing-is-decided-before-rendering",
        reason: "Python compares or prints the expression itself, not what it renders to; an error tells",
        tag: "quirk",
        is_about: |case| any(&case.expr, &is_decided_at_once),
        instead: Recorded::ConfigError(None),
    },
    Rule {
        name: "names-are-text",
        reason: "a property with a name that is no text can't be found, if it does not fail; our names are text",
        tag: "quirk",
        is_about: |case| any(&case.expr, &names_by_no_text),
        instead: Recorded::ConfigError(None),
    },
    Rule {
        name: "debug-texts-are-no-values",
        reason: "WithProperties prints a property that is an expression, instead of rendering it; ours fails",
        tag: "quirk",
        is_about: prints_expressions,
        instead: Recorded::RenderError(None),
    },
    Rule {
        name: "templates-show-no-mapping",
        reason: "a conversion without a key prints Python's mapping of all keys; it lacks an argument",
        tag: "quirk",
        is_about: |case| any(&case.expr, &lacks_a_key),
        instead: Recorded::ConfigError(None),
    },
];

/// What may come instead of what was recorded, with the name of the difference.
pub(super) fn alternatives(case: &Case) -> impl Iterator<Item = (Expect, &'static str)> {
    let rules = DIFFERENCES
        .iter()
        .filter(|rule| case.is_tagged(rule.tag) && (rule.is_about)(case));
    rules.map(|rule| {
        let expect = Expect {
            ended: rule.instead.clone(),
            used_secrets: None,
            cleaned: None,
        };
        (expect, rule.name)
    })
}

const WITH_OPERATORS: [&str; 4] = ["$property", "$interpolate", "$flatten", "$op"];
const WITHOUT_OPERATORS: [&str; 4] = ["$secret", "$transform", "$renderer", "$with_properties"];
const COMPARISONS: [&str; 6] = ["==", "!=", "<", "<=", ">", ">="];

/// Whether it holds for the expression or anything in it.
fn any(json: &Json, holds: &dyn Fn(&Map<String, Json>) -> bool) -> bool {
    match json {
        Json::Array(items) => items.iter().any(|item| any(item, holds)),
        Json::Object(members) => {
            holds(members) || members.values().any(|member| any(member, holds))
        }
        _ => false,
    }
}

fn is_one_of(json: &Json, forms: &[&str]) -> bool {
    json.as_object().is_some_and(|members| has(members, forms))
}

fn has(members: &Map<String, Json>, forms: &[&str]) -> bool {
    forms.iter().any(|form| members.contains_key(*form))
}

fn has_renderables(json: &Json) -> bool {
    any(json, &|members| {
        has(members, &WITH_OPERATORS) || has(members, &WITHOUT_OPERATORS)
    })
}

/// An operator that Python applies to the objects themselves: a comparison that neither side knows to
/// put off, and the formatting of a plain text.
fn is_decided_at_once(members: &Map<String, Json>) -> bool {
    let (Some(Json::String(operator)), Some(left), Some(right)) = (
        members.get("$op"),
        members.get("left"),
        members.get("right"),
    ) else {
        return false;
    };
    if !has_renderables(left) && !has_renderables(right) {
        return false;
    }
    if operator == "%" {
        return left.is_string();
    }
    let says_itself = is_one_of(left, &["$renderer", "$with_properties"]);
    let is_put_off =
        is_one_of(left, &WITH_OPERATORS) || is_one_of(right, &WITH_OPERATORS) && !says_itself;
    COMPARISONS.contains(&operator.as_str()) && !is_put_off
}

fn names_by_no_text(members: &Map<String, Json>) -> bool {
    members
        .get("$property")
        .is_some_and(|name| !name.is_string())
}

/// A conversion such as `%s` in an `Interpolate` without positional arguments.
fn lacks_a_key(members: &Map<String, Json>) -> bool {
    let Some(Json::String(template)) = members.get("$interpolate") else {
        return false;
    };
    let has_arguments = members.get("args").is_some_and(|args| *args != json!([]));
    let template = template.replace("%%", "");
    let mut conversions = template.split('%').skip(1);
    !has_arguments && conversions.any(|conversion| !conversion.starts_with('('))
}

/// Whether an integer that is given or recorded has more than 128 bits, or a text with one in it.
fn goes_beyond_128_bits(case: &Case) -> bool {
    let recorded = match &case.expect.ended {
        Recorded::Value(value) => Some(value),
        _ => None,
    };
    let given = case.properties.values().chain([&case.expr]);
    given.chain(recorded).any(has_too_long_digits)
}

fn has_too_long_digits(json: &Json) -> bool {
    match json {
        Json::String(text) => text
            .split(|c: char| !c.is_ascii_digit())
            .any(|digits| !digits.is_empty() && digits.parse::<i128>().is_err()),
        Json::Array(items) => items.iter().any(has_too_long_digits),
        Json::Object(members) => members.values().any(has_too_long_digits),
        _ => false,
    }
}

fn prints_expressions(case: &Case) -> bool {
    any(&case.expr, &|members| has(members, &["$with_properties"]))
        && case.properties.values().any(has_renderables)
}

#[cfg(test)]
mod tests;
