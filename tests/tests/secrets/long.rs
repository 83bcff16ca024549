//! Long credentials, and many of them.

use std::time::{Duration, Instant};

use http_step::{BuildFactory, BuildResult, HttpStep, MapSecrets, post};
use http_step_tests::refusal::told;
use http_step_tests::service::Service;

use super::{arrives, build, outcome};

/// Text of that length without a pattern in it.
fn random(length: usize) -> String {
    let mut state = 1_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        char::from(
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
                [(state >> 58) as usize],
        )
    };
    (0..length).map(|_| next()).collect()
}

#[test]
fn a_secret_has_16_kib_at_most() {
    let provider = |length: usize| move |_: &str| Some(random(length));
    assert_eq!(arrives("key", provider(16 << 10)), Ok(random(16 << 10)));
    let error = "`secrets`: the secret `key` could not be read: it is longer than 16 KiB";
    assert_eq!(
        arrives("key", provider((16 << 10) + 1)),
        Err(error.to_owned())
    );
}

#[test]
fn a_long_credential_is_hidden_whole() {
    let service = Service::start().unwrap();
    for length in [1_000, 3_000, 40_000, 64 << 10] {
        let value = random(length);
        let begun = Instant::now();
        let outcome = outcome(build(
            post!(service.url("/echo"), data: { "token": &*value }),
        ));
        // It took seconds, and gigabytes, to look for one in every form.
        assert!(
            begun.elapsed() < Duration::from_secs(3),
            "{:?}",
            begun.elapsed()
        );
        let logs: String = outcome.logs().iter().map(http_step::Log::text).collect();
        assert!(logs.contains("token=<HIDDEN>"));
        let bytes = value.as_bytes().chunks(20);
        for part in bytes.map(|part| std::str::from_utf8(part).unwrap()) {
            assert!(part.len() < 20 || !logs.contains(part), "{length}: {part}");
        }
    }
}

#[test]
fn a_credential_that_cannot_be_looked_for_is_refused() {
    let value = random((64 << 10) + 1);
    let outcome = outcome(build(
        HttpStep::post("http://127.0.0.1:1/").data([("token", value)]),
    ));
    assert_eq!(outcome.result(), BuildResult::Exception);
    assert_eq!(
        told(outcome.render_error().unwrap()),
        "`data`: a value under the name of a credential is longer than 64 KiB, which logs could not hide"
    );
}

#[test]
fn many_steps_with_credentials_of_their_own_learn_a_bit_each() {
    let mut factory = BuildFactory::new();
    for step in 0..300 {
        let token = format!("{step}-{}", &random(step + 40)[step..]);
        factory.add_step(
            post!("http://127.0.0.1:1/", headers: { "X-Token": token, "X-A": Secret("pw") }),
        );
    }
    let begun = Instant::now();
    let secrets = MapSecrets::from([("pw", "hunter2-s3cr3t")]);
    let outcome = factory.build().secrets(secrets).run_blocking();
    assert_eq!(outcome.steps().len(), 300);
    assert!(
        begun.elapsed() < Duration::from_secs(10),
        "{:?}",
        begun.elapsed()
    );
}
