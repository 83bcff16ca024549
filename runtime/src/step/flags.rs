use http_step_syntax::key::Key;

/// What a step's result means for its build: Buildbot's flags.
///
/// ```
/// use http_step::Flags;
///
/// let flags = Flags { halt_on_failure: true, ..Flags::default() };
/// assert!(flags.flunk_on_failure, "the only flag that is set by default");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flags {
    /// A FAILURE ends the build: only steps that always run come after it.
    pub halt_on_failure: bool,
    /// A FAILURE makes the build fail.
    pub flunk_on_failure: bool,
    /// WARNINGS make the build fail.
    pub flunk_on_warnings: bool,
    /// A FAILURE gives the build warnings.
    pub warn_on_failure: bool,
    /// WARNINGS give the build warnings.
    pub warn_on_warnings: bool,
    /// The step runs even after the build has ended early.
    pub always_run: bool,
}

/// `flunk_on_failure` and nothing else, as in Buildbot.
impl Default for Flags {
    fn default() -> Self {
        Self {
            halt_on_failure: false,
            flunk_on_failure: true,
            flunk_on_warnings: false,
            warn_on_failure: false,
            warn_on_warnings: false,
            always_run: false,
        }
    }
}

impl Flags {
    /// The flag at a key; none for the keys of other fields.
    pub(crate) fn get(mut self, key: Key) -> Option<bool> {
        self.get_mut(key).copied()
    }

    /// The same flag, to be set.
    pub(crate) fn get_mut(&mut self, key: Key) -> Option<&mut bool> {
        Some(match key {
            Key::HaltOnFailure => &mut self.halt_on_failure,
            Key::FlunkOnFailure => &mut self.flunk_on_failure,
            Key::FlunkOnWarnings => &mut self.flunk_on_warnings,
            Key::WarnOnFailure => &mut self.warn_on_failure,
            Key::WarnOnWarnings => &mut self.warn_on_warnings,
            Key::AlwaysRun => &mut self.always_run,
            _ => return None,
        })
    }
}
