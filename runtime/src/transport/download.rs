//! `save_to`: a body in a file, which is there whole or not at all.

use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};

use http_step_syntax::key::Key;
use tokio::fs::{self, File};
use tokio::io::AsyncWriteExt as _;
use tokio::task::spawn_blocking;

use super::hex::hex;
use crate::error::RenderError;

/// A temporary file next to the target, which it replaces when the body is complete.
pub(super) struct Download {
    file: File,
    unfinished: PartFile,
    target: PathBuf,
}

/// A file that is removed when this is dropped.
struct PartFile(Option<PathBuf>);

impl Drop for PartFile {
    fn drop(&mut self) {
        if let Some(path) = self.0.take() {
            // Nothing can be done if this fails.
            let _ = std::fs::remove_file(path);
        }
    }
}

impl Download {
    /// Creates the temporary file before anything is sent.
    pub(super) async fn begin(target: &Path) -> Result<Self, RenderError> {
        let target = target.to_owned();
        let begun = spawn_blocking(move || {
            // A symbolic link stays, and its target is replaced.
            let target = target.canonicalize().unwrap_or(target);
            let (file, unfinished) = create_beside(&target)?;
            Ok(Self {
                file: File::from_std(file),
                unfinished,
                target,
            })
        });
        let begun = begun.await.unwrap_or_else(|error| Err(error.into()));
        begun.map_err(|error| save_error("cannot create the file", &error))
    }

    pub(super) async fn write(&mut self, piece: &[u8]) -> Result<(), RenderError> {
        let written = self.file.write_all(piece).await;
        written.map_err(|error| save_error("cannot write the body", &error))
    }

    /// Moves the file to the target.
    pub(super) async fn keep(self) -> Result<(), RenderError> {
        let kept = self.persist().await;
        kept.map_err(|error| save_error("cannot move the body to its file", &error))
    }

    async fn persist(mut self) -> io::Result<()> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        if let Some(path) = &self.unfinished.0 {
            fs::rename(path, &self.target).await?;
        }
        self.unfinished.0 = None;
        Ok(())
    }
}

fn save_error(what: &str, error: &io::Error) -> RenderError {
    RenderError::new(format!("{what}: {error}")).within(Key::SaveTo)
}

/// Creates a file with a random name in the folder of the target. An existing target is replaced, and so must be a
/// regular file.
fn create_beside(target: &Path) -> io::Result<(std::fs::File, PartFile)> {
    let ends_in_separator = target.as_os_str().as_encoded_bytes().ends_with(b"/");
    if ends_in_separator || target.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if target.exists() && !target.is_file() {
        return Err(io::Error::other("the target is not a regular file"));
    }
    let mut random = [0; 8];
    getrandom::fill(&mut random).map_err(io::Error::other)?;
    let path = target.with_file_name(format!(".http-step-{}.part", hex(&random)));
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path)?;
    Ok((file, PartFile(Some(path))))
}
