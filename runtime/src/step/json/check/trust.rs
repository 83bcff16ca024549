//! Which peer is trusted, and what we show it.

use http_step_syntax::key::Key;
use http_step_syntax::{Problem, auth};

use super::Step;
use super::seen::Seen;
use crate::value::Value;

impl<'v> Step<'v, '_> {
    pub(super) fn verify(&mut self, key: &'static Key, value: &'v Value) {
        if let Value::Map(members) = value
            && let Some(insecure) = members.get("$insecure")
        {
            self.insecure = true;
            if self.has_only(members, &["$insecure"]) && *insecure != Value::Bool(true) {
                self.problem(Problem::new(0..0, "`$insecure` is `true`"));
            }
            return;
        }
        match self.seen(value) {
            Some(Seen::Bool(true)) | None => {}
            Some(Seen::Bool(false)) => {
                let help = r#"write `{"$insecure": true}`"#;
                self.problem(auth::no_verification().help(help));
            }
            Some(Seen::Text(text)) => self.filled("`verify`", text),
            Some(seen @ Seen::Open(_)) => self.any(seen),
            Some(seen) => self.wrong_shape(key, seen),
        }
    }

    pub(super) fn cert(&mut self, key: &Key, seen: Seen<'v>) {
        match seen {
            Seen::Tuple(pair @ [certificate, _]) => self.tuple(pair, |step, value| {
                let thing = if std::ptr::eq(value, certificate) {
                    "the certificate"
                } else {
                    "the key of the certificate"
                };
                step.part_text(thing, value);
            }),
            Seen::Text(text) => self.filled("`cert`", text),
            Seen::Open(_) => self.any(seen),
            seen => self.wrong_shape(key, seen),
        }
    }
}
