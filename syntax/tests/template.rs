//! The pieces of templates, and the problems with wrong ones.
#![cfg(test)]

#[path = "template/arguments.rs"]
mod arguments;
#[path = "template/corpus.rs"]
mod corpus;
#[path = "template/hostile.rs"]
mod hostile;
#[path = "template/key.rs"]
mod key;
#[path = "template/operation.rs"]
mod operation;
#[path = "template/positional.rs"]
mod positional;
#[path = "template/printf.rs"]
mod printf;

use http_step_syntax::template::{
    Conversion, Kind, Operation, Piece, Reference, Substitution, Template, keyed,
};

/// A template with a mistake: the text, the part at fault, what is wrong, what to write.
type Wrong<'t> = (&'t str, &'t str, &'t str, &'t str);

const PERCENT: &str = "write `%%` for a percent sign";
const NOT_ENOUGH: &str = "not enough arguments for format string";

fn rejects(table: &[Wrong<'_>]) {
    for &(text, fault, what, help) in table {
        let problem = keyed(text).expect_err(text);
        let at = text.get(problem.range.clone()).expect(text);
        let found = (at, &*problem.what, problem.help.as_deref());
        assert_eq!(found, (fault, what, Some(help)), "{text:?}");
    }
}

/// Returns the help for a key whose conversion has no letter.
fn needs_letter(key: &str) -> String {
    format!("`%({key})` needs a final `s`")
}

fn accepts(text: &str) -> Template {
    keyed(text).unwrap_or_else(|problem| panic!("{text:?}: {problem:?}"))
}

fn text(text: &str) -> Piece {
    Piece::Text(text.into())
}

/// Returns the substitution that a template consists of.
fn only(template: &str) -> Substitution {
    match accepts(template).pieces.as_slice() {
        [Piece::Substitution(only)] => only.as_ref().clone(),
        pieces => panic!("{template:?}: {pieces:?}"),
    }
}

fn prop(name: &str) -> Reference {
    Reference::Property(name.into())
}

fn source(codebase: &str, attribute: &str) -> Reference {
    Reference::Source {
        codebase: codebase.into(),
        attribute: attribute.into(),
    }
}

#[test]
fn text_and_substitutions() {
    assert_eq!(accepts(""), Template::default());
    assert_eq!(
        accepts("(a) b:c"),
        Template {
            pieces: vec![text("(a) b:c")]
        }
    );
    assert_eq!(
        accepts("%%"),
        Template {
            pieces: vec![text("%")]
        }
    );
    assert_eq!(
        accepts("%%%%(x)%%s"),
        Template {
            pieces: vec![text("%%(x)%s")]
        }
    );
    let named = |range, name| {
        let conversion = Conversion::default();
        let operation = Operation::Plain;
        Piece::Substitution(Box::new(Substitution {
            range,
            reference: prop(name),
            operation,
            conversion,
        }))
    };
    let pieces = vec![
        text("é"),
        named(2..12, "x"),
        named(12..22, "y"),
        text("%20"),
    ];
    assert_eq!(accepts("é%(prop:x)s%(prop:y)s%%20"), Template { pieces });
}

#[test]
fn conversions() {
    let conversion = |left, width, precision, kind| Conversion {
        left,
        width,
        precision,
        kind,
    };
    for (letters, expected) in [
        ("s", conversion(false, 0, None, Kind::Text)),
        ("r", conversion(false, 0, None, Kind::Repr)),
        ("a", conversion(false, 0, None, Kind::Ascii)),
        ("5s", conversion(false, 5, None, Kind::Text)),
        ("-5r", conversion(true, 5, None, Kind::Repr)),
        (".3s", conversion(false, 0, Some(3), Kind::Text)),
        (".s", conversion(false, 0, Some(0), Kind::Text)),
        ("-08.0003a", conversion(true, 8, Some(3), Kind::Ascii)),
        ("+ #0s", conversion(false, 0, None, Kind::Text)),
        ("ls", conversion(false, 0, None, Kind::Text)),
        ("5.2hr", conversion(false, 5, Some(2), Kind::Repr)),
        ("Ls", conversion(false, 0, None, Kind::Text)),
        (
            "9223372036854775807s",
            conversion(false, 9_223_372_036_854_775_807, None, Kind::Text),
        ),
        (
            ".2147483647s",
            conversion(false, 0, Some(2_147_483_647), Kind::Text),
        ),
    ] {
        assert_eq!(
            only(&format!("%(prop:x){letters}")).conversion,
            expected,
            "{letters}"
        );
    }
}

/// Buildbot takes the first letter of the next word for that of the conversion.
#[test]
fn a_forgotten_letter_that_the_next_word_has() {
    for (letters, kind, rest) in [
        (" string", Kind::Text, "tring"),
        (" ready", Kind::Repr, "eady"),
        ("-and", Kind::Ascii, "nd"),
        ("2s", Kind::Text, ""),
    ] {
        let template = accepts(&format!("%(prop:x){letters}"));
        let [Piece::Substitution(substitution), after @ ..] = template.pieces.as_slice() else {
            panic!("{template:?}");
        };
        assert_eq!(substitution.conversion.kind, kind, "{letters}");
        let expected: Vec<Piece> = Some(rest)
            .filter(|rest| !rest.is_empty())
            .map(text)
            .into_iter()
            .collect();
        assert_eq!(after, expected, "{letters}");
    }
}

/// Python's part is checked before the keys; keys from left to right, each with the templates in it.
#[test]
fn order() {
    let selector = "write `prop`, `kw`, `src`, `worker` or `secret`";
    let name = "write `prop:y` for a property, `kw:y` for an argument";
    rejects(&[
        (
            "%(y)s %(q:1)s",
            "y",
            "invalid Interpolate substitution without selector 'y'",
            name,
        ),
        (
            "%(q:1)s %(y)s",
            "q",
            "invalid Interpolate selector 'q'",
            selector,
        ),
        ("%(y)s %", "%", "incomplete format", PERCENT),
        ("%(prop:x:-%(y)s)s %", "%", "incomplete format", PERCENT),
        (
            "%(prop:x:-%(y)s)s %(q:1)s",
            "y",
            "invalid Interpolate substitution without selector 'y'",
            name,
        ),
        ("%(prop:x:-%)s %(q:1)s", "%", "incomplete format", PERCENT),
        (
            "%(prop:x:?|%(y)s|%(q:1)s)s",
            "y",
            "invalid Interpolate substitution without selector 'y'",
            name,
        ),
        (
            "%(prop:x:?|a|%(q:1)s)s",
            "q",
            "invalid Interpolate selector 'q'",
            selector,
        ),
    ]);
}

/// A mistake that Buildbot accepts comes after all that it refuses.
#[test]
fn accidents_come_last() {
    let selector = "write `prop`, `kw`, `src`, `worker` or `secret`";
    rejects(&[
        (
            "%s %(q:1)s",
            "q",
            "invalid Interpolate selector 'q'",
            selector,
        ),
        (
            "%(prop:x:-%s)s %(q:1)s",
            "q",
            "invalid Interpolate selector 'q'",
            selector,
        ),
        (
            "%(prop:x:-%-5s)s %(prop:x:-%s)s",
            "%-5s",
            NOT_ENOUGH,
            PERCENT,
        ),
    ]);
}

#[test]
fn visiting() {
    let template = accepts("%(kw:a:?|%(kw:b:-%(kw:c)s)s|%(kw:d)s)s%(kw:e)s");
    let mut seen = Vec::new();
    template.visit(&mut |substitution| seen.push(substitution.reference.clone()));
    let expected = ["a", "b", "c", "d", "e"].map(|name| Reference::Keyword(name.into()));
    assert_eq!(seen, expected);
}
