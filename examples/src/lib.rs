//! Code shared by the programs in `examples/`.

pub mod console;
pub mod service;
