//! Templates with their arguments: `{"$interpolate": template, "args": […], "kwargs": {…}}`.

use http_step_syntax::tree::{Call, Form, Value};

use super::form::INTERPOLATE;
use super::{Builder, bad, take};
use crate::json::document::{Document, Json, Member};

impl Builder {
    pub(super) fn interpolate(
        &mut self,
        template: Member<'_>,
        mut members: Vec<Member<'_>>,
    ) -> Value {
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
}
