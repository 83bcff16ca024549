//! What the process holds.

use std::fs;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::time::sleep;

/// How long it may take until all that has ended is gone.
const ROUNDS: usize = 500;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    tasks: usize,
    /// Files and sockets.
    files: usize,
    threads: usize,
}

impl Held {
    pub(crate) fn now() -> Self {
        Self {
            tasks: Handle::current().metrics().num_alive_tasks(),
            files: fs::read_dir("/proc/self/fd").unwrap().count(),
            threads: fs::read_dir("/proc/self/task").unwrap().count(),
        }
    }

    /// Waits until no more is held than before.
    pub(crate) async fn when_not_above(before: &Self) -> Result<(), Self> {
        for _ in 0..ROUNDS {
            let now = Self::now();
            let is_above = now.tasks > before.tasks
                || now.files > before.files
                || now.threads > before.threads;
            if !is_above {
                return Ok(());
            }
            sleep(Duration::from_millis(20)).await;
        }
        Err(Self::now())
    }
}
