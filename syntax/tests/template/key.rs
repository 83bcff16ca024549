//! Selectors and names.

use http_step_syntax::template::{Reference, keyed};

use super::{only, prop, rejects, source};

const NAME: &str = "a name consists of letters, digits, `_`, `.` and `-`";

#[test]
fn references() {
    for (key, expected) in [
        ("prop:x", prop("x")),
        ("prop:", prop("")),
        ("prop:a.b-c_1", prop("a.b-c_1")),
        ("prop:naïve日½①", prop("naïve日½①")),
        ("prop:a\n", prop("a\n")),
        ("kw:x:-d", Reference::Keyword("x".into())),
        ("kw:\n:-d", Reference::Keyword("\n".into())),
        ("src::branch", source("", "branch")),
        ("src:a:b", source("a", "b")),
        ("src:a\n:b\n:-d", source("a\n", "b\n")),
        // Buildbot does not notice the missing colon.
        ("src:a:-d", source("a", "-d")),
        ("worker:", Reference::Worker("".into())),
        (
            "worker:a/b *(é)\n\n:-d",
            Reference::Worker("a/b *(é)\n\n".into()),
        ),
        ("secret:p(q)", Reference::Secret("p(q)".into())),
        ("secret:%", Reference::Secret("%".into())),
    ] {
        assert_eq!(only(&format!("%({key})s")).reference, expected, "{key:?}");
    }
}

#[test]
fn selectors() {
    let selector = |name| format!("invalid Interpolate selector '{name}'");
    let missing = |key| format!("invalid Interpolate substitution without selector '{key}'");
    let mean = |name| format!("did you mean `{name}`?");
    let any = "write `prop`, `kw`, `src`, `worker` or `secret`";
    let prefix = "write `prop:` and the name of a property, `kw:` and that of an argument";
    rejects(&[
        ("%(prp:x)s", "prp", &selector("prp"), &mean("prop")),
        ("%( Prop:x)s", " Prop", &selector(" Prop"), &mean("prop")),
        (
            "%(property:x)s",
            "property",
            &selector("property"),
            &mean("prop"),
        ),
        ("%(slave:x)s", "slave", &selector("slave"), &mean("worker")),
        (
            "%(sercet:x)s",
            "sercet",
            &selector("sercet"),
            &mean("secret"),
        ),
        ("%(garbage:x)s", "garbage", &selector("garbage"), any),
        ("a%(:x)s", "", &selector(""), any),
        ("%(%(prop:x)s)s", "%(prop", &selector("%(prop"), any),
        (
            "%(prop)s",
            "prop",
            &missing("prop"),
            "write a name after it, as in `prop:name`",
        ),
        (
            "%(kw)s",
            "kw",
            &missing("kw"),
            "write a name after it, as in `kw:name`",
        ),
        (
            "%(branch)s",
            "branch",
            &missing("branch"),
            "write `prop:branch` for a property, `kw:branch` for an argument",
        ),
        ("%(a b)s", "a b", &missing("a b"), prefix),
        ("%()s", "", &missing(""), prefix),
    ]);
}

#[test]
fn names() {
    let property =
        |rest| format!("Property name must be alphanumeric for prop Interpolation '{rest}'");
    rejects(&[
        ("%(prop:a/b)s", "/", &property("a/b"), NAME),
        ("%(prop:a b:-c:d)s", " ", &property("a b:-c:d"), NAME),
        ("%(prop:\na)s", "\n", &property("\na"), NAME),
        ("%(prop:a\n\n)s", "\n", &property("a\n\n"), NAME),
        ("é%(prop:é%)s", "%", &property("é%"), NAME),
        ("%(prop:e\u{301})s", "\u{301}", &property("e\u{301}"), NAME),
        ("%(prop:%(prop:y)s)s", "%", &property("%(prop:y)s"), NAME),
        (
            "%(kw:a b)s",
            " ",
            "Keyword must be alphanumeric for kw Interpolation 'a b'",
            NAME,
        ),
        (
            "%(src:a+:b+)s",
            "+",
            "Codebase must be alphanumeric for src Interpolation 'a+:b+'",
            NAME,
        ),
        (
            "%(src::b+:-c)s",
            "+",
            "Attribute must be alphanumeric for src Interpolation ':b+:-c'",
            NAME,
        ),
        (
            "%(src:a+)s",
            "a+",
            "Must specify both codebase and attribute for src Interpolation 'a+'",
            "write both, as in `src:codebase:branch`, or `src::branch`",
        ),
    ]);
}

/// Letters and numbers of Unicode 14, and three more.
#[test]
fn every_character() {
    let is_word = |c: &char| keyed(&format!("%(prop:{c}x)s")).is_ok();
    // The planes above have none, and take long.
    let above = ('\u{40000}'..=char::MAX).step_by(0x101);
    let all = ('\0'..='\u{3ffff}').chain(above);
    let words: Vec<char> = all.filter(is_word).collect();
    // Colons and parentheses end a name.
    assert_eq!(
        words
            .iter()
            .filter(|c| c.is_ascii())
            .collect::<String>()
            .len(),
        10 + 26 + 26 + 3
    );
    // The number that Python's `unicodedata` counts.
    assert_eq!(words.len(), 133_547 + 3);
    let beyond: Vec<_> = words.iter().filter(|c| !c.is_alphanumeric()).collect();
    assert_eq!(beyond, [&'-', &'.', &'_']);
}
