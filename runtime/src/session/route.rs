//! The route of a request to its server.

use std::borrow::Cow;

use tokio::runtime::Handle;
use tokio::time::Instant;
use url::Url;

use super::clients::{ClientKey, unavailable};
use super::environment::Environment;
use super::proxy::{Proxies, Proxy};
use super::queue::Permit;
use super::tls::Tls;
use super::transport::Transport;
use super::{Session, link_local, netrc, proxy};
use crate::buildbot::Dialect;
use crate::error::{Cause, Failure, FailureKind, RenderError};
use crate::request::{ClientCertificate, Trust};

/// What a step configures about its route; steps with the same configuration share connections.
#[derive(Clone, Copy)]
pub(crate) struct RouteConfig<'a> {
    pub(crate) dialect: Dialect,
    pub(crate) trust: &'a Trust,
    pub(crate) certificate: Option<&'a ClientCertificate>,
    /// Proxies by scheme or host, in the order of writing; None is a direct connection.
    pub(crate) proxies: &'a Proxies,
}

/// The route of a request.
pub(crate) struct Route {
    pub(crate) transport: Transport,
    /// Whether the request is sent to a proxy, not through a tunnel: failures to connect are then those of the
    /// proxy.
    pub(crate) is_to_proxy: bool,
    /// The credentials sent to the proxy, which may echo them.
    pub(crate) secrets: Vec<String>,
}

impl Session {
    /// The route of a request to `url`. Connections are never shared between different configurations.
    ///
    /// # Errors
    ///
    /// A rendering error for a proxy, a bundle or a certificate that cannot be used; a failure for an
    /// address that policy refuses, a session that is closed, and a runtime that cannot drive it.
    pub(crate) async fn route(&self, url: &Url, route: &RouteConfig<'_>) -> Result<Route, Cause> {
        let runtime = Handle::try_current()
            .map_err(|error| unavailable(FailureKind::Connect, error.to_string()))?
            .id();
        let settings = &self.shared.settings;
        let environment = self.environment(route.dialect);
        let environment = environment.as_deref();
        let proxy = proxy::choose(url, route.proxies, environment, route.dialect)?;
        if !settings.allow_link_local {
            let proxy = proxy.as_ref().map(Proxy::url);
            [Some(url), proxy]
                .into_iter()
                .flatten()
                .try_for_each(link_local::check)?;
        }
        #[cfg(feature = "testing")]
        if let Some(transport) = settings.doubles.mock_transport() {
            return Ok(Route {
                transport,
                is_to_proxy: false,
                secrets: Vec::new(),
            });
        }
        let proxy_is_https = proxy
            .as_ref()
            .is_some_and(|proxy| proxy.url().scheme() == "https");
        let tls = if url.scheme() == "https" || proxy_is_https {
            Some(Tls::read(route.trust, route.certificate, environment).await?)
        } else {
            None
        };
        let key = ClientKey {
            runtime,
            trust: route.trust.clone(),
            certificate: route.certificate.cloned(),
            tls,
            proxy: proxy.clone(),
        };
        let client = self.shared.clients.get(key, settings)?;
        let transport = Transport::Network(client);
        #[cfg(feature = "testing")]
        let transport = settings.doubles.tapped(transport);
        Ok(Route {
            transport,
            is_to_proxy: url.scheme() == "http" && proxy.is_some(),
            secrets: proxy.map(Proxy::into_secrets).unwrap_or_default(),
        })
    }

    /// Waits for a permit to send, which is held until `deadline` at most; permits are granted in order.
    ///
    /// # Errors
    ///
    /// If the session is closed, also while waiting.
    pub(crate) async fn acquire_permit(
        &self,
        url: &Url,
        deadline: Instant,
    ) -> Result<Permit, Failure> {
        self.shared.queue.acquire(url, deadline).await
    }

    /// User and password for a host from the environment of the session (`.netrc`).
    pub(crate) async fn credentials(
        &self,
        url: &Url,
        dialect: Dialect,
    ) -> Option<(String, String)> {
        let environment = self.environment(dialect)?;
        let path = match environment.get("NETRC") {
            Some(path) => environment.path(path),
            // Without a home directory there is no default path.
            None => environment
                .non_empty("HOME")
                .map(|_| environment.path("~/.netrc"))?,
        };
        Handle::try_current().ok()?;
        // As in Buildbot, a file that cannot be read is ignored.
        let text = tokio::fs::read(path).await.ok()?;
        let host = url
            .host_str()?
            .trim_start_matches('[')
            .trim_end_matches(']');
        netrc::credentials(&String::from_utf8_lossy(&text), host)
    }

    /// The proxy that a request to `url` goes through, if any.
    ///
    /// # Errors
    ///
    /// For a proxy that cannot be used.
    pub(crate) fn proxy(
        &self,
        url: &Url,
        proxies: &Proxies,
        dialect: Dialect,
    ) -> Result<Option<Proxy>, RenderError> {
        let environment = self.environment(dialect);
        proxy::choose(url, proxies, environment.as_deref(), dialect)
    }

    /// The environment that a request of the dialect is made in, if it looks at one.
    fn environment(&self, dialect: Dialect) -> Option<Cow<'_, Environment>> {
        match &self.shared.settings.environment {
            Some(environment) => Some(Cow::Borrowed(environment)),
            None => dialect
                .looks_at_environment()
                .then(|| Cow::Owned(Environment::system())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn credentials_come_from_the_environment_alone() {
        let path = std::env::temp_dir().join(format!("http-step-netrc-{}", std::process::id()));
        std::fs::write(
            &path,
            "machine h login u password p\nmachine ::1 login v password q\n",
        )
        .unwrap();
        let of = |path: &str| {
            let environment = Environment::new([("NETRC", path), ("HOME", "/absent")]);
            Session::builder().environment(environment).build()
        };
        let table = [
            (
                of(path.to_str().unwrap()),
                "http://h:8080/",
                Some(("u", "p")),
            ),
            (
                of(path.to_str().unwrap()),
                "https://[::1]/",
                Some(("v", "q")),
            ),
            (of(path.to_str().unwrap()), "http://other/", None),
            (of("/absent"), "http://h/", None),
            (of(""), "http://h/", None),
            (Session::new(), "http://h/", None),
        ];
        for (session, url, expected) in table {
            let url = Url::parse(url).unwrap();
            let found = session.credentials(&url, Dialect::Native).await;
            let found = found
                .as_ref()
                .map(|(user, password)| (user.as_str(), password.as_str()));
            assert_eq!(found, expected, "{url}");
        }
        std::fs::remove_file(path).unwrap();
    }
}
