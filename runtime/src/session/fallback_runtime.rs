//! The runtime for callers without one.

use std::io;
use std::net::Ipv4Addr;
use std::panic::catch_unwind;
use std::sync::OnceLock;
use std::time::Duration;

use tokio::runtime::{Builder, Handle, Runtime};

/// The runtime for builds started outside of one; created at its first use.
pub(crate) fn fallback_runtime() -> io::Result<&'static Handle> {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime.handle());
    }
    let runtime = Builder::new_multi_thread()
        .thread_name("http-step")
        .enable_all()
        .build()?;
    // If two threads create one at the same time, the second runtime is dropped unused.
    Ok(RUNTIME.get_or_init(|| runtime).handle())
}

const NOT_ENABLED: &str =
    "this tokio runtime has no timers or no I/O; build it with `enable_all()`";

/// Whether the current runtime has timers. Without them tokio panics, and there is no other way to find out.
pub(crate) fn has_timers() -> Result<(), &'static str> {
    let timers = catch_unwind(|| drop(tokio::time::sleep(Duration::ZERO)));
    timers.map_err(|_| NOT_ENABLED)
}

/// Whether the current runtime has timers and I/O, which an exchange needs.
pub(super) fn can_drive() -> Result<(), &'static str> {
    has_timers()?;
    let io = catch_unwind(|| {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        tokio::net::TcpListener::from_std(listener).map(drop)
    });
    match io {
        Ok(_) => Ok(()),
        Err(_) => Err(NOT_ENABLED),
    }
}
