//! What a file that declares and runs builds needs.
//!
//! ```
//! use http_step::prelude::*;
//!
//! let mut factory = BuildFactory::new();
//! factory.add_step(get!("http://ci.example.com/"));
//! ```

pub use crate::{
    Build, BuildFactory, BuildOutcome, BuildResult, HttpStep, IntoExpr, MapSecrets, Step,
    StepOutcome, delete, get, head, http_step, interpolate, options, patch, post, property, put,
    secret,
};
