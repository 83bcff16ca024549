//! What Python holds while it reads a configuration. Its operators act on these objects at once, and
//! only some of them make an expression of it.

use http_step::{
    Dialect, Expr, IntoExpr, Operator, Properties, RenderError, Scope, Value, flatten, operation,
};

use crate::conformance::refusal::{Refusal, RefusalKind};

/// Why there is no expression.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::conformance) enum NoExpression {
    /// Nothing can build it, for this reason: a config error.
    Refused(Refusal),
    /// The runner has no words for it yet.
    NotYet(String),
}

/// Refuses something that is no expression by itself.
pub(in crate::conformance) fn refused_as<T>(
    kind: RefusalKind,
    why: impl Into<String>,
) -> Result<T, NoExpression> {
    let text = why.into();
    Err(NoExpression::Refused(Refusal { kind, text }))
}

pub(in crate::conformance) fn refused<T>(why: impl Into<String>) -> Result<T, NoExpression> {
    Err(NoExpression::Refused(why.into().into()))
}

#[derive(Debug)]
pub(in crate::conformance) enum Object {
    /// No container and nothing to render.
    Plain(Value),
    List(Vec<Object>),
    Tuple(Vec<Object>),
    Dict(Vec<(Object, Object)>),
    /// In parts, since `+` joins these.
    Flatten {
        list: Box<Object>,
        lists: bool,
        tuples: bool,
    },
    /// `Property`, `Interpolate`, and what operators make: these have operators.
    Operand(Expr),
    /// `Secret` and `Transform`: Python asks the other side of a comparison.
    Bare(Expr),
    /// `WithProperties` and `renderer`: these say themselves that nothing of another class is like them.
    Comparable(Expr),
}

impl Object {
    pub(in crate::conformance) fn into_expr(self) -> Expr {
        let all = |items: Vec<Self>| items.into_iter().map(Self::into_expr).collect();
        match self {
            Self::Plain(value) => Expr::Value(value),
            Self::List(items) => Expr::List(all(items)),
            Self::Tuple(items) => Expr::Tuple(all(items)),
            Self::Dict(entries) => Expr::Map(
                entries
                    .into_iter()
                    .map(|(key, value)| (key.into_expr(), value.into_expr()))
                    .collect(),
            ),
            Self::Flatten {
                list,
                lists,
                tuples,
            } => flatten(list.into_expr()).kinds(lists, tuples).into_expr(),
            Self::Operand(expr) | Self::Bare(expr) | Self::Comparable(expr) => expr,
        }
    }

    /// The value of an object with nothing to render in it.
    pub(in crate::conformance) fn into_value(self) -> Result<Value, NoExpression> {
        at_once(self.into_expr()).map_err(|why| NoExpression::Refused(why.into()))
    }

    pub(in crate::conformance) fn is_container(&self) -> bool {
        matches!(self, Self::List(_) | Self::Tuple(_) | Self::Dict(_))
    }

    /// Whether there is nothing to render.
    pub(in crate::conformance) fn is_plain(&self) -> bool {
        match self {
            Self::Plain(_) => true,
            Self::List(items) | Self::Tuple(items) => items.iter().all(Self::is_plain),
            Self::Dict(entries) => entries
                .iter()
                .all(|(key, value)| key.is_plain() && value.is_plain()),
            _ => false,
        }
    }

    /// Whether Python puts off what is asked of it: it makes an expression of every comparison.
    pub(in crate::conformance) fn has_operators(&self) -> bool {
        matches!(self, Self::Operand(_) | Self::Flatten { .. })
    }

    /// Whether it can be the key of a dict.
    pub(super) fn is_hashable(&self) -> bool {
        match self {
            Self::Plain(_) | Self::Bare(_) | Self::Comparable(_) => true,
            Self::Tuple(items) => items.iter().all(Self::is_hashable),
            _ => false,
        }
    }

    fn of(value: Value) -> Self {
        match value {
            Value::List(items) => Self::List(items.into_iter().map(Self::of).collect()),
            Value::Tuple(items) => Self::Tuple(items.into_iter().map(Self::of).collect()),
            value => Self::Plain(value),
        }
    }
}

/// What Python makes of an operator between two objects.
pub(super) fn operate(
    operator: Operator,
    left: Object,
    right: Object,
) -> Result<Object, NoExpression> {
    match (operator, left, right) {
        (
            Operator::Add,
            Object::Flatten {
                list,
                lists,
                tuples,
            },
            right,
        ) => {
            let right = match right {
                Object::Flatten { list, .. } => *list,
                other => other,
            };
            let list = Box::new(operate(Operator::Add, *list, right)?);
            Ok(Object::Flatten {
                list,
                lists,
                tuples,
            })
        }
        (operator, left, right) if left.has_operators() => {
            let operation = operation(operator, left.into_expr(), right.into_expr());
            Ok(Object::Operand(operation.into_expr()))
        }
        (operator, left, right)
            if right.has_operators() && !matches!(left, Object::Comparable(_)) =>
        {
            match mirrored(operator) {
                Some(mirrored) => operate(mirrored, right, left),
                None => refused(format!("the left side of `{operator}` has no operators")),
            }
        }
        (Operator::Add, Object::List(mut left), Object::List(right)) => {
            left.extend(right);
            Ok(Object::List(left))
        }
        (Operator::Add, Object::Tuple(mut left), Object::Tuple(right)) => {
            left.extend(right);
            Ok(Object::Tuple(left))
        }
        (Operator::In, ..) => refused("only what has operators has `in_`"),
        (operator, left, right) if left.is_plain() && right.is_plain() => {
            let operation = operation(operator, left.into_expr(), right.into_expr());
            let value = at_once(operation);
            value
                .map(Object::of)
                .map_err(|why| NoExpression::Refused(why.into()))
        }
        // Python decides by what the objects are, or cannot decide; either way nothing is rendered.
        (operator, ..) => refused(format!("no side of `{operator}` has operators")),
    }
}

/// The comparison with its sides exchanged.
fn mirrored(operator: Operator) -> Option<Operator> {
    Some(match operator {
        Operator::Equal | Operator::NotEqual => operator,
        Operator::Less => Operator::Greater,
        Operator::LessOrEqual => Operator::GreaterOrEqual,
        Operator::Greater => Operator::Less,
        Operator::GreaterOrEqual => Operator::LessOrEqual,
        _ => return None,
    })
}

/// Renders what needs nothing of a build.
pub(super) fn at_once(expr: impl IntoExpr) -> Result<Value, String> {
    let properties = Properties::new();
    let scope = Scope::new(&properties, Dialect::Buildbot);
    let rendered = expr.into_expr().render(&scope);
    rendered.map_err(|error| message(&error))
}

/// The text without the place in the expression and without advice, which Buildbot does not give.
pub(in crate::conformance) fn message(error: &RenderError) -> String {
    error.what().to_owned()
}
