//! The files of a case, in a folder of its own.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use super::placeholders::Placeholders;

/// Removed with all that is in it when it is dropped.
pub(super) struct Fixtures {
    _folder: TempDir,
    files: PathBuf,
    home: PathBuf,
}

impl Fixtures {
    pub(super) fn new() -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let made = |name: &str| {
            let path = folder.path().join(name);
            fs::create_dir(&path).map(|()| path)
        };
        Ok(Self {
            files: made("files")?,
            home: made("home")?,
            _folder: folder,
        })
    }

    /// A home folder with nothing in it.
    pub(super) fn home(&self) -> &Path {
        &self.home
    }

    /// Adds `{fixture:NAME}` for the files of a case, and `{fixture:.}` for their folder.
    pub(super) fn name(&self, case: &Value, placeholders: &mut Placeholders) -> io::Result<()> {
        placeholders.path("fixture:.", &self.files)?;
        let named = case.get("fixtures").and_then(Value::as_object);
        for name in named.into_iter().flat_map(|files| files.keys()) {
            placeholders.path(&format!("fixture:{name}"), &self.path(name)?)?;
        }
        Ok(())
    }

    /// Writes a file that nobody else may read.
    pub(super) fn write(&self, name: &str, text: &str) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(self.path(name)?)?.write_all(text.as_bytes())
    }

    /// A file of a case stays within its folder.
    fn path(&self, name: &str) -> io::Result<PathBuf> {
        let mut parts = Path::new(name).components();
        match (parts.next(), parts.next()) {
            (Some(Component::Normal(_)), None) => Ok(self.files.join(name)),
            _ => Err(io::Error::other(format!("no name of a file: {name:?}"))),
        }
    }
}

#[cfg(test)]
mod tests;
