//! Alterations of the suite `wire`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{Alteration, lengthened, replace};

pub(crate) const WIRE: &[Alteration] = &[
    ("method", "method: ", |case| {
        replace(case, "/expect/requests/0/method", |_| Some(json!("BREW")))
    }),
    ("target", "target: ", |case| {
        replace(case, "/expect/requests/0/target", lengthened)
    }),
    ("listener", "listener: ", |case| {
        replace(case, "/expect/requests/0/at", |at| {
            Some(json!(if at == "origin" { "proxy" } else { "origin" }))
        })
    }),
    ("version", "version: ", |case| {
        let request = case.pointer_mut("/expect/requests/0")?.as_object_mut()?;
        request.insert("version".to_owned(), json!("HTTP/1.0"));
        Some(())
    }),
    ("listener of a chain", "request 2: listener: ", |case| {
        replace(case, "/expect/requests/1/at", |_| Some(json!("mtls")))
    }),
    (
        "listener within a tunnel",
        "request 2: listener: ",
        |case| {
            replace(case, "/expect/requests/1/at", |at| {
                (at == "tunnel").then_some(json!("tls"))
            })
        },
    ),
    ("target of a tunnel", "request 1: target: ", |case| {
        (case.pointer("/expect/requests/0/method")? == "CONNECT").then_some(())?;
        replace(case, "/expect/requests/0/target", lengthened)
    }),
    ("listener with TLS", "request 1: listener: ", |case| {
        replace(case, "/expect/requests/0/at", |at| {
            (at == "tls").then_some(json!("origin"))
        })
    }),
    ("method of a chain", "request 2: method: ", |case| {
        replace(case, "/expect/requests/1/method", |_| Some(json!("BREW")))
    }),
    ("header of the client", "header: ", |case| {
        field(case, "Host", |field| *field = json!(["Host", "elsewhere"]))
    }),
    ("header of the user", "header: ", |case| {
        field(case, "X-A", |field| *field = json!(["X-A", "other"]))
    }),
    ("header less", "header: ", |case| {
        field(case, "X-A", |field| *field = json!(["X-B", "1"]))
    }),
    ("header more", "header: ", |case| {
        push(
            case.pointer_mut("/expect/requests/0/headers")?,
            json!(["X-More", "1"]),
        )
    }),
    (
        "field of the client that the step gives",
        "header: ",
        |case| {
            let given = case.pointer("/step/headers")?.as_object()?;
            given.contains_key("User-Agent").then_some(())?;
            field(case, "User-Agent", |field| {
                field[1] = json!("python-requests/{requests_version}");
            })
        },
    ),
    ("length of a request", "header: ", |case| {
        field(case, "Content-Length", |field| field[1] = json!("77"))
    }),
    ("text body", "body: ", |case| {
        body(case, None, |text| format!("{text}!"))
    }),
    ("spelling of a form", "body: ", |case| {
        body(case, Some("application/x-www-form-urlencoded"), |text| {
            let (first, rest) = text.split_at(1);
            let first = first.bytes().map(|byte| format!("%{byte:02X}"));
            first.chain([rest.to_owned()]).collect()
        })
    }),
    ("part of a body", "parts of the body: ", |case| {
        let request = case.pointer_mut("/expect/requests/0")?;
        let fields = request["headers"].as_array()?;
        let is_multipart = |field: &Value| {
            let value = field[1].as_str().unwrap_or_default();
            value == "multipart/form-data; boundary={boundary}"
        };
        fields.iter().any(is_multipart).then_some(())?;
        // One part with the name `f` and no more.
        request["body_b64"] = json!(
            "LS17Ym91bmRhcnl9DQpDb250ZW50LURpc3Bvc2l0aW9uOiBmb3JtLWRhdGE7IG5hbWU9ImYiDQoNCg0KLS17Ym91bmRhcnl9LS0NCg=="
        );
        Some(())
    }),
    ("blanks in JSON", "body: ", |case| {
        body(case, Some("application/json"), |text| {
            text.replace(": ", ":")
        })
    }),
    ("request less", "number of requests: ", |case| {
        let requests = case.pointer_mut("/expect/requests")?.as_array_mut()?;
        requests.pop().map(drop)
    }),
    ("request more", "number of requests: ", |case| {
        let requests = case.pointer_mut("/expect/requests")?;
        let first = requests.get(0)?.clone();
        push(requests, first)
    }),
    ("order of requests", "request 1: ", |case| {
        let (first, second) = ("/steps/0/expect/requests/0", "/steps/1/expect/requests/0");
        let (one, other) = (case.pointer(first)?.clone(), case.pointer(second)?.clone());
        (one != other).then_some(())?;
        *case.pointer_mut(first)? = other;
        *case.pointer_mut(second)? = one;
        Some(())
    }),
    ("result", "result: ", |case| {
        replace(case, "/expect/result", |result| {
            Some(json!(if result == "SUCCESS" {
                "FAILURE"
            } else {
                "SUCCESS"
            }))
        })
    }),
    ("state string", "state string: ", |case| {
        replace(case, "/expect/state_string", lengthened)
    }),
    ("text of the log", "log `log`: entry 1: text: ", |case| {
        replace(case, "/expect/logs/log/chunks/0/1", lengthened)
    }),
    (
        "channel of the log",
        "log `log`: entry 1: channel: ",
        |case| replace(case, "/expect/logs/log/chunks/0/0", |_| Some(json!("e"))),
    ),
    ("header in the log", "header: ", |case| {
        chunk(case, "\tContent-Type: ")
    }),
    ("URL in the log", "text: ", |case| chunk(case, "URL: ")),
    ("length of a request in the log", "header: ", |case| {
        let chunks = case
            .pointer_mut("/expect/logs/log/chunks")?
            .as_array_mut()?;
        let end = chunks
            .iter()
            .position(|chunk| starts_with(chunk, "Response "))?;
        let mut sent = chunks.iter_mut().take(end);
        let length = sent.find(|chunk| starts_with(chunk, "\tContent-Length: "))?;
        length[1] = json!("\tContent-Length: 77\n");
        Some(())
    }),
    ("length of a response in the log", "header: ", |case| {
        let chunks = case
            .pointer_mut("/expect/logs/log/chunks")?
            .as_array_mut()?;
        let is_length = |chunk: &&mut Value| starts_with(chunk, "\tContent-Length: ");
        let length = chunks.iter_mut().rev().find(is_length)?;
        length[1] = json!("\tContent-Length: 77\n");
        Some(())
    }),
    ("chunk of the log less", "is too many", |case| {
        case.pointer_mut("/expect/logs/log/chunks")?
            .as_array_mut()?
            .pop()
            .map(drop)
    }),
    ("chunk of the log more", "is missing", |case| {
        push(
            case.pointer_mut("/expect/logs/log/chunks")?,
            json!(["o", "more"]),
        )
    }),
    (
        "large text",
        "log `content`: entry 1: text: expected Large",
        |case| {
            replace(
                case,
                "/expect/logs/content/chunks/0/1/$large/sha256",
                lengthened,
            )
        },
    ),
    ("content log", "log `content`: entry 1: text: ", |case| {
        replace(case, "/expect/logs/content/chunks/0/1", lengthened)
    }),
    ("name of a log", "name of a log: ", |case| {
        let log = case.pointer_mut("/expect/logs/content")?.as_object_mut()?;
        log.insert("name".to_owned(), json!("contents"));
        Some(())
    }),
    ("content log less", "logs: ", |case| {
        case.pointer_mut("/expect/logs")?
            .as_object_mut()?
            .remove("content")
            .map(drop)
    }),
    ("content log more", "logs: ", |case| {
        let logs = case.pointer_mut("/expect/logs")?.as_object_mut()?;
        let content = logs.get("content")?.clone();
        logs.insert("content_2".to_owned(), content);
        Some(())
    }),
    ("later content log", "log `content_2`: ", |case| {
        replace(case, "/expect/logs/content_2/chunks/0/1", lengthened)
    }),
    ("name of a later log", "name of a log: ", |case| {
        let log = case
            .pointer_mut("/expect/logs/content_2")?
            .as_object_mut()?;
        log.remove("name").map(drop)
    }),
    ("error chunk", "text: ", |case| {
        chunk(case, "An exception occurred ")
    }),
    ("error kind", "error kind: ", |case| {
        // With such a kind an exception is another recording.
        (case.pointer("/expect/result")? == "FAILURE").then_some(())?;
        replace(case, "/expect/error_kind", |kind| {
            Some(json!(if kind == "name-resolution" {
                "connection-refused"
            } else {
                "name-resolution"
            }))
        })
    }),
    ("error kind less", "error kind: ", |case| {
        (case.pointer("/expect/result")? == "FAILURE").then_some(())?;
        case.pointer_mut("/expect")?
            .as_object_mut()?
            .remove("error_kind")
            .map(drop)
    }),
    ("config error less", "cannot be constructed", |case| {
        replace(case, "/expect/config_error", |error| {
            error.is_string().then_some(Value::Null)
        })
    }),
    ("other config error", "config_error: ", |case| {
        replace(case, "/expect/config_error", |error| {
            let is_of_method = error.as_str()?.starts_with("Wrong method given");
            is_of_method.then(|| json!("TypeError: unhashable type: 'Property'"))
        })
    }),
    ("argument of a config error", "config_error: ", |case| {
        replace(case, "/expect/config_error", |error| {
            let error = error.as_str()?;
            let other = error.replace("'retries'", "'tries'");
            (other != error).then(|| json!(other))
        })
    }),
    ("config error of Buildbot", "config_error: ", |case| {
        replace(case, "/expect/config_error", |error| {
            let is_own = error.as_str()?.starts_with("invalid Interpolate");
            is_own.then(|| lengthened(error))?
        })
    }),
    (
        "config error for a render error",
        "config_error: ",
        |case| {
            let is_rendered = case.pointer("/expect/error_kind")? == "rendering";
            is_rendered.then_some(())?;
            replace(case, "/expect/config_error", |_| {
                Some(json!("Wrong method given: 'X' is not known"))
            })
        },
    ),
    ("config error more", "config_error: ", |case| {
        replace(case, "/expect/config_error", |error| {
            error.is_null().then_some(json!("Wrong"))
        })
    }),
];

fn push(list: &mut Value, item: Value) -> Option<()> {
    list.as_array_mut()?.push(item);
    Some(())
}

fn field(case: &mut Value, name: &str, change: impl Fn(&mut Value)) -> Option<()> {
    let fields = case
        .pointer_mut("/expect/requests/0/headers")?
        .as_array_mut()?;
    change(fields.iter_mut().find(|field| field[0] == name)?);
    Some(())
}

/// Another body of that content type, with another length.
fn body(
    case: &mut Value,
    content_type: Option<&str>,
    change: impl Fn(&str) -> String,
) -> Option<()> {
    let request = case.pointer_mut("/expect/requests/0")?;
    let fields = request["headers"].as_array()?;
    let recorded = fields
        .iter()
        .find(|field| field[0] == "Content-Type")
        .map(|field| field[1].as_str().unwrap_or_default());
    (recorded == content_type).then_some(())?;
    let body = STANDARD.decode(request["body_b64"].as_str()?).ok()?;
    let body = String::from_utf8(body).ok()?;
    let changed = Some(body.as_str())
        .filter(|body| !body.is_empty())
        .map(change)?;
    (changed != body).then_some(())?;
    request["body_b64"] = json!(STANDARD.encode(&changed));
    Some(())
}

/// Another text of the first chunk that starts like this.
fn chunk(case: &mut Value, start: &str) -> Option<()> {
    let chunks = case
        .pointer_mut("/expect/logs/log/chunks")?
        .as_array_mut()?;
    let chunk = chunks.iter_mut().find(|chunk| starts_with(chunk, start))?;
    chunk[1] = json!(format!("other {}", chunk[1].as_str()?));
    Some(())
}

fn starts_with(chunk: &Value, start: &str) -> bool {
    chunk[1]
        .as_str()
        .is_some_and(|text| text.starts_with(start))
}
