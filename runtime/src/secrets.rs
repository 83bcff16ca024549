//! Secrets: who knows them, and the values that were fetched for a step.

mod closure;
mod environment;
mod folder;
mod map;
mod provider;
mod values;

pub use closure::{AsyncSecrets, IntoSecret};
pub use environment::EnvironmentSecrets;
pub use folder::FolderSecrets;
pub use map::MapSecrets;
pub use provider::{SecretError, SecretFuture, SecretProvider};
pub use values::SecretValues;

pub(crate) use values::LONGEST;
