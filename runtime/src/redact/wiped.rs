use std::borrow::Borrow;

use secrecy::zeroize::Zeroize as _;

/// A text that is wiped from memory when it is dropped.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct Wiped(String);

impl From<String> for Wiped {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl Drop for Wiped {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl std::ops::Deref for Wiped {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Wiped {
    fn borrow(&self) -> &str {
        self
    }
}

impl AsRef<[u8]> for Wiped {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}
