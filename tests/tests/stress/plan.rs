//! What one of the builds does, and how it ends.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use http_step::Lock;
use http_step::prelude::*;

use super::rooms::{Rooms, Stays};
use super::server::Server;

pub(crate) struct Plan {
    pub(crate) factory: BuildFactory,
    pub(crate) ends: Ends,
    pub(crate) number: u64,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Ends {
    ByItself,
    Cancelled(Duration),
    Dropped(Duration),
}

/// The steps of each build, in order.
pub(crate) const STEPS: [&str; 6] = ["stays", "look", "tell", "file", "wait", "clean"];

impl Plan {
    pub(crate) fn of(number: u64, server: &Server, folder: &Path, rooms: &Arc<Rooms>) -> Self {
        let mut chance = fastrand::Rng::with_seed(number);
        let room = || Lock::shared("stress: room");
        let path = folder
            .join(number.to_string())
            .to_string_lossy()
            .into_owned();
        let (posts, job) = (format!("/tell/{number}"), format!("/job/{number}"));
        let retry = http_step::Retry::new(6).delay(0.002).max_delay(0.01);
        let mut factory = BuildFactory::new();
        factory
            .add_step(Stays::at_random(&mut chance, Arc::clone(rooms)))
            .add_step(
                get!(server.url("/look"), name: "look", timeout: 0.3, locks: [room()])
                    .retry(retry.clone()),
            )
            .add_step(post!(server.url(&posts), name: "tell", timeout: 0.3, data: "once"))
            .add_step(
                get!(server.url("/file"), name: "file", timeout: 0.3, save_to: path)
                    .retry(retry.clone()),
            )
            .add_step(
                get!(
                    server.url(&job),
                    name: "wait",
                    timeout: 0.3,
                    poll: {
                        every: 0.005,
                        until: json("$.state") == "done",
                        deadline: 2,
                        cancel: delete!(server.url(&job), timeout: 2),
                    },
                )
                .retry(retry.clone()),
            )
            .add_step(
                post!(server.url("/clean"), name: "clean", timeout: 0.3, always_run: true)
                    .lock(Lock::exclusive("stress: cleaning"))
                    .retry(retry.idempotent()),
            );
        let after = Duration::from_micros(chance.u64(..1_500_000));
        let ends = match chance.u8(..4) {
            0 | 1 => Ends::ByItself,
            2 => Ends::Cancelled(after),
            _ => Ends::Dropped(after),
        };
        Self {
            factory,
            ends,
            number,
        }
    }
}
