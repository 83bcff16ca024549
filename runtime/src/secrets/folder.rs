use std::fs::{self, File};
use std::future::ready;
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;

use super::values::LONGEST;
use super::{SecretError, SecretFuture, SecretProvider};

/// Secrets from a folder with one file for each; a line break at the end of a file is no part of it.
///
/// Only the owner may read a file and write to the folder, else it is refused: a secret that others can read
/// is none. A file of more than 16 KiB is none either.
///
/// ```
/// use http_step::{BuildFactory, FolderSecrets};
///
/// let build = BuildFactory::new().build().secrets(FolderSecrets::new("/run/secrets"));
/// ```
#[derive(Clone, Debug)]
pub struct FolderSecrets {
    folder: PathBuf,
}

impl FolderSecrets {
    /// Secrets from the files of this folder.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    fn read(&self, name: &str) -> Result<Option<SecretString>, SecretError> {
        if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\', '\0']) {
            let what = "its name is no plain name of a file";
            return Err(SecretError::new(name, what));
        }
        let path = self.folder.join(name);
        match read(&self.folder, &path) {
            Ok(value) => Ok(Some(value)),
            Err(Refused::Io(error)) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(Refused::Io(error)) => Err(SecretError::new(name, error.to_string())),
            Err(Refused::TooLong) => Err(SecretError::too_long(name)),
            Err(Refused::What(what)) => Err(SecretError::new(name, what)),
        }
    }
}

/// Why a file is no secret.
enum Refused {
    Io(io::Error),
    TooLong,
    What(&'static str),
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn read(folder: &Path, path: &Path) -> Result<SecretString, Refused> {
    const NO_FILE: Refused = Refused::What("it is no regular file");
    // To open what is no file can take for ever.
    if !fs::metadata(path)?.is_file() {
        return Err(NO_FILE);
    }
    let file = File::open(path)?;
    // What has been opened counts, whatever stands at the path by now.
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(NO_FILE);
    }
    #[cfg(unix)]
    for_its_owner_alone(&fs::metadata(folder)?, &about).map_err(Refused::What)?;
    #[cfg(not(unix))]
    let _ = folder;

    // Of the right size from the start: what grows leaves copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST + LINE_BREAK + 1));
    file.take((LONGEST + LINE_BREAK + 1) as u64)
        .read_to_end(&mut bytes)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| Refused::What("it is no UTF-8 text"));
    let text = if bytes.len() > LONGEST + LINE_BREAK {
        Err(Refused::TooLong)
    } else {
        text
    }?;
    let value = text.strip_suffix('\n').unwrap_or(text);
    let value = value.strip_suffix('\r').unwrap_or(value);
    if value.len() > LONGEST {
        return Err(Refused::TooLong);
    }
    Ok(SecretString::from(value))
}

/// How long the line break at the end of a file may be, in bytes.
const LINE_BREAK: usize = 2;

/// Others could read the file, or put one of their own in its place.
#[cfg(unix)]
fn for_its_owner_alone(folder: &fs::Metadata, file: &fs::Metadata) -> Result<(), &'static str> {
    use std::os::unix::fs::MetadataExt as _;
    const OTHERS: u32 = 0o077;
    const OTHERS_WRITE: u32 = 0o022;
    const STICKY: u32 = 0o1000;
    if file.mode() & OTHERS != 0 {
        return Err("others than its owner may use the file; `chmod 600` it");
    }
    // In a folder like `/tmp` others can add files, but not replace those of its owner.
    let only_adds = folder.mode() & STICKY != 0 && folder.uid() == file.uid();
    if folder.mode() & OTHERS_WRITE != 0 && !only_adds {
        return Err("others than its owner may write to the folder; `chmod go-w` it");
    }
    Ok(())
}

impl SecretProvider for FolderSecrets {
    fn secret<'a>(&'a self, name: &'a str) -> SecretFuture<'a> {
        Box::pin(ready(self.read(name)))
    }
}
