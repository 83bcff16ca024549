//! Words of the language with their arguments, and the operators between them.

use alloc::format;
use alloc::vec::Vec;

use super::checker::Checker;
use super::kind::kind;
use crate::text::quoted;
use crate::tree::{Call, Field, Form, Node, Operation, Value};
use crate::{Operator, Problem, header, nearest, surface};

const DEFAULT: &str = "default";
const DEFAULT_WHEN_FALSE: &str = "default_when_false";

impl<'t> Checker<'t> {
    /// Checks a form as a value.
    pub(super) fn form(&mut self, node: &'t Node, call: &'t Call) {
        match call.form {
            Form::Property => self.property(call),
            Form::Interpolate => self.interpolate(call),
            Form::Secret => {
                self.no_options(call);
                self.name(call, "a secret");
                self.note_secret(node.at, None);
            }
            Form::FlattenList => self.only_argument(call),
            Form::Raw => self.raw(call),
            Form::File if self.is_alone() => self.file(call),
            Form::File => self.misplaced(call, "use it as a value in `files`, or as all of `data`"),
            Form::Basic | Form::Bearer | Form::Digest => {
                self.misplaced(call, "use it as all of `auth`");
            }
            Form::Part(_) => self.misplaced(call, "compare it in a condition, or capture it"),
        }
    }

    fn misplaced(&mut self, call: &Call, help: &str) {
        let what = format!("`{}` is not allowed here", self.surface.form(call.form));
        self.report(call.at, Problem::whole(what).help(help));
    }

    pub(super) fn operation(&mut self, operation: &'t Operation) {
        self.value(&operation.left);
        match (operation.operator, &operation.right) {
            (
                Operator::Matches,
                Some(Node {
                    value: Value::Text(pattern),
                    at,
                }),
            ) => drop(self.pattern(*at, pattern)),
            (_, Some(right)) => self.value(right),
            (_, None) => {}
        }
    }

    fn property(&mut self, call: &'t Call) {
        self.name(call, "a property");
        let mut given: Vec<&str> = Vec::new();
        for Field { name, value } in &call.named {
            let word = name.text.as_str();
            if given.contains(&word) {
                self.report_duplicate(name.at, "option", word);
                continue;
            }
            given.push(word);
            match (word, &value.value) {
                (DEFAULT, _) => self.value(value),
                (DEFAULT_WHEN_FALSE, Value::Bool(_) | Value::Bad) => {}
                (DEFAULT_WHEN_FALSE, _) => {
                    let what = "`default_when_false` must be `true` or `false`";
                    self.report(value.at, Problem::whole(what));
                }
                _ => {
                    let form = self.surface.form(call.form);
                    let what = format!("unknown option `{}` of `{form}`", quoted(word));
                    let help = match nearest(word, [DEFAULT, DEFAULT_WHEN_FALSE]) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("the options are {DEFAULT}, {DEFAULT_WHEN_FALSE}"),
                    };
                    self.report(name.at, Problem::whole(what).help(help));
                }
            }
        }
    }

    /// Checks a value that is inserted as it is: a literal may look like a template, but not like a credential.
    fn raw(&mut self, call: &'t Call) {
        match call.args.as_slice() {
            [
                Node {
                    value: Value::Text(text),
                    at,
                },
            ] => {
                self.no_options(call);
                if header::credential_in("", text).is_some() {
                    self.report_credential(*at);
                }
            }
            _ => self.only_argument(call),
        }
    }

    fn only_argument(&mut self, call: &'t Call) {
        self.no_options(call);
        match call.args.as_slice() {
            [value] => self.value(value),
            _ => {
                let what = format!("`{}` takes one value", self.surface.form(call.form));
                let help = format!("write {}", self.surface.form_example(call.form));
                self.report(call.at, Problem::whole(what).help(help));
            }
        }
    }

    /// Reports arguments with names where the form has none.
    pub(super) fn no_options(&mut self, call: &Call) {
        let form = self.surface.form(call.form);
        for Field { name, .. } in &call.named {
            let option = quoted(&name.text);
            let problem = Problem::whole(format!("`{form}` has no option `{option}`"));
            self.report(name.at, problem.help("remove it"));
        }
    }

    /// Checks the name of a property or secret.
    fn name(&mut self, call: &Call, thing: &str) {
        let form = self.surface.form(call.form);
        let (at, what) = match call.args.as_slice() {
            [
                Node {
                    value: Value::Text(name),
                    at,
                },
            ] if name.is_empty() => (*at, format!("the name of {thing} must not be empty")),
            [
                Node {
                    value: Value::Text(_) | Value::Bad,
                    ..
                },
            ] => return,
            [other] => {
                let kind = kind(other).unwrap_or("this value");
                let string = self.surface.show(surface::STRING);
                let what = format!("the name of {thing} must be {string}, found {kind}");
                (other.at, what)
            }
            [] => (call.at, format!("`{form}` needs a name")),
            [_, second, ..] => (second.at, format!("`{form}` takes one name")),
        };
        let help = format!("write {}", self.surface.form_example(call.form));
        self.report(at, Problem::whole(what).help(help));
    }
}
