//! Files to send.

use http_step_syntax::{file, header};

use super::Step;
use super::seen::{Map, Seen};
use crate::step::json::mistakes::Segment;
use crate::value::Value;

impl<'v> Step<'v, '_> {
    /// A map from the names of form fields to files.
    pub(super) fn files(&mut self, map: Map<'v>) {
        for entry in self.entries(map, str::to_owned) {
            self.value(&entry, |step| match step.seen(entry.value) {
                Some(Seen::File(content)) => step.file(content),
                Some(seen @ Seen::Open(_)) => step.any(seen),
                Some(_) => {
                    let help = r#"write `{"$file": {"path": "…"}}`, or `{"$file": {"content_b64": "…", "filename": "name"}}`"#;
                    step.problem(file::no_file().help(help));
                }
                None => {}
            });
        }
    }

    /// The members of a `$file`; which they are has been looked at.
    pub(super) fn file(&mut self, content: &'v Value) {
        let Value::Map(members) = content else {
            return;
        };
        for (name, value) in members {
            let way = [Segment::name("$file"), Segment::name(name)];
            self.within(way, |step| match name.as_str() {
                "path" => step.part_text("the path of a file", value),
                "bytes" => step.file_bytes(value),
                "headers" => step.file_headers(value),
                "filename" | "content_type" => step.file_text(name, value),
                _ => {}
            });
        }
    }

    fn file_bytes(&mut self, value: &'v Value) {
        match self.seen(value) {
            Some(Seen::Text(_) | Seen::Bytes) | None => {}
            Some(seen @ Seen::Open(_)) => self.any(seen),
            Some(_) => self.problem(file::no_bytes()),
        }
    }

    fn file_headers(&mut self, value: &'v Value) {
        match self.seen(value) {
            Some(Seen::Map(map)) => drop(self.header_fields(map)),
            Some(seen @ Seen::Open(_)) => self.any(seen),
            Some(_) => self.problem(file::no_headers(r#"{"Name": value}"#)),
            None => {}
        }
    }

    /// A text that goes into a header of the part.
    fn file_text(&mut self, option: &str, value: &'v Value) {
        if let Value::String(text) = value
            && let Err(problem) = header::value(text)
        {
            return self.problem(problem);
        }
        self.part_text(&format!("`{option}`"), value);
    }
}
