//! Statuses and failures: how they are written, and that none is named twice.
#![cfg(test)]

use http_step_syntax::status::{Member, Members, code};
use http_step_syntax::words;

#[test]
fn the_json_form_is_read() {
    assert_eq!(Member::parse("_"), Ok(Member::Rest));
    assert_eq!(Member::parse("100..=599"), Ok(Member::Range(100, 599)));
    assert_eq!(Member::parse("200..=200"), Ok(Member::Range(200, 200)));
    for word in words::FAILURES {
        assert_eq!(Member::parse(word), Ok(Member::Failure(word)));
    }
    for (text, help) in [
        ("200", "write `200`"),
        ("99", "statuses go from 100 to 599"),
        ("200..=600", "statuses go from 100 to 599"),
        ("504..=502", "write `502..=504`"),
        ("200..=", "write `502..=504`"),
        ("200..=x", "write `502..=504`"),
        (
            "200..299",
            "a failure is one of dns, connect, tls, timeout, reset, protocol, incomplete, too_large, decode, redirect, proxy, refused_by_policy",
        ),
        ("timout", "did you mean `timeout`?"),
        ("tooLarge", "did you mean `too_large`?"),
    ] {
        let problem = Member::parse(text).unwrap_err();
        assert_eq!(problem.help.as_deref(), Some(help), "{text}");
        assert_eq!(problem.range, 0..text.len());
    }
    assert!(code(100).is_ok() && code(599).is_ok());
    assert!(code(0).is_err() && code(99).is_err() && code(600).is_err() && code(65_736).is_err());
}

fn told(members: &[Member]) -> Vec<String> {
    let mut seen = Members::default();
    let told = members.iter().filter_map(|member| seen.add(*member).err());
    told.map(|problem| problem.what).collect()
}

#[test]
fn members_exclude_each_other() {
    use Member::{Failure, Range, Rest, Status};

    let none: [&str; 0] = [];
    assert_eq!(
        told(&[
            Range(200, 299),
            Status(404),
            Status(300),
            Failure("dns"),
            Rest
        ]),
        none
    );
    assert_eq!(
        told(&[Status(404), Status(404)]),
        ["`404` is there already"]
    );
    assert_eq!(
        told(&[Failure("dns"), Failure("dns")]),
        ["`dns` is there already"]
    );
    assert_eq!(
        told(&[Range(200, 299), Status(299)]),
        ["`299` is in `200..=299` already"]
    );
    assert_eq!(
        told(&[Status(204), Range(200, 299)]),
        ["`200..=299` holds `204`, which is there already"]
    );
    assert_eq!(
        told(&[Range(200, 299), Range(250, 310)]),
        ["`250..=310` overlaps `200..=299`"]
    );
    assert_eq!(
        told(&[Rest, Status(200), Failure("dns"), Rest]),
        ["nothing comes to `200`: `_` before it takes all that is left"]
    );
    let failures = words::FAILURES.map(Failure);
    let all = [&[Range(100, 399), Range(400, 599)], failures.as_slice()].concat();
    assert_eq!(told(&all), none);
    assert_eq!(told(&[all.as_slice(), &[Rest]].concat()).len(), 1);
    assert_eq!(told(&[&all[1..], &[Rest]].concat()), none);
}

#[test]
fn words_are_found_with_their_nearest() {
    for (written, meant) in [
        (words::result("success"), "SUCCESS"),
        (words::result("WARNING"), "WARNINGS"),
        (words::result("CANCELED"), "CANCELLED"),
        (words::failure("time_out"), "timeout"),
        (words::failure("refusedByPolicy"), "refused_by_policy"),
        (words::capture_type("string"), "String"),
        (words::capture_type("u32"), "u64"),
        (words::capture_type("secret"), "Secret"),
    ] {
        let help = written.unwrap_err().help;
        assert_eq!(help, Some(format!("did you mean `{meant}`?")));
    }
    let help = words::result("OK").unwrap_err().help;
    assert!(
        help.unwrap()
            .starts_with("a result is one of SUCCESS, WARNINGS")
    );
}
