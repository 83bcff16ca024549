//! Secrets of the step, in the texts that Buildbot writes as they are.

use serde_json::Value;

use super::Played;
use crate::conformance::wire::case::{Chunk, Expect, Text};

/// Shorter values are not looked for.
const SHORTEST: usize = 4;

/// The value, as it is and as it stands in a URL or a form, becomes the name in angle brackets.
pub(super) fn hide(played: &Played<'_>, expect: &mut Expect) {
    let (secrets, _) = used(played);
    let mut forms = Vec::new();
    for (name, value) in secrets {
        let in_a_form = escaped(value, |c| c.is_ascii_alphanumeric() || "-._~".contains(c));
        let in_a_url = escaped(value, |c| c.is_ascii_graphic() && !"\"<>`".contains(c));
        for form in [
            value.to_owned(),
            in_a_form.replace("%20", "+"),
            in_a_form,
            in_a_url,
        ] {
            forms.push((form, format!("<{name}>")));
        }
    }
    // A secret within a secret goes with it.
    forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    let chunks = expect.logs.values_mut().flat_map(|log| &mut log.chunks);
    for Chunk(_, text) in chunks {
        if let Text::Whole(text) = text {
            for (form, mask) in &forms {
                *text = text.replace(form, mask);
            }
        }
    }
}

/// In the state string, the one text in which Buildbot masks, a short value stays.
pub(super) fn show_short(played: &Played<'_>, expect: &mut Expect) {
    let (_, short) = used(played);
    if let Some(state) = &mut expect.state_string {
        for (name, value) in short {
            *state = state.replace(&format!("<{name}>"), value);
        }
    }
}

fn escaped(text: &str, is_kept: impl Fn(char) -> bool) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if is_kept(c) {
            escaped.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                escaped.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    escaped
}

type Secrets<'a> = Vec<(&'a str, &'a str)>;

/// The secrets that the step names, and those of them that are too short.
fn used<'a>(played: &Played<'a>) -> (Secrets<'a>, Secrets<'a>) {
    let step = played.step;
    let secrets = played.given.secrets.iter().flatten();
    secrets
        .filter(|(name, _)| step.values().any(|argument| names(argument, name)))
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .partition(|(_, value)| value.trim().len() >= SHORTEST)
}

/// Whether any secret stands in an argument.
pub(super) fn has_secret(argument: &Value) -> bool {
    match argument {
        Value::String(text) => text.contains("%(secret:"),
        Value::Array(items) => items.iter().any(has_secret),
        Value::Object(members) => {
            members.contains_key("$secret") || members.values().any(has_secret)
        }
        _ => false,
    }
}

/// Whether `Secret(name)` or `%(secret:name)s` stands in an argument.
fn names(argument: &Value, name: &str) -> bool {
    match argument {
        Value::String(text) => text.split("%(secret:").skip(1).any(|rest| {
            let end = rest.find([':', ')']);
            end.and_then(|end| rest.get(..end)) == Some(name)
        }),
        Value::Array(items) => items.iter().any(|item| names(item, name)),
        Value::Object(members) => {
            members.get("$secret").is_some_and(|own| own == name)
                || members.values().any(|member| names(member, name))
        }
        _ => false,
    }
}
