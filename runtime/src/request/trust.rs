//! Which peers are trusted, and what we show them.

use std::path::PathBuf;

/// Whom a request trusts over https.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Trust {
    /// What the session trusts: the roots of the system, unless its environment names a bundle.
    #[default]
    Session,
    /// The certificates in this file, and no others.
    Bundle(PathBuf),
    /// Anybody.
    Anyone,
}

/// The client's certificate and its key, which may be in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ClientCertificate {
    pub(crate) certificate: PathBuf,
    pub(crate) key: Option<PathBuf>,
}
