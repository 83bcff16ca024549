//! Objects that stand for a value: one of their members begins with `$`.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use http_step_syntax::response::Part;
use http_step_syntax::text::quoted;
use http_step_syntax::tree::{
    Call, Entry, Field, Form, Name, Node, Opaque, OpaqueKind, Operation, Pos, Value,
};
use http_step_syntax::{Operator, Problem, Surface, nearest};

use super::{Builder, bad, take};
use crate::json::text::{Document, Json, Member};

/// Of what a macro wrote: the argument with that index.
const ARGUMENT: &str = "$arg";
const INTERPOLATE: &str = "$interpolate";
const FILE: &str = "$file";
const OPERATION: &str = "$op";
const TUPLE: &str = "$tuple";
const MAP: &str = "$map";
const BYTES: &str = "$bytes_b64";
const RESPONSE: &str = "$response";
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

/// Other spellings of an operator.
const SPELLINGS: [(&str, Operator); 6] = [
    ("=", Operator::Equal),
    ("<>", Operator::NotEqual),
    ("and", Operator::And),
    ("not", Operator::Not),
    ("or", Operator::Or),
    ("=~", Operator::Matches),
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
                let problem = Problem::whole(format!("`{form}` can't be used here"));
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

    fn named(&mut self, members: Vec<Member<'_>>) -> Vec<Field> {
        let named = members.into_iter().map(|Member { at, name, value }| {
            let text = name.into_owned();
            Field {
                name: Name { at, text },
                value: self.value(value),
            }
        });
        named.collect()
    }

    fn interpolate(&mut self, template: Member<'_>, mut members: Vec<Member<'_>>) -> Value {
        let args = take(&mut members, "args").map(|args| args.value);
        let kwargs = take(&mut members, "kwargs").map(|kwargs| kwargs.value);
        let reported = self.findings.len();
        self.has_only(&format!("`{INTERPOLATE}`"), &members, &["args", "kwargs"]);
        let args = match args.map(|Document { at, json }| (at, json)) {
            Some((_, Json::List(args))) => args,
            Some((at, json)) => {
                self.wrong_kind(at, "args", "a list", &json);
                Vec::new()
            }
            None => Vec::new(),
        };
        let kwargs = match kwargs.map(|Document { at, json }| (at, json)) {
            Some((_, Json::Object(kwargs))) => kwargs,
            Some((at, json)) => {
                self.wrong_kind(at, "kwargs", "a map", &json);
                Vec::new()
            }
            None => Vec::new(),
        };
        let text = match reported == self.findings.len() {
            true => self.value(template.value),
            // The template may fit what was meant.
            false => bad(template.value.at),
        };
        let mut values = vec![text];
        values.extend(self.values(args));
        Value::Form(Box::new(Call {
            form: Form::Interpolate,
            at: template.at,
            args: values,
            named: self.named(kwargs),
        }))
    }

    fn wrong_kind(&mut self, at: Pos, member: &str, takes: &str, json: &Json<'_>) {
        if !matches!(json, Json::Bad) {
            let what = format!("`{member}` must be {takes}, found {}", json.kind());
            self.report(at, Problem::whole(what));
        }
    }

    fn file(&mut self, content: Member<'_>, others: Vec<Member<'_>>) -> Value {
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

    /// Returns bytes from their base64.
    fn bytes(&mut self, at: Pos, text: &str) -> Value {
        match BASE64_STANDARD.decode(text) {
            Ok(bytes) => Value::Bytes(bytes),
            Err(error) => self.reported(at, Problem::whole(format!("invalid base64: {error}"))),
        }
    }

    /// Returns a map from its entries, `[[key, value], [map], …]`.
    fn entries(&mut self, entries: Vec<Document<'_>>) -> Value {
        let entries = entries.into_iter().filter_map(|entry| {
            let at = entry.at;
            let mut parts = match entry.json {
                Json::List(parts) => parts.into_iter(),
                Json::Bad => return None,
                _ => Vec::new().into_iter(),
            };
            match (parts.next(), parts.next(), parts.next()) {
                (Some(key), Some(value), None) => {
                    Some(Entry::Pair(self.value(key), self.value(value)))
                }
                (Some(map), None, None) => match self.value(map) {
                    map if is_map(&map) => Some(Entry::Spread(map)),
                    _ => self.no_entry(at),
                },
                _ => self.no_entry(at),
            }
        });
        Value::Map(entries.collect())
    }

    fn no_entry(&mut self, at: Pos) -> Option<Entry> {
        let problem = Problem::whole(format!("an entry of `{MAP}` must be a pair or a map"));
        self.report(at, problem.help("write `[key, value]`, or `[map]`"));
        None
    }

    fn operation(&mut self, at: Pos, content: Member<'_>, mut members: Vec<Member<'_>>) -> Value {
        let left = take(&mut members, "left").map(|left| self.value(left.value));
        let right = take(&mut members, "right").map(|right| (right.at, self.value(right.value)));
        let has_only = self.has_only(&format!("`{OPERATION}`"), &members, &["left", "right"]);
        let place = content.value.at;
        let operator = match content.value.json {
            Json::Text(text) => match Operator::parse(&text) {
                Some(operator) => operator,
                None => return self.reported(place, unknown_operator(&text)),
            },
            Json::Bad => return Value::Bad,
            json => {
                let what = format!("an operator must be a string, found {}", json.kind());
                return self.reported(place, Problem::whole(what).help(operators()));
            }
        };
        if let (Operator::Not, Some((at, _))) = (operator, &right) {
            let problem = Problem::whole(format!("`{operator}` takes one operand"));
            return self.reported(*at, problem.help("remove `right`"));
        }
        let needs_right = operator != Operator::Not && right.is_none();
        let missing = match (&left, needs_right) {
            (None, _) => Some("left"),
            (_, true) => Some("right"),
            (Some(_), false) => None,
        };
        match (left, missing) {
            (Some(left), None) => Value::Operation(Box::new(Operation {
                operator,
                at: place,
                left,
                right: right.map(|(_, right)| right),
            })),
            // A misspelled name is not missing as well.
            (_, Some(missing)) if has_only => self.reported(
                at,
                Problem::whole(format!("missing `{missing}` of `{operator}`")),
            ),
            _ => Value::Bad,
        }
    }

    /// Returns a part of the response that has no argument.
    fn response(&mut self, content: Member<'_>, options: Vec<Member<'_>>) -> Value {
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

fn argument(content: &Document<'_>) -> Value {
    match content.json {
        Json::Integer(index) => Value::Opaque(Opaque {
            index: usize::try_from(index).unwrap_or(usize::MAX),
            kind: OpaqueKind::Expression,
        }),
        _ => Value::Bad,
    }
}

/// Whether a value can be merged into a map.
const fn is_map(node: &Node) -> bool {
    matches!(node.value, Value::Map(_) | Value::Opaque(_) | Value::Bad)
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

fn unknown_operator(spelling: &str) -> Problem {
    // In an operator, `=` begins no value.
    let shown = match spelling.len() {
        ..=3 => spelling.into(),
        _ => quoted(spelling),
    };
    let problem = Problem::whole(format!("unknown operator `{shown}`"));
    match SPELLINGS.iter().find(|(other, _)| *other == spelling) {
        Some((_, operator)) => problem.help(format!("did you mean `{operator}`?")),
        None => problem.help(operators()),
    }
}

fn operators() -> String {
    format!(
        "the operators are {}",
        Operator::ALL.map(Operator::as_str).join(" ")
    )
}

fn example(part: Part) -> &'static str {
    Surface::Json.form_example(Form::Part(part))
}
