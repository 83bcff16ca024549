//! Expressions: values that are known only when the build runs, and how they become values.

mod check;
mod collections;
mod convert;
mod debug;
mod dependencies;
mod file;
mod flatten;
mod function;
mod interpolate;
mod map;
mod no_secret;
mod operation;
mod property;
mod raw;
mod render;
mod scope;
mod seconds;
mod secret;
mod url;
mod walk;
mod whole_url;
mod with_properties;

pub use collections::map;
pub use convert::IntoExpr;
pub use dependencies::Dependencies;
pub use file::{File, file, file_of};
pub use flatten::{Flatten, flatten};
pub use function::{Arguments, Renderer, Transform, renderer, transform};
pub use interpolate::{Interpolate, interpolate};
pub use operation::{Operation, operation};
pub use property::{Property, property};
pub use raw::raw;
pub use scope::{Scope, SourceStamp};
pub use seconds::IntoSeconds;
pub use secret::{Secret, secret};
pub use with_properties::{WithProperties, with_properties};

pub(crate) use check::too_deep;
pub(crate) use file::Source;

use crate::value::Value;

/// A value that may be known only when the build runs: Buildbot's *renderable*, as data.
///
/// An expression can be cloned, compared, printed, analyzed for its [dependencies](Self::dependencies), and written as JSON
/// before anything runs. Closures are the one kind that cannot be written.
///
/// One that is nested more than 128 deep is an error wherever it is checked, rendered or written. Cloning,
/// comparing and dropping take stack for each level, as for every tree of boxes: a program that nests tens
/// of thousands of them can run out of it.
///
/// ```
/// use http_step::{Expr, IntoExpr, property};
///
/// let expr = property("branch").default("main").into_expr();
/// assert_eq!(expr, expr.clone());
/// assert_eq!(expr.dependencies().properties().collect::<Vec<_>>(), ["branch"]);
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Expr {
    /// A value that is known already.
    Value(Value),
    /// The value of a property.
    Property(Property),
    /// A text with values in it.
    Interpolate(Interpolate),
    /// A text with properties in it, in Buildbot's older language.
    WithProperties(WithProperties),
    /// A secret.
    Secret(Secret),
    /// An operator between expressions.
    Operation(Box<Operation>),
    /// A list without lists in it.
    Flatten(Box<Flatten>),
    /// A function of rendered values.
    Transform(Transform),
    /// A function that gives another expression.
    Renderer(Renderer),
    /// A value that a URL takes in as it is.
    Raw(Box<Expr>),
    /// A file to send, in `files` or as `data`.
    File(Box<File>),
    /// A list with expressions in it.
    List(Vec<Expr>),
    /// The same where Python has a tuple.
    Tuple(Vec<Expr>),
    /// A map with expressions in it. A key that comes twice is an error; in Buildbot the later entry counts.
    Map(Vec<(Expr, Expr)>),
}
