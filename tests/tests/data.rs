//! Steps as data: written, read again, and described by a schema.
#![cfg(test)]

#[path = "data/mixed.rs"]
mod mixed;
#[path = "data/programs.rs"]
mod programs;
#[path = "data/round_trip.rs"]
mod round_trip;
#[path = "data/schema.rs"]
mod schema;
#[path = "data/writing.rs"]
mod writing;
