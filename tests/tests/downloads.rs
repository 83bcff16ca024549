//! `save_to`: a body in a file, whole or not at all.
#![cfg(test)]

use std::fs;
use std::path::Path;

use http_step::prelude::*;
use http_step::{FailureKind, Session};
use http_step_tests::raw::{Raw, response};
use tempfile::TempDir;

fn run(step: HttpStep) -> StepOutcome {
    let mut factory = BuildFactory::new();
    factory.add_step(step);
    let build = factory.build().session(Session::new());
    build.run_blocking().steps()[0].clone()
}

/// Saves what a server answers to `out.bin` in the folder.
fn saved(folder: &Path, answer: Vec<u8>) -> StepOutcome {
    let server = Raw::with(move |_| answer.clone()).unwrap();
    let target = folder.join("out.bin");
    run(get!(server.url("/"), save_to: target.to_str().unwrap()))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.collect()
}

#[test]
fn a_body_is_saved_byte_for_byte() {
    let folder = TempDir::new().unwrap();
    let body: Vec<u8> = (0..=255).cycle().take(1 << 20).collect();
    let outcome = saved(folder.path(), response(200, &[], &body));
    assert_eq!(outcome.result(), BuildResult::Success, "{outcome:?}");
    assert!(fs::read(folder.path().join("out.bin")).unwrap() == body);
    assert_eq!(names(folder.path()), ["out.bin"]);
    // The log has an excerpt all the same.
    assert!(
        outcome
            .log("content")
            .unwrap()
            .text()
            .contains("bytes left out")
    );
}

#[cfg(unix)]
#[test]
fn a_saved_file_has_the_rights_of_any_new_file() {
    use std::os::unix::fs::MetadataExt as _;
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("other"), "").unwrap();
    saved(folder.path(), response(200, &[], "body"));
    let mode = |name| fs::metadata(folder.path().join(name)).unwrap().mode();
    assert_eq!(mode("out.bin"), mode("other"));
}

#[test]
fn what_is_saved_is_decoded() {
    let folder = TempDir::new().unwrap();
    let gzip =
        b"\x1f\x8b\x08\0\0\0\0\0\x02\x03\xcb\x48\xcd\xc9\xc9\x07\0\x86\xa6\x10\x36\x05\0\0\0";
    saved(
        folder.path(),
        response(200, &["Content-Encoding: gzip"], gzip),
    );
    assert_eq!(fs::read(folder.path().join("out.bin")).unwrap(), b"hello");
}

#[test]
fn what_is_not_whole_is_not_there() {
    let cut = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nxyz\r\n";
    for (answer, result) in [
        (response(404, &[], "not here"), "Status code: 404 (failure)"),
        (cut.to_vec(), "Requested (failure)"),
        (
            response(200, &["Content-Encoding: gzip"], "no gzip"),
            "Requested (failure)",
        ),
    ] {
        let folder = TempDir::new().unwrap();
        let outcome = saved(folder.path(), answer.clone());
        assert_eq!(outcome.state_string(), result);
        assert!(names(folder.path()).is_empty());

        // What was there before stays.
        fs::write(folder.path().join("out.bin"), "old").unwrap();
        saved(folder.path(), answer);
        assert_eq!(names(folder.path()), ["out.bin"]);
        assert_eq!(fs::read(folder.path().join("out.bin")).unwrap(), b"old");
    }
}

#[test]
fn a_file_takes_the_place_of_another() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("out.bin"), "old").unwrap();
    saved(folder.path(), response(200, &[], "new"));
    assert_eq!(fs::read(folder.path().join("out.bin")).unwrap(), b"new");
}

#[test]
fn where_nothing_can_be_written_nothing_is_sent() {
    let folder = TempDir::new().unwrap();
    let server = Raw::with(|_| response(200, &[], "")).unwrap();
    for target in [folder.path().join("none/out.bin"), folder.path().to_owned()] {
        let outcome = run(get!(server.url("/"), save_to: target.to_str().unwrap()));
        assert_eq!(outcome.result(), BuildResult::Exception);
        assert_eq!(outcome.render_error().unwrap().field(), "save_to");
    }
    assert!(server.received_requests().is_empty());
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_limit_holds_for_files_that_have_one() {
    let folder = TempDir::new().unwrap();
    let server = Raw::with(|_| response(200, &[], "12345")).unwrap();
    let target = folder.path().join("out.bin");
    let step = get!(server.url("/"), save_to: target.to_str().unwrap(), max_response: 4);
    let outcome = run(step);
    assert_eq!(outcome.failure().unwrap().kind(), FailureKind::TooLarge);
    assert!(names(folder.path()).is_empty());
}

#[test]
fn an_answer_without_what_was_asked_for_leaves_the_file() {
    let folder = TempDir::new().unwrap();
    let target = folder.path().join("out.bin");
    fs::write(&target, "precious").unwrap();
    let answers = [
        b"HTTP/1.1 304 Not Modified\r\n\r\n".to_vec(),
        b"HTTP/1.1 204 No Content\r\n\r\n".to_vec(),
        response(302, &["Location: /elsewhere"], "moved"),
        response(404, &[], "not here"),
    ];
    for answer in answers {
        let server = Raw::with(move |_| answer.clone()).unwrap();
        let target = target.to_str().unwrap();
        run(get!(server.url("/"), save_to: target, allow_redirects: false));
        assert_eq!(fs::read(target).unwrap(), b"precious");
    }
    let server = Raw::with(|_| response(200, &[], "")).unwrap();
    run(head!(server.url("/"), save_to: target.to_str().unwrap()));
    assert_eq!(fs::read(&target).unwrap(), b"precious");
    assert_eq!(names(folder.path()), ["out.bin"]);
}

#[test]
fn what_is_not_saved_has_the_bound_of_any_body() {
    let folder = TempDir::new().unwrap();
    let head = b"HTTP/1.1 500 Whatever\r\nContent-Length: 67108865\r\n\r\n";
    let outcome = saved(folder.path(), head.to_vec());
    assert_eq!(outcome.failure().unwrap().kind(), FailureKind::TooLarge);
    assert!(names(folder.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn only_files_are_replaced_and_links_stay() {
    let folder = TempDir::new().unwrap();
    let real = folder.path().join("real");
    let target = folder.path().join("out.bin");
    fs::write(&real, "old").unwrap();
    std::os::unix::fs::symlink(&real, &target).unwrap();
    saved(folder.path(), response(200, &[], "new"));
    assert_eq!(fs::read(&real).unwrap(), b"new");
    assert!(target.is_symlink());

    let server = Raw::with(|_| response(200, &[], "new")).unwrap();
    let inside = format!("{}/", folder.path().join("absent").display());
    for target in ["/dev/null", inside.as_str()] {
        let outcome = run(get!(server.url("/"), save_to: target));
        assert_eq!(outcome.result(), BuildResult::Exception, "{target}");
    }
    assert!(server.received_requests().is_empty());
}
