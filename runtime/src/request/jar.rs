//! Where cookies are kept.

/// With whom a step shares its cookies: the key `session`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum JarScope {
    /// With all steps of the session.
    #[default]
    Session,
    /// With the steps of its build.
    Build,
    /// With nobody.
    Step,
    /// With the steps that give the same name.
    Named(String),
}
