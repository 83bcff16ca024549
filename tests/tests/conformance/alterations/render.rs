//! Alterations of the suite `render`.

use serde_json::{Map, Value, json};

use super::{Alteration, lengthened, replace};

pub(crate) const RENDER: &[Alteration] = &[
    ("text value", "value: ", |case| {
        replace(case, "/expect/value", lengthened)
    }),
    ("kind of a number", "value: ", |case| {
        replace(case, "/expect/value", |value| {
            let number = value.as_i64()?;
            Some(json!(format!("{number}.0").parse::<f64>().ok()?))
        })
    }),
    ("kind of a list", "value: ", |case| {
        replace(case, "/expect/value", |value| {
            value.is_array().then(|| json!({"$tuple": value}))
        })
    }),
    ("order of a map", "value: ", |case| {
        replace(case, "/expect/value", reversed)
    }),
    ("text", "text: ", |case| replace(case, "/text", lengthened)),
    ("value less", "outcome: ", |case| {
        case.pointer("/expect/value")?;
        ended(case, "render_error", json!("TypeError: no"))
    }),
    ("config error for a render error", "outcome: ", |case| {
        case.pointer("/expect/render_error")?;
        ended(case, "config_error", json!("no"))
    }),
    ("render error for a config error", "outcome: ", |case| {
        case.pointer("/expect/config_error")?;
        ended(case, "render_error", json!("TypeError: no"))
    }),
    ("value for a render error", "outcome: ", |case| {
        case.pointer("/expect/render_error")?;
        ended(case, "value", Value::Null)
    }),
    ("config error of Buildbot", "config error: ", |case| {
        (case.pointer("/expect/exception")? == "ConfigErrors").then_some(())?;
        replace(case, "/expect/config_error", lengthened)
    }),
    ("config error while rendering", "render error: ", |case| {
        replace(case, "/expect/render_error", |error| {
            let is_own = error.as_str()?.starts_with("ConfigErrors: ");
            is_own.then(|| lengthened(error))?
        })
    }),
    ("error about a secret", "render error: ", |case| {
        renamed(case, "'secret key ", "'secret key other-")
    }),
    ("error about all secrets", "render error: ", |case| {
        renamed(
            case,
            "\"secrets service not started",
            "\"secrets service not started at all",
        )
    }),
    ("mark of a secret", "used secrets: ", |case| {
        replace(case, "/expect/used_secrets", |used| {
            let mut used = used.as_object()?.clone();
            let mark = used.values_mut().next()?;
            *mark = lengthened(mark)?;
            Some(Value::Object(used))
        })
    }),
    ("order of secrets", "used secrets: ", |case| {
        replace(case, "/expect/used_secrets", reversed)
    }),
    ("secret less", "used secrets: ", |case| {
        replace(case, "/expect/used_secrets", |used| {
            let is_empty = used.as_object()?.is_empty();
            (!is_empty).then(|| json!({}))
        })
    }),
    ("secret more", "used secrets: ", |case| {
        replace(case, "/expect/used_secrets", |used| {
            let mut used = used.as_object()?.clone();
            used.insert("other".to_owned(), json!("<other>"));
            Some(Value::Object(used))
        })
    }),
    ("secret more after an error", "used secrets: ", |case| {
        case.pointer("/expect/render_error")?;
        replace(case, "/expect/used_secrets", |_| {
            Some(json!({"other": "<other>"}))
        })
    }),
    ("cleaned text", "cleaned: ", |case| {
        replace(case, "/expect/cleaned/0", lengthened)
    }),
];

/// Members in the opposite order, where that is another one.
fn reversed(members: &Value) -> Option<Value> {
    let members = members.as_object()?;
    let is_form = members.keys().any(|name| name.starts_with('$'));
    (members.len() > 1 && !is_form).then(|| {
        let reversed: Map<_, _> = members.clone().into_iter().rev().collect();
        Value::Object(reversed)
    })
}

/// Another end than the recorded one, with all else as it was.
fn ended(case: &mut Value, member: &str, content: Value) -> Option<()> {
    let expect = case.pointer_mut("/expect")?.as_object_mut()?;
    for other in ["value", "config_error", "exception", "render_error"] {
        expect.shift_remove(other);
    }
    expect.insert(member.to_owned(), content);
    if member == "value" {
        case.as_object_mut()?
            .insert("text".to_owned(), json!("None"));
    }
    Some(())
}

fn renamed(case: &mut Value, from: &str, to: &str) -> Option<()> {
    replace(case, "/expect/render_error", |error| {
        let error = error.as_str()?;
        error.contains(from).then(|| json!(error.replace(from, to)))
    })
}
