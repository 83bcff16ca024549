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
    /// What it is made of, in order.
    pub pieces: Vec<Piece>,
}

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text that stands as it is; never empty, each `%%` decoded.
    Text(String),
    /// What a `%(…)s` inserts.
    Substitution(Box<Substitution>),
}

/// One `%(…)s`.
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
    /// What it refers to.
    pub reference: Reference,
    /// What is made of that.
    pub operation: Operation,
    /// How the result becomes text.
    pub conversion: Conversion,
}

/// What a substitution refers to.
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
    /// `worker`, what is known of the worker.
    Worker(String),
    /// `secret`, a secret.
    Secret(String),
}

/// What is inserted, given what a substitution refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Nothing follows the name: the value, or nothing.
    Plain,
    /// `:-`, the value, or the template where there is none.
    IfMissing(Template),
    /// `:~`, the value where it is true, or else the template.
    IfFalsy(Template),
    /// `:+`, the template where there is a value, or else nothing.
    IfPresent(Template),
    /// `:?` and `:#?`, one template or the other.
    Ternary {
        /// Whether the value has to be true (`:#?`), not just there.
        by_truth: bool,
        /// What is inserted where that holds.
        then: Template,
        /// What is inserted where it doesn't.
        otherwise: Template,
    },
}

/// How a value becomes text. Lengths count code points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversion {
    /// Whether blanks are added on the right, not on the left.
    pub left: bool,
    /// The least length; 0 where none is given.
    pub width: usize,
    /// The most that is taken of the text.
    pub precision: Option<usize>,
    /// What is written.
    pub kind: Kind,
}

/// What a keyed conversion writes of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// `s`, its text.
    #[default]
    Text,
    /// `r`, its text with quotes around a string and escapes in it.
    Repr,
    /// `a`, as `r`, with all but ASCII escaped.
    Ascii,
}

impl Template {
    /// The substitutions of the template itself, in order.
    pub fn substitutions(&self) -> impl Iterator<Item = &Substitution> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Substitution(substitution) => Some(substitution.as_ref()),
            Piece::Text(_) => None,
        })
    }

    /// Shows each substitution of the template, and those in its operations after it.
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
    /// The templates in it, in the order of writing.
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
