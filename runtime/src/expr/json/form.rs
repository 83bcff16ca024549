//! An object that stands for an expression: its `$` member, and the members that belong to it.

use http_step_syntax::nearest;
use http_step_syntax::text::quoted;
use indexmap::IndexMap;

use crate::error::RenderError;
use crate::value::Value;

pub(super) type Members = IndexMap<String, Value>;

/// The forms with the members beside the one that names them.
const FORMS: [(&str, &[&str]); 11] = [
    ("$arg", &[]),
    ("$property", &["default", "default_when_false"]),
    ("$interpolate", &["args", "kwargs"]),
    ("$secret", &[]),
    ("$op", &["left", "right"]),
    ("$file", &[]),
    ("$flatten", &[]),
    ("$raw", &[]),
    ("$bytes_b64", &[]),
    ("$tuple", &[]),
    ("$map", &[]),
];

/// The members of a file.
pub(crate) const FILE: [&str; 6] = [
    "path",
    "bytes",
    "content_b64",
    "filename",
    "content_type",
    "headers",
];

pub(super) struct Form {
    pub(super) name: &'static str,
    pub(super) content: Value,
    members: Members,
}

impl Form {
    /// The members as they were where none begins with `$`.
    pub(super) fn of(mut members: Members) -> Result<Result<Self, Members>, RenderError> {
        let Some((name, options)) = kind(&members)? else {
            return Ok(Err(members));
        };
        let content = members.shift_remove(name).unwrap_or_default();
        known(name, &members, options)?;
        Ok(Ok(Self {
            name,
            content,
            members,
        }))
    }

    pub(super) fn unknown(&self) -> RenderError {
        unknown(self.name)
    }

    /// Takes a member out.
    pub(super) fn take(&mut self, name: &str) -> Option<Value> {
        self.members.shift_remove(name)
    }

    pub(super) fn flag(&mut self, name: &str) -> Result<Option<bool>, RenderError> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(flag)),
            Some(other) => Err(wrong(name, "true or false", &other)),
        }
    }

    pub(super) fn list_at(&mut self, name: &str) -> Result<Vec<Value>, RenderError> {
        match self.take(name) {
            None => Ok(Vec::new()),
            Some(Value::List(items)) => Ok(items),
            Some(other) => Err(wrong(name, "a list", &other)),
        }
    }

    pub(super) fn map_at(&mut self, name: &str) -> Result<Members, RenderError> {
        match self.take(name) {
            None => Ok(Members::new()),
            Some(Value::Map(members)) => Ok(members),
            Some(other) => Err(wrong(name, "a map", &other)),
        }
    }

    /// The content, which is text.
    pub(super) fn text(&mut self) -> Result<String, RenderError> {
        match std::mem::take(&mut self.content) {
            Value::String(text) => Ok(text),
            other => Err(wrong(self.name, "text", &other)),
        }
    }

    /// The content, which is the name of something.
    pub(super) fn named(&mut self, thing: &str) -> Result<String, RenderError> {
        let name = self.text()?;
        if name.is_empty() {
            return Err(RenderError::new(format!(
                "the name of {thing} is not empty"
            )));
        }
        Ok(name)
    }

    /// The content, which is a list.
    pub(super) fn list(&mut self) -> Result<Vec<Value>, RenderError> {
        match std::mem::take(&mut self.content) {
            Value::List(items) => Ok(items),
            other => Err(wrong(self.name, "a list", &other)),
        }
    }

    /// The content, which is a map.
    pub(super) fn map(&mut self) -> Result<Members, RenderError> {
        match std::mem::take(&mut self.content) {
            Value::Map(members) => Ok(members),
            other => Err(wrong(self.name, "a map", &other)),
        }
    }
}

/// Which form the members are, and which of them may stand beside the one that names it; none where no name
/// begins with `$`.
pub(crate) fn kind(
    members: &Members,
) -> Result<Option<(&'static str, &'static [&'static str])>, RenderError> {
    let mut forms = members.keys().filter(|name| name.starts_with('$'));
    let Some(written) = forms.next() else {
        return Ok(None);
    };
    if let Some(second) = forms.next() {
        let (written, second) = (quoted(written), quoted(second));
        let what = format!("an object is one form, and this is `{written}` and `{second}`");
        return Err(RenderError::new(what));
    }
    let found = FORMS.into_iter().find(|(name, _)| name == written);
    found.map(Some).ok_or_else(|| unknown(written))
}

/// Refuses members that a form does not have.
pub(super) fn known(form: &str, members: &Members, known: &[&str]) -> Result<(), RenderError> {
    let unknown = members.keys().find(|name| !known.contains(&name.as_str()));
    unknown.map_or(Ok(()), |name| Err(no_member(form, name, known)))
}

/// A member that a form does not have.
pub(crate) fn no_member(form: &str, name: &str, known: &[&str]) -> RenderError {
    let near = nearest(name, known.iter().copied());
    let error = RenderError::new(format!("`{form}` has no member `{}`", quoted(name)));
    error.help(near.map(|near| format!("did you mean `{near}`?")))
}

/// A form that there is not.
pub(crate) fn unknown(form: &str) -> RenderError {
    // The first is for macros only.
    let forms = FORMS.iter().skip(1).map(|(name, _)| *name);
    let near = nearest(form, forms);
    let error = RenderError::new(format!("unknown form `{}`", quoted(form)));
    error.help(near.map(|near| format!("did you mean `{near}`?")))
}

fn wrong(member: &str, wanted: &str, found: &Value) -> RenderError {
    RenderError::new(format!("`{member}` is {wanted}, not {}", found.kind()))
}
