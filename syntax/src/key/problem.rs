//! What is wrong with what stands at a key.

use alloc::format;

use super::Key;
use crate::Problem;

impl Key {
    /// A value of a kind that the key does not take; `takes` is what it does, in the words of its
    /// [shape](super::Shape).
    ///
    /// ```
    /// use http_step_syntax::key;
    ///
    /// let stream = key::find("stream").unwrap();
    /// let problem = stream.takes_not(stream.shape.takes(), "a text");
    /// assert_eq!(problem.what, "`stream` takes `true` or `false`, not a text");
    /// ```
    pub fn takes_not(&self, takes: &str, kind: &str) -> Problem {
        whole(format!("`{}` takes {takes}, not {kind}", self.name))
    }

    /// An option that can't be left out.
    pub fn has_no(&self, required: &str, takes: &str) -> Problem {
        let problem = whole(format!("`{}` has no `{required}`", self.name));
        problem.help(format!("`{}` takes {takes}", self.name))
    }

    /// Checks a number of seconds.
    ///
    /// # Errors
    ///
    /// For NaN, zero and what is below; the range of the problem is empty.
    pub fn seconds(&self, seconds: f64) -> Result<(), Problem> {
        let what = if seconds.is_nan() {
            "is a number of seconds, not NaN"
        } else if seconds <= 0.0 {
            "has to be more than zero seconds"
        } else {
            return Ok(());
        };
        Err(whole(format!("`{}` {what}", self.name)))
    }

    /// An item of a list that is no pair.
    pub fn holds_pairs(&self) -> Problem {
        whole(format!("a list at `{}` holds pairs", self.name))
    }

    /// An item of a list that is no name.
    pub fn holds_names(&self) -> Problem {
        whole(format!(
            "a list at `{}` holds names of header fields",
            self.name
        ))
    }
}

/// The step has nothing to ask.
pub fn no_url() -> Problem {
    whole("the step has no `url`")
}

fn whole(what: impl Into<alloc::string::String>) -> Problem {
    Problem::new(0..0, what)
}
