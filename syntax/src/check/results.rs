//! Results, and the statuses and failures that they are about.

use alloc::format;
use alloc::vec::Vec;

use super::checker::Checker;
use super::kind::kind;
use crate::key::Row;
use crate::status::{self, Member, Members};
use crate::tree::{Node, Opaque, OpaqueKind, Value};
use crate::{Problem, surface, words};

impl<'t> Checker<'t> {
    pub(super) fn results(&mut self, row: &Row, node: &'t Node) {
        let Value::Arms(arms) = &node.value else {
            return self.report_shape(row, node);
        };
        let mut members = Members::default();
        for arm in arms {
            for node in &arm.members {
                if let Some(member) = self.member(node) {
                    self.add(&mut members, node, member);
                }
            }
            self.result(&arm.result);
        }
    }

    /// Checks the statuses and failures after which an attempt is repeated.
    pub(super) fn statuses(&mut self, row: &Row, node: &'t Node) {
        let Value::List(items) = &node.value else {
            return self.report_shape(row, node);
        };
        let mut members = Members::default();
        for item in items {
            let Some(member) = self.member(item) else {
                continue;
            };
            match member.named() {
                Ok(member) => self.add(&mut members, item, member),
                Err(problem) => self.report(item.at, problem),
            }
        }
    }

    /// Checks for which results the state string of the step is part of the build's.
    pub(super) fn policy(&mut self, row: &Row, node: &'t Node) {
        match &node.value {
            Value::Bool(_) | Value::Bad => {}
            Value::List(items) => {
                let mut given = Vec::new();
                for item in items {
                    let Some(result) = self.result(item) else {
                        continue;
                    };
                    if given.contains(&result) {
                        self.report_duplicate(item.at, "result", result);
                    }
                    given.push(result);
                }
            }
            Value::Word(word) => self.policy_word(node, &word.name),
            Value::Opaque(Opaque { kind, .. }) => match kind {
                OpaqueKind::Path(last) => self.policy_word(node, last),
                OpaqueKind::Closure(_) => self.report_shape(row, node),
                _ => {}
            },
            _ => self.report_shape(row, node),
        }
    }

    /// Reports a result without a list; other words are variables.
    fn policy_word(&mut self, node: &Node, word: &str) {
        if let Ok(result) = words::result(word) {
            let problem = Problem::whole("expected a list of results, found one result");
            self.report(node.at, problem.help(format!("write `[{result}]`")));
        }
    }

    /// Reports a member that an earlier one covers or overlaps.
    fn add(&mut self, members: &mut Members, node: &Node, member: Member) {
        if let Err(problem) = members.add(member) {
            self.report(node.at, problem);
        }
    }

    fn member(&mut self, node: &Node) -> Option<Member> {
        let member = match &node.value {
            Value::Integer(number) => status::signed(*number).map(Member::Status),
            Value::Word(word) => Member::parse(&word.name),
            Value::Range(ends) => {
                let [low, high] = ends.as_ref();
                let (low, high) = (self.end_of_range(low), self.end_of_range(high));
                Member::range(low?, high?)
            }
            Value::Text(text) => Err(self.quoted_member(text)),
            Value::Bad => return None,
            _ => Err(self.no_member(node)),
        };
        match member {
            Ok(member) => Some(member),
            Err(problem) => {
                self.report(node.at, problem);
                None
            }
        }
    }

    fn end_of_range(&mut self, node: &Node) -> Option<u16> {
        let code = match &node.value {
            Value::Integer(number) => status::signed(*number),
            Value::Bad => return None,
            _ => Err(self.no_member(node)),
        };
        match code {
            Ok(code) => Some(code),
            Err(problem) => {
                self.report(node.at, problem);
                None
            }
        }
    }

    fn no_member(&self, node: &Node) -> Problem {
        let what = match (&node.value, kind(node)) {
            (Value::Float(_) | Value::Bool(_) | Value::Null | Value::Bytes(_), Some(kind)) => {
                format!("expected a status as an integer, found {kind}")
            }
            _ => "expected a status, a range of statuses or a failure".into(),
        };
        Problem::whole(what).help(format!("write {}", self.surface.show(surface::MEMBER)))
    }

    fn quoted_member(&self, text: &str) -> Problem {
        let is_member = Member::parse(text).is_ok() || text.parse().is_ok_and(is_code);
        let problem = Problem::whole("statuses and failures are written without quotes");
        if is_member {
            problem.help(format!("write `{text}`"))
        } else {
            problem.help(format!("write {}", self.surface.show(surface::MEMBER)))
        }
    }

    fn result(&mut self, node: &Node) -> Option<&'static str> {
        let result = match &node.value {
            Value::Word(word) => words::result(&word.name),
            Value::Text(text) => Err(quoted_result(text)),
            Value::Opaque(Opaque {
                kind: OpaqueKind::Path(last),
                ..
            }) => Err(path_to_result(last)),
            Value::Bad => return None,
            _ => {
                let kind = kind(node).unwrap_or("this value");
                let problem = Problem::whole(format!("expected a result, found {kind}"));
                Err(problem.help(words::results()))
            }
        };
        match result {
            Ok(result) => Some(result),
            Err(problem) => {
                self.report(node.at, problem);
                None
            }
        }
    }
}

fn is_code(number: u128) -> bool {
    status::code(number).is_ok()
}

fn quoted_result(text: &str) -> Problem {
    let problem = Problem::whole("a result is written without quotes");
    match words::result(text) {
        Ok(result) => problem.help(format!("write `{result}`")),
        Err(unknown) => Problem {
            what: problem.what,
            ..unknown
        },
    }
}

fn path_to_result(last: &str) -> Problem {
    let problem = Problem::whole("a result is one word, found a path");
    match (words::result(last), words::result(&last.to_uppercase())) {
        (Ok(result), _) | (_, Ok(result)) => problem.help(format!("write `{result}`")),
        (Err(unknown), _) => Problem {
            what: problem.what,
            ..unknown
        },
    }
}
