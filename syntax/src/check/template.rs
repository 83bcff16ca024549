//! Templates and their arguments.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use super::checker::Checker;
use crate::template::{self, Reference, check_keyed, check_positional};
use crate::tree::{Call, Field, Node, Pos, Value};
use crate::{Problem, Surface, header, surface};

impl<'t> Checker<'t> {
    pub(super) fn interpolate(&mut self, call: &'t Call) {
        self.template(call);
        self.arguments(call);
    }

    /// Checks the values that are inserted.
    pub(super) fn arguments(&mut self, call: &'t Call) {
        for argument in call.args.iter().skip(1) {
            self.value(argument);
        }
        let mut given: Vec<&str> = Vec::new();
        for Field { name, value } in &call.named {
            if given.contains(&name.text.as_str()) {
                self.report_duplicate(name.at, "argument", &name.text);
            } else if name.text.is_empty() {
                let problem = Problem::whole("the name of an argument must not be empty");
                self.report(name.at, problem);
            }
            given.push(&name.text);
            self.value(value);
        }
    }

    /// Checks the template of `Interpolate` against its arguments. Returns the place and text of the template and
    /// the bytes of its substitutions, with the names of those that are arguments; none after a report.
    pub(super) fn template(&mut self, call: &'t Call) -> Option<(Pos, &'t str, Vec<Inserted<'t>>)> {
        let (at, text) = match call.args.first() {
            Some(Node {
                value: Value::Text(text),
                at,
            }) => (*at, text.as_str()),
            Some(Node {
                value: Value::Bad, ..
            }) => return None,
            other => {
                let form = self.surface.form(call.form);
                let at = other.map_or(call.at, |other| other.at);
                let string = self.surface.show(surface::STRING);
                let what = format!("the template of `{form}` must be {string}");
                let help = format!("write {}", self.surface.form_example(call.form));
                self.report(at, Problem::whole(what).help(help));
                return None;
            }
        };
        let positional = call.args.get(1..).unwrap_or_default();
        let inserted = match (positional, call.named.first()) {
            ([], _) => self.keyed(at, text, call)?,
            (_, None) => self.positional(at, text, positional)?,
            (_, Some(field)) => {
                self.report(field.name.at, Problem::whole(template::MIXED));
                return None;
            }
        };
        if inserted.is_empty()
            && !self.is_alone()
            && let Some(problem) = self.braces(call, text)
        {
            self.report_inside(at, problem);
            return None;
        }
        if header::credential_in("", &literal_parts(text, &inserted)).is_some() {
            self.report_credential(at);
        }
        Some((at, text, inserted))
    }

    fn keyed(&mut self, at: Pos, text: &str, call: &'t Call) -> Option<Vec<Inserted<'t>>> {
        let names: Vec<&str> = call
            .named
            .iter()
            .map(|field| field.name.text.as_str())
            .collect();
        let checked = check_keyed(text, &names);
        for range in checked.secrets {
            self.note_secret(at, Some(range));
        }
        let is_right = checked.problems.is_empty();
        for problem in checked.problems {
            self.report_inside(at, problem);
        }
        let value = |name: &str| {
            let mut named = call.named.iter();
            named
                .find(|field| field.name.text == name)
                .map(|field| &field.value)
        };
        let inserted = checked.template.substitutions().map(|it| Inserted {
            range: it.range.clone(),
            argument: match &it.reference {
                Reference::Keyword(name) => value(name),
                _ => None,
            },
        });
        is_right.then(|| inserted.collect())
    }

    fn positional(&mut self, at: Pos, text: &str, args: &'t [Node]) -> Option<Vec<Inserted<'t>>> {
        match check_positional(text, args.len()) {
            Ok(placeholders) => {
                let inserted = placeholders.into_iter().map(|placeholder| Inserted {
                    range: placeholder.range,
                    argument: args.get(placeholder.argument),
                });
                Some(inserted.collect())
            }
            // The number of arguments is wrong.
            Err(problem) if problem.range.is_empty() => {
                self.report(at, problem);
                None
            }
            Err(problem) => {
                self.report_inside(at, problem);
                None
            }
        }
    }

    /// Finds `{name}` or `${name}` in a template without substitutions, which is how other languages write one.
    fn braces(&self, call: &Call, text: &str) -> Option<Problem> {
        let (range, name) = placeholder(text)?;
        let what = format!("`{}` is not a substitution", text.get(range.clone())?);
        let problem = Problem::new(range, what);
        let is_argument = call.named.iter().any(|field| field.name.text == name);
        Some(if name.is_empty() {
            problem.help("write `%s` and pass the value as an argument")
        } else if is_argument {
            problem.help(format!("write `%(kw:{name})s`"))
        } else {
            let argument = match self.surface {
                Surface::Rust => format!("{name}: value"),
                Surface::Json => format!("\"kwargs\": {{\"{name}\": value}}"),
            };
            problem.help(format!(
                "write `%(prop:{name})s` for a property, or `%(kw:{name})s` and pass `{argument}`"
            ))
        })
    }
}

/// A substitution of a template.
pub(super) struct Inserted<'t> {
    /// Its bytes in the template.
    pub(super) range: Range<usize>,
    /// The argument that it inserts.
    pub(super) argument: Option<&'t Node>,
}

/// Returns the template with spaces in place of its substitutions.
fn literal_parts(text: &str, inserted: &[Inserted<'_>]) -> String {
    let mut literal = String::with_capacity(text.len());
    let mut done = 0;
    for Inserted { range, .. } in inserted {
        literal.push_str(text.get(done..range.start).unwrap_or_default());
        literal.push(' ');
        done = range.end;
    }
    literal.push_str(text.get(done..).unwrap_or_default());
    literal
}

/// Returns the first `{name}`, `${name}` or `{}` of a string, and the name.
fn placeholder(text: &str) -> Option<(Range<usize>, &str)> {
    let mut from = 0;
    while let Some(open) = text.get(from..)?.find('{').map(|at| from + at) {
        let inner = text.get(open + 1..)?;
        let length = inner.find(|c: char| c != '_' && !c.is_alphanumeric())?;
        if inner.get(length..)?.starts_with('}') && !inner.starts_with(|c: char| c.is_ascii_digit())
        {
            let start = if text.get(..open)?.ends_with('$') {
                open - 1
            } else {
                open
            };
            return Some((start..open + length + 2, inner.get(..length)?));
        }
        from = open + 1;
    }
    None
}
