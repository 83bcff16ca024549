//! Members of a JSON document whose names say that they are credentials.

use std::borrow::Cow;

use crate::redact::{self, HIDDEN, Redactor};
use crate::value::Value;

/// What is longer is no word, in bytes.
const LONGEST_WORD: usize = 16;

/// The texts under such names, at any depth, that are looked for in all else.
pub(super) fn find_credentials(body: &[u8]) -> Vec<String> {
    let Ok(document) = serde_json::from_slice::<Value>(body) else {
        return Vec::new();
    };
    let leaves = document.credentials().into_iter().flat_map(Value::leaves);
    let texts = leaves.filter_map(|leaf| match leaf {
        Value::String(text) if is_token(text) => Some(text.clone()),
        _ => None,
    });
    texts.collect()
}

/// The body with such texts hidden, but for those that a secret's name will stand for.
pub(super) fn redact_credentials<'b>(body: &'b [u8], redactor: &Redactor) -> Cow<'b, [u8]> {
    let Ok(mut document) = serde_json::from_slice::<Value>(body) else {
        return Cow::Borrowed(body);
    };
    if !hide(&mut document, false, redactor) {
        return Cow::Borrowed(body);
    }
    // What was JSON has a JSON form.
    let written = serde_json::to_vec(&document);
    written.map_or(Cow::Borrowed(HIDDEN.as_bytes()), Cow::Owned)
}

/// Whether there was something to hide.
fn hide(value: &mut Value, is_credential: bool, redactor: &Redactor) -> bool {
    let is_pair = value.pair().is_some_and(|(name, _)| redact::hides(name));
    let mut has_hidden = false;
    match value {
        Value::String(text) if is_credential && !redactor.contains_named_secret(text) => {
            HIDDEN.clone_into(text);
            has_hidden = true;
        }
        Value::List(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                let is_credential = is_credential || is_pair && index == 1;
                has_hidden |= hide(item, is_credential, redactor);
            }
        }
        Value::Map(members) => {
            for (name, value) in members {
                let is_credential = is_credential || redact::hides(name);
                has_hidden |= hide(value, is_credential, redactor);
            }
        }
        _ => {}
    }
    has_hidden
}

/// Whether a text is looked for everywhere. A word is hidden in its place only: the same word elsewhere is a word.
fn is_token(text: &str) -> bool {
    let is_mixed = text.contains(char::is_alphabetic) && text.contains(char::is_numeric);
    text.len() > LONGEST_WORD || is_mixed
}
