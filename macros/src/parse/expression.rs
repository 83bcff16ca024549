//! Rust expressions, and operators with words of ours among their leaves.
//!
//! Arguments like `default: value` are no Rust. So each word with its arguments is taken out first, and a
//! name stands in its place while syn reads the expression; then the names are put back.

use http_step_syntax::Operator;
use proc_macro2::{Span, TokenStream, TokenTree};
use syn::parse::ParseStream;
use syn::spanned::Spanned as _;
use syn::{BinOp, Expr, Lit, UnOp};

use super::{Reader, bad, within};
use crate::ast::{List, Literal, Operation, Typed, Value};
use crate::diagnostics::Diagnostics;

/// The methods that are operators.
pub(super) const METHODS: [(&str, Operator); 3] = [
    ("in_", Operator::In),
    ("contains", Operator::Contains),
    ("matches", Operator::Matches),
];

impl Reader<'_> {
    /// An expression: all of it Rust's, or with words of ours.
    pub(super) fn expression(&mut self, input: ParseStream<'_>) -> Value {
        let rest: Vec<TokenTree> = input.cursor().token_stream().into_iter().collect();
        let commas = rest.iter().enumerate().filter(|(_, tree)| is_comma(tree));
        let ends = commas.map(|(index, _)| index).chain([rest.len()]);
        let mut first_error = None;
        // A comma may belong to the expression, as in `f::<A, B>(x)`: then the next one ends it.
        for end in ends {
            let tokens: TokenStream = rest.iter().take(end).cloned().collect();
            let mut taken = Taken {
                knows_parts: self.knows_parts,
                ..Taken::default()
            };
            let (written, found) = self.on_trial(|reader| reader.without_words(tokens, &mut taken));
            if taken.calls.is_empty() && !taken.has_null {
                return self.rust(input);
            }
            match within(written, input.span(), whole) {
                Ok(expr) => {
                    (0..end).for_each(|_| drop(input.parse::<TokenTree>()));
                    self.diagnostics.append(found);
                    let value = taken.value(expr, self.diagnostics);
                    return self.all_used(value, taken);
                }
                Err(error) => first_error = first_error.or(Some(error)),
            }
        }
        let span = input.span();
        // The error of the expression up to its comma; that of the longer tries is about what follows.
        if let Some(error) = first_error {
            self.diagnostics.push(error);
        }
        bad(input, span)
    }

    /// A word that was not put back stands where only Rust can.
    fn all_used(&mut self, value: Value, taken: Taken) -> Value {
        if taken.refused {
            return value;
        }
        let mut value = value;
        for call in taken.calls.into_iter().flatten() {
            if let Value::Call(call) = &call {
                self.inside_rust(call.word, call.span);
            }
            value = Value::Bad(call.span());
        }
        value
    }
}

fn whole(input: ParseStream<'_>) -> syn::Result<Expr> {
    let expr = input.parse()?;
    if input.is_empty() {
        Ok(expr)
    } else {
        Err(input.error("an operator or a comma is missing before this"))
    }
}

fn is_comma(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ',')
}

/// The words with their arguments that were taken out of an expression.
#[derive(Default)]
pub(super) struct Taken {
    pub(super) calls: Vec<Option<Value>>,
    pub(super) has_null: bool,
    /// Whether `as` gives a part of an answer a type.
    knows_parts: bool,
    /// Whether the expression was refused as a whole.
    refused: bool,
}

impl Taken {
    /// The expression with the words put back.
    fn value(&mut self, expr: Expr, diagnostics: &mut Diagnostics) -> Value {
        if !self.is_ours(&expr) {
            return plain(expr);
        }
        match expr {
            Expr::Paren(paren) => self.value(*paren.expr, diagnostics),
            Expr::Group(group) => self.value(*group.expr, diagnostics),
            Expr::Array(array) => Value::List(List {
                span: array.span(),
                items: array
                    .elems
                    .into_iter()
                    .map(|item| self.value(item, diagnostics))
                    .collect(),
            }),
            Expr::Path(path) => {
                let word = path.path.get_ident();
                let index = word.and_then(|word| index(&word.to_string()));
                let call = index.and_then(|index| self.calls.get_mut(index)?.take());
                call.unwrap_or_else(|| {
                    word.map_or(Value::Bad(Span::call_site()), |word| {
                        Value::Null(word.clone())
                    })
                })
            }
            Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
                let span = unary.op.span();
                self.operation(Operator::Not, span, *unary.expr, None, diagnostics)
            }
            Expr::Binary(binary) => match operator(&binary.op) {
                Some(operator) => {
                    let span = binary.op.span();
                    self.operation(
                        operator,
                        span,
                        *binary.left,
                        Some(*binary.right),
                        diagnostics,
                    )
                }
                None => self.refused(binary.op.span(), diagnostics),
            },
            Expr::MethodCall(call) => {
                let known = METHODS.into_iter().find(|(name, _)| call.method == name);
                match (known, call.args.len()) {
                    (Some((_, operator)), 1) => {
                        let argument = call.args.into_iter().next();
                        self.operation(
                            operator,
                            call.method.span(),
                            *call.receiver,
                            argument,
                            diagnostics,
                        )
                    }
                    _ => self.refused(call.method.span(), diagnostics),
                }
            }
            Expr::Cast(cast) if self.knows_parts => Value::Typed(Box::new(Typed {
                value: self.value(*cast.expr, diagnostics),
                keyword: cast.as_token.span,
                ty: *cast.ty,
            })),
            Expr::Assign(assign) => {
                let at = assign.eq_token.span;
                self.refused_as(
                    at,
                    "nothing can be assigned here",
                    "write `==`",
                    diagnostics,
                )
            }
            other => self.refused(other.span(), diagnostics),
        }
    }

    fn operation(
        &mut self,
        operator: Operator,
        span: Span,
        left: Expr,
        right: Option<Expr>,
        diagnostics: &mut Diagnostics,
    ) -> Value {
        let left = self.value(left, diagnostics);
        let right = right.map(|right| self.value(right, diagnostics));
        Value::Operation(Box::new(Operation {
            operator,
            span,
            left,
            right,
        }))
    }

    fn refused(&mut self, span: Span, diagnostics: &mut Diagnostics) -> Value {
        if self.knows_parts {
            let what = "a part of an answer can't be used like this";
            let help =
                "compare it with one of `== != < <= > >= .in_([…]) .contains(…) .matches(\"…\")`";
            return self.refused_as(span, what, help, diagnostics);
        }
        let what = "a value that is known only when the build runs can't be used like this";
        let help = "there are `== != < <= > >= + - * / % && || !`, `.in_([…])`, `.contains(…)`, \
                    `.matches(\"…\")`; do anything else where you set the property";
        self.refused_as(span, what, help, diagnostics)
    }

    fn refused_as(
        &mut self,
        span: Span,
        what: &str,
        help: &str,
        diagnostics: &mut Diagnostics,
    ) -> Value {
        diagnostics.error(span, what, help);
        self.refused = true;
        Value::Bad(span)
    }

    /// Whether a word of ours, or `null`, is a leaf of the expression.
    fn is_ours(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Path(path) => path
                .path
                .get_ident()
                .is_some_and(|word| word == "null" || index(&word.to_string()).is_some()),
            Expr::Paren(paren) => self.is_ours(&paren.expr),
            Expr::Group(group) => self.is_ours(&group.expr),
            Expr::Unary(unary) => self.is_ours(&unary.expr),
            Expr::Binary(binary) => self.is_ours(&binary.left) || self.is_ours(&binary.right),
            Expr::Assign(assign) => self.is_ours(&assign.left) || self.is_ours(&assign.right),
            Expr::MethodCall(call) => {
                let known = METHODS.iter().any(|(name, _)| call.method == name);
                self.is_ours(&call.receiver)
                    || known && call.args.iter().any(|argument| self.is_ours(argument))
            }
            Expr::Array(array) => array.elems.iter().any(|item| self.is_ours(item)),
            Expr::Field(field) => self.is_ours(&field.base),
            Expr::Index(place) => self.is_ours(&place.expr),
            Expr::Try(tried) => self.is_ours(&tried.expr),
            Expr::Cast(cast) => self.is_ours(&cast.expr),
            _ => false,
        }
    }
}

/// The name that stands for the n-th word; no program has it.
pub(super) fn name(index: usize) -> String {
    format!("__http_step_word_{index}")
}

fn index(name: &str) -> Option<usize> {
    name.strip_prefix("__http_step_word_")?.parse().ok()
}

/// An operand that is no word of ours: a literal or a list is one here too.
fn plain(expr: Expr) -> Value {
    match expr {
        Expr::Lit(literal) => Value::Literal(Literal {
            minus: None,
            lit: literal.lit,
        }),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => match *unary.expr {
            Expr::Lit(literal) if matches!(literal.lit, Lit::Int(_) | Lit::Float(_)) => {
                Value::Literal(Literal {
                    minus: Some(unary.op.span()),
                    lit: literal.lit,
                })
            }
            inner => Value::Rust(Expr::Unary(syn::ExprUnary {
                expr: Box::new(inner),
                ..unary
            })),
        },
        Expr::Array(array) => Value::List(List {
            span: array.span(),
            items: array.elems.into_iter().map(plain).collect(),
        }),
        other => Value::Rust(other),
    }
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
