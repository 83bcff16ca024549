//! What a step is for its build.

use std::sync::Arc;

use http_step_syntax::key::Key;

use crate::expr::IntoExpr;
use crate::lock::Lock;
use crate::properties::Properties;
use crate::result::BuildResult;
use crate::step::{Flags, HttpStep, When};

impl HttpStep {
    /// Runs the step only if the condition is true: an expression, or `true` or `false`.
    #[must_use]
    pub fn do_step_if(mut self, condition: impl IntoExpr) -> Self {
        self.do_step_if = Some(When::Expr(condition.into_expr()));
        self
    }

    /// Runs the step only if the closure returns true.
    #[must_use]
    pub fn do_step_when(
        mut self,
        condition: impl Fn(&Properties) -> bool + Send + Sync + 'static,
    ) -> Self {
        let condition = Arc::new(move |_, properties: &_| condition(properties));
        self.do_step_if = Some(When::Closure(condition));
        self
    }

    /// Hides the step from views of the build if the condition is true.
    #[must_use]
    pub fn hide_step_if(mut self, condition: impl IntoExpr) -> Self {
        self.hide_step_if = Some(When::Expr(condition.into_expr()));
        self
    }

    /// Hides the step from views of the build if the closure returns true.
    #[must_use]
    pub fn hide_step_when(
        mut self,
        condition: impl Fn(&Properties) -> bool + Send + Sync + 'static,
    ) -> Self {
        let condition = Arc::new(move |_, properties: &_| condition(properties));
        self.hide_step_if = Some(When::Closure(condition));
        self
    }

    /// Hides the step from views of the build if the closure, which is given the result of the step too, returns
    /// true; in the macros a closure with two parameters.
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
    /// assert!(factory.build().run_blocking().steps()[0].is_hidden());
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

    /// A lock that the step holds while it runs; a name is a shared lock.
    #[must_use]
    pub fn lock(mut self, lock: impl Into<Lock>) -> Self {
        self.locks.push(lock.into());
        self
    }

    /// Locks that the step holds while it runs.
    #[must_use]
    pub fn locks(mut self, locks: impl IntoIterator<Item = impl Into<Lock>>) -> Self {
        self.locks.extend(locks.into_iter().map(Into::into));
        self
    }

    /// The results after which the state string of the step is part of the build's.
    ///
    /// ```
    /// use http_step::{BuildResult, HttpStep, get};
    ///
    /// let by_hand = HttpStep::get("https://ci.example.com/").update_build_summary_policy([BuildResult::Failure]);
    /// assert_eq!(by_hand, get!("https://ci.example.com/", update_build_summary_policy: [FAILURE]));
    /// ```
    #[must_use]
    pub fn update_build_summary_policy(
        self,
        results: impl IntoIterator<Item = BuildResult>,
    ) -> Self {
        let results = results.into_iter();
        let words: Vec<_> = results.map(BuildResult::word).collect();
        self.with(Key::UpdateBuildSummaryPolicy, words)
    }

    /// The name of the step; `HTTPStep` by default, as in Buildbot.
    #[must_use]
    pub fn name(self, name: impl IntoExpr) -> Self {
        self.with(Key::Name, name)
    }

    /// What the step does, shown while it runs; `Requesting` by default.
    #[must_use]
    pub fn description(self, description: impl IntoExpr) -> Self {
        self.with(Key::Description, description)
    }

    /// What the step did, where there is no status to show; `Requested` by default.
    #[must_use]
    pub fn description_done(self, description: impl IntoExpr) -> Self {
        self.with(Key::DescriptionDone, description)
    }

    /// Text that is appended to every description.
    #[must_use]
    pub fn description_suffix(self, suffix: impl IntoExpr) -> Self {
        self.with(Key::DescriptionSuffix, suffix)
    }

    /// What the result of the step means for the build.
    #[must_use]
    pub fn flags(mut self, flags: Flags) -> Self {
        self.flags = flags;
        self
    }
}
