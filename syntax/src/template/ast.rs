use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// A template without positional arguments.
///
/// ```
/// use http_step_syntax::template::{self, Piece};
///
/// let template = template::keyed("100%% of %(prop:branch)s").unwrap();
/// assert_eq!(template.pieces[0], Piece::Text("100% of ".into()));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    /// The pieces, in order.
    pub pieces: Vec<Piece>,
}

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Literal text; never empty, each `%%` decoded.
    Text(String),
    /// A `%(…)s`.
    Substitution(Box<Substitution>),
}

/// A substitution: one `%(…)s`.
///
/// ```
/// use http_step_syntax::template::{self, Kind, Operation, Piece, Reference};
///
/// let text = "at %(prop:got_revision).7s";
/// let template = template::keyed(text).unwrap();
/// let Piece::Substitution(revision) = &template.pieces[1] else { unreachable!() };
/// assert_eq!(&text[revision.range.clone()], "%(prop:got_revision).7s");
/// assert_eq!(revision.reference, Reference::Property("got_revision".into()));
/// assert_eq!(revision.operation, Operation::Plain);
/// assert_eq!(revision.conversion.precision, Some(7));
/// assert_eq!(revision.conversion.kind, Kind::Text);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substitution {
    /// Its bytes in the outermost text, from the `%` to the letter.
    pub range: Range<usize>,
    /// The value that it refers to.
    pub reference: Reference,
    /// The operation on that value.
    pub operation: Operation,
    /// How the result is converted to text.
    pub conversion: Conversion,
}

/// The value that a substitution refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// `prop`, a property of the build.
    Property(String),
    /// `kw`, an argument of the template.
    Keyword(String),
    /// `src`, an attribute of the source stamp with that codebase.
    Source {
        /// The codebase; `""` is the only one of most builds.
        codebase: String,
        /// The attribute, such as `branch` or `revision`.
        attribute: String,
    },
    /// `worker`, an attribute of the worker.
    Worker(String),
    /// `secret`, a secret.
    Secret(String),
}

/// The operation of a substitution: what is inserted, given its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// No operation: the value, or nothing.
    Plain,
    /// `:-`, the value, or the template if there is none.
    IfMissing(Template),
    /// `:~`, the value if it is true, otherwise the template.
    IfFalsy(Template),
    /// `:+`, the template if there is a value, otherwise nothing.
    IfPresent(Template),
    /// `:?` and `:#?`, one template or the other.
    Ternary {
        /// Whether the value has to be true (`:#?`), not only present.
        by_truth: bool,
        /// The template that is inserted if so.
        then: Template,
        /// The template that is inserted if not.
        otherwise: Template,
    },
}

/// How a value is converted to text. Lengths count code points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversion {
    /// Whether spaces are added on the right, not on the left.
    pub left: bool,
    /// The minimum length; 0 where none is given.
    pub width: usize,
    /// The maximum length of the text.
    pub precision: Option<usize>,
    /// The form in which the value is written.
    pub kind: Kind,
}

/// The form in which a keyed conversion writes a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// `s`, its text.
    #[default]
    Text,
    /// `r`, its text with quotes around a string and escapes in it.
    Repr,
    /// `a`, as `r`, with everything beyond ASCII escaped.
    Ascii,
}

impl Template {
    /// Returns the substitutions of the template itself, in order.
    pub fn substitutions(&self) -> impl Iterator<Item = &Substitution> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Substitution(substitution) => Some(substitution.as_ref()),
            Piece::Text(_) => None,
        })
    }

    /// Calls a function with each substitution of the template, and those in its operations after it.
    ///
    /// ```
    /// use http_step_syntax::template::{self, Reference};
    ///
    /// let template = template::keyed("%(prop:tag:-%(kw:default)s)s").unwrap();
    /// let mut references = Vec::new();
    /// template.visit(&mut |substitution| references.push(substitution.reference.clone()));
    /// let expected = [Reference::Property("tag".into()), Reference::Keyword("default".into())];
    /// assert_eq!(references, expected);
    /// ```
    pub fn visit<'t>(&'t self, see: &mut dyn FnMut(&'t Substitution)) {
        for substitution in self.substitutions() {
            see(substitution);
            for template in substitution.operation.templates() {
                template.visit(see);
            }
        }
    }
}

impl Operation {
    /// Returns the templates in the operation, in the order of writing.
    pub fn templates(&self) -> impl Iterator<Item = &Template> {
        let (first, second) = match self {
            Self::Plain => (None, None),
            Self::IfMissing(template) | Self::IfFalsy(template) | Self::IfPresent(template) => {
                (Some(template), None)
            }
            Self::Ternary {
                then, otherwise, ..
            } => (Some(then), Some(otherwise)),
        };
        first.into_iter().chain(second)
    }
}
