//! Credentials that the program itself holds: a step that is written is read by everyone.

use http_step_syntax::header;
use http_step_syntax::key::Key;

use crate::error::NotSerializable;
use crate::expr::Expr;
use crate::redact;
use crate::step::Auth;
use crate::value::Value;

const KNOWN: &str =
    "a credential can't be written, since a file is no place for one: use a secret by its name";

/// Refuses a password or a token that is known already, or a part of one.
pub(super) fn refuse_known(auth: &Auth) -> Result<(), NotSerializable> {
    let secret = match &auth.credentials {
        Expr::Tuple(pair) | Expr::List(pair) => pair.last(),
        credentials => Some(credentials),
    };
    let is_known = |secret: &Expr| matches!(secret, Expr::Value(_)) || holds(secret, &is_telling);
    refuse_if(secret.is_some_and(is_known))
}

/// Refuses literals that their place makes credentials: under the name of one in `headers` and `cookies`, and the
/// userinfo of a URL.
pub(super) fn refuse_named(key: Key, expr: &Expr) -> Result<(), NotSerializable> {
    match key {
        Key::Headers | Key::Cookies => named(expr),
        Key::Url => {
            refuse_if(holds(expr, &is_text(has_credential)) || templates(expr).any(has_userinfo))
        }
        Key::Proxies => {
            refuse_if(holds(expr, &is_text(has_password)) || templates(expr).any(has_password))
        }
        _ => files(expr),
    }
}

/// Refuses what looks like a credential, wherever it stands.
pub(super) fn refuse_tokens(written: &Value) -> Result<(), NotSerializable> {
    let looks_like_one = |text: &str| header::credential_in("", text).is_some();
    match written {
        Value::String(text) => refuse_if(looks_like_one(text)),
        Value::List(items) => {
            let mut items = items.iter().enumerate();
            items.try_for_each(|(index, item)| {
                refuse_tokens(item).map_err(|error| error.within(format!("[{index}]")))
            })
        }
        Value::Map(members) => members.iter().try_for_each(|(name, value)| {
            refuse_if(looks_like_one(name))?;
            refuse_tokens(value).map_err(|error| error.within(name))
        }),
        _ => Ok(()),
    }
}

/// The header fields of files.
fn files(expr: &Expr) -> Result<(), NotSerializable> {
    let files = expr.walk().filter_map(|(_, part)| match part {
        Expr::File(file) => file.headers.as_ref(),
        _ => None,
    });
    let mut headers = files.map(|headers| named(headers).map_err(|error| error.within("headers")));
    headers.find(Result::is_err).unwrap_or(Ok(()))
}

/// The entries of all maps in an expression with the name of a credential.
fn named(fields: &Expr) -> Result<(), NotSerializable> {
    let known = |name: &str, is_known: bool| {
        refuse_if(redact::hides(name) && is_known).map_err(|error| error.within(name))
    };
    for (_, part) in fields.walk() {
        match part {
            Expr::Map(entries) => entries.iter().try_for_each(|entry| match entry {
                (Expr::Value(Value::String(name)), value) => known(name, holds(value, &is_telling)),
                _ => Ok(()),
            })?,
            Expr::Value(Value::Map(members)) => {
                let mut members = members.iter();
                members.try_for_each(|(name, value)| known(name, has(value, &is_telling)))?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whether an expression holds such a literal: as it is, as a default, as an argument, beside an operator.
fn holds(expr: &Expr, is: &impl Fn(&Value) -> bool) -> bool {
    expr.walk().any(|(_, part)| match part {
        Expr::Value(value) => has(value, is),
        Expr::Interpolate(template) => template
            .literal()
            .is_some_and(|text| is(&Value::String(text.to_owned()))),
        _ => false,
    })
}

fn has(value: &Value, is: &impl Fn(&Value) -> bool) -> bool {
    match value {
        Value::List(items) | Value::Tuple(items) => items.iter().any(|item| has(item, is)),
        Value::Map(members) => members.values().any(|value| has(value, is)),
        value => is(value),
    }
}

/// Whether a value can be a credential, or a part of one. A word before a blank is the scheme of what follows.
fn is_telling(value: &Value) -> bool {
    let is_scheme = |text: &str| {
        let word = text.strip_suffix(' ').unwrap_or_default();
        word.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    match value {
        Value::Null | Value::Bool(_) => false,
        Value::String(text) => !(text.is_empty() || text.ends_with(' ') && is_scheme(text)),
        _ => true,
    }
}

/// The templates in an expression.
fn templates(expr: &Expr) -> impl Iterator<Item = &str> {
    expr.walk().filter_map(|(_, part)| match part {
        Expr::Interpolate(template) => Some(template.text()),
        _ => None,
    })
}

fn has_credential(text: &str) -> bool {
    text.contains("://") && !redact::credentials_of_url(text).is_empty()
}

/// Of the query of a template only the names are literals.
fn has_userinfo(template: &str) -> bool {
    has_credential(template.split('?').next().unwrap_or_default())
}

/// Whether the URL of a proxy has a password that no substitution inserts.
fn has_password(text: &str) -> bool {
    let userinfo = redact::credentials_of_url(text).into_iter().next();
    let password = userinfo.as_deref().and_then(|it| it.split_once(':'));
    password.is_some_and(|(_, password)| !(password.is_empty() || password.starts_with("%(")))
}

fn is_text(is: impl Fn(&str) -> bool) -> impl Fn(&Value) -> bool {
    move |value| matches!(value, Value::String(text) if is(text))
}

fn refuse_if(is_known: bool) -> Result<(), NotSerializable> {
    if is_known {
        return Err(NotSerializable::new(KNOWN));
    }
    Ok(())
}
