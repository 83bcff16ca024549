//! Statuses and failures: their forms, and overlaps.
#![cfg(test)]

use http_step_syntax::status::{Member, Members, code};
use http_step_syntax::words;

#[test]
fn the_json_form() {
    assert_eq!(Member::parse("_"), Ok(Member::Rest));
    assert_eq!(Member::parse("100..=599"), Ok(Member::Range(100, 599)));
    assert_eq!(Member::parse("200..=200"), Ok(Member::Range(200, 200)));
    for word in words::FAILURES {
        assert_eq!(Member::parse(word), Ok(Member::Failure(word)));
    }
    for (text, help) in [
        ("200", "write `200`"),
        ("99", "a status is an integer from 100 to 599"),
        ("200..=600", "a status is an integer from 100 to 599"),
        ("504..=502", "write `502..=504`"),
        ("200..=", r#"write `"502..=504"`"#),
        ("200..=x", r#"write `"502..=504"`"#),
        ("200..299", r#"write `"200..=299"`"#),
        ("200...299", r#"write `"200..=299"`"#),
        ("200-299", r#"write `"200..=299"`"#),
        ("2xx", r#"write `"200..=299"`"#),
        ("5XX", r#"write `"500..=599"`"#),
        ("9xx", r#"write `200`, `"502..=504"` or `"timeout"`"#),
        (
            "404 Not Found",
            r#"write `200`, `"502..=504"` or `"timeout"`"#,
        ),
        (
            "bad gateway",
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

fn problems(members: &[Member]) -> Vec<String> {
    let mut seen = Members::default();
    let found = members.iter().filter_map(|member| seen.add(*member).err());
    found.map(|problem| problem.what).collect()
}

#[test]
fn members_exclude_each_other() {
    use Member::{Failure, Range, Rest, Status};

    let none: [&str; 0] = [];
    assert_eq!(
        problems(&[
            Range(200, 299),
            Status(404),
            Status(300),
            Failure("dns"),
            Rest
        ]),
        none
    );
    assert_eq!(problems(&[Status(404), Status(404)]), ["duplicate `404`"]);
    assert_eq!(
        problems(&[Failure("dns"), Failure("dns")]),
        ["duplicate `dns`"]
    );
    assert_eq!(
        problems(&[Range(200, 299), Status(299)]),
        ["`299` is already covered by `200..=299`"]
    );
    assert_eq!(
        problems(&[Status(204), Range(200, 299)]),
        ["`200..=299` overlaps `204` above"]
    );
    assert_eq!(
        problems(&[Range(200, 299), Range(250, 310)]),
        ["`250..=310` overlaps `200..=299` above"]
    );
    assert_eq!(
        problems(&[Rest, Status(200), Failure("dns"), Rest]),
        ["unreachable arm: `_` above matches everything that `200` matches"]
    );
    let failures = words::FAILURES.map(Failure);
    let all = [&[Range(100, 399), Range(400, 599)], failures.as_slice()].concat();
    assert_eq!(problems(&all), none);
    assert_eq!(problems(&[all.as_slice(), &[Rest]].concat()).len(), 1);
    assert_eq!(problems(&[&all[1..], &[Rest]].concat()), none);
}

#[test]
fn words_with_the_nearest_one() {
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
