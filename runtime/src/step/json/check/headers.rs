//! Header fields, of a request and of a part of it.

use http_step_syntax::{header, map as map_rules};

use super::Step;
use super::map::Entry;
use super::seen::{Map, Seen};
use crate::value::Value;

impl<'v> Step<'v, '_> {
    /// The fields of the request, on which rules across keys look.
    pub(super) fn headers(&mut self, map: Map<'v>) {
        for entry in self.header_fields(map) {
            match (
                entry.name.map(str::to_ascii_lowercase).as_deref(),
                entry.value,
            ) {
                (Some("content-type"), Value::String(_)) => {
                    self.content_type = self.named_value(&entry);
                }
                // `null` sends no field.
                (Some("authorization"), Value::Null) => {}
                (Some("authorization"), _) => self.authorization = self.named_key(&entry),
                _ => {}
            }
        }
    }

    pub(super) fn header_fields(&mut self, map: Map<'v>) -> Vec<Entry<'v>> {
        let entries = self.entries(map, str::to_ascii_lowercase);
        for entry in &entries {
            // An empty name has been reported as that.
            let name = entry.name.filter(|name| !name.is_empty());
            if let Some(Err(problem)) = name.map(header::own_name) {
                self.key(entry, problem);
            }
            self.value(entry, |step| {
                if let (Some(name), Value::String(text)) = (name, entry.value) {
                    step.literal(header::value(text), name, text);
                }
                step.single("a header field", entry.value);
            });
        }
        entries
    }

    /// A literal that is sent as it is, and may be no credential.
    pub(super) fn literal(
        &mut self,
        checked: Result<(), http_step_syntax::Problem>,
        name: &str,
        text: &str,
    ) {
        if let Err(problem) = checked {
            self.problem(problem);
        } else if header::credential_in(name, text).is_some() {
            let help = r#"keep it outside, and write `{"$secret": "name"}`, or `%(secret:name)s` in an `$interpolate`"#;
            self.problem(header::credential().help(help));
        }
    }

    /// A value of what is sent as one text.
    pub(super) fn single(&mut self, thing: &str, value: &'v Value) {
        match self.seen(value) {
            Some(Seen::Map(_) | Seen::List(_) | Seen::Tuple(_)) => {
                self.problem(map_rules::no_single_value(thing));
            }
            Some(seen) => self.any(seen),
            None => {}
        }
    }
}
