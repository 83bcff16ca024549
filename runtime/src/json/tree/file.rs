//! Files to send: `{"$file": {"path": path, …}}`.

use http_step_syntax::tree::{Call, Field, Form, Name, Node, Value};
use http_step_syntax::{Problem, Surface};

use super::form::FILE;
use super::{Builder, take};
use crate::json::document::{Document, Json, Member};

impl Builder {
    pub(super) fn file(&mut self, content: Member<'_>, others: Vec<Member<'_>>) -> Value {
        self.has_only(&format!("`{FILE}`"), &others, &[]);
        let mut members = match content.value {
            Document {
                json: Json::Object(members),
                ..
            } => members,
            Document {
                json: Json::Bad, ..
            } => return Value::Bad,
            Document { at, json } => {
                let what = format!("`{FILE}` takes a map, found {}", json.kind());
                let example = Surface::Json.form_example(Form::File);
                let problem = Problem::whole(what).help(format!("write {example}"));
                return self.reported(at, problem);
            }
        };
        let path = take(&mut members, "path").map(|path| self.value(path.value));
        let encoded = take(&mut members, "content_b64").map(|encoded| {
            let place = encoded.value.at;
            let value = match encoded.value.json {
                Json::Text(text) => self.bytes(place, &text),
                json => {
                    self.wrong_kind(place, "content_b64", "a string", &json);
                    Value::Bad
                }
            };
            Field {
                name: Name {
                    at: encoded.at,
                    text: "bytes".to_owned(),
                },
                value: Node { at: place, value },
            }
        });
        let mut named = self.named(members);
        named.extend(encoded);
        Value::Form(Box::new(Call {
            form: Form::File,
            at: content.at,
            args: path.into_iter().collect(),
            named,
        }))
    }
}
