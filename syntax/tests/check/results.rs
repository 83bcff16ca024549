//! Results, statuses and failures.

use http_step_syntax::Surface;
use http_step_syntax::tree::OpaqueKind;

use super::tree::*;
use super::{accepts, accepts_in, rejects, rejects_in, with};

const STATUS: &str = "a status is an integer from 100 to 599";
const MEMBER: &str = "write `200`, `502..=504` or `timeout`";
const RESULTS: &str =
    "a result is one of SUCCESS, WARNINGS, FAILURE, SKIPPED, EXCEPTION, RETRY, CANCELLED";
const FAILURES: &str = "a failure is one of dns, connect, tls, timeout, reset, protocol, incomplete, too_large, decode, redirect, proxy, refused_by_policy";

fn path(last: &str) -> super::Node {
    opaque(OpaqueKind::Path(last.to_owned()))
}

#[test]
fn right() {
    accepts(with(
        "results",
        arms([
            (
                vec![range(integer(200), integer(299)), integer(404)],
                word("SUCCESS"),
            ),
            (vec![word("timeout"), bad()], word("RETRY")),
            (vec![word("_")], word("FAILURE")),
        ]),
    ));
    accepts(with("results", bad()));
    for policy in [
        bool(true),
        list([word("FAILURE"), word("EXCEPTION"), bad()]),
        bad(),
    ] {
        accepts(with("update_build_summary_policy", policy));
    }
    for policy in [word("policy"), expression(), path("POLICY")] {
        accepts_in(Surface::Rust, with("update_build_summary_policy", policy));
    }
}

#[test]
fn members() {
    let results = arms([
        (
            vec![
                at(1, integer(99)),
                at(2, integer(-5)),
                at(3, float(200.0)),
                at(4, bool(true)),
                at(5, text("200")),
                at(6, text("success")),
                at(7, word("timout")),
                at(8, expression()),
                at(9, list([])),
            ],
            word("SUCCESS"),
        ),
        (
            vec![
                range(at(10, integer(600)), at(11, integer(0))),
                at(12, range(integer(299), integer(200))),
                range(bad(), integer(200)),
                range(at(13, word("low")), integer(200)),
            ],
            word("FAILURE"),
        ),
    ]);
    let other = "expected a status, a range of statuses or a failure";
    let quotes = "statuses and failures are written without quotes";
    rejects(
        with("results", results),
        &[
            (1, "", "invalid status 99", STATUS),
            (2, "", "invalid status -5", STATUS),
            (
                3,
                "",
                "expected a status as an integer, found a float",
                MEMBER,
            ),
            (
                4,
                "",
                "expected a status as an integer, found a boolean",
                MEMBER,
            ),
            (5, "", quotes, "write `200`"),
            (6, "", quotes, MEMBER),
            (7, "", "unknown failure `timout`", "did you mean `timeout`?"),
            (8, "", other, MEMBER),
            (9, "", other, MEMBER),
            (10, "", "invalid status 600", STATUS),
            (11, "", "invalid status 0", STATUS),
            (12, "", "empty range", "write `200..=299`"),
            (13, "", other, MEMBER),
        ],
    );
}

#[test]
fn statuses_that_are_retried() {
    let on = |items: Vec<super::Node>| {
        let retry = options([field("attempts", integer(3)), field("on", list(items))]);
        let mut fields = with("retry", retry);
        fields.push(field("method", word("GET")));
        fields
    };
    for timeout in [word("timeout"), json_word("timeout")] {
        accepts(on(vec![
            integer(429),
            range(integer(502), integer(504)),
            timeout,
            bad(),
        ]));
    }
    rejects(
        on(vec![
            at(1, word("_")),
            at(2, word("teapot")),
            integer(429),
            at(3, integer(429)),
        ]),
        &[
            (
                1,
                "",
                "`_` is not allowed here",
                "name the statuses and failures",
            ),
            (2, "", "unknown failure `teapot`", FAILURES),
            (3, "", "duplicate `429`", "remove one of the two"),
        ],
    );
    // In JSON, every string that is not a range is a word.
    let other = "expected a range of statuses or the name of a failure";
    rejects_in(
        Surface::Json,
        on(vec![
            at(1, json_word("2xx")),
            at(2, json_word("200-299")),
            at(3, json_word("502..504")),
            at(4, json_word("429")),
            at(5, json_word("")),
        ]),
        &[
            (1, "", other, r#"write `"200..=299"`"#),
            (2, "", other, r#"write `"200..=299"`"#),
            (3, "", other, r#"write `"502..=504"`"#),
            (
                4,
                "",
                "expected a status as a number, found a string",
                "write `429`",
            ),
            (5, "", other, r#"write `200`, `"502..=504"` or `"timeout"`"#),
        ],
    );
}

#[test]
fn overlaps() {
    let once = "name each status once";
    let results = arms([
        (
            vec![range(integer(200), integer(299)), integer(404)],
            word("SUCCESS"),
        ),
        (vec![at(1, integer(204))], word("FAILURE")),
        (
            vec![at(2, range(integer(250), integer(310)))],
            word("FAILURE"),
        ),
        (
            vec![at(3, integer(404)), word("dns"), at(4, word("dns"))],
            word("FAILURE"),
        ),
        (vec![word("_")], word("FAILURE")),
        (vec![at(5, integer(500)), integer(501)], word("FAILURE")),
    ]);
    rejects(
        with("results", results),
        &[
            (1, "", "`204` is already covered by `200..=299`", once),
            (2, "", "`250..=310` overlaps `200..=299` above", once),
            (3, "", "duplicate `404`", "remove one of the two"),
            (4, "", "duplicate `dns`", "remove one of the two"),
            (
                5,
                "",
                "unreachable arm: `_` above matches everything that `500` matches",
                "write `_` last",
            ),
        ],
    );
}

#[test]
fn words() {
    let results = arms([
        (vec![integer(200)], at(1, word("success"))),
        (vec![integer(201)], at(2, word("ok"))),
        (vec![integer(202)], at(3, text("SUCCESS"))),
        (vec![integer(203)], at(4, text("fine"))),
        (vec![integer(204)], at(5, path("Success"))),
        (vec![integer(205)], at(6, path("fine"))),
        (vec![integer(206)], at(7, integer(0))),
        (vec![integer(207)], at(8, property("result"))),
        (vec![integer(208)], bad()),
    ]);
    let quotes = "a result is written without quotes";
    let one = "a result is one word, found a path";
    rejects(
        with("results", results),
        &[
            (1, "", "unknown result `success`", "did you mean `SUCCESS`?"),
            (2, "", "unknown result `ok`", RESULTS),
            (3, "", quotes, "write `SUCCESS`"),
            (4, "", quotes, RESULTS),
            (5, "", one, "write `SUCCESS`"),
            (6, "", one, RESULTS),
            (7, "", "expected a result, found an integer", RESULTS),
            (
                8,
                "",
                "expected a result, found a value that is known only when the build runs",
                RESULTS,
            ),
        ],
    );
    let takes = "`results`: expected a map `{ 200..=299 => SUCCESS, _ => FAILURE }`, found a list";
    rejects(with("results", at(1, list([]))), &[(1, "", takes, "")]);
}

#[test]
fn policies() {
    let policy = |value| with("update_build_summary_policy", value);
    let one = "expected a list of results, found one result";
    for result in [word("FAILURE"), path("FAILURE")] {
        rejects_in(
            Surface::Rust,
            policy(at(1, result)),
            &[(1, "", one, "write `[FAILURE]`")],
        );
    }
    let items = list([
        word("FAILURE"),
        at(1, word("FAILURE")),
        at(2, word("Retry")),
    ]);
    rejects(
        policy(items),
        &[
            (1, "", "duplicate result `FAILURE`", "remove one of the two"),
            (2, "", "unknown result `Retry`", "did you mean `RETRY`?"),
        ],
    );
    let takes = "`update_build_summary_policy`: expected `true`, `false`, or a list of results `[FAILURE]`, found ";
    for (value, kind) in [
        (closure(1), "a closure"),
        (
            property("a"),
            "a value that is known only when the build runs",
        ),
        (integer(1), "an integer"),
    ] {
        rejects(
            policy(at(1, value)),
            &[(1, "", &format!("{takes}{kind}"), "")],
        );
    }
}
