//! Statuses, ranges of them, and failures.

use http_step_syntax::key::Key;
use http_step_syntax::status::{self, Member, Members};
use http_step_syntax::{Problem, words};
use syn::{Expr, ExprRange, Lit, LitInt, RangeLimits};

use super::{Node, Step};
use crate::ast::{Literal, Value};

impl<'a> Step<'a, '_> {
    /// The answers after which an attempt is repeated.
    pub(super) fn statuses(&mut self, key: &'static Key, value: &'a Value) -> Option<Node<'a>> {
        let Value::List(list) = value else {
            return self.wrong_shape(key, value);
        };
        let mut members = Members::default();
        let members = list.items.iter().filter_map(|item| {
            let named = self.member(item)?.named();
            let member = named
                .map_err(|problem| self.at_fault(item, &problem))
                .ok()?;
            self.among(&mut members, item, member);
            Some(node(member))
        });
        Some(Node::List(members.collect()))
    }

    /// Says what the member has in common with those before it.
    pub(super) fn among(&mut self, members: &mut Members, value: &Value, member: Member) {
        if let Err(problem) = members.add(member) {
            self.at_fault(value, &problem);
        }
    }

    pub(super) fn member(&mut self, value: &Value) -> Option<Member> {
        let read = match value {
            Value::Literal(literal) => literal_member(literal),
            Value::Rust(expr) => return self.written(expr),
            Value::Bad(_) => return None,
            _ => Err(no_member()),
        };
        read.map_err(|problem| self.at_fault(value, &problem)).ok()
    }

    fn written(&mut self, expr: &Expr) -> Option<Member> {
        let read = match expr {
            Expr::Paren(paren) => return self.written(&paren.expr),
            Expr::Group(group) => return self.written(&group.expr),
            Expr::Infer(_) => Ok(Member::Rest),
            Expr::Range(range) => {
                let (low, high) = self.range(range)?;
                Member::range(low, high)
            }
            Expr::Path(path) => match path.path.get_ident() {
                Some(word) => words::failure(&word.to_string()).map(Member::Failure),
                None => Err(no_member()),
            },
            _ => Err(no_member()),
        };
        read.map_err(|problem| self.diagnostics.over(expr, &problem))
            .ok()
    }

    fn range(&mut self, range: &ExprRange) -> Option<(u16, u16)> {
        let (Some(low), Some(high)) = (&range.start, &range.end) else {
            let problem = Problem::new(0..0, "a range has a status at each end");
            let problem = problem.help("write `502..=504`");
            self.diagnostics.over(range, &problem);
            return None;
        };
        let (low, high) = (self.end_of_range(low), self.end_of_range(high));
        let (low, high) = (low?, high?);
        if matches!(range.limits, RangeLimits::HalfOpen(_)) {
            let help = match high.checked_sub(1).filter(|last| *last >= low) {
                Some(last) => format!("write `{low}..={last}`"),
                None => format!("write `{low}..={high}`"),
            };
            let problem = Problem::new(0..0, "a range of statuses holds its last one");
            self.diagnostics.over(range, &problem.help(help));
            return None;
        }
        Some((low, high))
    }

    fn end_of_range(&mut self, expr: &Expr) -> Option<u16> {
        let read =
            match expr {
                Expr::Lit(literal) => code(&literal.lit),
                _ => Err(Problem::new(0..0, "a range has a status at each end")
                    .help("write `502..=504`")),
            };
        read.map_err(|problem| self.diagnostics.over(expr, &problem))
            .ok()
    }

    /// Reports a problem with a value as a whole.
    pub(super) fn at_fault(&mut self, value: &Value, problem: &Problem) {
        match value {
            Value::Rust(expr) => self.diagnostics.over(expr, problem),
            value => self.diagnostics.problem(value.span(), problem),
        }
    }
}

pub(super) fn node<'a>(member: Member) -> Node<'a> {
    match member {
        Member::Status(code) => Node::Number(code.to_string()),
        member => Node::Text(member.to_string()),
    }
}

fn literal_member(literal: &Literal) -> Result<Member, Problem> {
    match &literal.lit {
        Lit::Int(number) if literal.minus.is_some() => {
            let what = format!("there is no status -{}", number.base10_digits());
            Err(Problem::new(0..0, what).help("statuses go from 100 to 599"))
        }
        Lit::Str(text) => {
            let text = text.value();
            let is_member = Member::parse(&text).is_ok() || text.parse().is_ok_and(is_code);
            let problem = Problem::new(0..0, "statuses and failures stand without quotes");
            Err(if is_member {
                problem.help(format!("write `{text}`"))
            } else {
                problem.help("write `200`, `502..=504` or `timeout`")
            })
        }
        lit => code(lit).map(Member::Status),
    }
}

fn is_code(number: u128) -> bool {
    status::code(number).is_ok()
}

fn code(lit: &Lit) -> Result<u16, Problem> {
    match lit {
        Lit::Int(number) if !is_float(number) => {
            match number.base10_parse() {
                Ok(number) => status::code(number),
                Err(_) => Err(Problem::new(0..0, "there is no such status")
                    .help("statuses go from 100 to 599")),
            }
        }
        lit => Err(status::no_integer(super::text::kind(lit))),
    }
}

/// `1f32` is a float.
fn is_float(number: &LitInt) -> bool {
    matches!(number.suffix(), "f32" | "f64")
}

fn no_member() -> Problem {
    status::no_member().help("write `200`, `502..=504` or `timeout`")
}
