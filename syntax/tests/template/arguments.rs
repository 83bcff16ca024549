//! Templates with their arguments.

use http_step_syntax::Problem;
use http_step_syntax::template::{check_keyed, check_positional};

/// Returns the text at fault, what is wrong, and what to write.
fn found(text: &str, problem: &Problem) -> (String, String, String) {
    let fault = text.get(problem.range.clone());
    (
        fault.unwrap_or("(out of the text)").to_owned(),
        problem.what.clone(),
        problem.help.clone().unwrap_or_default(),
    )
}

fn rejects(text: &str, names: &[&str], expected: &[(&str, &str, &str)]) {
    let problems = check_keyed(text, names).problems;
    let all: Vec<_> = problems.iter().map(|it| found(text, it)).collect();
    let expected = expected.iter();
    let expected: Vec<_> = expected
        .map(|(fault, what, help)| ((*fault).to_owned(), (*what).to_owned(), (*help).to_owned()))
        .collect();
    assert_eq!(all, expected, "{text}");
}

#[test]
fn every_mistake_is_a_problem() {
    let selector = "invalid Interpolate selector 'prp'";
    let mean = "did you mean `prop`?";
    rejects(
        "%(prp:a)s %(prop:b)s %(prp:c)s",
        &[],
        &[("prp", selector, mean), ("prp", selector, mean)],
    );
    rejects(
        "%(prop:a)d %(prp:b)s %(kw:c)s",
        &[],
        &[
            (
                "d",
                "%d format: a real number is required, not str",
                "write `s`: the value is inserted as text",
            ),
            ("prp", selector, mean),
            ("%(kw:c)s", "unknown argument `c`", "pass the argument `c`"),
        ],
    );
    // Both parts of an operation are read.
    rejects(
        "%(prop:a:?|%(prp:b)s|%(prp:c)s)s",
        &[],
        &[("prp", selector, mean), ("prp", selector, mean)],
    );
    // After a key that is not closed, nothing can be read.
    rejects(
        "%(prp:a)s %(prop:b",
        &[],
        &[
            (
                "%(",
                "incomplete format key",
                "close it with `)s`; parentheses in a key must be balanced",
            ),
            ("prp", selector, mean),
        ],
    );
}

#[test]
fn arguments_are_given() {
    rejects(
        "%(kw:a)s %(kw:b:-c)s %(kw:b:+%(kw:a)s)s",
        &["a", "unused"],
        &[],
    );
    rejects(
        "%(kw:braanch)s %(kw:x)s",
        &["branch"],
        &[
            (
                "%(kw:braanch)s",
                "unknown argument `braanch`",
                "did you mean `branch`?",
            ),
            ("%(kw:x)s", "unknown argument `x`", "pass the argument `x`"),
        ],
    );
    // A template in an operation has the same arguments.
    rejects(
        "%(prop:a:-%(kw:x)s)s",
        &[],
        &[("%(kw:x)s", "unknown argument `x`", "pass the argument `x`")],
    );
}

#[test]
fn secrets_have_their_own_bytes() {
    let text = "é%(secret:a)s %(prop:b:-%(secret:c)s)s %(kw:secret)s %(prp:d)s %(secret:e)s";
    let checked = check_keyed(text, &["secret"]);
    let secrets: Vec<_> = checked
        .secrets
        .into_iter()
        .map(|range| &text[range])
        .collect();
    assert_eq!(secrets, ["%(secret:a)s", "%(secret:c)s", "%(secret:e)s"]);
    assert_eq!(checked.problems.len(), 1);
}

#[test]
fn secrets_are_not_truncated() {
    let what = "a secret can't be truncated";
    let help = "remove the precision: the rest of a truncated secret can't be redacted";
    rejects(
        "%(secret:a).7s %(secret:b)s %(prop:c:-%(secret:d)s).3s %(prop:e).7s",
        &[],
        &[
            ("%(secret:a).7s", what, help),
            ("%(prop:c:-%(secret:d)s).3s", what, help),
        ],
    );
}

#[test]
fn positional_arguments() {
    for (text, given, expected) in [
        ("%s of %5.1f%%", 2, vec![(0..2, 0), (6..11, 1)]),
        ("é%*d%s%-*.*f", 6, vec![(2..5, 1), (5..7, 2), (7..13, 5)]),
        ("100%%", 0, vec![]),
    ] {
        let placeholders = check_positional(text, given).unwrap();
        let found: Vec<_> = placeholders
            .into_iter()
            .map(|it| (it.range, it.argument))
            .collect();
        assert_eq!(found, expected, "{text}");
    }
    let mixed = "a named substitution is not allowed next to positional arguments";
    let by_name = "write `%s`, or give all arguments by name: `%(kw:name)s`";
    let too_many = "write `%s` where the value goes";
    let too_few = "pass one argument for each placeholder, and write `%%` for a percent sign";
    for (text, given, fault, what, help) in [
        ("%(prop:x)s %s", 1, "%(prop:x)s", mixed, by_name),
        ("%", 1, "%", "incomplete format", super::PERCENT),
        (
            "v{}",
            1,
            "",
            "this template has no placeholder, but 1 argument is given",
            too_many,
        ),
        (
            "%s",
            2,
            "",
            "this template has 1 placeholder, but 2 arguments are given",
            too_many,
        ),
        (
            "%s %s",
            1,
            "",
            "this template has 2 placeholders, but 1 argument is given",
            too_few,
        ),
    ] {
        let problem = check_positional(text, given).unwrap_err();
        let expected = (fault.to_owned(), what.to_owned(), help.to_owned());
        assert_eq!(found(text, &problem), expected, "{text}");
    }
}
