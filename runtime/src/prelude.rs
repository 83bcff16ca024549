//! What a file that declares and runs builds needs.
//!
//! ```
//! use http_step::prelude::*;
//!
//! let mut factory = BuildFactory::new();
//! factory.add_step(get!("http://ci.example.com/"));
//! ```

pub use crate::{
    Build, BuildFactory, BuildOutcome, BuildResult, HttpStep, Step, StepOutcome, delete, get, head,
    http_step, options, patch, post, put,
};
