//! One client for each configuration and runtime: connections are shared only within a client.

use std::error::Error;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};

use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder};
use tokio::runtime::Id;

use super::builder::Settings;
use super::connector::ConnectTimeoutLayer;
use super::proxy::Proxy;
use super::queue::closed;
use super::resolver::Resolver;
use super::tls::Tls;
use super::{crypto_provider, fallback_runtime};
use crate::error::{Cause, Failure, FailureKind, Phase};
use crate::request::{ClientCertificate, Trust};

/// The most clients of a session; the least recently used one is dropped first.
const MOST_CLIENTS: usize = 16;

/// What a connection depends on, besides its origin.
#[derive(Clone, PartialEq)]
pub(super) struct ClientKey {
    /// A connection whose runtime is no longer driven would block its next user.
    pub(super) runtime: Id,
    pub(super) trust: Trust,
    pub(super) certificate: Option<ClientCertificate>,
    /// The contents of the files; None without TLS.
    pub(super) tls: Option<Tls>,
    pub(super) proxy: Option<Proxy>,
}

/// The clients of a session, the most recently used one last.
#[derive(Default)]
pub(super) struct Clients(Mutex<ClientCache>);

#[derive(Default)]
struct ClientCache {
    is_closed: bool,
    clients: Vec<(ClientKey, Client)>,
}

impl Clients {
    /// The client for a key, made if there is none yet.
    pub(super) fn get(&self, key: ClientKey, settings: &Settings) -> Result<Client, Cause> {
        if let Some(client) = self.lock().find(&key)? {
            return Ok(client);
        }
        fallback_runtime::can_drive().map_err(|why| unavailable(FailureKind::Connect, why))?;
        // Without the lock: the function of the program may take long, or use the session itself.
        let client = build_client(&key, settings)?;
        let mut state = self.lock();
        // Another thread may have been faster.
        if let Some(client) = state.find(&key)? {
            return Ok(client);
        }
        let clients = &mut state.clients;
        if clients.len() == MOST_CLIENTS {
            clients.remove(0);
        }
        clients.push((key, client.clone()));
        Ok(client)
    }

    /// Drops all clients, and makes no more.
    pub(super) fn close(&self) {
        let mut state = self.lock();
        state.is_closed = true;
        state.clients.clear();
    }

    fn lock(&self) -> MutexGuard<'_, ClientCache> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ClientCache {
    /// The client for a key, if there is one; it becomes the most recently used one.
    fn find(&mut self, key: &ClientKey) -> Result<Option<Client>, Failure> {
        if self.is_closed {
            return Err(closed());
        }
        let mut clients = self.clients.iter();
        let Some(index) = clients.position(|(other, _)| other == key) else {
            return Ok(None);
        };
        let used = self.clients.remove(index);
        let client = used.1.clone();
        self.clients.push(used);
        Ok(Some(client))
    }
}

/// The failure if there is no client.
pub(super) fn unavailable(kind: FailureKind, why: impl Into<String>) -> Failure {
    Failure::new(kind, Phase::Connect, why)
}

fn build_client(key: &ClientKey, settings: &Settings) -> Result<Client, Cause> {
    crypto_provider::ensure_installed().map_err(|why| unavailable(FailureKind::Tls, why))?;
    let builder = base_builder(settings)?;
    let builder = match &key.tls {
        // Without TLS the system's root certificates are not read: many containers have none.
        None => builder.tls_certs_only([]),
        Some(tls) if tls.is_special() => tls.apply(builder)?,
        Some(_) => builder,
    };
    let failed = |error: reqwest::Error| unavailable(FailureKind::Tls, innermost(&error));
    let builder = match &key.proxy {
        Some(proxy) => builder.proxy(proxy.to_transport().map_err(failed)?),
        None => builder,
    };
    builder.build().map_err(|error| {
        let blamed = key
            .tls
            .as_ref()
            .and_then(|tls| tls.diagnose(|| base_builder(settings).ok()));
        blamed.map_or_else(|| failed(error).into(), Cause::from)
    })
}

/// A client that only sends requests: redirects, cookies, retries and decompression are ours.
fn base_builder(settings: &Settings) -> Result<ClientBuilder, Failure> {
    let builder = Client::builder().tls_backend_rustls();
    let builder = match &settings.client {
        Some(own) => catch_unwind(AssertUnwindSafe(|| own(builder))).map_err(|_| {
            let why = "the function given to `SessionBuilder::client` panicked";
            unavailable(FailureKind::Connect, why)
        })?,
        None => builder,
    };
    let builder = builder
        .redirect(Policy::none())
        .referer(false)
        // RFC 9112, section 5.2: a fold in a field is a blank.
        .http1_allow_obsolete_multiline_headers_in_responses(true)
        .retry(reqwest::retry::never())
        .no_proxy()
        // Enabled if another package of the program enables these features of reqwest.
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        // It would log all bytes.
        .connection_verbose(false)
        .dns_resolver(Resolver::new(settings.allow_link_local))
        .connector_layer(ConnectTimeoutLayer);
    Ok(if settings.http2 {
        builder
    } else {
        builder.http1_only()
    })
}

fn innermost(error: &reqwest::Error) -> String {
    let mut innermost: &dyn Error = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}
