//! HTTP services that run in the process of an example.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use tokio::net::TcpListener;

/// The requests that a service received, one line each.
#[derive(Clone, Debug, Default)]
pub struct Records(Arc<Mutex<Vec<String>>>);

impl Records {
    /// Adds a line.
    pub fn push(&self, line: String) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.push(line);
    }

    /// Prints the lines in order of arrival.
    pub fn print(&self) {
        println!("\nRequests received by the service:");
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for line in lines.iter() {
            println!("  {line}");
        }
    }
}

/// Starts a service on a free port of the loopback address. It stops when the process ends.
///
/// # Errors
///
/// If no port is available.
pub async fn start(router: Router) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}
