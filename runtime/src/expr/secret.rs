use super::{Expr, IntoExpr};

/// A secret, which a provider of the build knows by this name: Buildbot's `Secret`.
///
/// It is printed as its name, never as its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    pub(crate) name: String,
}

/// The expression `Secret("name")` of the macros, for steps that are put together by hand.
///
/// ```
/// use http_step::{HttpStep, secret};
///
/// let step = HttpStep::get("https://ci.example.com/").headers([("X-Build", secret("api-token"))]);
/// assert!(format!("{step:?}").contains("api-token"));
/// ```
#[must_use]
pub fn secret(name: impl Into<String>) -> Secret {
    Secret { name: name.into() }
}

impl IntoExpr for Secret {
    fn into_expr(self) -> Expr {
        Expr::Secret(self)
    }
}
