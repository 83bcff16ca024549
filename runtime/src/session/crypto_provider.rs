//! Who does the cryptography of TLS. The transport panics where nobody does.

/// Makes sure that somebody does.
#[cfg(feature = "aws-lc")]
pub(super) fn ensure_installed() -> Result<(), &'static str> {
    // The transport knows AWS-LC by itself; a provider that the program installed comes first.
    Ok(())
}

/// Makes sure that somebody does: ring, unless the program has installed another provider.
#[cfg(all(feature = "ring", not(feature = "aws-lc")))]
pub(super) fn ensure_installed() -> Result<(), &'static str> {
    use rustls::crypto::{CryptoProvider, ring};

    if CryptoProvider::get_default().is_none() {
        // Another thread may come first, which is as good.
        let _ = ring::default_provider().install_default();
    }
    Ok(())
}

/// Makes sure that somebody does: what the program has installed.
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
