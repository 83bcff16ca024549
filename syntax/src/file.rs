//! The rules of files to send.

use alloc::format;

use crate::Problem;

/// Something else as a value of `files`.
pub fn no_file() -> Problem {
    Problem::new(0..0, "a value of `files` is a `File`")
}

/// Something else as what is in a file.
pub fn no_bytes() -> Problem {
    Problem::new(0..0, "the bytes of a file are bytes or a text")
}

/// Something else as the headers of a file; `map` is what they look like.
pub fn no_headers(map: &str) -> Problem {
    Problem::new(0..0, format!("the headers of a file are a map `{map}`"))
}
