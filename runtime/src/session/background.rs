//! The runtime for callers that have none.

use std::io;
use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

/// The runtime that drives builds started outside of one; made at its first use, with one thread.
pub(crate) fn runtime() -> io::Result<&'static Handle> {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime.handle());
    }
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("http-step")
        .enable_all()
        .build()?;
    // Where two threads come at once, the runtime of the second is dropped unused.
    Ok(RUNTIME.get_or_init(|| runtime).handle())
}
