use std::fmt;

/// What is wrong with a text that should be steps in JSON: all of it at once, from the first line to the last.
///
/// The text names the place of each mistake, what is wrong and, where there is something to say, what to do;
/// who read a file puts its name in front. What it quotes is cut where it is long, and has no control
/// characters. Nothing that looks like a credential is quoted.
///
/// ```
/// use http_step::HttpStep;
///
/// let error = HttpStep::from_json(r#"{"url": "https://ci.example.com/", "headres": {}, "timeout": 0}"#)
///     .unwrap_err();
/// assert_eq!(error.to_string(), "\
/// 1:36: headres: unknown key `headres`; did you mean `headers`?
/// 1:62: timeout: expected a positive number of seconds, found zero");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    mistakes: Vec<JsonMistake>,
}

/// One mistake in steps that are written as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct JsonMistake {
    /// What it is about: `steps[2].headers.X-Build`; empty for the text as a whole.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do, where there is something to say.
    pub help: Option<String>,
}

impl JsonError {
    /// The mistakes in the order of their places.
    pub(crate) fn new(mut mistakes: Vec<JsonMistake>) -> Self {
        mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
        Self { mistakes }
    }

    /// The mistakes in the order of their places: at least one, and at most a hundred.
    ///
    /// ```
    /// use http_step::BuildFactory;
    ///
    /// let error = BuildFactory::from_json(r#"{"steps": [{"method": "post"}]}"#).unwrap_err();
    /// let paths: Vec<_> = error.mistakes().iter().map(|mistake| mistake.path.as_str()).collect();
    /// assert_eq!(paths, ["steps[0]", "steps[0].method"]);
    /// ```
    #[must_use]
    pub fn mistakes(&self) -> &[JsonMistake] {
        &self.mistakes
    }
}

/// One line for each mistake.
impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, mistake) in self.mistakes.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            mistake.fmt(f)?;
        }
        Ok(())
    }
}

/// `LINE:COLUMN: PATH: what is wrong; what to do`
impl fmt::Display for JsonMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.line, self.column)?;
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for JsonError {}
