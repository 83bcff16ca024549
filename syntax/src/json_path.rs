//! JSON paths: `$`, `.name`, `['name']`, `[n]`. That is the part of RFC 9535 that selects exactly one value.

mod parse;
mod path;
mod segment;

pub use path::Path;
pub use segment::Segment;
