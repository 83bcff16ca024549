//! What a step says about a response: parts of it, results, statuses and captures.

use http_step_syntax::response::Part;
use http_step_syntax::text::quoted;
use http_step_syntax::tree::{Arm, Call, Entry, Form, Name, Node, Pos, Typed, Value};
use http_step_syntax::{Problem, words};

use super::form::{RESPONSE, example};
use super::options::word;
use super::{Builder, bad, take};
use crate::json::document::{Document, Json, Member};

impl Builder {
    /// Returns the arms of `[{"on": member, "result": word}, …]`.
    pub(super) fn arms(&mut self, arms: Vec<Document<'_>>) -> Value {
        let arms = arms.into_iter().filter_map(|arm| self.arm(arm));
        Value::Arms(arms.collect())
    }

    fn arm(&mut self, Document { at, json }: Document<'_>) -> Option<Arm> {
        const HELP: &str = r#"write `{"on": "200..=299", "result": "SUCCESS"}`"#;
        let mut members = match json {
            Json::Object(members) => members,
            Json::Bad => return None,
            other => {
                let what = format!("expected an arm of `results`, found {}", other.kind());
                self.report(at, Problem::whole(what).help(HELP));
                return None;
            }
        };
        let has_only = self.has_only("an arm", &members, &["on", "result"]);
        let [on, result] = ["on", "result"].map(|name| {
            let value = take(&mut members, name).map(|member| member.value);
            // A misspelled name is not missing as well.
            if value.is_none() && has_only {
                let what = format!("missing `{name}` of an arm");
                self.report(at, Problem::whole(what).help(HELP));
            }
            value
        });
        Some(Arm {
            members: on.map(|on| self.status(on)).into_iter().collect(),
            result: result.map_or(bad(at), |result| self.word(result)),
        })
    }

    /// Returns a status, a range of them, or a word, which the checker looks up.
    pub(super) fn status(&mut self, Document { at, json }: Document<'_>) -> Node {
        let value = match json {
            Json::Text(text) => range(at, &text).unwrap_or_else(|| Value::Word(word(text))),
            json => return self.value(Document { at, json }),
        };
        Node { at, value }
    }

    /// Returns captures, whose names are those of properties: none of them is a form.
    pub(super) fn captures(&mut self, members: Vec<Member<'_>>) -> Value {
        let entries = members.into_iter().map(|Member { at, name, value }| {
            let name = Value::Text(name.into_owned());
            Entry::Pair(Node { at, value: name }, self.capture(value))
        });
        Value::Map(entries.collect())
    }

    /// Returns a part of the response, or `{"from": part, "as": type}`.
    fn capture(&mut self, Document { at, json }: Document<'_>) -> Node {
        let mut members = match json {
            Json::Object(members) if members.iter().any(|member| member.name == "from") => members,
            json => return self.value(Document { at, json }),
        };
        let has_only = self.has_only("a capture", &members, &["from", "as"]);
        let part = take(&mut members, "from").map(|from| self.value(from.value));
        let value = part.unwrap_or(bad(at));
        let ty = take(&mut members, "as").map(|ty| ty.value);
        if ty.is_none() && has_only {
            let problem = Problem::whole("missing `as` of a capture with `from`");
            self.report(at, problem.help(words::types()));
        }
        let value = match ty {
            Some(Document { at, json }) => {
                let text = match json {
                    Json::Text(text) => text.into_owned(),
                    _ => String::new(),
                };
                let ty = Name { at, text };
                Value::Typed(Box::new(Typed { value, ty }))
            }
            None => value.value,
        };
        Node { at, value }
    }

    /// Returns a part of the response that has no argument.
    pub(super) fn response(&mut self, content: Member<'_>, options: Vec<Member<'_>>) -> Value {
        let word = match &content.value.json {
            Json::Text(word) => word,
            Json::Bad => return Value::Bad,
            _ => "",
        };
        let Some(part) = Part::parse(word).filter(|part| part.is_bare()) else {
            let what = match &content.value.json {
                Json::Text(word) => format!("unknown part `{}` of a response", quoted(word)),
                json => format!("`{RESPONSE}` takes a string, found {}", json.kind()),
            };
            let part = Part::meant(word);
            let help = match part {
                Some(part) => format!("did you mean {}?", example(part)),
                None => "the parts are status, text, size, duration".to_owned(),
            };
            return self.reported(content.value.at, Problem::whole(what).help(help));
        };
        Value::Form(Box::new(Call {
            form: Form::Part(part),
            at: content.at,
            args: Vec::new(),
            named: self.named(options),
        }))
    }
}

/// Returns `502..=504` as a range, whatever its ends are.
fn range(at: Pos, text: &str) -> Option<Value> {
    let (low, high) = text.split_once("..=")?;
    let end = |text: &str| {
        let value = Value::Integer(text.parse().ok()?);
        Some(Node { at, value })
    };
    Some(Value::Range(Box::new([end(low)?, end(high)?])))
}
