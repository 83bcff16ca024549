//! How a step says who it is.

use crate::expr::{Expr, IntoExpr};

/// The credentials of a step: for the key `auth`.
///
/// ```
/// use http_step::{Auth, HttpStep, secret};
///
/// let url = "https://ci.example.com/";
/// let basic = HttpStep::get(url).auth(Auth::basic("builder", secret("password")));
/// let bearer = HttpStep::get(url).auth(Auth::bearer(secret("token")));
/// let digest = HttpStep::get(url).auth(Auth::digest("builder", secret("password")));
/// ```
#[derive(Clone, PartialEq)]
pub struct Auth {
    pub(crate) scheme: Scheme,
    /// The token, or a pair of user and password.
    pub(crate) credentials: Expr,
}

/// The schemes (RFC 7617, RFC 6750, RFC 7616).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    Basic,
    Bearer,
    Digest,
}

impl Auth {
    /// A user and a password, sent with the request (RFC 7617).
    #[must_use]
    pub fn basic(user: impl IntoExpr, password: impl IntoExpr) -> Self {
        Self::of(Scheme::Basic, pair(user, password))
    }

    /// A token, sent with the request (RFC 6750).
    #[must_use]
    pub fn bearer(token: impl IntoExpr) -> Self {
        Self::of(Scheme::Bearer, token.into_expr())
    }

    /// A user and a password that is never sent: it answers the server's challenge (RFC 7616).
    #[must_use]
    pub fn digest(user: impl IntoExpr, password: impl IntoExpr) -> Self {
        Self::of(Scheme::Digest, pair(user, password))
    }

    pub(crate) fn of(scheme: Scheme, credentials: Expr) -> Self {
        Self {
            scheme,
            credentials,
        }
    }
}

/// An expression that comes out as a pair: user and password for Basic.
impl From<Expr> for Auth {
    fn from(pair: Expr) -> Self {
        Self::of(Scheme::Basic, pair)
    }
}

fn pair(user: impl IntoExpr, password: impl IntoExpr) -> Expr {
    Expr::tuple(vec![user.into_expr(), password.into_expr()])
}
