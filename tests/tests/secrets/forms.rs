//! A secret is hidden in whatever form it comes back.

use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD, Engine as _};
use http_step::post;
use http_step_tests::service::Service;

use super::shown::shown;

/// The value as others write it.
fn forms(value: &str) -> Vec<String> {
    let hex: String = value.bytes().map(|byte| format!("{byte:02x}")).collect();
    let percent: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let form: String = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
    let mut in_url = url::Url::parse("http://h/").unwrap();
    in_url.set_query(Some(value));
    let html = value.replace('&', "&amp;").replace('<', "&lt;");
    let html = html.replace('>', "&gt;").replace('"', "&quot;");
    let json = serde_json::to_string(value).unwrap();
    let mut forms = vec![
        value.to_owned(),
        hex.to_uppercase(),
        hex,
        percent.to_lowercase(),
        percent,
        form.replace('+', "%20"),
        form.to_lowercase(),
        form,
        html.replace("&quot;", "&#34;"),
        html,
        json[1..json.len() - 1].to_owned(),
        format!("{value:?}").trim_matches('"').to_owned(),
    ];
    // The parser drops control characters without a word.
    if !value.contains(char::is_control) {
        forms.push(in_url.query().unwrap().to_owned());
    }
    for before in ["", "u:", "user:", "Basic me:"] {
        forms.push(BASE64_STANDARD.encode(format!("{before}{value}")));
        forms.push(BASE64_URL_SAFE_NO_PAD.encode(format!("{before}{value}")));
    }
    forms
}

#[test]
fn a_secret_is_hidden_in_every_form_and_every_log() {
    let service = Service::start().unwrap();
    for value in [
        "hunter2-s3cr3t",
        "p\"ss <w>&'rd/+=?",
        "pässwörd €",
        "four",
        "tab\there",
        "escape \u{1b}[31m red",
    ] {
        for form in forms(value) {
            let step = post!(
                service.url("/echo"),
                data: Interpolate("%(secret:pw)s %(prop:the-token)s"),
            );
            let shown = shown(vec![step], &[("pw", value)], &[("the-token", &form)]);
            assert!(shown.contains("<pw>"), "{shown}");
            // Of Basic credentials what stands before the password may be seen, and an edge of it.
            let inner = form.get(8..form.len().saturating_sub(3)).unwrap_or(&form);
            let inner = if form.len() > 24 { inner } else { &form };
            for part in [inner, value] {
                assert!(!shown.contains(part), "{value:?} as {form:?}: {shown}");
            }
        }
    }
}

#[test]
fn overlapping_secrets_are_covered_whole() {
    let service = Service::start().unwrap();
    let step = post!(
        service.url("/echo"),
        headers: { "X-A": Secret("a"), "X-B": Secret("b"), "X-C": Secret("c") },
        data: "<abcdefghi> <abcd> <abcdabcd>",
    );
    let secrets = [("a", "abcdef"), ("b", "defghi"), ("c", "abcd")];
    let shown = shown(vec![step], &secrets, &[]);
    assert!(shown.contains("<<a>> <<c>> <<c><c>>"), "{shown}");
}

#[test]
fn lines_of_a_secret_are_hidden_one_by_one_and_short_ones_left_alone() {
    let service = Service::start().unwrap();
    let key = "-----BEGIN KEY-----\nMIIEvQIBADANBg\r\nabc\n-----END KEY-----";
    let step = post!(
        service.url("/echo"),
        data: Interpolate("%(secret:key)s|%(secret:pin)s|%(prop:the-token)s|abc|a"),
    );
    let secrets = [("key", key), ("pin", "123")];
    let shown = shown(vec![step], &secrets, &[("the-token", "MIIEvQIBADANBg")]);
    assert!(
        !shown.contains("MIIE") && !shown.contains("BEGIN"),
        "{shown}"
    );
    assert!(shown.contains("|123|<key>|abc|a"), "{shown}");
}

#[test]
fn a_path_of_a_url_that_is_a_secret_is_a_secret() {
    let service = Service::start().unwrap();
    let url = service.url("/echo/services/T0/B0");
    let shown = shown(vec![post!(Secret("hook"))], &[("hook", &url)], &[]);
    assert!(shown.contains("POST <hook>\n"), "{shown}");
    assert!(
        !shown.contains("services") && !shown.contains("T0"),
        "{shown}"
    );
}
