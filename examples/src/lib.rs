//! What the programs in the folder `examples/` share.

pub mod console;
pub mod service;
