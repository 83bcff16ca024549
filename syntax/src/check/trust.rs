//! The certificates that are trusted, and the client's own.

use alloc::format;

use super::checker::Checker;
use super::kind::is_open;
use crate::key::Row;
use crate::tree::{Node, Value};
use crate::{Problem, nearest, surface};

impl<'t> Checker<'t> {
    pub(super) fn verify(&mut self, row: &Row, node: &'t Node) {
        match &node.value {
            Value::Bool(true) | Value::Bad => {}
            Value::Bool(false) => {
                let what = "`verify: false` doesn't say that the peer is not verified";
                let help = format!("write `{}`", self.surface.show(surface::INSECURE));
                self.report(node.at, Problem::whole(what).help(help));
            }
            Value::Word(word) if word.name == "Insecure" => self.facts.insecure = true,
            // Names of variables and constants are spelled otherwise.
            Value::Word(word)
                if word.name.starts_with("In") && nearest(&word.name, ["Insecure"]).is_some() =>
            {
                let what = format!("unknown word `{}`", word.name);
                let problem = Problem::whole(what).help("did you mean `Insecure`?");
                self.report(node.at, problem);
            }
            Value::Text(text) => self.filled(row.name, node.at, text),
            _ if is_open(node) => self.value(node),
            _ => self.report_shape(row, node),
        }
    }

    pub(super) fn cert(&mut self, row: &Row, node: &'t Node) {
        match &node.value {
            Value::Tuple(items) if items.len() == 2 => {
                let things = ["the certificate", "the key of the certificate"];
                for (thing, item) in things.into_iter().zip(items) {
                    self.part_text(thing, item);
                }
            }
            Value::Text(text) => self.filled(row.name, node.at, text),
            _ if is_open(node) => self.value(node),
            _ => self.report_shape(row, node),
        }
    }
}
