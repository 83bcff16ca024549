//! Secrets: who is asked for them and when, and that none of them is ever shown.
#![cfg(test)]

#[path = "secrets/debug.rs"]
mod debug;
#[path = "secrets/derived.rs"]
mod derived;
#[path = "secrets/folder.rs"]
mod folder;
#[path = "secrets/forms.rs"]
mod forms;
#[path = "secrets/long.rs"]
mod long;
#[path = "secrets/named.rs"]
mod named;
#[path = "secrets/pieces.rs"]
mod pieces;
#[path = "secrets/shown.rs"]
mod shown;
#[path = "secrets/sinks.rs"]
mod sinks;

use std::sync::{Arc, Mutex};

use http_step::{
    AsyncSecrets, Build, BuildFactory, BuildResult, EnvironmentSecrets, HttpStep, IntoValue,
    MapSecrets, SecretError, SecretFuture, SecretProvider, StepOutcome, get, post, transform,
};
use http_step_tests::refusal::told;
use http_step_tests::service::Service;

/// A build of one step.
fn build(step: HttpStep) -> Build {
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    factory.build()
}

/// The outcome of a build of one step.
fn outcome(build: Build) -> StepOutcome {
    build.run_blocking().steps()[0].clone()
}

/// What arrives of the secret of that name, or the error.
fn arrives(name: &str, provider: impl SecretProvider + 'static) -> Result<String, String> {
    let service = Service::start().unwrap();
    let step = HttpStep::post(service.url("/")).data(http_step::secret(name));
    let outcome = outcome(build(step).secrets(provider));
    match outcome.render_error() {
        Some(error) => {
            assert_eq!(outcome.result(), BuildResult::Exception);
            assert!(service.received_requests().is_empty());
            Err(told(error))
        }
        None => Ok(service.received_requests()[0].text()),
    }
}

#[test]
fn the_environment_is_asked_with_a_prefix() {
    let path = std::env::var("PATH").unwrap();
    for name in ["th", "TH", "Th"] {
        assert_eq!(
            arrives(name, EnvironmentSecrets::new("PA")),
            Ok(path.clone())
        );
    }
    let package = EnvironmentSecrets::new("CARGO_PKG_");
    for name in ["version-major", "version.major", "version_major"] {
        let major = std::env::var("CARGO_PKG_VERSION_MAJOR").unwrap();
        assert_eq!(arrives(name, package.clone()), Ok(major));
    }
    for name in ["nobody-set-this", "", "a=b", "a\0b", "é"] {
        assert_eq!(arrives(name, package.clone()), Err(missing("data", name)));
    }
}

#[test]
#[cfg(unix)]
fn a_variable_that_is_no_text_is_refused_without_showing_it() {
    // Variables are changed for a process of its own: the other tests share this one.
    const NAME: &str = "a_variable_that_is_no_text_is_refused_without_showing_it";
    if std::env::var_os("HTTP_STEP_TEST_BYTES").is_none() {
        use std::os::unix::ffi::OsStrExt as _;
        let bytes = std::ffi::OsStr::from_bytes(b"hunter2\xff");
        let mut test = std::process::Command::new(std::env::current_exe().unwrap());
        let test = test
            .args(["--exact", NAME])
            .env("HTTP_STEP_TEST_BYTES", bytes);
        assert!(test.status().unwrap().success());
        return;
    }
    let error = "`secrets`: the secret `bytes` could not be read: its variable is no UTF-8 text";
    let environment = EnvironmentSecrets::new("HTTP_STEP_TEST_");
    assert_eq!(arrives("bytes", environment), Err(error.to_owned()));
}

/// The error for a secret that nobody knows.
fn missing(field: &str, name: &str) -> String {
    format!("`{field}`: no provider knows the secret `{name}`; add one with `Build::secrets`")
}

/// Panics when it is asked, or later, when it is polled.
struct Broken {
    at_once: bool,
}

impl SecretProvider for Broken {
    fn secret<'a>(&'a self, _: &'a str) -> SecretFuture<'a> {
        assert!(!self.at_once, "hunter2");
        Box::pin(async { panic!("hunter2") })
    }
}

#[test]
fn a_provider_that_panics_does_not_take_the_build_down() {
    let error = "`secrets`: the secret `token` could not be read: the provider panicked";
    let closure = |name: &str| -> Option<String> { panic!("hunter2 {name}") };
    assert_eq!(arrives("token", closure), Err(error.to_owned()));
    for at_once in [true, false] {
        assert_eq!(arrives("token", Broken { at_once }), Err(error.to_owned()));
    }
}

#[test]
fn a_closure_and_a_map_are_providers() {
    let closure = |name: &str| (name == "token").then(|| "0123456789".to_owned());
    assert_eq!(arrives("token", closure), Ok("0123456789".to_owned()));
    assert_eq!(arrives("tokn", closure), Err(missing("data", "tokn")));
    let map = MapSecrets::from([("a", "1"), ("b", ""), ("a", "2")]);
    assert_eq!(arrives("a", map.clone()), Ok("2".to_owned()));
    assert_eq!(arrives("b", map.clone()), Ok(String::new()));
    assert_eq!(arrives("A", map), Err(missing("data", "A")));
}

#[test]
fn a_closure_can_fail_and_take_its_time() {
    let ask = |name: &str| match name {
        "token" => Ok(Some("0123456789".to_owned())),
        "sealed" => Err(SecretError::new(name, "the vault is sealed")),
        _ => Ok(None),
    };
    let later = move |name: String| async move {
        tokio::task::yield_now().await;
        ask(&name)
    };
    let known = |name: String| async move { (name == "token").then(|| "0123456789".to_owned()) };
    let sealed = "`secrets`: the secret `sealed` could not be read: the vault is sealed";
    assert_eq!(arrives("token", ask), Ok("0123456789".to_owned()));
    assert_eq!(
        arrives("token", AsyncSecrets::new(later)),
        Ok("0123456789".to_owned())
    );
    assert_eq!(
        arrives("token", AsyncSecrets::new(known)),
        Ok("0123456789".to_owned())
    );
    assert_eq!(arrives("sealed", ask), Err(sealed.to_owned()));
    assert_eq!(
        arrives("sealed", AsyncSecrets::new(later)),
        Err(sealed.to_owned())
    );
    assert_eq!(arrives("tokn", ask), Err(missing("data", "tokn")));
    assert_eq!(
        arrives("tokn", AsyncSecrets::new(later)),
        Err(missing("data", "tokn"))
    );
    assert_eq!(
        arrives("token", |_: &str| None),
        Err(missing("data", "token"))
    );
}

#[test]
fn without_a_provider_a_secret_is_missing_by_name() {
    let url = "http://127.0.0.1:1/";
    let table = [
        (post!(url, data: Secret("token")), "data"),
        (post!(url, data: { "a": [1, Secret("token")] }), "data.a.1"),
        (
            post!(url, json: { "a": Interpolate("%(secret:token)s") }),
            "json.a.%(secret:token)s",
        ),
        (
            get!(url, headers: { "X-A": Secret("token") }),
            "headers.X-A",
        ),
        (get!(Secret("token")), "url"),
    ];
    for (step, field) in table {
        let outcome = outcome(build(step));
        let error = told(outcome.render_error().unwrap());
        assert_eq!(error, missing(field, "token"));
        assert_eq!(outcome.state_string(), "Requested (exception)");
        assert_eq!(
            outcome.log("err.text").unwrap().text(),
            format!("{error}\n")
        );
    }
}

/// A provider that tells when it is asked.
struct Telling {
    told: Arc<Mutex<Vec<String>>>,
    known: &'static [(&'static str, &'static str)],
}

impl SecretProvider for Telling {
    fn secret<'a>(&'a self, name: &'a str) -> SecretFuture<'a> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            self.told.lock().unwrap().push(format!("asked {name}"));
            let known = self.known.iter().find(|(known, _)| *known == name);
            Ok(known.map(|(_, value)| (*value).into()))
        })
    }
}

#[test]
fn secrets_are_fetched_once_and_before_anything_is_rendered() {
    let service = Service::start().unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let telling = |known| Telling {
        told: Arc::clone(&told),
        known,
    };
    let teller = Arc::clone(&told);
    let renders = transform(move |_| {
        teller.lock().unwrap().push("rendered".to_owned());
        Ok(1.into_value())
    });
    let step = post!(
        service.url("/"),
        headers: { "X-A": renders, "X-B": Secret("b") },
        data: Interpolate("%(secret:a)s %(secret:a)s %(secret:b)s"),
    );
    let build = build(step)
        .secrets(telling(&[("a", "first")]))
        .secrets(telling(&[("a", "hidden"), ("b", "second")]));
    assert_eq!(outcome(build).result(), BuildResult::Success);
    assert_eq!(service.received_requests()[0].text(), "first first second");
    assert_eq!(
        *told.lock().unwrap(),
        // The first provider that knows a name is the last to be asked for it.
        ["asked a", "asked b", "asked b", "rendered"]
    );
}

#[test]
fn a_step_without_secrets_asks_nobody() {
    let service = Service::start().unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let telling = Telling {
        told: Arc::clone(&told),
        known: &[],
    };
    let build = build(get!(service.url("/"))).secrets(telling);
    assert_eq!(outcome(build).result(), BuildResult::Success);
    assert!(told.lock().unwrap().is_empty());
}

/// A provider that is out of order.
struct Sealed;

impl SecretProvider for Sealed {
    fn secret<'a>(&'a self, name: &'a str) -> SecretFuture<'a> {
        Box::pin(async move { Err(SecretError::new(name, "the vault is sealed")) })
    }
}

#[test]
fn a_provider_that_fails_ends_the_step() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let after = Telling {
        told: Arc::clone(&told),
        known: &[("token", "0123456789")],
    };
    let step = post!("http://127.0.0.1:1/", data: Secret("token"));
    let failed = outcome(build(step.clone()).secrets(Sealed).secrets(after));
    let error = "`secrets`: the secret `token` could not be read: the vault is sealed";
    assert_eq!(failed.result(), BuildResult::Exception);
    assert_eq!(
        http_step_tests::refusal::told(failed.render_error().unwrap()),
        error
    );
    assert_eq!(failed.log("err.text").unwrap().text(), format!("{error}\n"));
    assert!(
        told.lock().unwrap().is_empty(),
        "a secret is not taken from the second best"
    );

    let before = MapSecrets::from([("token", "0123456789")]);
    let found = outcome(build(step).secrets(before).secrets(Sealed));
    assert!(found.render_error().is_none());
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_never_answers_is_waited_for_a_minute() {
    let never = AsyncSecrets::new(|_: String| std::future::pending::<Option<String>>());
    let step = HttpStep::post("http://127.0.0.1:9/").data(http_step::secret("token"));
    let outcome = build(step).secrets(never).run().await;
    let error = outcome.steps()[0].render_error().unwrap();
    assert_eq!(told(error), "`secrets`: no provider responded within 60s");
}
