use super::ast::{Reference, Substitution, Template};
use crate::Problem;

/// Returns the problem with a substitution that truncates a secret: the rest of it can't be told from other text, and
/// so can't be redacted.
///
/// ```
/// use http_step_syntax::template::{self, Piece};
///
/// let template = template::keyed("%(secret:token).7s").unwrap();
/// let Piece::Substitution(token) = &template.pieces[0] else { unreachable!() };
/// assert_eq!(template::cut_secret(token).unwrap().what, "a secret can't be truncated");
/// ```
#[must_use]
pub fn cut_secret(substitution: &Substitution) -> Option<Problem> {
    substitution.conversion.precision?;
    let is_secret = |part: &Substitution| matches!(part.reference, Reference::Secret(_));
    let has_secret = |template: &Template| {
        let mut found = false;
        template.visit(&mut |part| found |= is_secret(part));
        found
    };
    let inside = || substitution.operation.templates().any(has_secret);
    if !is_secret(substitution) && !inside() {
        return None;
    }
    let problem = Problem::new(substitution.range.clone(), "a secret can't be truncated");
    Some(problem.help("remove the precision: the rest of a truncated secret can't be redacted"))
}
