//! What was written. Judges nothing and keeps the tokens, so that later stages can point at them.

use http_step_syntax::Operator;
use http_step_syntax::answer::Part;
use proc_macro2::{Ident, Span, TokenStream};
use syn::{Expr, Lit, LitStr, Type};

/// A call of one of the macros.
pub(crate) struct Call {
    /// The path of the runtime crate, from its `macro_rules!` front.
    pub(crate) runtime: TokenStream,
    /// Which macro was called.
    pub(crate) name: Ident,
    pub(crate) fields: Vec<Field>,
}

/// `key: value`, or a bare value.
pub(crate) struct Field {
    pub(crate) key: Option<Name>,
    pub(crate) value: Value,
}

/// The name of a field.
pub(crate) enum Name {
    /// `key`
    Word(Ident),
    /// `"key"`
    Quoted(LitStr),
}

pub(crate) enum Value {
    /// `{ … }`
    Map(Map),
    /// `[ … ]`
    List(List),
    /// A literal, with its sign where it is a number.
    Literal(Literal),
    /// `null`
    Null(Ident),
    /// A word of ours with its arguments: `Property("name", …)`
    Call(Box<DslCall>),
    /// An operator with a word of ours on one side.
    Operation(Box<Operation>),
    /// `(value, value)`
    Pair(Box<Pair>),
    /// `{ name: value, … }`
    Options(Options),
    /// `{ member | member => value, … }`
    Arms(Arms),
    /// `value as Type`
    Typed(Box<Typed>),
    /// Any other Rust expression.
    Rust(Expr),
    /// Something that has been reported already.
    Bad(Span),
}

pub(crate) struct Map {
    pub(crate) span: Span,
    pub(crate) entries: Vec<Entry>,
}

pub(crate) enum Entry {
    /// `key: value`
    Pair(Key, Value),
    /// `..expr`
    Spread(Expr),
}

pub(crate) enum Key {
    /// `"name"`
    Text(LitStr),
    /// `(value)`, where the value is no literal text
    Computed(Value),
    /// A literal that is no text.
    Other(Lit),
}

pub(crate) struct List {
    pub(crate) span: Span,
    pub(crate) items: Vec<Value>,
}

pub(crate) struct Literal {
    pub(crate) minus: Option<Span>,
    pub(crate) lit: Lit,
}

/// `Word(value, …, name: value, …)`
pub(crate) struct DslCall {
    pub(crate) word: Word,
    pub(crate) span: Span,
    /// The arguments without a name.
    pub(crate) args: Vec<Value>,
    pub(crate) named: Vec<(Ident, Value)>,
}

/// The words of ours that take arguments.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    Property,
    Interpolate,
    Secret,
    FlattenList,
    Raw,
    Bearer,
    Digest,
    File,
    /// Of conditions and captures only; `status` and its like stand without arguments.
    Part(Part),
}

impl Word {
    /// Those that stand for values.
    pub(crate) const VALUES: [Self; 8] = [
        Self::Property,
        Self::Interpolate,
        Self::Secret,
        Self::FlattenList,
        Self::Raw,
        Self::Bearer,
        Self::Digest,
        Self::File,
    ];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Property => "Property",
            Self::Interpolate => "Interpolate",
            Self::Secret => "Secret",
            Self::FlattenList => "FlattenList",
            Self::Raw => "Raw",
            Self::Bearer => "Bearer",
            Self::Digest => "Digest",
            Self::File => "File",
            Self::Part(part) => part.as_str(),
        }
    }
}

pub(crate) struct Operation {
    pub(crate) operator: Operator,
    pub(crate) span: Span,
    pub(crate) left: Value,
    /// None for `!`.
    pub(crate) right: Option<Value>,
}

pub(crate) struct Pair {
    pub(crate) span: Span,
    pub(crate) first: Value,
    pub(crate) second: Value,
}

/// The braces of a field whose shape has options.
pub(crate) struct Options {
    pub(crate) span: Span,
    pub(crate) options: Vec<(Name, Value)>,
    /// Whether all of it could be read.
    pub(crate) is_whole: bool,
}

pub(crate) struct Arms {
    pub(crate) span: Span,
    pub(crate) arms: Vec<Arm>,
}

pub(crate) struct Arm {
    pub(crate) members: Vec<Value>,
    pub(crate) result: Value,
}

pub(crate) struct Typed {
    pub(crate) value: Value,
    pub(crate) keyword: Span,
    pub(crate) ty: Type,
}

impl Name {
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Word(word) => word.span(),
            Self::Quoted(name) => name.span(),
        }
    }

    pub(crate) fn text(&self) -> String {
        match self {
            Self::Word(word) => word.to_string(),
            Self::Quoted(name) => name.value(),
        }
    }
}

impl Field {
    /// Where to point when the field as a whole is at fault.
    pub(crate) fn span(&self) -> Span {
        self.key
            .as_ref()
            .map_or_else(|| self.value.span(), Name::span)
    }
}

impl Value {
    /// Where to point when the whole value is at fault; for an expression its first token.
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Map(map) => map.span,
            Self::List(list) => list.span,
            Self::Literal(literal) => literal.minus.unwrap_or_else(|| literal.lit.span()),
            Self::Null(word) => word.span(),
            Self::Call(call) => call.span,
            Self::Operation(operation) => operation.span,
            Self::Pair(pair) => pair.span,
            Self::Options(options) => options.span,
            Self::Arms(arms) => arms.span,
            Self::Typed(typed) => typed.value.span(),
            Self::Rust(expr) => syn::spanned::Spanned::span(expr),
            Self::Bad(span) => *span,
        }
    }
}
