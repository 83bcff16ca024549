//! The base of a URL template: a whole URL, which no other value can change.

use http_step_syntax::Problem;
use http_step_syntax::rules::SECRET_IN_URL;
use http_step_syntax::template::{Reference, Substitution};
use http_step_syntax::url::check_base;

use super::Insertion;
use crate::error::RenderError;
use crate::expr::render::Choice;
use crate::expr::whole_url::whole;
use crate::expr::{Interpolate, Scope};
use crate::value::Value;

impl Interpolate {
    /// Returns the base, checked. A secret is none: the URL is shown.
    pub(super) fn base(
        &self,
        insertion: &Insertion<'_>,
        scope: &Scope<'_>,
    ) -> Result<String, RenderError> {
        let before = scope.secrets_used();
        let base = match insertion {
            Insertion::Keyed(substitution) => self.keyed_base(substitution, scope)?,
            Insertion::Positional { args, .. } => match args.last() {
                Some(argument) => argument.url(scope)?.text,
                None => String::new(),
            },
        };
        if scope.secrets_used() > before {
            let (what, help) = SECRET_IN_URL;
            return Err(RenderError::new(what).help(Some(help.to_owned())));
        }
        match check_base(&base) {
            Ok(_) => Ok(base),
            Err(problems) => Err(refuse(&base, problems)),
        }
    }

    /// What an argument or an operation puts together is escaped as in a URL of its own.
    fn keyed_base(
        &self,
        substitution: &Substitution,
        scope: &Scope<'_>,
    ) -> Result<String, RenderError> {
        let value = match (self.choose(substitution, scope)?, &substitution.reference) {
            (Choice::Template(template), _) => return self.keyed_url(template, scope),
            (Choice::Referred | Choice::Value(_), Reference::Keyword(name)) => {
                let argument = self.keyword(name).map(|argument| argument.url(scope));
                return argument
                    .map_or_else(|| Ok(whole(&Value::Null, scope)?.text), |url| Ok(url?.text));
            }
            (Choice::Value(value), _) => Some(value),
            (Choice::Referred, reference) => self.resolve(reference, scope)?,
            (Choice::Nothing, _) => None,
        };
        Ok(whole(value.as_deref().unwrap_or(&Value::Null), scope)?.text)
    }
}

/// Says what is wrong with the base, but quotes nothing in front of an `@`: it may be a password.
fn refuse(base: &str, problems: Vec<Problem>) -> RenderError {
    let at = base.rfind('@');
    let is_shown = |problem: &Problem| {
        at.is_none_or(|at| problem.range.start > at) || !problem.what.contains('`')
    };
    let what = problems.into_iter().find(is_shown).map_or_else(
        || "the part before the `@` is invalid".to_owned(),
        |problem| problem.what,
    );
    RenderError::new(format!(
        "the base of the URL must be an absolute http or https URL: {what}"
    ))
    .help(Some(
        "set it to a URL like `https://example.com/api`".to_owned(),
    ))
}
