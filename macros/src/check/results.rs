//! What an answer means: results.

use http_step_syntax::key::Key;
use http_step_syntax::status::Members;
use http_step_syntax::{Problem, words};
use syn::{Expr, Lit};

use super::{Into, Node, Step, statuses};
use crate::ast::{Literal, Value};

impl<'a> Step<'a, '_> {
    /// A map from statuses and failures to results; an arm with several of them becomes several entries.
    pub(super) fn results(&mut self, key: &'static Key, value: &'a Value) -> Option<Node<'a>> {
        let Value::Arms(arms) = value else {
            return self.wrong_shape(key, value);
        };
        let mut members = Members::default();
        let mut entries = Vec::new();
        for arm in &arms.arms {
            let result = self.result(&arm.result);
            for value in &arm.members {
                let Some(member) = self.member(value) else {
                    continue;
                };
                self.among(&mut members, value, member);
                entries.push(Node::Object(vec![
                    ("on".into(), statuses::node(member)),
                    (
                        "result".into(),
                        Node::Text(result.unwrap_or_default().to_owned()),
                    ),
                ]));
            }
        }
        Some(Node::List(entries))
    }

    /// The bare word of a result.
    fn result(&mut self, value: &Value) -> Option<&'static str> {
        let problem = match value {
            Value::Rust(expr) => match word(expr) {
                Some((name, true)) => match words::result(&name) {
                    Ok(result) => return Some(result),
                    Err(problem) => problem,
                },
                Some((name, false)) => stands_alone(&name),
                None => words::no_result(),
            },
            Value::Literal(Literal {
                lit: Lit::Str(text),
                ..
            }) => {
                let problem = Problem::new(0..0, "a result stands without quotes");
                match words::result(&text.value()) {
                    Ok(result) => problem.help(format!("write `{result}`")),
                    Err(unknown) => Problem {
                        what: problem.what,
                        ..unknown
                    },
                }
            }
            Value::Bad(_) => return None,
            _ => words::no_result(),
        };
        self.at_fault(value, &problem);
        None
    }

    /// Whether the summary of the build counts this step: a bool, or for which results.
    pub(super) fn policy(&mut self, key: &'static Key, value: &'a Value) -> Option<Node<'a>> {
        match value {
            Value::Literal(Literal {
                lit: Lit::Bool(policy),
                ..
            }) => Some(Node::Bool(policy.value)),
            Value::List(list) => {
                let mut given = Vec::new();
                for item in &list.items {
                    let Some(result) = self.result(item) else {
                        continue;
                    };
                    if given.contains(&result) {
                        self.at_fault(item, &words::twice(result));
                        continue;
                    }
                    given.push(result);
                }
                let given = given.into_iter();
                Some(Node::List(
                    given.map(|word| Node::Text(word.to_owned())).collect(),
                ))
            }
            Value::Rust(expr) => {
                let name = word(expr).map(|(name, _)| name);
                if let Some(Ok(result)) = name.map(|name| words::result(&name)) {
                    let problem = Problem::new(0..0, "results stand in a list");
                    self.at_fault(value, &problem.help(format!("write `[{result}]`")));
                    return None;
                }
                Some(Node::Rust(Into::Bool, expr))
            }
            value => self.wrong_shape(key, value),
        }
    }
}

/// The last name of a path, and whether it is the only one.
fn word(expr: &Expr) -> Option<(String, bool)> {
    match expr {
        Expr::Paren(paren) => word(&paren.expr),
        Expr::Group(group) => word(&group.expr),
        Expr::Path(path) => {
            let last = path.path.segments.last()?;
            Some((last.ident.to_string(), path.path.get_ident().is_some()))
        }
        _ => None,
    }
}

fn stands_alone(name: &str) -> Problem {
    let problem = Problem::new(0..0, "a result is one word");
    match (words::result(name), words::result(&name.to_uppercase())) {
        (Ok(result), _) | (_, Ok(result)) => problem.help(format!("write `{result}`")),
        (Err(unknown), _) => Problem {
            what: problem.what,
            ..unknown
        },
    }
}
