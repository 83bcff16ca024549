//! The options of `retry` and `poll`, locks, and `verify`.

use http_step_syntax::Problem;
use http_step_syntax::key::Shape;
use http_step_syntax::tree::{Field, Name, Node, Options, Pos, Value, Word};

use super::form::INSECURE;
use super::{Builder, take};
use crate::json::document::{Document, Json, Member};

impl Builder {
    pub(super) fn options(&mut self, of: Shape, members: Vec<Member<'_>>) -> Value {
        let fields = members.into_iter().map(|member| {
            let mut rows = of.options().iter().copied();
            let row = rows.find(|row| row.name == member.name);
            self.field(row, member)
        });
        whole(fields.collect())
    }

    pub(super) fn lock(&mut self, Document { at, json }: Document<'_>) -> Node {
        let Json::Object(members) = json else {
            return self.value(Document { at, json });
        };
        let fields = members.into_iter().map(|Member { at, name, value }| Field {
            name: Name {
                at,
                text: name.into_owned(),
            },
            value: self.value(value),
        });
        let value = whole(fields.collect());
        Node { at, value }
    }

    /// Returns the word `Insecure`, or any other value.
    pub(super) fn verify(&mut self, at: Pos, mut members: Vec<Member<'_>>) -> Value {
        let Some(insecure) = take(&mut members, INSECURE) else {
            let json = Json::Object(members);
            return self.value(Document { at, json }).value;
        };
        let has_only = self.has_only(&format!("`{INSECURE}`"), &members, &[]);
        match insecure.value {
            Document {
                json: Json::Bool(true),
                ..
            } if has_only => Value::Word(word("Insecure")),
            Document {
                json: Json::Bool(true) | Json::Bad,
                ..
            } => Value::Bad,
            Document { at, json } => {
                let found = match json {
                    Json::Bool(_) => "`false`",
                    json => json.kind(),
                };
                let what = format!("`{INSECURE}` must be `true`, found {found}");
                let help = "remove `verify` to verify the peer";
                self.reported(at, Problem::whole(what).help(help))
            }
        }
    }

    /// Returns a string as a word of the language.
    pub(super) fn word(&mut self, Document { at, json }: Document<'_>) -> Node {
        match json {
            Json::Text(text) => Node {
                at,
                value: Value::Word(word(text)),
            },
            json => self.value(Document { at, json }),
        }
    }
}

fn whole(fields: Vec<Field>) -> Value {
    Value::Options(Options {
        fields,
        is_whole: true,
    })
}

pub(super) fn word(name: impl Into<String>) -> Word {
    Word {
        name: name.into(),
        opaque: None,
    }
}
