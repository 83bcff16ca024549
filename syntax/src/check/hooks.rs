//! Closures that are called while a step runs.

use alloc::format;

use super::checker::Checker;
use crate::key::Row;
use crate::text::quoted;
use crate::tree::{Entry, Node, Opaque, OpaqueKind, Value};
use crate::{Problem, nearest};

const RESPONSE: &str = "response";

impl<'t> Checker<'t> {
    pub(super) fn hooks(&mut self, row: &Row, node: &'t Node) {
        let Value::Map(entries) = &node.value else {
            return self.report_shape(row, node);
        };
        let spreads = entries.iter().filter_map(|entry| match entry {
            Entry::Spread(map) => Some(map.at),
            Entry::Pair(..) => None,
        });
        for at in spreads {
            let problem = Problem::whole("hooks can't be merged from a map");
            self.report(at, problem.help("write `\"response\": closure`"));
        }
        for member in self.members(entries) {
            match member.name {
                Some(RESPONSE) => self.hook(member.value),
                Some(name) => {
                    let what = format!("unknown hook `{}`", quoted(name));
                    let help = match nearest(name, [RESPONSE]) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("the only hook is `{RESPONSE}`"),
                    };
                    self.report(member.key.at, Problem::whole(what).help(help));
                }
                // It has been reported.
                None if matches!(member.key.value, Value::Text(_) | Value::Bad) => {}
                None => {
                    let problem = Problem::whole("the name of a hook must be a string literal");
                    self.report(member.key.at, problem.help("write `\"response\"`"));
                }
            }
        }
    }

    fn hook(&mut self, node: &Node) {
        match &node.value {
            Value::Opaque(Opaque { kind, .. }) if *kind != OpaqueKind::Literal => {}
            Value::Word(_) | Value::Bad => {}
            _ => {
                let problem = Problem::whole("a hook must be a closure");
                self.report(node.at, problem.help("write `|response| { … }`"));
            }
        }
    }
}
