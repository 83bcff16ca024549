//! A number of requests, so many at a time, and how long they took.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use tokio::task::JoinSet;

/// What to send and how.
#[derive(Clone, Debug)]
pub struct Load {
    /// Where to.
    pub url: String,
    /// How many in all.
    pub number: usize,
    /// How many at a time.
    pub concurrency: usize,
}

impl Load {
    /// Reads `URL N CONCURRENCY`.
    ///
    /// # Errors
    ///
    /// What is wrong with the arguments.
    pub fn from_arguments(arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let arguments: Vec<String> = arguments.collect();
        let [url, number, concurrency] = arguments.as_slice() else {
            return Err("three arguments are needed".to_owned());
        };
        let positive = |text: &str| match text.parse() {
            Ok(0) | Err(_) => Err(format!("`{text}` is no positive number")),
            Ok(number) => Ok(number),
        };
        Ok(Self {
            url: url.clone(),
            number: positive(number)?,
            concurrency: positive(concurrency)?,
        })
    }

    /// Sends all; `send` says of each whether it was answered as it should be.
    ///
    /// Prints `ok=N secs=S per_s=R`; the exit code tells whether all were right.
    pub async fn run<F>(&self, send: impl Fn(usize) -> F + Send + Sync + 'static) -> ExitCode
    where
        F: Future<Output = bool> + Send + 'static,
    {
        let send = Arc::new(send);
        let next = Arc::new(AtomicUsize::new(0));
        let number = self.number;
        let started = Instant::now();
        let mut senders = JoinSet::new();
        for _ in 0..self.concurrency.min(number) {
            let (send, next) = (Arc::clone(&send), Arc::clone(&next));
            senders.spawn(async move {
                let mut right = 0;
                loop {
                    let turn = next.fetch_add(1, Ordering::Relaxed);
                    if turn >= number {
                        return right;
                    }
                    right += usize::from(send(turn).await);
                }
            });
        }
        let right: usize = senders.join_all().await.into_iter().sum();
        let seconds = started.elapsed().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a rate needs no more digits")]
        let rate = right as f64 / seconds;
        println!("ok={right} secs={seconds:.3} per_s={rate:.0}");
        if right == number {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

/// Says how the program is called.
#[must_use]
pub fn refused(program: &str, why: &str) -> ExitCode {
    eprintln!("{program}: {why}\nusage: {program} URL N CONCURRENCY");
    ExitCode::from(2)
}
