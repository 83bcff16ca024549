//! The `%(…)s` language of templates: Buildbot's `Interpolate`.
//!
//! A template without positional arguments is [`keyed`]: each `%(selector:name:operation)s` names what it inserts.
//! One with positional arguments is Python's printf, [`positional`].
//!
//! ```text
//! %(prop:name)s   %(kw:name)s   %(src:codebase:attribute)s   %(worker:name)s   %(secret:name)s
//! %(prop:name:-template)s          the template if the property is not set
//! %(prop:name:~template)s          the template if it is not set, or false
//! %(prop:name:+template)s          the template if it is set, otherwise nothing
//! %(prop:name:?|template|template)s   one of the two: set or not; with `#?`, true or not
//! ```
//!
//! Most messages are those of Buildbot, or of Python, and come in their order: the printf part of a template first,
//! then its keys from left to right, each with the templates in it.

mod arguments;
mod ast;
mod key;
mod keyed;
mod operation;
mod positional;
mod secret;
mod token;
mod word;

pub use arguments::{CheckedTemplate, MIXED, Placeholder, check_keyed, check_positional};
pub use ast::{Conversion, Kind, Operation, Piece, Reference, Substitution, Template};
pub use keyed::{MAX_DEPTH, keyed};
pub use positional::{PositionalConversion, PositionalPiece, positional};
pub use secret::cut_secret;
pub use token::{Amount, Flags};
