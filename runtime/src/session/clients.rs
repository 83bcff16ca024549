//! One client per transport setting and runtime: connections are shared where all of it is the same.

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

/// More settings than this do not send at once; the client that was not used for longest goes first.
const MOST_CLIENTS: usize = 16;

/// All that a connection depends on besides the origin that it leads to.
#[derive(Clone, PartialEq)]
pub(super) struct ClientKey {
    /// A connection whose runtime is no longer driven would hang its next user.
    pub(super) runtime: Id,
    pub(super) trust: Trust,
    pub(super) certificate: Option<ClientCertificate>,
    /// The contents of the files; None where there is no TLS on the way, and no file is read.
    pub(super) tls: Option<Tls>,
    pub(super) proxy: Option<Proxy>,
}

/// The clients of a session, the one that was used last at the end.
#[derive(Default)]
pub(super) struct Clients(Mutex<ClientCache>);

#[derive(Default)]
struct ClientCache {
    is_closed: bool,
    clients: Vec<(ClientKey, Client)>,
}

impl Clients {
    /// The client for a setting, made if there is none yet.
    pub(super) fn get(&self, setting: ClientKey, settings: &Settings) -> Result<Client, Cause> {
        if let Some(client) = self.lock().find(&setting)? {
            return Ok(client);
        }
        fallback_runtime::can_drive().map_err(|why| unavailable(FailureKind::Connect, why))?;
        // Nobody waits for this: the host's own function may take its time, or use the session itself.
        let client = build_client(&setting, settings)?;
        let mut state = self.lock();
        // Another may have been faster.
        if let Some(client) = state.find(&setting)? {
            return Ok(client);
        }
        let clients = &mut state.clients;
        if clients.len() == MOST_CLIENTS {
            clients.remove(0);
        }
        clients.push((setting, client.clone()));
        Ok(client)
    }

    /// Drops all of them, and makes no more.
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
    /// The client for a setting, if there is one; it is the one that was used last from now on.
    fn find(&mut self, setting: &ClientKey) -> Result<Option<Client>, Failure> {
        if self.is_closed {
            return Err(closed());
        }
        let mut clients = self.clients.iter();
        let Some(index) = clients.position(|(other, _)| other == setting) else {
            return Ok(None);
        };
        let used = self.clients.remove(index);
        let client = used.1.clone();
        self.clients.push(used);
        Ok(Some(client))
    }
}

/// The failure where no client can be had.
pub(super) fn unavailable(kind: FailureKind, why: impl Into<String>) -> Failure {
    Failure::new(kind, Phase::Connect, why)
}

fn build_client(setting: &ClientKey, settings: &Settings) -> Result<Client, Cause> {
    crypto_provider::ensure_installed().map_err(|why| unavailable(FailureKind::Tls, why))?;
    let builder = base_builder(settings)?;
    let builder = match &setting.tls {
        // The roots of the system are not looked for: many a container has none.
        None => builder.tls_certs_only([]),
        Some(tls) if tls.is_special() => tls.apply(builder)?,
        Some(_) => builder,
    };
    let failed = |error: reqwest::Error| unavailable(FailureKind::Tls, innermost(&error));
    let builder = match &setting.proxy {
        Some(proxy) => builder.proxy(proxy.to_transport().map_err(failed)?),
        None => builder,
    };
    builder.build().map_err(|error| {
        let blamed = setting
            .tls
            .as_ref()
            .and_then(|tls| tls.diagnose(|| base_builder(settings).ok()));
        blamed.map_or_else(|| failed(error).into(), Cause::from)
    })
}

/// A transport and nothing more: what a step may do beyond one exchange is decided by the step.
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
        // On where another package of the program asks reqwest for them.
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        // It would write all bytes to a log.
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
