//! The neutral tree: the content of a step, in whichever notation it was written.
//!
//! A notation builds the tree and keeps a table of its own, into which a [`Pos`] is an index: spans of tokens, or
//! ranges of bytes. [`check`](crate::check) walks the tree. A checked tree is lowered by the macro, or becomes a step.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use crate::Operator;
use crate::response::Part;

/// A position in the source: an index into the table of the notation that built the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pos(pub u32);

/// A step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The place for what is missing.
    pub at: Pos,
    /// The fields in the order of writing.
    pub fields: Vec<Field>,
}

/// `key: value`
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The key.
    pub name: Name,
    /// The value.
    pub value: Node,
}

/// A word that names something, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The place of the word.
    pub at: Pos,
    /// The word.
    pub text: String,
}

/// A value, with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The place of the whole value.
    pub at: Pos,
    /// The value.
    pub value: Value,
}

/// The kinds of values.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// An integer.
    Integer(i128),
    /// A number with a point or an exponent.
    Float(f64),
    /// A string.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A bare word: a word of the language where one is allowed, otherwise the variable of that name.
    Word(Word),
    /// A value that only its notation can read: in Rust an expression.
    Opaque(Opaque),
    /// `low..=high`, of statuses.
    Range(Box<[Node; 2]>),
    /// `[item, …]`
    List(Vec<Node>),
    /// `(item, item)`
    Tuple(Vec<Node>),
    /// `{ key: value, ..map }`
    Map(Vec<Entry>),
    /// A word of the language with arguments: `Property("name", default: value)`.
    Form(Box<Call>),
    /// An operator with its operands.
    Operation(Box<Operation>),
    /// `part as type`, in `capture`.
    Typed(Box<Typed>),
    /// The braces of `retry`, `poll` and of a lock.
    Options(Options),
    /// The braces of `results`.
    Arms(Vec<Arm>),
    /// Another step, where the notation can write one.
    Step(Box<Step>),
    /// Something that has been reported already.
    Bad,
}

/// A bare word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub name: String,
    /// The index of the expression that the word is where it is no word of the language; none in notations without
    /// variables.
    pub opaque: Option<usize>,
}

/// A value that only its notation can read.
#[derive(Clone, Debug, PartialEq)]
pub struct Opaque {
    /// Its index in the table of the notation.
    pub index: usize,
    /// What is known about it.
    pub kind: OpaqueKind,
}

/// What is known about a value that only its notation can read.
#[derive(Clone, Debug, PartialEq)]
pub enum OpaqueKind {
    /// Nothing.
    Expression,
    /// It is a closure with this number of parameters.
    Closure(usize),
    /// It is certainly this number.
    Number(f64),
    /// It is a string or bytes literal, perhaps converted: `"a".to_owned()`.
    Literal,
    /// It is a call of the function of this name.
    Call(String),
    /// It is a path of several words, with this last one.
    Path(String),
    /// It is a range.
    Range,
}

/// A member of a map.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// `key: value`; a key that is not a [`Value::Text`] is computed when the build runs.
    Pair(Node, Node),
    /// `..map`
    Spread(Node),
}

/// A word of the language with its arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The word.
    pub form: Form,
    /// The place of the word.
    pub at: Pos,
    /// The arguments without a name.
    pub args: Vec<Node>,
    /// The arguments with a name.
    pub named: Vec<Field>,
}

/// The words of the language that take arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The value of a property.
    Property,
    /// A template.
    Interpolate,
    /// The value of a secret.
    Secret,
    /// A list, flattened.
    FlattenList,
    /// A value that is inserted into a URL without escaping.
    Raw,
    /// Basic authentication.
    Basic,
    /// Bearer authentication.
    Bearer,
    /// Digest authentication.
    Digest,
    /// A file to send.
    File,
    /// A part of a response, in conditions and captures only.
    Part(Part),
}

impl Form {
    /// The forms that are values; parts of a response are not among them.
    pub const VALUES: [Self; 9] = [
        Self::Property,
        Self::Interpolate,
        Self::Secret,
        Self::FlattenList,
        Self::Raw,
        Self::Basic,
        Self::Bearer,
        Self::Digest,
        Self::File,
    ];

    /// Returns the word of the macros.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Property => "Property",
            Self::Interpolate => "Interpolate",
            Self::Secret => "Secret",
            Self::FlattenList => "FlattenList",
            Self::Raw => "Raw",
            Self::Basic => "Basic",
            Self::Bearer => "Bearer",
            Self::Digest => "Digest",
            Self::File => "File",
            Self::Part(part) => part.as_str(),
        }
    }
}

/// An operator with its operands.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The operator.
    pub operator: Operator,
    /// The place of the operator.
    pub at: Pos,
    /// The left operand, or the only one.
    pub left: Node,
    /// The right operand; none for [`Operator::Not`].
    pub right: Option<Node>,
}

/// `part as type`
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// The part of the response.
    pub value: Node,
    /// The type.
    pub ty: Name,
}

/// Named options in braces.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The options in the order of writing.
    pub fields: Vec<Field>,
    /// Whether all of the braces could be read, so that an absent option is missing.
    pub is_whole: bool,
}

/// `member | member => result`
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    /// The statuses and failures.
    pub members: Vec<Node>,
    /// The result.
    pub result: Node,
}
