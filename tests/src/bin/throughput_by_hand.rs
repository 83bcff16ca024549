//! The peer of `throughput`: the same POST written by hand with reqwest, its answer read and checked.

use std::process::ExitCode;

use http_step_tests::load::{self, Load};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, StatusCode};
use url::form_urlencoded::Serializer;

#[tokio::main]
async fn main() -> ExitCode {
    let load = match Load::from_arguments(std::env::args().skip(1)) {
        Ok(load) => load,
        Err(usage) => return load::refused("throughput_by_hand", &usage),
    };
    let client = Client::builder().no_proxy().build().unwrap_or_default();
    let url = load.url.clone();
    load.run(move |number| {
        let (client, url) = (client.clone(), url.clone());
        async move { post(&client, &url, number).await.unwrap_or(false) }
    })
    .await
}

async fn post(client: &Client, url: &str, number: usize) -> reqwest::Result<bool> {
    let body = Serializer::new(String::new())
        .append_pair("builder", "runtests")
        .append_pair("buildnumber", &number.to_string())
        .append_pair("workername", "worker-3")
        .append_pair("revision", "6e0a1f2b9c")
        .finish();
    let response = client
        .post(url)
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(body)
        .send()
        .await?;
    let status = response.status();
    let text = response.bytes().await?;
    Ok(status == StatusCode::OK && !text.is_empty())
}
