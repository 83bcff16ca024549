//! What the tests of this workspace share: a service to talk to, and the players of
//! the conformance corpora.

pub mod conformance;
pub mod guide;
pub mod load;
pub mod raw;
pub mod refusal;
pub mod service;
pub mod sockets;
pub mod tls;
pub mod transfer;
