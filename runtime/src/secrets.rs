//! Secrets: who knows them, and the values that were fetched for a step.

mod providers;
mod values;

pub use providers::{
    EnvironmentSecrets, FolderSecrets, MapSecrets, SecretError, SecretFuture, SecretProvider,
};
pub use values::SecretValues;
