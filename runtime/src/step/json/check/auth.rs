//! Who asks: a pair of user and password, `$bearer` or `$digest`.

use http_step_syntax::auth;
use http_step_syntax::key::Key;

use super::Step;
use super::seen::{Form, Members, Seen};
use crate::step::json::mistakes::Segment;
use crate::value::Value;

impl<'v> Step<'v, '_> {
    pub(super) fn auth(&mut self, key: &'static Key, value: &'v Value) {
        if let Value::Map(members) = value {
            if let Some(token) = members.get("$bearer") {
                return self.bearer(members, token);
            }
            if let Some(pair) = members.get("$digest") {
                return self.digest(members, pair);
            }
        }
        match self.seen(value) {
            Some(Seen::Tuple(pair @ [user, _])) => {
                self.within([Segment::name("$tuple")], |step| {
                    if let Value::String(user) = user {
                        let help = r#"write `{"$tuple": ["user", {"$secret": "password"}]}`"#;
                        let checked = auth::basic_user(user).map_err(|it| it.help(help));
                        step.within([Segment::Index(0)], |step| step.report(checked));
                    }
                    step.user_and_password(pair);
                });
            }
            Some(seen @ Seen::Open(_)) => self.any(seen),
            Some(seen) => self.wrong_shape(key, seen),
            None => {}
        }
    }

    fn bearer(&mut self, members: &'v Members, token: &'v Value) {
        self.has_only(members, &["$bearer"]);
        self.within([Segment::name("$bearer")], |step| {
            step.secret_part("token", token);
        });
    }

    fn digest(&mut self, members: &'v Members, pair: &'v Value) {
        self.has_only(members, &["$digest"]);
        self.within([Segment::name("$digest")], |step| match pair {
            Value::List(pair) if pair.len() == 2 => step.user_and_password(pair),
            _ => {
                let help = r#"write `{"$digest": ["user", {"$secret": "password"}]}`"#;
                step.problem(auth::values("$digest", 2).help(help));
            }
        });
    }

    fn user_and_password(&mut self, pair: &'v [Value]) {
        if let [user, password] = pair {
            self.within([Segment::Index(0)], |step| step.user(user));
            self.within([Segment::Index(1)], |step| {
                step.secret_part("password", password);
            });
        }
    }

    /// The user name, which may be empty: some services want only a password.
    fn user(&mut self, value: &'v Value) {
        if !matches!(value, Value::String(_)) {
            self.part_text("the user name", value);
        }
    }

    fn secret_part(&mut self, thing: &str, value: &'v Value) {
        let Some(seen) = self.seen(value) else {
            return;
        };
        match seen {
            Seen::Open(form) if !is_literal_template(form) => self.any(seen),
            Seen::Null | Seen::List(_) | Seen::Tuple(_) | Seen::Map(_) | Seen::File(_) => {
                let help = r#"write `{"$secret": "name"}`"#;
                self.problem(auth::no_secret(thing).help(help));
            }
            _ => {
                let help = r#"keep it outside, and write `{"$secret": "name"}`"#;
                self.problem(auth::literal(thing).help(help));
            }
        }
    }
}

/// Whether the form is a template with nothing to put in.
fn is_literal_template(form: Form<'_>) -> bool {
    form.name == "$interpolate"
        && matches!(form.content, Value::String(text) if auth::is_literal_template(text))
}
