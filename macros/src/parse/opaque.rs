//! Expressions that only Rust can read, and what can be told about them.

use http_step_syntax::tree::{Node, Opaque, OpaqueKind, Value, Word};
use syn::{Expr, Lit, UnOp};

use super::{Context, Reader};
use crate::diagnostics::Extent;
use crate::rust_only;

impl Reader<'_> {
    /// The node of a Rust expression.
    pub(super) fn opaque(&mut self, at: Extent, expression: Expr) -> Node {
        let bare = unwrapped(&expression);
        if let (Context::Statuses, Expr::Range(range)) = (self.context, bare) {
            return self.range(at, range);
        }
        let word = match bare {
            Expr::Infer(_) => Some("_".to_owned()),
            Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
            _ => None,
        };
        let kind = kind(bare);
        let index = self.places.add_expression(expression);
        let value = match word {
            Some(name) => Value::Word(Word {
                name,
                opaque: Some(index),
            }),
            None => Value::Opaque(Opaque { index, kind }),
        };
        self.node(at, value)
    }

    fn range(&mut self, at: Extent, range: &syn::ExprRange) -> Node {
        match rust_only::ends(range) {
            Ok(ends) => {
                let ends =
                    ends.map(|(end, number)| self.node(Extent::of(end), Value::Integer(number)));
                self.node(at, Value::Range(Box::new(ends)))
            }
            Err(problem) => {
                self.diagnostics.problem(at, &problem);
                self.bad(at)
            }
        }
    }
}

/// The expression without the parentheses around it, and without the groups of `macro_rules!`.
pub(super) fn unwrapped(expression: &Expr) -> &Expr {
    match expression {
        Expr::Paren(paren) => unwrapped(&paren.expr),
        Expr::Group(group) => unwrapped(&group.expr),
        other => other,
    }
}

fn kind(expression: &Expr) -> OpaqueKind {
    if let Some(number) = number(expression) {
        return OpaqueKind::Number(number);
    }
    if is_literal(expression) {
        return OpaqueKind::Literal;
    }
    match expression {
        Expr::Closure(closure) => OpaqueKind::Closure(closure.inputs.len()),
        Expr::Range(_) => OpaqueKind::Range,
        Expr::Call(call) => match called(&call.func) {
            Some(name) => OpaqueKind::Call(name),
            None => OpaqueKind::Expression,
        },
        Expr::Path(path) => match path.path.segments.last() {
            Some(last) => OpaqueKind::Path(last.ident.to_string()),
            None => OpaqueKind::Expression,
        },
        _ => OpaqueKind::Expression,
    }
}

fn called(function: &Expr) -> Option<String> {
    match function {
        Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
        _ => None,
    }
}

/// The number that an expression certainly is.
fn number(expression: &Expr) -> Option<f64> {
    match unwrapped(expression) {
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => {
            number(&unary.expr).map(|number| -number)
        }
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(int) => int.base10_parse().ok(),
            Lit::Float(float) => float.base10_parse().ok(),
            _ => None,
        },
        Expr::Path(path) => {
            let last = path.path.segments.last()?;
            (last.ident == "NAN").then_some(f64::NAN)
        }
        _ => None,
    }
}

/// Whether the expression is a literal, perhaps converted: `"a".to_owned()`, `&"a"`, `String::from("a")`.
fn is_literal(expression: &Expr) -> bool {
    match unwrapped(expression) {
        Expr::Lit(_) => true,
        Expr::Reference(reference) => is_literal(&reference.expr),
        Expr::MethodCall(call) => call.args.is_empty() && is_literal(&call.receiver),
        Expr::Call(call) => {
            call.args.len() == 1 && is_from(&call.func) && call.args.iter().all(is_literal)
        }
        _ => false,
    }
}

fn is_from(function: &Expr) -> bool {
    matches!(function, Expr::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "from"))
}
