//! Credentials: `(user, password)`, `Bearer(token)`, `Digest(user, password)`.

use alloc::format;

use super::checker::Checker;
use super::kind::is_open;
use crate::key::Row;
use crate::tree::{Call, Form, Node, OpaqueKind, Value};
use crate::{Problem, auth, surface};

impl<'t> Checker<'t> {
    pub(super) fn auth(&mut self, row: &Row, node: &'t Node) {
        match &node.value {
            Value::Tuple(items) => match items.as_slice() {
                [user, password] => self.basic(user, password),
                _ => {
                    let what = format!(
                        "expected a user and a password, found {} values",
                        items.len()
                    );
                    let help = format!("write `{}`", self.surface.show(surface::BASIC));
                    self.report(node.at, Problem::whole(what).help(help));
                }
            },
            Value::Form(call) => match (call.form, call.args.as_slice()) {
                (Form::Basic, [user, password]) => {
                    self.no_options(call);
                    self.basic(user, password);
                }
                (Form::Bearer, [token]) => {
                    self.no_options(call);
                    self.secret_part("token", token);
                }
                (Form::Digest, [user, password]) => {
                    self.no_options(call);
                    self.user(user);
                    self.secret_part("password", password);
                }
                (Form::Basic | Form::Digest, _) => self.wrong_number(call, "two values"),
                (Form::Bearer, _) => self.wrong_number(call, "one value"),
                // A secret alone says neither the scheme nor the user.
                (Form::Secret, _) => {
                    let what = "`auth` needs a scheme for the secret";
                    let [basic, bearer] = [surface::BASIC, surface::BEARER];
                    let help = format!(
                        "write `{}` or `{}`",
                        self.surface.show(bearer),
                        self.surface.show(basic)
                    );
                    self.report(node.at, Problem::whole(what).help(help));
                }
                _ => self.value(node),
            },
            Value::Operation(_) => self.value(node),
            Value::Word(_) | Value::Opaque(_) => self.value(node),
            _ => self.report_shape(row, node),
        }
    }

    fn wrong_number(&mut self, call: &Call, takes: &str) {
        let what = format!("`{}` takes {takes}", self.surface.form(call.form));
        let help = format!("write {}", self.surface.form_example(call.form));
        self.report(call.at, Problem::whole(what).help(help));
    }

    fn basic(&mut self, user: &'t Node, password: &'t Node) {
        if let Value::Text(text) = &user.value
            && self.plain_substitution(text).is_none()
            && let Err(problem) = auth::basic_user(text)
        {
            self.report_inside(user.at, problem);
        } else {
            self.user(user);
        }
        self.secret_part("password", password);
    }

    /// Checks the user name, which may be empty: some services want only a password.
    fn user(&mut self, node: &'t Node) {
        if !matches!(&node.value, Value::Text(text) if text.is_empty()) {
            self.part_text("the user name", node);
        }
    }

    fn secret_part(&mut self, thing: &str, node: &'t Node) {
        let is_literal = match &node.value {
            Value::Bad => return,
            Value::Opaque(opaque) => opaque.kind == OpaqueKind::Literal,
            Value::Form(call) => is_literal_template(call),
            _ if is_open(node) => false,
            Value::Null | Value::List(_) | Value::Tuple(_) | Value::Map(_) | Value::Typed(_) => {
                let what =
                    format!("the {thing} must be a string that is known only when the build runs");
                let help = format!("write `{}`", self.surface.show(surface::SECRET));
                return self.report(node.at, Problem::whole(what).help(help));
            }
            _ => true,
        };
        if is_literal {
            let what =
                format!("the {thing} can't be a literal: the source is no place for credentials");
            let help = format!("write `{}`", self.surface.show(surface::SECRET));
            return self.report(node.at, Problem::whole(what).help(help));
        }
        self.value(node);
    }
}

/// Whether the form is a template without substitutions.
fn is_literal_template(call: &Call) -> bool {
    let [
        Node {
            value: Value::Text(text),
            ..
        },
    ] = call.args.as_slice()
    else {
        return false;
    };
    call.form == Form::Interpolate && auth::is_literal_template(text)
}
