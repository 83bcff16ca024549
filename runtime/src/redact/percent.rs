//! Which characters are escaped in a URL.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};

/// All but the unreserved characters (RFC 3986, section 2.3): none of them can end a segment of a path, or
/// a parameter.
pub(crate) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');
