use std::iter::repeat_n;

use http_step::{BuildFactory, HttpStep};

/// The longest line of an error that a terminal is asked to show.
const LONGEST_LINE: usize = 1000;

#[test]
fn what_is_quoted_is_cut_and_printable() {
    let long = "x".repeat(100_000);
    let table = [
        format!(r#"{{"{long}": 1}}"#),
        format!(r#"{{"url": "https://example.com/", "headers": {{"{long} a": 1}}}}"#),
        format!(r#"{{"url": "https://example.com/", "method": "{long}"}}"#),
        format!(r#"{{"url": "https://example.com/", "json": {{"${long}": 1}}}}"#),
        format!(r#"{{"url": "https://example.com/", "json": {long}}}"#),
        format!(
            r#"{{"url": "https://example.com/", "json": {}}}"#,
            "9".repeat(100_000)
        ),
        r#"{"\u001b[2J\u202e\n::set-output": 1, "url": "https://example.com/"}"#.to_owned(),
        r#"{"method": "\n##vso[task.x]\u0007", "url": "https://example.com/"}"#.to_owned(),
    ];
    for text in table {
        let error = HttpStep::from_json(&text).unwrap_err();
        for (line, mistake) in error.to_string().lines().zip(error.mistakes()) {
            assert!(line.chars().count() < LONGEST_LINE, "{}", line.len());
            assert!(line.starts_with(&format!("{}:", mistake.line)), "{line}");
            let is_odd = |c: char| c.is_control() || c == '\u{202e}';
            assert!(!line.contains(is_odd), "{line:?}");
        }
    }
}

#[test]
fn the_number_of_mistakes_is_bounded() {
    let steps: Vec<&str> = repeat_n("{}", 10_000).collect();
    let text = format!(r#"{{"steps": [{}]}}"#, steps.join(","));
    let error = BuildFactory::from_json(&text).unwrap_err();
    assert_eq!(error.mistakes().len(), 100);
    let twice: Vec<&str> = repeat_n(r#""a": 1"#, 10_000).collect();
    let error = HttpStep::from_json(&format!("{{{}}}", twice.join(","))).unwrap_err();
    assert_eq!(error.mistakes().len(), 100);
}

#[test]
fn depth_is_bounded() {
    let nested = |open: &str, inner: &str, close: &str, levels: usize| {
        let (open, close) = (open.repeat(levels), close.repeat(levels));
        format!(r#"{{"url": "https://example.com/", "json": {open}{inner}{close}}}"#)
    };
    let forms = [
        ("[", "]"),
        (r#"{"a": "#, "}"),
        (r#"{"$raw": "#, "}"),
        (r#"{"$property": "a", "default": "#, "}"),
        (r#"{"$op": "!", "left": "#, "}"),
    ];
    for (open, close) in forms {
        let read = HttpStep::from_json(&nested(open, "1", close, 120));
        assert!(read.is_ok(), "{open}: {read:?}");
        let wrong = HttpStep::from_json(&nested(open, r#"{"$a": 1}"#, close, 120)).unwrap_err();
        assert!(wrong.to_string().contains("unknown form `$a`"), "{wrong}");
        for levels in [128, 200, 100_000] {
            let error = HttpStep::from_json(&nested(open, "1", close, levels)).unwrap_err();
            assert!(
                error.to_string().contains("at most 128 levels deep"),
                "{error}"
            );
        }
        // Where a member comes twice, the text is read once more.
        let twice = nested(open, r#"{"a": 1, "a": 2}"#, close, 100_000);
        assert!(HttpStep::from_json(&twice).is_err());
    }
    let steps = r#"{"url": "https://example.com/", "probe": "#.repeat(100);
    let text = format!(
        r#"{steps}{{"url": "https://example.com/"}}{}"#,
        "}".repeat(100)
    );
    let error = HttpStep::from_json(&text).unwrap_err();
    assert!(error.to_string().contains("at most 8 deep"), "{error}");
}

/// Steps of the corpus of hostile situations that are to be refused before anything is sent.
#[test]
fn what_would_be_dangerous_is_refused() {
    let refused = [
        r#""url": "http://127.0.0.1:65536/""#,
        r#""url": "https://127.0.0.1:8443/fault/ok", "verify": false"#,
        r#""url": "http://127.0.0.1:8080/echo/q?state=success", "params": {"state": {"$property": "x"}}"#,
        r#""url": {"$interpolate": "%(prop:x)s://127.0.0.1:8080/echo/x"}"#,
        r#""url": "http://127.0.0.1:8080/echo/x", "headers": {"X: y": "v"}"#,
        r#""url": "http://127.0.0.1:8080/echo/x", "headers": {"x\r\ny": "v"}"#,
        r#""url": "http://127.0.0.1:8080/echo/x", "headers": {"": "v"}"#,
        r#""url": "http://127.0.0.1:8080/echo/x", "headers": {":path": "v"}"#,
        r#""url": "http://127.0.0.1:8080/echo/x", "headers": {"é": "v"}"#,
        r#""url": "http://127.0.0.1:8080/echo/x", "headers": {"Content-Length": "2"}"#,
        r#""url": "http://127.0.0.1:8080/echo/x", "headers": {"content-length": "20"}"#,
        r#""url": "http://127.0.0.1:8080/echo/x", "headers": {"Transfer-Encoding": "chunked"}"#,
        r#""url": "http://127.0.0.1:8080/echo/x", "headers": {"Connection": "close"}"#,
        r#""url": "http://127.0.0.1:8080/echo/x", "headers": {"Upgrade": "h2c"}"#,
        r#""url": "http://127.0.0.1:8080/echo/x", "headers": {"TE": "trailers"}"#,
        r#""url": "http://127.0.0.1:8080/echo/x", "headers": {"Trailer": "X"}"#,
        r#""url": "http://127.0.0.1:8080/echo/x", "method": "GET /x HTTP/1.1\r\n""#,
        r#""url": "http://127.0.0.1:8080/echo/x", "method": "CONNECT""#,
        r#""url": "http://127.0.0.1:8080/echo/x", "method": "get""#,
        r#""url": "http://127.0.0.1:8080/echo/x", "method": """#,
        r#""url": "http://user:canary-4f1e9b7a2c5d8036@127.0.0.1:8080/echo/x""#,
        r#""url": "http://127.0.0.1:8080/echo/x", "params": {"token": {"$secret": "tok"}}"#,
        r#""url": "http://127.0.0.1:8080/echo/x#canary-4f1e9b7a2c5d8036""#,
        r#""url": "http://127.0.0.1:8080/fault/ok", "params": {"q": {"$secret": "tok"}}"#,
        r#""url": "http://127.0.0.1:8080/fault/ok", "timeout": -1"#,
        r#""url": "http://127.0.0.1:8080/fault/ok", "timeout": 0"#,
        r#""url": {"$interpolate": "http://%(prop:x)s:8080/echo/x"}"#,
        r#""url": {"$interpolate": "http://127.0.0.1:%(prop:x)s/echo/x"}"#,
        r#""url": "http://127.0.0.1:0/""#,
    ];
    for step in refused {
        let error = HttpStep::from_json(&format!("{{{step}}}")).expect_err(step);
        assert_eq!(error.mistakes().len(), 1, "{error}");
        assert!(!error.to_string().contains("canary"), "{error}");
    }
}
