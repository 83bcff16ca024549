//! The rules across the fields of a step. The checker fills [`Facts`] from what was written, and the runtime fills
//! them again from what was rendered.

mod body;
mod credential;
mod facts;
mod query;
mod repeat;
mod time;
mod violation;

use alloc::vec::Vec;

pub use credential::{SECRET_IN_URL, SECRET_IS_SHOWN};
pub use facts::Facts;
pub use violation::{At, Violation};

/// Returns all rules that the step breaks.
///
/// ```
/// use http_step_syntax::Method;
/// use http_step_syntax::key::Key;
/// use http_step_syntax::rules::{At, Facts, check};
///
/// let facts = Facts { method: Some(Method::Get), keys: vec![Key::Url, Key::Data], ..Facts::default() };
/// let violations = check(&facts);
/// assert_eq!(violations[0].at, At::Key(Key::Data));
/// assert_eq!(violations[0].what, "a GET request has no body");
/// ```
pub fn check(facts: &Facts<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    violations.extend(body::only_one(facts));
    violations.extend(body::none_for(facts));
    violations.extend(body::fields_beside_files(facts));
    violations.extend(body::content_type(facts));
    violations.extend(query::no_parameter_twice(facts));
    violations.extend(credential::one_authorization(facts));
    violations.extend(credential::no_open_secret(facts));
    violations.extend(time::deadlines_after_timeout(facts));
    violations.extend(time::deadline_after_its_parts(facts));
    violations.extend(repeat::only_what_may_come_twice(facts));
    violations
}
