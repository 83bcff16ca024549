use std::fmt;
use std::sync::Arc;

use reqwest::ClientBuilder;

use super::Session;
#[cfg(feature = "testing")]
use super::doubles::Doubles;
use super::environment::Environment;

/// A function of the program that configures the client.
pub(super) type ConfigureClient = Arc<dyn Fn(ClientBuilder) -> ClientBuilder + Send + Sync>;

/// The settings of a session.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) environment: Option<Environment>,
    pub(super) allow_link_local: bool,
    pub(super) in_flight: usize,
    pub(super) in_flight_per_origin: usize,
    pub(super) http2: bool,
    pub(super) client: Option<ConfigureClient>,
    #[cfg(feature = "testing")]
    pub(super) doubles: Doubles,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            environment: None,
            allow_link_local: false,
            in_flight: 512,
            in_flight_per_origin: 128,
            http2: false,
            client: None,
            #[cfg(feature = "testing")]
            doubles: Doubles::default(),
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("environment", &self.environment)
            .field("allow_link_local", &self.allow_link_local)
            .field("in_flight", &self.in_flight)
            .field("in_flight_per_origin", &self.in_flight_per_origin)
            .field("http2", &self.http2)
            .finish_non_exhaustive()
    }
}

/// Makes a [`Session`].
///
/// ```
/// use http_step::{Environment, Session};
///
/// let session = Session::builder()
///     .environment(Environment::system()) // proxies, bundles and `.netrc` in the Native dialect too
///     .in_flight_per_origin(16)
///     .build();
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct SessionBuilder {
    pub(super) settings: Settings,
}

impl SessionBuilder {
    /// The environment in which proxies, bundles of certificates and `.netrc` are looked up. Without one,
    /// the Native dialect looks at none, and the Buildbot dialect at that of the process, anew for each
    /// request.
    pub fn environment(mut self, environment: Environment) -> Self {
        self.settings.environment = Some(environment);
        self
    }

    /// Whether steps may connect to link-local addresses (`169.254.0.0/16`, `fe80::/10`), where clouds keep
    /// the credentials of a machine. No by default: such a step fails with
    /// [`RefusedByPolicy`](crate::FailureKind::RefusedByPolicy).
    pub fn allow_link_local(mut self, allow: bool) -> Self {
        self.settings.allow_link_local = allow;
        self
    }

    /// How many requests are in flight at most, 512 by default and at least one; the others wait in their
    /// order.
    pub fn in_flight(mut self, requests: usize) -> Self {
        self.settings.in_flight = requests;
        self
    }

    /// How many requests to one origin (scheme, host and port) are in flight at most, 128 by default and at
    /// least one; the others wait in their order.
    pub fn in_flight_per_origin(mut self, requests: usize) -> Self {
        self.settings.in_flight_per_origin = requests;
        self
    }

    /// Whether servers that speak HTTP/2 over TLS are spoken to in it. No by default.
    #[cfg(feature = "http2")]
    pub fn http2(mut self, http2: bool) -> Self {
        self.settings.http2 = http2;
        self
    }

    /// The host's own settings of the client underneath, for what is not said elsewhere: keep-alive of
    /// sockets, how long connections stay idle, a local address, TLS versions. The function is called for
    /// each client that the session makes.
    ///
    /// What a session does itself is set after it, and so has no effect here: redirects, retries, proxies,
    /// decompression, the resolver, the version of HTTP, and verbose logs.
    ///
    /// Some settings cannot be taken back, and must not be made here:
    ///
    /// - `default_headers` and `user_agent`: they go to every origin, after redirects too, and into no log; what
    ///   is secret in them is not hidden. Fields belong to steps.
    /// - `cookie_store` and `cookie_provider`: a second jar, without the rules of the session's jars, whose
    ///   cookies no log shows.
    /// - `timeout`, `read_timeout` and `connect_timeout`: they end steps before the bounds that the steps state,
    ///   as failures `timeout`.
    /// - `tls_danger_accept_invalid_certs`, `tls_danger_accept_invalid_hostnames` and others of the kind: they
    ///   hold for all steps, also for those that trust in `verify`. A step says `verify: Insecure`.
    /// - `connector_layer`s that change where requests go: link-local addresses are no longer refused.
    ///
    /// A function that panics is a failure `connect` of the step that needed the client.
    ///
    /// ```
    /// use std::time::Duration;
    /// use http_step::Session;
    ///
    /// let session = Session::builder()
    ///     .client(|client| client.pool_idle_timeout(Duration::from_secs(10)))
    ///     .build();
    /// ```
    pub fn client(
        mut self,
        own: impl Fn(ClientBuilder) -> ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.settings.client = Some(Arc::new(own));
        self
    }

    /// The session, without connections yet.
    #[must_use]
    pub fn build(self) -> Session {
        Session::of(self.settings)
    }
}
