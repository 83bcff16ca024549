//! Files to send.

use http_step_syntax::{file, header, nearest};
use proc_macro2::Ident;
use syn::Lit;

use super::{Into, Member, Node, Step};
use crate::ast::{DslCall, Entry, Literal, Map, Value, Word};

/// The options of `File`.
const OPTIONS: [&str; 4] = ["bytes", "filename", "content_type", "headers"];

impl<'a> Step<'a, '_> {
    /// A map from the names of form fields to files.
    pub(super) fn files(&mut self, map: &'a Map) -> Option<Vec<Member<'a>>> {
        self.no_key_twice(map, |name| name);
        let members = map.entries.iter().filter_map(|entry| match entry {
            Entry::Spread(map) => Some(Member::Spread(map)),
            Entry::Pair(key, value) => {
                let (key, value) = (self.map_key(key), self.file_value(value));
                Some(Member::Pair(key?, value?))
            }
        });
        Some(members.collect())
    }

    fn file_value(&mut self, value: &'a Value) -> Option<Node<'a>> {
        let help = match value {
            Value::Call(call) if call.word == Word::File => return self.file(call),
            Value::Call(_) | Value::Operation(_) | Value::Rust(_) | Value::Bad(_) => {
                return self.node(value);
            }
            Value::Literal(Literal {
                lit: Lit::ByteStr(_),
                ..
            }) => "write `File(bytes: b\"…\", filename: \"name\")`",
            _ => "write `File(\"path\")`, or `File(bytes: value, filename: \"name\")`",
        };
        let problem = file::no_file().help(help);
        self.diagnostics.problem(value.span(), &problem);
        None
    }

    /// `File(path, option: value, …)` or `File(bytes: value, option: value, …)`
    pub(super) fn file(&mut self, call: &'a DslCall) -> Option<Node<'a>> {
        let mut members = Vec::new();
        let mut given: Vec<&str> = Vec::new();
        let mut is_misspelt = false;
        if let Some(path) = call.args.first() {
            given.push("path");
            members.push(("path", self.part_text("the path of a file", path)));
        }
        if let Some(second) = call.args.get(1) {
            let help = "write a `File` for each";
            self.diagnostics
                .error(second.span(), "`File` takes one path", help);
        }
        for (word, value) in &call.named {
            let Some(option) = self.file_option(word, &given) else {
                is_misspelt = true;
                continue;
            };
            given.push(option);
            let node = match option {
                "bytes" => self.file_bytes(value),
                "headers" => self.file_headers(value),
                _ => self.file_text(option, value),
            };
            members.push((option, node));
        }
        if !given
            .iter()
            .any(|member| ["path", "bytes"].contains(member))
        {
            let help = "write `File(\"path\")`, or `File(bytes: value, filename: \"name\")`";
            // What was meant to be it is not missing as well.
            if !is_misspelt {
                self.diagnostics
                    .error(call.span, "the `File` has no path", help);
            }
            return None;
        }
        let members = members
            .into_iter()
            .map(|(member, node)| Some((member, node?)));
        members.collect::<Option<_>>().map(Node::File)
    }

    fn file_option(&mut self, word: &Ident, given: &[&str]) -> Option<&'static str> {
        let name = word.to_string();
        let option = OPTIONS.into_iter().find(|option| name == *option);
        let (what, help) = match option {
            Some(option) if given.contains(&option) => (
                format!("the option `{option}` is there already"),
                "leave one of the two out".to_owned(),
            ),
            Some("bytes") if given.contains(&"path") => (
                "the `File` has a path already".to_owned(),
                "leave out the path or the bytes".to_owned(),
            ),
            Some(option) => return Some(option),
            None => {
                let help = match nearest(&name, OPTIONS) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if name == "path" => "write the path alone: `File(\"path\")`".to_owned(),
                    None => "it has `bytes`, `filename`, `content_type` and `headers`".to_owned(),
                };
                (format!("`File` has no option `{name}`"), help)
            }
        };
        self.diagnostics.error(word.span(), &what, help);
        None
    }

    fn file_bytes(&mut self, value: &'a Value) -> Option<Node<'a>> {
        match value {
            Value::Literal(Literal {
                lit: Lit::Str(_) | Lit::ByteStr(_),
                ..
            })
            | Value::Rust(_)
            | Value::Call(_)
            | Value::Operation(_)
            | Value::Bad(_) => self.node(value),
            other => {
                self.diagnostics.problem(other.span(), &file::no_bytes());
                None
            }
        }
    }

    fn file_headers(&mut self, value: &'a Value) -> Option<Node<'a>> {
        match value {
            Value::Map(map) => self.header_fields(map).map(Node::Map),
            Value::Rust(expr) => Some(Node::Rust(Into::Value, expr)),
            Value::Call(_) | Value::Operation(_) | Value::Bad(_) => self.node(value),
            other => {
                let problem = file::no_headers("{ \"Name\": value }");
                self.diagnostics.problem(other.span(), &problem);
                None
            }
        }
    }

    /// A text that goes into a header of the part.
    fn file_text(&mut self, option: &str, value: &'a Value) -> Option<Node<'a>> {
        if let Value::Literal(Literal {
            lit: Lit::Str(text),
            ..
        }) = value
            && let Err(problem) = header::value(&text.value())
        {
            self.diagnostics.in_literal(text, &problem);
            return None;
        }
        self.part_text(&format!("`{option}`"), value)
    }
}
