use super::{Expr, IntoExpr};

/// A value that a URL takes in as it is, instead of escaped for its place: the expression `Raw(value)` of
/// the macros.
///
/// The URL as a whole is checked all the same.
///
/// ```
/// use http_step::{HttpStep, interpolate, property, raw};
///
/// let url = interpolate("https://ci.example.com/%(kw:path)s").kwarg("path", raw(property("path")));
/// let step = HttpStep::get(url);
/// ```
#[must_use]
pub fn raw(value: impl IntoExpr) -> Expr {
    Expr::Raw(Box::new(value.into_expr()))
}
