use std::borrow::Cow;
use std::path::Path;

use super::super::shell::word;
use super::super::view::View;

/// A command that is being put together.
pub(super) struct Command<'a> {
    pub(super) text: String,
    pub(super) view: View<'a>,
}

impl<'a> Command<'a> {
    pub(super) fn new(name: &str, view: View<'a>) -> Self {
        let text = name.to_owned();
        Self { text, view }
    }

    pub(super) fn flag(&mut self, name: &str) {
        self.text.extend([" ", name]);
    }

    pub(super) fn option(&mut self, name: &str, value: impl AsRef<[u8]>) -> Option<()> {
        let value = self.view.octets(value.as_ref());
        self.shown(name, &value)
    }

    /// An option with a value as it may be shown.
    pub(super) fn shown(&mut self, name: &str, value: &[u8]) -> Option<()> {
        self.flag(name);
        self.flag(&word(value)?);
        Some(())
    }

    pub(super) fn path(&mut self, name: &str, path: &Path) -> Option<()> {
        self.option(name, path_text(path)?.as_bytes())
    }

    /// An option with user and password.
    pub(super) fn user(&mut self, name: &str, pair: &[u8]) -> Option<()> {
        let pair = self.view.user(pair);
        self.shown(name, &pair)
    }
}

/// A path that no command takes for an option, nor for what it reads and prints.
pub(super) fn path_text(path: &Path) -> Option<Cow<'_, str>> {
    let text = path.to_str()?;
    Some(match text.starts_with('-') {
        true => Cow::Owned(format!("./{text}")),
        false => Cow::Borrowed(text),
    })
}
