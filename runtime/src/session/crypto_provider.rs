//! The provider of cryptography for TLS, without which the transport panics.

/// Ensures that there is a provider.
#[cfg(feature = "aws-lc")]
pub(super) fn ensure_installed() -> Result<(), &'static str> {
    // The transport uses AWS-LC by itself, unless the program has installed another provider.
    Ok(())
}

/// Ensures that there is a provider: ring, unless the program has installed another one.
#[cfg(all(feature = "ring", not(feature = "aws-lc")))]
pub(super) fn ensure_installed() -> Result<(), &'static str> {
    use rustls::crypto::{CryptoProvider, ring};

    if CryptoProvider::get_default().is_none() {
        // Another thread may be faster, which is fine.
        let _ = ring::default_provider().install_default();
    }
    Ok(())
}

/// Ensures that the program has installed a provider.
#[cfg(not(any(feature = "aws-lc", feature = "ring")))]
pub(super) fn ensure_installed() -> Result<(), &'static str> {
    if rustls::crypto::CryptoProvider::get_default().is_some() {
        return Ok(());
    }
    Err(
        "there is no provider of cryptography: switch on the feature `aws-lc` or `ring` of `http-step`, \
         or call `install_default` of a `rustls::crypto::CryptoProvider` before the first request",
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_missing_provider_is_an_error_that_names_what_to_do() {
        let has_one = cfg!(any(feature = "aws-lc", feature = "ring"));
        match super::ensure_installed() {
            Ok(()) => assert!(has_one),
            Err(why) => assert!(!has_one && why.contains("install_default"), "{why}"),
        }
    }
}
