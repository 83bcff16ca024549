//! The content codings (RFC 9110, section 8.4.1) that this build of the crate decodes.

/// The value of Accept-Encoding; `identity` where no coding is decoded.
pub(super) const ACCEPT_ENCODING: &str = match (
    cfg!(feature = "gzip"),
    cfg!(feature = "brotli"),
    cfg!(feature = "zstd"),
) {
    (true, false, false) => "gzip, deflate",
    (true, true, false) => "gzip, deflate, br",
    (true, false, true) => "gzip, deflate, zstd",
    (true, true, true) => "gzip, deflate, br, zstd",
    (false, true, false) => "br",
    (false, false, true) => "zstd",
    (false, true, true) => "br, zstd",
    (false, false, false) => "identity",
};
