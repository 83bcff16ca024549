//! Operations: the part of a key after the name.

use http_step_syntax::template::{MAX_DEPTH, Operation, Piece, Template, keyed};

use super::{accepts, only, prop, rejects, text};

const PARTS: &str = "write both parts, as in `?|yes|no`";

fn plain(part: &str) -> Template {
    let pieces = Some(part).filter(|part| !part.is_empty()).map(text);
    Template {
        pieces: pieces.into_iter().collect(),
    }
}

#[test]
fn replacements() {
    for (operation, expected) in [
        ("", Operation::Plain),
        (":-", Operation::IfMissing(plain(""))),
        (":-d", Operation::IfMissing(plain("d"))),
        (":~a:-b", Operation::IfFalsy(plain("a:-b"))),
        (":+(a)(b)", Operation::IfPresent(plain("(a)(b)"))),
        (
            ":-http://h:80/",
            Operation::IfMissing(plain("http://h:80/")),
        ),
        (":-50%%", Operation::IfMissing(plain("50%"))),
    ] {
        assert_eq!(
            only(&format!("%(prop:x{operation})s")).operation,
            expected,
            "{operation}"
        );
    }
}

#[test]
fn ternaries() {
    for (parts, then, otherwise) in [
        ("|a|b", "a", "b"),
        ("||", "", ""),
        ("|a|b|c", "a", "b|c"),
        ("|(a|b)|c", "(a|b)", "c"),
        (":a:b", "a", "b"),
        ("é日é本", "日", "本"),
        ("?a?b", "a", "b"),
        ("|100%%|b", "100%", "b"),
        // A nested substitution protects its parentheses, not its letter.
        ("-(-)-b", "(-)", "b"),
    ] {
        for (sign, by_truth) in [("?", false), ("#?", true)] {
            let (then, otherwise) = (plain(then), plain(otherwise));
            let expected = Operation::Ternary {
                by_truth,
                then,
                otherwise,
            };
            assert_eq!(
                only(&format!("%(prop:x:{sign}{parts})s")).operation,
                expected,
                "{parts}"
            );
        }
    }
    let Operation::Ternary {
        then, otherwise, ..
    } = only("%(worker:(:?)(a)b)s").operation
    else {
        panic!("no ternary");
    };
    assert_eq!((then, otherwise), (plain("(a"), plain("b")));
}

/// Python unpacks two characters as it unpacks two strings.
#[test]
fn ternaries_of_two_characters() {
    for (parts, then, otherwise) in [
        ("|ab", "a", "b"),
        ("|é日", "é", "日"),
        ("|()", "(", ")"),
        ("a12", "1", "2"),
    ] {
        let (then, otherwise) = (plain(then), plain(otherwise));
        let by_truth = false;
        let expected = Operation::Ternary {
            by_truth,
            then,
            otherwise,
        };
        assert_eq!(
            only(&format!("%(prop:x:?{parts})s")).operation,
            expected,
            "{parts}"
        );
    }
    rejects(&[(
        "%(prop:x:?|a%)s",
        "%",
        "incomplete format",
        "write `%%` for a percent sign",
    )]);
}

#[test]
fn templates_in_templates() {
    let text = "%(prop:x:-a%(prop:y:~%(prop:é)-3s)s%%)s";
    let Operation::IfMissing(outer) = only(text).operation else {
        panic!("no default");
    };
    let [before, Piece::Substitution(y), after] = outer.pieces.as_slice() else {
        panic!("{outer:?}");
    };
    assert_eq!((before, after), (&super::text("a"), &super::text("%")));
    assert_eq!(text.get(y.range.clone()), Some("%(prop:y:~%(prop:é)-3s)s"));
    let Operation::IfFalsy(inner) = &y.operation else {
        panic!("{y:?}");
    };
    let [Piece::Substitution(inner)] = inner.pieces.as_slice() else {
        panic!("{inner:?}");
    };
    assert_eq!(text.get(inner.range.clone()), Some("%(prop:é)-3s"));
    assert_eq!(inner.reference, prop("é"));
}

#[test]
fn wrong_operations() {
    let default = |c: &str| format!("invalid Interpolate default type '{c}'");
    let write = "write `:-`, `:~` or `:+` and a text, or `:?|yes|no`";
    for (key, c) in [
        ("prop:x:d", "d"),
        ("kw:x: -d", " "),
        ("src:a:b:c", "c"),
        ("worker:x:é", "é"),
        ("secret:x:#d", "#"),
        ("prop:x::d", ":"),
    ] {
        rejects(&[(&format!("%({key})s"), c, &default(c), write)]);
    }
    let missing = "missing operation after `:`";
    let remove = "write `:-` and a default, or remove the `:`";
    rejects(&[
        ("%(prop:x:)s", "", missing, remove),
        ("%(src:::)s", "", missing, remove),
        ("%(prop:x:-%(kw:y:)s)s", "", missing, remove),
    ]);
}

#[test]
fn wrong_ternaries() {
    let ternary = |tail, delimiter| {
        format!("invalid Interpolate ternary expression '{tail}' with delimiter '{delimiter}'")
    };
    let paren = "invalid Interpolate ternary delimiter '('";
    rejects(&[
        ("%(prop:x:?)s", "", "missing parts of the ternary", PARTS),
        ("%(prop:x:#?)s", "", "missing parts of the ternary", PARTS),
        ("%(prop:x:?(a)b)s", "(", paren, PARTS),
        ("%(prop:x:#?())s", "(", paren, PARTS),
        ("%(prop:x:?|)s", "", &ternary("", "|"), PARTS),
        ("%(prop:x:?|a)s", "a", &ternary("a", "|"), PARTS),
        ("%(prop:x:?|abc)s", "abc", &ternary("abc", "|"), PARTS),
        (
            "%(prop:x:#?|a(|)b)s",
            "a(|)b",
            &ternary("a(|)b", "|"),
            PARTS,
        ),
        (
            "%(worker:n(:?|a)b|c)s",
            "a)b|c",
            &ternary("a)b|c", "|"),
            PARTS,
        ),
        ("%(worker:(:?)abc)s", "abc", &ternary("abc", ")"), PARTS),
        (
            "%(prop:x:?|é%(prop:y)s)s",
            "é%(prop:y)s",
            &ternary("é%(prop:y)s", "|"),
            PARTS,
        ),
    ]);
}

#[test]
fn depth() {
    let nested = |depth| "%(prop:x:-".repeat(depth) + &")s".repeat(depth);
    let deepest = accepts(&nested(MAX_DEPTH - 1));
    let mut seen = 0;
    deepest.visit(&mut |_| seen += 1);
    assert_eq!(seen, MAX_DEPTH - 1);
    assert_eq!(deepest.clone(), deepest);
    for depth in [MAX_DEPTH, 10_000] {
        let problem = keyed(&nested(depth)).unwrap_err();
        assert_eq!(
            problem.what,
            "templates are nested more than 128 levels deep"
        );
        assert_eq!(problem.range.start, "%(prop:x:-".len() * MAX_DEPTH);
    }
}
