//! A secret is hidden in whatever form it comes back.

use std::ops::Range;

use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD, Engine};
use http_step::{BuildFactory, Dialect, MapSecrets, get, post};
use http_step_tests::service::Service;

use super::shown::shown;

/// The value as others write it.
struct Form {
    text: String,
    /// The bytes of the text in which nothing but the value is.
    own: Range<usize>,
}

impl From<String> for Form {
    fn from(text: String) -> Self {
        let own = 0..text.len();
        Self { text, own }
    }
}

impl Form {
    /// Base64 of the value after something else. A character at an edge may hold bits of what stands beside the value:
    /// only there does the encoding say nothing about the value alone.
    fn base64(before: &str, value: &str, engine: &impl Engine) -> Self {
        let text = engine.encode(format!("{before}{value}"));
        let end = before.len() + value.len();
        let own = (before.len() * 8).div_ceil(6)..end * 8 / 6;
        Self { text, own }
    }

    /// The parts of what is the value's own that no text may hold.
    fn parts(&self) -> Vec<&str> {
        const LENGTH: usize = 6;
        let own = &self.text[self.own.clone()];
        let starts = own.char_indices().map(|(start, _)| start);
        let parts = starts.filter_map(|start| {
            let end = own[start..].char_indices().nth(LENGTH)?.0;
            Some(&own[start..start + end])
        });
        let parts: Vec<_> = parts.collect();
        if parts.is_empty() { vec![own] } else { parts }
    }
}

fn forms(value: &str) -> Vec<Form> {
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
    forms.extend(python(value));
    forms.extend(json_escaped(value));
    forms.extend(["-_.!*()", "-_."].map(|unescaped| form_escaped(value, unescaped)));
    // Our own log has the JSON of a list in one line.
    forms.push(json[1..json.len() - 1].replace('\u{7f}', "\\u{7f}"));
    // The parser drops control characters without a word.
    if !value.contains(char::is_control) {
        forms.push(in_url.query().unwrap().to_owned());
    }
    let mut forms: Vec<_> = forms.into_iter().map(Form::from).collect();
    for before in ["", "u:", "user:", "Basic me:"] {
        forms.push(Form::base64(before, value, &BASE64_STANDARD));
        forms.push(Form::base64(before, value, &BASE64_URL_SAFE_NO_PAD));
    }
    forms
}

/// Inside JSON, as Gson, .NET and those that escape all write it, and inside JSON within JSON.
fn json_escaped(value: &str) -> Vec<String> {
    let escaped = |is_escaped: &dyn Fn(char) -> bool, upper: bool| {
        let mut json = String::new();
        for c in value.chars() {
            if !is_escaped(c) && c != '"' && c != '\\' && !c.is_control() {
                json.push(c);
                continue;
            }
            for unit in c.encode_utf16(&mut [0; 2]) {
                json += &match upper {
                    true => format!("\\u{unit:04X}"),
                    false => format!("\\u{unit:04x}"),
                };
            }
        }
        json
    };
    let in_json = |json: &String| json.replace('\\', "\\\\");
    let mut forms = vec![
        escaped(&|c| "=<>&'".contains(c), false),
        escaped(&|c| "+`<>&'".contains(c) || !c.is_ascii(), true),
        escaped(&|_| true, false),
        escaped(&|c| u32::from(c) % 2 == 0, true),
    ];
    forms.extend(forms.iter().map(in_json).collect::<Vec<_>>());
    forms
}

/// As a form has it, where an encoder leaves these signs as they are: .NET and PHP.
fn form_escaped(value: &str, unescaped: &str) -> String {
    let stays = |byte: u8| byte.is_ascii_alphanumeric() || unescaped.contains(char::from(byte));
    let escaped = value.bytes().map(|byte| match byte {
        b' ' => "+".to_owned(),
        byte if stays(byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02x}"),
    });
    escaped.collect()
}

/// Inside Python's `repr` and `ascii`, as Python 3.12 writes them.
fn python(value: &str) -> Vec<String> {
    let known: &[&str] = match value {
        "pässwörd €" => &[
            "p\\xe4ssw\\xf6rd \\u20ac",
            "p\\xc3\\xa4ssw\\xc3\\xb6rd \\xe2\\x82\\xac",
        ],
        "p\"ss <w>&'rd/+=?" => &["p\"ss <w>&\\'rd/+=?"],
        "tab\there" => &["tab\\there"],
        "escape \u{1b}[31m red" => &["escape \\x1b[31m red"],
        "del \u{7f}/ete" => &["del \\x7f/ete"],
        "it's \"tok\u{a0}én\"\\" => &[
            "it\\'s \"tok\\xa0én\"\\\\",
            "it\\'s \"tok\\xa0\\xe9n\"\\\\",
            "it's \"tok\\xa0én\"\\\\",
        ],
        "turn\u{202e}ed" => &["turn\\u202eed", "turn\\xe2\\x80\\xaeed"],
        _ => &[],
    };
    known.iter().map(|form| (*form).to_owned()).collect()
}

/// Every part of the value of four characters that a text holds.
pub(crate) fn windows_in(text: &str, value: &str) -> Vec<String> {
    let chars: Vec<char> = value.chars().collect();
    let windows = chars.windows(4).map(|window| window.iter().collect());
    windows
        .filter(|window: &String| text.contains(window.as_str()))
        .collect()
}

#[test]
fn a_secret_in_a_header_field_is_hidden_in_every_reading_of_its_bytes() {
    let service = Service::start().unwrap();
    for value in ["s3cr3t-tokén-ÿ", "π-s3cr3t-tokén", "токен-s3cr3t"] {
        for dialect in [Dialect::Native, Dialect::Buildbot] {
            let step = get!(service.url("/echo"), headers: { "X-Note": Secret("pw") });
            let mut factory = BuildFactory::new();
            factory.add_step(step);
            let secrets = MapSecrets::from([("pw", value)]);
            let outcome = factory
                .build()
                .dialect(dialect)
                .secrets(secrets)
                .run_blocking();
            let step = &outcome.steps()[0];
            let logs: String = step.logs().iter().map(http_step::Log::text).collect();
            // Buildbot's fields are latin-1, and no other value is sent.
            let fits = dialect == Dialect::Native || value == "s3cr3t-tokén-ÿ";
            assert_eq!(
                step.render_error().is_none(),
                fits,
                "{value} in {dialect:?}"
            );
            assert_eq!(logs.contains("X-Note: <pw>\n"), fits, "{logs}");
            for part in ["s3cr3t", "tok", "én", "Ã"] {
                assert!(!logs.contains(part), "{value}: {logs}");
            }
        }
    }
}

#[test]
fn a_header_field_is_shown_as_the_text_that_it_is() {
    let service = Service::start().unwrap();
    let step = get!(service.url("/"), headers: { "X-Note": Property("x") });
    let shown = shown(vec![step], &[], &[("x", "grün")]);
    assert!(shown.contains("X-Note: grün\n"), "{shown}");
}

#[test]
fn a_secret_in_a_list_is_hidden_in_both_dialects() {
    let service = Service::start().unwrap();
    let value = "it's\n\"tök\u{7f}en\"";
    for dialect in [Dialect::Native, Dialect::Buildbot] {
        let url = service.url("/echo");
        for step in [
            post!(&url, data: { "a": [Secret("pw"), "it's"] }),
            post!(&url, data: { "a": [["x", Secret("pw")]] }),
            post!(&url, data: Interpolate("%(secret:pw)r %(secret:pw)a")),
        ] {
            let mut factory = BuildFactory::new();
            factory.add_step(step);
            let secrets = MapSecrets::from([("pw", value)]);
            let outcome = factory
                .build()
                .dialect(dialect)
                .secrets(secrets)
                .run_blocking();
            let logs: String = outcome.steps()[0]
                .logs()
                .iter()
                .map(http_step::Log::text)
                .collect();
            assert!(
                !logs.contains("en\\\"") && !logs.contains("tö") && !logs.contains("it's\\n"),
                "{logs}"
            );
        }
    }
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
        "del \u{7f}/ete",
        "it's \"tok\u{a0}én\"\\",
        "turn\u{202e}ed",
        "pa!s(s)*~'rd x=+",
    ] {
        for form in forms(value) {
            let step = post!(
                service.url("/echo"),
                data: Interpolate("%(secret:pw)s %(prop:the-token)s"),
            );
            let shown = shown(vec![step], &[("pw", value)], &[("the-token", &form.text)]);
            let (before, after) = (&form.text[..form.own.start], &form.text[form.own.end..]);
            let masked = format!("<pw> {before}<pw>{after}");
            assert!(
                shown.contains(&masked),
                "{value:?} {:?} {masked}: {shown}",
                form.text
            );
            for part in form.parts().into_iter().chain([value]) {
                let text = &form.text;
                assert!(
                    !shown.contains(part),
                    "{part:?} of {value:?} as {text:?}: {shown}"
                );
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
