//! The rules of URLs: those of the WHATWG URL Standard, less every repair that it permits.
//!
//! A browser repairs what it is given (`http:\\host`, `a b`, `0x7f.1`). A build file should say what is sent, so each
//! repair is a problem here, whose help shows the repaired text. What is accepted reaches the server as written,
//! except for the case of scheme and host, a default port, and the escapes of letters beyond ASCII.

mod authority;
mod base;
mod chars;
mod host;
mod ipv4;
mod ipv6;
mod literal;
mod loopback;
mod path;
mod punycode;
mod query;
mod scheme;
mod template;
mod whitespace;

pub use base::check_base;
pub use literal::{Url, check};
pub use loopback::is_loopback;
pub use query::query_names;
pub(crate) use query::without_query;
pub use template::{Origin, Slot, check_template, starts_with_base};
