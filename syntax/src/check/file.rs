//! Files to send.

use alloc::format;
use alloc::vec::Vec;

use super::checker::Checker;
use super::kind::is_open;
use crate::text::quoted;
use crate::tree::{Call, Entry, Field, Form, Name, Node, Value};
use crate::{Problem, Surface, header, nearest, surface};

const BYTES: &str = "bytes";
const HEADERS: &str = "headers";
const OPTIONS: [&str; 4] = [BYTES, "filename", "content_type", HEADERS];
/// The members of a file in JSON.
const MEMBERS: [&str; 5] = ["path", "content_b64", "filename", "content_type", HEADERS];

impl<'t> Checker<'t> {
    /// Checks a map from the names of form fields to files.
    pub(super) fn files(&mut self, entries: &'t [Entry]) {
        for member in self.members(entries) {
            let node = member.value;
            match &node.value {
                Value::Form(call) if call.form == Form::File => self.file(call),
                _ if is_open(node) => self.value(node),
                _ => {
                    let what = "a value of `files` must be a file";
                    let help = format!("write {}", self.surface.show(surface::FILE));
                    self.report(node.at, Problem::whole(what).help(help));
                }
            }
        }
    }

    /// Checks `File(path, option: value, …)` or `File(bytes: value, option: value, …)`.
    pub(super) fn file(&mut self, call: &'t Call) {
        let form = self.surface.form(Form::File);
        let mut given = Vec::new();
        let mut is_misspelled = false;
        if let Some(path) = call.args.first() {
            self.part_text("the path of a file", path);
        }
        if let Some(second) = call.args.get(1) {
            let problem = Problem::whole(format!("`{form}` takes one path"));
            self.report(second.at, problem.help("write one file for each path"));
        }
        for Field { name, value } in &call.named {
            let Some(option) = OPTIONS.into_iter().find(|option| *option == name.text) else {
                is_misspelled = true;
                self.unknown_file_option(name);
                continue;
            };
            if given.contains(&option) {
                self.report_duplicate(name.at, "option", option);
                continue;
            }
            given.push(option);
            match option {
                BYTES if !call.args.is_empty() => {
                    let problem = Problem::whole(format!("`{form}` has both a path and bytes"));
                    self.report(name.at, problem.help("remove the path or the bytes"));
                }
                BYTES => self.file_bytes(value),
                HEADERS => self.file_headers(value),
                option => self.file_text(option, value),
            }
        }
        // A misspelled path is not missing as well.
        if call.args.is_empty() && !given.contains(&BYTES) && !is_misspelled {
            let help = format!("write {}", self.surface.show(surface::FILE));
            let problem = Problem::whole(format!("`{form}` has no path"));
            self.report(call.at, problem.help(help));
        }
    }

    fn unknown_file_option(&mut self, name: &Name) {
        let form = self.surface.form(Form::File);
        let what = format!("unknown option `{}` of `{form}`", quoted(&name.text));
        let options = match self.surface {
            Surface::Rust => &OPTIONS[..],
            Surface::Json => &MEMBERS[..],
        };
        let help = match nearest(&name.text, options.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if name.text == "path" => "write the path alone: `File(\"path\")`".into(),
            None => format!("the options are {}", options.join(", ")),
        };
        self.report(name.at, Problem::whole(what).help(help));
    }

    fn file_bytes(&mut self, node: &'t Node) {
        match &node.value {
            Value::Text(_) | Value::Bytes(_) => self.value(node),
            _ if is_open(node) => self.value(node),
            _ => self.report(
                node.at,
                Problem::whole("the bytes of a file must be bytes or a string"),
            ),
        }
    }

    fn file_headers(&mut self, node: &'t Node) {
        match &node.value {
            Value::Map(entries) => drop(self.header_fields(entries)),
            _ if is_open(node) => self.value(node),
            _ => {
                let map = self.surface.show(surface::HEADERS);
                let what = format!("the headers of a file must be a map `{map}`");
                self.report(node.at, Problem::whole(what));
            }
        }
    }

    /// Checks a string that is sent in a header field of the part.
    fn file_text(&mut self, option: &str, node: &'t Node) {
        match &node.value {
            Value::Text(text) => match header::value(text) {
                Err(problem) => self.report_inside(node.at, problem),
                Ok(()) => self.filled(option, node.at, text),
            },
            Value::Form(_) => self.header_expression(node),
            _ => self.part_text(&format!("`{option}`"), node),
        }
    }
}
