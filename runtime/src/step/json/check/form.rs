//! What a value says: which form an object is, and whether the form by itself is right. What it is made of is
//! looked at apart.

use http_step_syntax::Problem;

use super::Step;
use super::seen::{self, Form, Map, Members, Seen};
use crate::expr::{FILE, Reader, form_kind, no_member, unknown_form};
use crate::step::json::mistakes::Segment;
use crate::value::Value;

impl<'v> Step<'v, '_> {
    /// What a value says; none after a report.
    pub(super) fn seen(&mut self, value: &'v Value) -> Option<Seen<'v>> {
        let Value::Map(members) = value else {
            return Seen::plain(value);
        };
        let (name, options) = match form_kind(members) {
            Ok(Some(("$arg", _))) => {
                self.problem(unknown_form("$arg").problem());
                return None;
            }
            Ok(Some(form)) => form,
            Ok(None) => return Some(Seen::Map(Map::Object(members))),
            Err(error) => {
                let problem = misplaced(members).unwrap_or_else(|| error.problem());
                self.problem(problem);
                return None;
            }
        };
        let count = self.mistakes.count();
        let content = members.get(name)?;
        self.members_of(
            name,
            members.keys().filter(|member| *member != name),
            options,
        );
        if let ("$file", Value::Map(file)) = (name, content) {
            self.within([Segment::name(name)], |step| {
                step.members_of(name, file.keys(), &FILE);
            });
        }
        let form = Form {
            name,
            content,
            members,
        };
        if self.mistakes.count() == count {
            self.form_itself(form);
        }
        if self.mistakes.count() > count {
            return None;
        }
        Some(match name {
            "$bytes_b64" => Seen::Bytes,
            "$tuple" => Seen::Tuple(seen::items(content)),
            "$map" => Seen::Map(Map::Entries(seen::items(content))),
            "$file" => Seen::File(content),
            _ => Seen::Open(form),
        })
    }

    /// The members of a form, which has those options.
    fn members_of(
        &mut self,
        form: &str,
        members: impl Iterator<Item = &'v String>,
        options: &[&str],
    ) {
        for member in members.filter(|member| !options.contains(&member.as_str())) {
            let error = no_member(form, member, options);
            self.within([Segment::name(member)], |step| {
                step.name_problem(error.problem());
            });
        }
    }

    /// Shows the reader the form with nothing in it, and so says what it would say of the form itself.
    fn form_itself(&mut self, form: Form<'v>) {
        let empty = |(name, value): (&String, &Value)| {
            let value = match (form.name, value) {
                ("$property" | "$secret" | "$op" | "$bytes_b64", Value::String(_))
                    if name == form.name =>
                {
                    value.clone()
                }
                ("$map", value) if name == form.name => hollow(value, 2),
                ("$file", Value::Map(members)) if name == form.name => file(members),
                ("$tuple", value) => hollow(value, 1),
                ("$interpolate", value) => hollow(value, 1),
                (_, value) => hollow(value, 0),
            };
            (name.clone(), value)
        };
        let emptied = Value::Map(form.members.iter().map(empty).collect());
        let Err(error) = Reader::unchecked().expr(emptied) else {
            return;
        };
        let outer = matches!(form.name, "$map" | "$tuple").then(|| Segment::name(form.name));
        let names = error.field().split('.').filter(|name| !name.is_empty());
        let inner = names.map(|name| match name.parse() {
            Ok(index) => Segment::Index(index),
            Err(_) => Segment::name(name.to_owned()),
        });
        let path: Vec<_> = outer.into_iter().chain(inner).collect();
        self.within(path, |step| step.problem(error.problem()));
    }
}

/// The kind of a value, with so many levels of what is in it.
fn hollow(value: &Value, levels: usize) -> Value {
    match (value, levels.checked_sub(1)) {
        (Value::List(items), Some(levels)) => {
            Value::List(items.iter().map(|item| hollow(item, levels)).collect())
        }
        (Value::Map(members), Some(levels)) => {
            let members = members.iter();
            let members = members.map(|(name, value)| (name.clone(), hollow(value, levels)));
            Value::Map(members.collect())
        }
        (Value::List(_), None) => Value::List(Vec::new()),
        (Value::Map(_), None) => Value::Map(Members::new()),
        (Value::String(_), _) => Value::String(String::new()),
        (value, _) => value.clone(),
    }
}

/// The members of a file; of bytes it matters what is written.
fn file(members: &Members) -> Value {
    let empty = |(name, value): (&String, &Value)| {
        let value = match (name.as_str(), value) {
            ("content_b64", Value::String(_)) => value.clone(),
            (_, value) => hollow(value, 0),
        };
        (name.clone(), value)
    };
    Value::Map(members.iter().map(empty).collect())
}

/// What stands at the wrong place, of the forms that have one place only.
fn misplaced(members: &Members) -> Option<Problem> {
    let place = |name: &str| {
        Some(match name {
            "$bearer" | "$digest" => "write it as all of `auth`",
            "$insecure" => "write it as all of `verify`",
            "$json" | "$header" | "$cookie" | "$matches" | "$response" => {
                "it stands alone at `left` of a condition, and in `capture`"
            }
            _ => return None,
        })
    };
    let (name, help) = members.keys().find_map(|name| Some((name, place(name)?)))?;
    Some(Problem::new(0..0, format!("`{name}` can't stand here")).help(help))
}
