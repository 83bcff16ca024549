//! Operators between values: an expression of syn with the words of the language put back into it.

use http_step_syntax::Operator;
use http_step_syntax::tree::{Name, Node, Operation, Typed, Value};
use syn::spanned::Spanned as _;
use syn::{BinOp, Expr, ExprUnary, Lit, Type, UnOp};

use super::{Context, Reader};
use crate::diagnostics::Extent;

/// The methods that are operators.
pub(super) const METHODS: [(&str, Operator); 3] = [
    ("in_", Operator::In),
    ("contains", Operator::Contains),
    ("matches", Operator::Matches),
];

/// The words with their arguments that were taken out of an expression.
#[derive(Default)]
pub(super) struct Taken {
    pub(super) calls: Vec<Option<Node>>,
    pub(super) has_null: bool,
    /// Whether the expression was refused as a whole.
    pub(super) is_refused: bool,
}

impl Reader<'_> {
    /// An operand with the words put back.
    pub(super) fn operand(&mut self, expression: Expr, taken: &mut Taken) -> Node {
        if is_ours(&expression) {
            self.operation(expression, taken)
        } else {
            self.plain(expression)
        }
    }

    pub(super) fn operation(&mut self, expression: Expr, taken: &mut Taken) -> Node {
        match expression {
            Expr::Paren(paren) => self.operation(*paren.expr, taken),
            Expr::Group(group) => self.operation(*group.expr, taken),
            Expr::Array(array) => {
                let items = array.elems.into_iter();
                let items = items.map(|item| self.operand(item, taken)).collect();
                self.node(array.bracket_token.span.join(), Value::List(items))
            }
            Expr::Path(path) => {
                let word = path.path.get_ident();
                let index = word.and_then(|word| index(&word.to_string()));
                let call = index.and_then(|index| taken.calls.get_mut(index)?.take());
                call.unwrap_or_else(|| self.node(path.span(), Value::Null))
            }
            Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
                let at = Extent::of(&unary.op);
                let operand = self.operand(*unary.expr, taken);
                let end = self.places.extent(operand.at);
                self.operator(at.to(end), Operator::Not, at, operand, None)
            }
            Expr::Binary(binary) => {
                let at = Extent::of(&binary.op);
                let Some(operator) = operator(&binary.op) else {
                    return self.refuse(at, taken);
                };
                let left = self.operand(*binary.left, taken);
                let right = self.operand(*binary.right, taken);
                let end = self.places.extent(right.at);
                let whole = self.places.extent(left.at).to(end);
                self.operator(whole, operator, at, left, Some(right))
            }
            Expr::MethodCall(call) => {
                let at = Extent::from(call.method.span());
                let known = METHODS.into_iter().find(|(name, _)| call.method == name);
                let mut arguments = call.args.into_iter();
                let (Some((_, operator)), Some(argument), None) =
                    (known, arguments.next(), arguments.next())
                else {
                    return self.refuse(at, taken);
                };
                let left = self.operand(*call.receiver, taken);
                let right = self.operand(argument, taken);
                let whole = self
                    .places
                    .extent(left.at)
                    .to(call.paren_token.span.close());
                self.operator(whole, operator, at, left, Some(right))
            }
            Expr::Cast(cast) if self.context == Context::Response => {
                let value = self.operand(*cast.expr, taken);
                let ty = self.type_name(&cast.ty);
                let whole = self.places.extent(value.at).to(self.places.extent(ty.at));
                self.node(whole, Value::Typed(Box::new(Typed { value, ty })))
            }
            Expr::Assign(assign) => {
                let at = Extent::from(assign.eq_token.span);
                self.refuse_as(at, "expected `==`, found `=`", "write `==`", taken)
            }
            other => self.refuse(Extent::of(&other), taken),
        }
    }

    fn operator(
        &mut self,
        whole: Extent,
        operator: Operator,
        at: Extent,
        left: Node,
        right: Option<Node>,
    ) -> Node {
        let at = self.places.add(at);
        let operation = Operation {
            operator,
            at,
            left,
            right,
        };
        self.node(whole, Value::Operation(Box::new(operation)))
    }

    fn type_name(&mut self, ty: &Type) -> Name {
        let ident = match ty {
            Type::Path(path) => path.path.get_ident(),
            _ => None,
        };
        Name {
            at: self.places.add(Extent::of(ty)),
            text: ident.map(ToString::to_string).unwrap_or_default(),
        }
    }

    /// An operand without words of the language: a literal or a list is one here too.
    fn plain(&mut self, expression: Expr) -> Node {
        let at = Extent::of(&expression);
        match expression {
            Expr::Lit(literal) => self.literal_node(at, false, literal.lit),
            Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => match *unary.expr {
                Expr::Lit(literal) if matches!(literal.lit, Lit::Int(_) | Lit::Float(_)) => {
                    self.literal_node(at, true, literal.lit)
                }
                inner => {
                    let expr = Box::new(inner);
                    self.opaque(at, Expr::Unary(ExprUnary { expr, ..unary }))
                }
            },
            Expr::Array(array) => {
                let items = array.elems.into_iter();
                let items = items.map(|item| self.plain(item)).collect();
                self.node(at, Value::List(items))
            }
            other => self.opaque(at, other),
        }
    }

    fn refuse(&mut self, at: Extent, taken: &mut Taken) -> Node {
        let (what, help) = match self.context {
            Context::Response => (
                "unsupported operation on a part of a response",
                "compare it with one of `== != < <= > >= .in_([…]) .contains(…) .matches(\"…\")`",
            ),
            _ => (
                "unsupported operation on a value that is known only when the build runs",
                "use one of `== != < <= > >= + - * / % && || !`, `.in_([…])`, `.contains(…)`, \
                 `.matches(\"…\")`, or compute the value where the property is set",
            ),
        };
        self.refuse_as(at, what, help, taken)
    }

    fn refuse_as(&mut self, at: Extent, what: &str, help: &str, taken: &mut Taken) -> Node {
        self.diagnostics.error(at, what, help);
        taken.is_refused = true;
        self.bad(at)
    }
}

/// Whether the outermost of the expression is an operator, or the type of a capture.
pub(super) fn has_operator(expression: &Expr) -> bool {
    match super::opaque::unwrapped(expression) {
        Expr::Binary(binary) => operator(&binary.op).is_some(),
        Expr::Unary(unary) => matches!(unary.op, UnOp::Not(_)),
        Expr::MethodCall(call) => {
            call.args.len() == 1 && METHODS.iter().any(|(name, _)| call.method == name)
        }
        Expr::Cast(_) => true,
        _ => false,
    }
}

/// Whether a word of the language, or `null`, is a leaf of the expression.
fn is_ours(expression: &Expr) -> bool {
    match expression {
        Expr::Path(path) => {
            let word = path.path.get_ident();
            word.is_some_and(|word| word == "null" || index(&word.to_string()).is_some())
        }
        Expr::Paren(paren) => is_ours(&paren.expr),
        Expr::Group(group) => is_ours(&group.expr),
        Expr::Unary(unary) => is_ours(&unary.expr),
        Expr::Binary(binary) => is_ours(&binary.left) || is_ours(&binary.right),
        Expr::Assign(assign) => is_ours(&assign.left) || is_ours(&assign.right),
        Expr::MethodCall(call) => {
            let is_known = METHODS.iter().any(|(name, _)| call.method == name);
            is_ours(&call.receiver) || is_known && call.args.iter().any(is_ours)
        }
        Expr::Array(array) => array.elems.iter().any(is_ours),
        Expr::Field(field) => is_ours(&field.base),
        Expr::Index(place) => is_ours(&place.expr),
        Expr::Try(tried) => is_ours(&tried.expr),
        Expr::Cast(cast) => is_ours(&cast.expr),
        _ => false,
    }
}

/// The name that stands for the n-th word; no program has it.
pub(super) fn name(index: usize) -> String {
    format!("__http_step_word_{index}")
}

fn index(name: &str) -> Option<usize> {
    name.strip_prefix("__http_step_word_")?.parse().ok()
}

fn operator(op: &BinOp) -> Option<Operator> {
    Some(match op {
        BinOp::Eq(_) => Operator::Equal,
        BinOp::Ne(_) => Operator::NotEqual,
        BinOp::Lt(_) => Operator::Less,
        BinOp::Le(_) => Operator::LessOrEqual,
        BinOp::Gt(_) => Operator::Greater,
        BinOp::Ge(_) => Operator::GreaterOrEqual,
        BinOp::Add(_) => Operator::Add,
        BinOp::Sub(_) => Operator::Subtract,
        BinOp::Mul(_) => Operator::Multiply,
        BinOp::Div(_) => Operator::Divide,
        BinOp::Rem(_) => Operator::Remainder,
        BinOp::And(_) => Operator::And,
        BinOp::Or(_) => Operator::Or,
        _ => return None,
    })
}
