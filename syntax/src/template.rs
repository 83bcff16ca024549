//! The `%(…)s` language of templates: Buildbot's `Interpolate`.
//!
//! A template without positional arguments is [`keyed`]: each `%(selector:name:operation)s` says what to insert.
//! One with positional arguments is Python's printf, [`positional`].
//!
//! ```text
//! %(prop:name)s   %(kw:name)s   %(src:codebase:attribute)s   %(worker:name)s   %(secret:name)s
//! %(prop:name:-template)s          when the property is not set
//! %(prop:name:~template)s          when it is not set, or not true
//! %(prop:name:+template)s          when it is set, or else nothing
//! %(prop:name:?|template|template)s   set or not; with `#?`, true or not
//! ```
//!
//! What is wrong is said in the words of Buildbot, or of the Python below it, and in their order: the printf side
//! of a template first, then its keys from left to right, what stands in a key with it.

mod arguments;
mod ast;
mod key;
mod keyed;
mod operation;
mod positional;
mod secret;
mod token;
mod word;

pub use arguments::{CheckedTemplate, check_keyed, check_positional};
pub use ast::{Conversion, Kind, Operation, Piece, Reference, Substitution, Template};
pub use keyed::{MAX_DEPTH, keyed};
/// What Buildbot says to both kinds of arguments at once.
pub const MIXED: &str = "Interpolate takes either positional or keyword substitutions, not both.";

pub use positional::{PositionalConversion, PositionalPiece, arguments, positional};
pub use secret::cut_secret;
pub use token::{Amount, Flags};
