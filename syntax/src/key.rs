//! The keys of a step: their names, and the values that each takes.

mod find;
mod option;
mod shape;
mod suggest;
mod table;

pub use option::option;
pub(crate) use option::suggest_option;
pub use shape::Shape;
pub use table::{Key, PollOption, RetryOption, Row, keys, poll_options, retry_options};
