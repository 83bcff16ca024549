//! Credentials that the program holds itself: no file may hold them, where everybody reads it.

use http_step_syntax::header;

use crate::error::NotData;
use crate::expr::Expr;
use crate::step::Auth;
use crate::value::Value;

const KNOWN: &str =
    "a credential is not written where everybody reads it: let it be a secret, by its name";

impl Auth {
    /// Refuses a password or a token that is there already.
    pub(super) fn check(&self) -> Result<(), NotData> {
        let secret = match &self.credentials {
            Expr::Tuple(pair) | Expr::List(pair) => pair.last(),
            credentials => Some(credentials),
        };
        match secret {
            Some(Expr::Value(_)) => Err(NotData::new(KNOWN)),
            _ => Ok(()),
        }
    }
}

/// Refuses a header field or a cookie that looks like a credential, as the macros refuse it in a literal.
pub(super) fn check(key: &str, fields: &Expr) -> Result<(), NotData> {
    let looks_like_one = |name: &str, text: &str| match key {
        "headers" => header::credential_in(name, text).is_some(),
        "cookies" => header::credential_in("Cookie", text).is_some(),
        _ => false,
    };
    let found = texts(fields).find(|(name, text)| looks_like_one(name, text));
    match found {
        Some((name, _)) => Err(NotData::new(KNOWN).within(name)),
        None => Ok(()),
    }
}

/// The entries of a map that are texts by name.
fn texts(map: &Expr) -> Box<dyn Iterator<Item = (&str, &str)> + '_> {
    match map {
        Expr::Value(Value::Map(members)) => Box::new(members.iter().filter_map(|member| {
            let (name, Value::String(text)) = member else {
                return None;
            };
            Some((name.as_str(), text.as_str()))
        })),
        Expr::Map(entries) => Box::new(entries.iter().filter_map(|entry| {
            let (Expr::Value(Value::String(name)), Expr::Value(Value::String(text))) = entry else {
                return None;
            };
            Some((name.as_str(), text.as_str()))
        })),
        _ => Box::new(std::iter::empty()),
    }
}
