//! Objects that stand for a value: one of their members begins with `$`.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use http_step_syntax::response::Part;
use http_step_syntax::text::quoted;
use http_step_syntax::tree::{Call, Field, Form, Name, Opaque, OpaqueKind, Pos, Value};
use http_step_syntax::{Problem, Surface, nearest};

use super::{Builder, take};
use crate::json::document::{Document, Json, Member};

/// Of what a macro wrote: the argument with that index.
const ARGUMENT: &str = "$arg";
pub(super) const INTERPOLATE: &str = "$interpolate";
pub(super) const FILE: &str = "$file";
pub(super) const OPERATION: &str = "$op";
const TUPLE: &str = "$tuple";
pub(super) const MAP: &str = "$map";
const BYTES: &str = "$bytes_b64";
pub(super) const RESPONSE: &str = "$response";
pub(super) const INSECURE: &str = "$insecure";

/// Forms whose content is their only argument, and whose other members are options.
const CALLS: [(&str, Form); 10] = [
    ("$property", Form::Property),
    ("$secret", Form::Secret),
    ("$flatten", Form::FlattenList),
    ("$raw", Form::Raw),
    ("$bearer", Form::Bearer),
    ("$digest", Form::Digest),
    ("$json", Form::Part(Part::Json)),
    ("$header", Form::Part(Part::Header)),
    ("$cookie", Form::Part(Part::Cookie)),
    ("$matches", Form::Part(Part::Matches)),
];

const OTHERS: [&str; 8] = [
    INTERPOLATE,
    FILE,
    OPERATION,
    TUPLE,
    MAP,
    BYTES,
    RESPONSE,
    INSECURE,
];

/// Other names for a form.
const SYNONYMS: [(&str, &str); 9] = [
    ("$b64", BYTES),
    ("$base64", BYTES),
    ("$bytes", BYTES),
    ("$format", INTERPOLATE),
    ("$pair", TUPLE),
    ("$prop", "$property"),
    ("$template", INTERPOLATE),
    ("$token", "$bearer"),
    ("$var", "$property"),
];

pub(super) fn is_form(members: &[Member<'_>]) -> bool {
    members.iter().any(|member| member.name.starts_with('$'))
}

impl Builder {
    /// Returns the value of an object, one of whose members begins with `$`.
    pub(super) fn form(&mut self, at: Pos, mut members: Vec<Member<'_>>) -> Value {
        let mut forms = members.iter().filter(|it| it.name.starts_with('$'));
        let (first, second) = (forms.next(), forms.next());
        if let (Some(first), Some(second)) = (first, second) {
            let (first, name) = (quoted(&first.name), quoted(&second.name));
            let what = format!("an object is one form, found `{first}` and `{name}`");
            return self.reported(second.at, Problem::whole(what));
        }
        let Some(form) = first.map(|form| form.name.clone().into_owned()) else {
            return self.object(members);
        };
        let Some(content) = take(&mut members, &form) else {
            return Value::Bad;
        };
        match form.as_str() {
            INTERPOLATE => self.interpolate(content, members),
            FILE => self.file(content, members),
            OPERATION => self.operation(at, content, members),
            RESPONSE => self.response(content, members),
            TUPLE | MAP | BYTES | INSECURE => self.plain(&form, content, members),
            ARGUMENT if self.has_args => argument(&content.value),
            other => match CALLS.iter().find(|(name, _)| *name == other) {
                Some((_, form)) => self.call(*form, content, members),
                None => self.reported(content.at, unknown(other)),
            },
        }
    }

    /// Returns a form whose content is all that it has.
    fn plain(&mut self, form: &str, content: Member<'_>, others: Vec<Member<'_>>) -> Value {
        self.has_only(&format!("`{form}`"), &others, &[]);
        match (form, content.value) {
            (
                TUPLE,
                Document {
                    json: Json::List(items),
                    ..
                },
            ) => Value::Tuple(self.values(items)),
            (
                MAP,
                Document {
                    json: Json::List(entries),
                    ..
                },
            ) => self.entries(entries),
            (
                BYTES,
                Document {
                    json: Json::Text(text),
                    at,
                },
            ) => self.bytes(at, &text),
            (INSECURE, _) => {
                let problem = Problem::whole(format!("`{form}` is not allowed here"));
                self.reported(content.at, problem.help("use it as all of `verify`"))
            }
            (
                _,
                Document {
                    json: Json::Bad, ..
                },
            ) => Value::Bad,
            (_, Document { at, json }) => {
                let takes = if form == BYTES { "a string" } else { "a list" };
                let what = format!("`{form}` takes {takes}, found {}", json.kind());
                self.reported(at, Problem::whole(what))
            }
        }
    }

    fn call(&mut self, form: Form, content: Member<'_>, options: Vec<Member<'_>>) -> Value {
        let args = match content.value {
            Document {
                json: Json::List(values),
                ..
            } if form == Form::Digest => self.values(values),
            value => vec![self.value(value)],
        };
        Value::Form(Box::new(Call {
            form,
            at: content.at,
            args,
            named: self.named(options),
        }))
    }

    pub(super) fn named(&mut self, members: Vec<Member<'_>>) -> Vec<Field> {
        let named = members.into_iter().map(|Member { at, name, value }| {
            let text = name.into_owned();
            Field {
                name: Name { at, text },
                value: self.value(value),
            }
        });
        named.collect()
    }

    /// Reports a member of the wrong kind.
    pub(super) fn wrong_kind(&mut self, at: Pos, member: &str, takes: &str, json: &Json<'_>) {
        if !matches!(json, Json::Bad) {
            let what = format!("`{member}` must be {takes}, found {}", json.kind());
            self.report(at, Problem::whole(what));
        }
    }

    /// Returns bytes from their base64.
    pub(super) fn bytes(&mut self, at: Pos, text: &str) -> Value {
        match BASE64_STANDARD.decode(text) {
            Ok(bytes) => Value::Bytes(bytes),
            Err(error) => self.reported(at, Problem::whole(format!("invalid base64: {error}"))),
        }
    }
}

fn argument(content: &Document<'_>) -> Value {
    match content.json {
        Json::Integer(index) => Value::Opaque(Opaque {
            index: usize::try_from(index).unwrap_or(usize::MAX),
            kind: OpaqueKind::Expression,
        }),
        _ => Value::Bad,
    }
}

fn unknown(form: &str) -> Problem {
    let problem = Problem::whole(format!("unknown form `{}`", quoted(form)));
    if form == "$env" {
        return problem.help(
            r#"write `{"$secret": "name"}` for a credential, which a provider looks up, or `{"$property": "name"}`"#,
        );
    }
    let synonym = SYNONYMS.iter().find(|(other, _)| *other == form);
    let names = CALLS.iter().map(|(name, _)| *name).chain(OTHERS);
    let part = form.strip_prefix('$').and_then(Part::meant);
    let synonym = synonym.map(|(_, name)| *name);
    match (synonym.or_else(|| nearest(form, names)), part) {
        (Some(name), _) => problem.help(format!("did you mean `{name}`?")),
        (None, Some(part)) => problem.help(format!("did you mean {}?", example(part))),
        (None, None) => problem,
    }
}

/// Returns an example of a part of a response.
pub(super) fn example(part: Part) -> &'static str {
    Surface::Json.form_example(Form::Part(part))
}
