//! Whom a step trusts.

use crate::expr::{Expr, IntoExpr};

/// Whether and how the certificate of the peer is verified: for the key `verify`.
///
/// ```
/// use http_step::{HttpStep, Verify};
///
/// let step = HttpStep::get("https://ci.example.com/").verify(Verify::bundle("/etc/ssl/ours.pem"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Verify {
    /// The peer is not verified, and the author knows it: so secrets may also travel over plain http.
    Insecure,
    /// An expression: true, or the path of a bundle of certificates in PEM.
    Value(Expr),
}

impl Verify {
    /// Trusts what the certificates of this file in PEM vouch for, and nothing else.
    #[must_use]
    pub fn bundle(path: impl IntoExpr) -> Self {
        Self::Value(path.into_expr())
    }

    pub(super) const fn expr(&self) -> Option<&Expr> {
        match self {
            Self::Insecure => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl From<Expr> for Verify {
    fn from(value: Expr) -> Self {
        Self::Value(value)
    }
}
