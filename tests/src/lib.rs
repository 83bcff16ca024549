//! What the tests of this workspace share: a service to talk to, and the players of
//! the conformance corpora.

pub mod conformance;
pub mod guide;
pub mod load;
pub mod service;
