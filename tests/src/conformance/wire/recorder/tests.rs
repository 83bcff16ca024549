use std::io::ErrorKind;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::{Material, Recorder, Reply, Request};

async fn started(replies: Value) -> Recorder {
    let recorder = Recorder::start(&Material::make().unwrap()).await.unwrap();
    recorder.begin(&Vec::<Reply>::deserialize(replies).unwrap());
    recorder
}

async fn connect(recorder: &Recorder, port: &str) -> std::io::Result<TcpStream> {
    let port = recorder.placeholders().fill(&json!(port)).unwrap();
    TcpStream::connect(("127.0.0.1", port.as_str().unwrap().parse().unwrap())).await
}

/// Says something, and reads what is answered until the connection ends.
async fn say(recorder: &Recorder, port: &str, words: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut stream = connect(recorder, port).await?;
    stream.write_all(words).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(answer)
}

fn only_request(recorder: &Recorder) -> Request {
    let requests = recorder.requests();
    assert_eq!(requests.len(), 1);
    requests.into_iter().next().unwrap()
}

#[tokio::test]
async fn a_request_is_recorded_as_it_came_and_answered_as_it_is_told() {
    let recorder = started(json!([{
        "version": "HTTP/1.0", "status": 299, "reason": "Fine", "headers": [["x-é", "1"]],
        "body_repeat": {"unit_b64": "YWI=", "count": 2}, "close": true,
    }]))
    .await;
    let words = b"PUT /a b HTTP/1.1\r\nHost: h\r\nX-One:  two \r\nx-one:\xe9\r\nContent-Length: 3\r\n\r\nabc";
    let answer = say(&recorder, "{port2}", words).await.unwrap();
    assert_eq!(answer, b"HTTP/1.0 299 Fine\r\nx-\xe9: 1\r\n\r\nabab");
    let request = only_request(&recorder);
    assert_eq!(
        (
            request.at.as_str(),
            request.method.as_str(),
            request.target.as_str()
        ),
        ("origin2", "PUT", "/a b"),
    );
    let headers: Vec<_> = request
        .headers
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    assert_eq!(
        headers,
        [
            ("Host", "h"),
            ("X-One", " two "),
            ("x-one", "é"),
            ("Content-Length", "3")
        ],
    );
    assert_eq!(request.body_b64.0, b"abc");
    assert!(request.version.is_none() && !request.stalled);
}

#[tokio::test]
async fn chunks_are_decoded_and_kept() {
    let recorder = started(json!([{ "raw_b64": "IQ==", "close": true }])).await;
    let chunks = b"3;x=1\r\nabc\r\n1\r\nd\r\n0\r\nTrailer: t\r\n\r\n";
    let words = [
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n".as_slice(),
        chunks,
    ]
    .concat();
    assert_eq!(say(&recorder, "{port}", &words).await.unwrap(), b"!");
    let request = only_request(&recorder);
    assert_eq!(request.body_b64.0, b"abcd");
    assert_eq!(request.raw_body_b64.unwrap().0, chunks);
}

#[tokio::test]
async fn replies_are_taken_in_order_by_all_listeners_and_connections() {
    let recorder = started(json!([
        { "raw_b64": "MQ==", "repeat": 2 },
        { "raw_b64": "Mg==", "close": true },
    ]))
    .await;
    let twice = b"GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n";
    let mut kept = connect(&recorder, "{port}").await.unwrap();
    kept.write_all(twice).await.unwrap();
    let mut answer = [0; 2];
    kept.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"11");
    assert_eq!(
        say(&recorder, "{port_proxy}", b"GET /3 HTTP/1.1\r\n\r\n")
            .await
            .unwrap(),
        b"2"
    );
    // Nothing is left to say, and so the connection ends.
    assert_eq!(
        say(&recorder, "{port}", b"GET /4 HTTP/1.1\r\n\r\n")
            .await
            .unwrap(),
        b""
    );
    let targets: Vec<_> = recorder
        .requests()
        .into_iter()
        .map(|r| r.at + &r.target)
        .collect();
    assert_eq!(targets, ["origin/1", "origin/2", "proxy/3", "origin/4"]);
}

#[tokio::test]
async fn a_body_that_does_not_come_is_stalled() {
    let recorder = started(json!([{ "raw_b64": "IQ==", "close": true }])).await;
    let words = b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab";
    assert_eq!(say(&recorder, "{port}", words).await.unwrap(), b"!");
    let request = only_request(&recorder);
    assert_eq!(request.body_b64.0, b"ab");
    assert!(request.stalled);
}

#[tokio::test]
async fn a_tls_hello_is_refused_and_not_recorded() {
    let recorder = started(json!([])).await;
    let answer = say(&recorder, "{port}", b"\x16\x03\x01\x00\x01")
        .await
        .unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 400 Bad Request\r\n"));
    assert!(recorder.requests().is_empty());
}

#[tokio::test]
async fn faults_end_the_connection_in_their_own_way() {
    let words = b"GET / HTTP/1.1\r\n\r\n";
    let reply = |fault: &str| json!([{ "raw_b64": "IQ==", "fault": fault }]);
    let recorder = started(reply("close_before_response")).await;
    assert_eq!(say(&recorder, "{port}", words).await.unwrap(), b"");
    let recorder = started(reply("close_mid_body")).await;
    assert_eq!(say(&recorder, "{port}", words).await.unwrap(), b"!");
    for fault in ["reset_before_response", "reset_mid_body"] {
        let recorder = started(reply(fault)).await;
        let error = say(&recorder, "{port}", words).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionReset, "{fault}");
    }
    let recorder = started(reply("stall_mid_body")).await;
    let silent = timeout(Duration::from_millis(300), say(&recorder, "{port}", words)).await;
    assert!(silent.is_err());
}

#[tokio::test]
async fn nobody_answers_at_the_other_ports() {
    let recorder = started(json!([])).await;
    let error = connect(&recorder, "{port_refused}").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
    let hanging = timeout(
        Duration::from_millis(300),
        connect(&recorder, "{port_blackhole}"),
    )
    .await;
    assert!(hanging.is_err());
}

mod tls;
