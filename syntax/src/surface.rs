//! How examples are written in each notation.

/// A notation of steps. Findings show what to write in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// The macros.
    Rust,
    /// JSON.
    Json,
}
