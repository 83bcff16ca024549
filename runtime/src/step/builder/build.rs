//! What a step is for its build.

use std::sync::Arc;

use crate::expr::IntoExpr;
use crate::lock::Lock;
use crate::properties::Properties;
use crate::result::BuildResult;
use crate::step::{Flags, HttpStep, When};

impl HttpStep {
    /// Runs the step only where this holds; an expression or `true` and `false`.
    #[must_use]
    pub fn do_step_if(mut self, condition: impl IntoExpr) -> Self {
        self.do_step_if = Some(When::Expr(condition.into_expr()));
        self
    }

    /// Runs the step only where the closure says so.
    #[must_use]
    pub fn do_step_when(
        mut self,
        condition: impl Fn(&Properties) -> bool + Send + Sync + 'static,
    ) -> Self {
        let condition = Arc::new(move |_, properties: &_| condition(properties));
        self.do_step_if = Some(When::Closure(condition));
        self
    }

    /// Hides the step from those who look at the build, where this holds.
    #[must_use]
    pub fn hide_step_if(mut self, condition: impl IntoExpr) -> Self {
        self.hide_step_if = Some(When::Expr(condition.into_expr()));
        self
    }

    /// Hides the step from those who look at the build, where the closure says so.
    #[must_use]
    pub fn hide_step_when(
        mut self,
        condition: impl Fn(&Properties) -> bool + Send + Sync + 'static,
    ) -> Self {
        let condition = Arc::new(move |_, properties: &_| condition(properties));
        self.hide_step_if = Some(When::Closure(condition));
        self
    }

    /// Hides the step from those who look at the build, where the closure says so, which is told the result of
    /// the step too; in the macros a closure with two parameters.
    ///
    /// ```
    /// use http_step::prelude::*;
    ///
    /// let mut factory = BuildFactory::new();
    /// factory.add_step(
    ///     HttpStep::get("https://ci.example.com/")
    ///         .do_step_if(false)
    ///         .hide_step_on(|result, _| result == BuildResult::Skipped),
    /// );
    /// assert!(factory.build().run_blocking().steps()[0].hidden());
    /// ```
    #[must_use]
    pub fn hide_step_on(
        mut self,
        condition: impl Fn(BuildResult, &Properties) -> bool + Send + Sync + 'static,
    ) -> Self {
        let condition = Arc::new(move |result: Option<_>, properties: &_| {
            result.is_some_and(|result| condition(result, properties))
        });
        self.hide_step_if = Some(When::Closure(condition));
        self
    }

    /// Holds this lock while the step runs; a name is a shared one.
    #[must_use]
    pub fn lock(mut self, lock: impl Into<Lock>) -> Self {
        self.locks.push(lock.into());
        self
    }

    /// Holds these locks while the step runs.
    #[must_use]
    pub fn locks(mut self, locks: impl IntoIterator<Item = impl Into<Lock>>) -> Self {
        self.locks.extend(locks.into_iter().map(Into::into));
        self
    }

    /// The results after which the state string of the step is in that of the build.
    ///
    /// ```
    /// use http_step::{BuildResult, HttpStep, get};
    ///
    /// let by_hand = HttpStep::get("https://ci.example.com/").update_build_summary_policy([BuildResult::Failure]);
    /// assert_eq!(by_hand, get!("https://ci.example.com/", update_build_summary_policy: [FAILURE]));
    /// ```
    #[must_use]
    pub fn update_build_summary_policy(
        mut self,
        results: impl IntoIterator<Item = BuildResult>,
    ) -> Self {
        let results = results.into_iter();
        let words: Vec<_> = results.map(BuildResult::word).collect();
        self.summary_policy = Some(words.into_expr());
        self
    }

    /// The name of the step; `HTTPStep` by default, as in Buildbot.
    #[must_use]
    pub fn name(mut self, name: impl IntoExpr) -> Self {
        self.name = Some(name.into_expr());
        self
    }

    /// What the step does, shown while it runs; `Requesting` by default.
    #[must_use]
    pub fn description(mut self, description: impl IntoExpr) -> Self {
        self.description = Some(description.into_expr());
        self
    }

    /// What the step did, where there is no status code to show; `Requested` by default.
    #[must_use]
    pub fn description_done(mut self, description: impl IntoExpr) -> Self {
        self.description_done = Some(description.into_expr());
        self
    }

    /// Text that is appended to every description.
    #[must_use]
    pub fn description_suffix(mut self, suffix: impl IntoExpr) -> Self {
        self.description_suffix = Some(suffix.into_expr());
        self
    }

    /// What the result means for the build.
    #[must_use]
    pub fn flags(mut self, flags: Flags) -> Self {
        self.flags = flags;
        self
    }
}
