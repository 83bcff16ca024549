use super::{Expr, IntoExpr};

/// The value of a property, looked up when the step runs: Buildbot's `Property`.
#[derive(Clone, PartialEq)]
pub struct Property {
    pub(crate) name: String,
    pub(crate) default: Option<Box<Expr>>,
    pub(crate) default_when_false: Option<bool>,
}

/// The expression `Property("name")` of the macros, for steps that are put together by hand.
///
/// ```
/// use http_step::{HttpStep, property};
///
/// let step = HttpStep::get(property("status-url")).params([(
///     "branch",
///     property("branch").default("main"),
/// )]);
/// ```
#[must_use]
pub fn property(name: impl Into<String>) -> Property {
    Property {
        name: name.into(),
        default: None,
        default_when_false: None,
    }
}

impl Property {
    /// What stands for the property where it is not set.
    #[must_use]
    pub fn default(mut self, default: impl IntoExpr) -> Self {
        self.default = Some(Box::new(default.into_expr()));
        self
    }

    /// Whether a property that is set to something falsy (`0`, `""`, `[]`, `false`) counts as not set.
    ///
    /// False in the Native dialect, true in Buildbot's, as there.
    #[must_use]
    pub fn default_when_false(mut self, replaces: bool) -> Self {
        self.default_when_false = Some(replaces);
        self
    }
}
