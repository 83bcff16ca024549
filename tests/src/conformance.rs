//! Conformance: cases that were recorded from the real Buildbot, played against this implementation.

mod corpus;
mod expression;
mod refusal;
mod render;
mod report;
mod wire;

pub use corpus::{Recorded, load};
pub use report::{Difference, Report, Verdict};

/// A kind of recorded cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suite {
    /// What the HTTP steps put on the wire, and what they log and report.
    Wire,
    /// What expressions render to.
    Render,
}

impl Suite {
    /// The names of all suites.
    pub const NAMES: [&str; 2] = ["wire", "render"];

    /// The suite of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "wire" => Some(Self::Wire),
            "render" => Some(Self::Render),
            _ => None,
        }
    }

    /// Plays the cases and compares what happens with what was recorded.
    ///
    /// # Errors
    ///
    /// When the machine refuses what every case needs.
    pub fn play(self, cases: Vec<Recorded>) -> Result<Report, String> {
        match self {
            Self::Wire => wire::play(cases),
            Self::Render => Ok(render::play(&cases)),
        }
    }
}
