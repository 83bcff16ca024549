//! Files to send: opened once, before anything is sent, and read in pieces.

use std::fs;
use std::io::{self, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};

use crate::error::RenderError;

/// How much of a body is handed to the transport at a time, and of a file held in memory.
pub(super) const PIECE: usize = 64 << 10;

/// A segment of a body: bytes in memory, or a file.
#[derive(Clone, Debug)]
pub(crate) enum Segment {
    Bytes(Bytes),
    File(Upload),
}

/// A file to send.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    path: PathBuf,
    /// The open file and its length.
    open: Option<(Arc<fs::File>, u64)>,
}

impl Upload {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, open: None }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The length in bytes, once the file is open.
    pub(super) fn length(&self) -> u64 {
        self.open.as_ref().map_or(0, |(_, length)| *length)
    }

    /// Opens the file, and refuses what is no regular file: a pipe could keep us waiting for ever.
    pub(super) async fn open(&mut self) -> Result<(), RenderError> {
        let cannot = |why: &dyn std::fmt::Display| {
            RenderError::new(format!("`{}` can't be sent: {why}", self.path.display()))
        };
        let seen = tokio::fs::metadata(&self.path)
            .await
            .map_err(|error| cannot(&error))?;
        if !seen.is_file() {
            return Err(cannot(&"it is no regular file"));
        }
        let file = tokio::fs::File::open(&self.path)
            .await
            .map_err(|error| cannot(&error))?;
        let opened = file.metadata().await.map_err(|error| cannot(&error))?;
        let file = file.into_std().await;
        self.open = Some((Arc::new(file), opened.len()));
        Ok(())
    }

    /// The file from its beginning.
    pub(super) async fn read(&self) -> io::Result<UploadReader> {
        let Some((file, length)) = &self.open else {
            return Err(upload_error(&self.path, &"is not open"));
        };
        let cannot = |error| read_error(&self.path, &error);
        let mut file = tokio::fs::File::from_std(file.try_clone().map_err(cannot)?);
        file.seek(SeekFrom::Start(0)).await.map_err(cannot)?;
        Ok(UploadReader {
            path: self.path.clone(),
            file,
            left: *length,
        })
    }
}

/// A file that is being sent.
#[derive(Debug)]
pub(super) struct UploadReader {
    path: PathBuf,
    file: tokio::fs::File,
    left: u64,
}

impl UploadReader {
    /// The next piece; None at the end, which must be where it was when the file was opened.
    pub(super) async fn piece(&mut self) -> io::Result<Option<Bytes>> {
        // One byte more than is left: a file that has grown shows there.
        let most =
            usize::try_from(self.left.saturating_add(1)).map_or(PIECE, |left| left.min(PIECE));
        let mut piece = BytesMut::with_capacity(most);
        let read = (&mut self.file)
            .take(most as u64)
            .read_buf(&mut piece)
            .await
            .map_err(|error| read_error(&self.path, &error))?;
        match self.left.checked_sub(read as u64) {
            None => Err(changed_error(&self.path, "longer")),
            Some(0) if read == 0 => Ok(None),
            Some(_) if read == 0 => Err(changed_error(&self.path, "shorter")),
            Some(left) => {
                self.left = left;
                Ok(Some(piece.freeze()))
            }
        }
    }
}

fn changed_error(path: &Path, how: &str) -> io::Error {
    upload_error(path, &format_args!("became {how} while it was sent"))
}

fn read_error(path: &Path, error: &io::Error) -> io::Error {
    upload_error(path, &format_args!("can't be read any more: {error}"))
}

fn upload_error(path: &Path, how: &dyn std::fmt::Display) -> io::Error {
    io::Error::other(format!("the file `{}` {how}", path.display()))
}
