//! The cookies of a step: the key `cookies`.

use http_step_syntax::key::Key;

use super::Rendered;
use super::encode::pairs;
use crate::error::RenderError;

/// Names and values, in the order of writing; in Buildbot a cookie may be a name alone.
pub(super) fn prepare(
    rendered: &Rendered<'_>,
) -> Result<Vec<(String, Option<String>)>, RenderError> {
    let dialect = rendered.dialect;
    let Some(given) = rendered.get(Key::Cookies) else {
        return Ok(Vec::new());
    };
    if !dialect.is_given(given) {
        return Ok(Vec::new());
    }
    if !dialect.takes_pairs(given) {
        return Err(RenderError::new(format!(
            "cookies are a map, not {}",
            given.kind()
        )));
    }
    let mut cookies = Vec::new();
    for (name, value) in pairs(given)? {
        let name = name.shown(dialect);
        let cookie = dialect
            .cookie(&name, value)
            .map_err(|error| error.within(&name))?;
        cookies.extend(cookie.map(|value| (name.into_owned(), value)));
    }
    Ok(cookies)
}
