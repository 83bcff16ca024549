//! What leads to one value, and what does not.
#![cfg(test)]

use http_step_syntax::Problem;
use http_step_syntax::json_path::{Path, Segment};
use proptest::prelude::*;

fn name(name: &str) -> Segment {
    Segment::Name(name.to_owned())
}

#[test]
fn paths_are_read() {
    for (text, segments) in [
        ("$", vec![]),
        ("$.state", vec![name("state")]),
        ("$.a._b2.é", vec![name("a"), name("_b2"), name("é")]),
        (
            "$[0][10].a",
            vec![Segment::Index(0), Segment::Index(10), name("a")],
        ),
        ("$['a b']['']", vec![name("a b"), name("")]),
        (r"$['it\'s \\ ] [ . 0']", vec![name(r"it's \ ] [ . 0")]),
        ("$['0']['\u{7}']", vec![name("0"), name("\u{7}")]),
    ] {
        assert_eq!(Path::parse(text).unwrap().segments(), segments, "{text}");
    }
    assert_eq!(Path::parse("$['state']").unwrap().to_string(), "$.state");
}

/// The text, what stands at fault in it, and what to write instead.
#[test]
fn mistakes_have_a_place_and_advice() {
    for (text, fault, help) in [
        ("", "", "write `$.name`"),
        ("state", "s", "write `$.state`"),
        (".state[0]", ".", "write `$.state[0]`"),
        ("[0]", "[", "write `$[0]`"),
        ("a b", "a", "write `$.name`"),
        ("$state", "state", "write `.state`"),
        ("$.a b", ".a b", "write `['a b']`"),
        ("$.a ", ".a ", "write `['a ']`"),
        ("$ .a", " ", "write `[' ']`"),
        ("$.deploy-id.a", ".deploy-id", "write `['deploy-id']`"),
        ("$.it's", ".it's", r"write `['it\'s']`"),
        ("$.tags.0.a", ".0", "write `[0]`"),
        ("$.a.", ".", "write `.name` or `['name']`"),
        ("$.['a']", ".", "write `.name` or `['name']`"),
        ("$..a", "..", "name each level"),
        ("$.*", "*", "write a name, or an index like `[0]`"),
        ("$[*]", "*", "write an index like `[0]`"),
        ("$[1:2]", "1:2", "write an index like `[0]`"),
        ("$[0,1]", "0,1", "write an index like `[0]`"),
        ("$[?@.a]", "?@.a", "write an index like `[0]`"),
        ("$[-1]", "-1", "write `[0]` for the first item"),
        ("$[01]", "01", "write `[1]`"),
        ("$[00]", "00", "write `[0]`"),
        ("$[ 1 ]", " 1 ", "write `[1]`"),
        ("$[]", "[]", "write `[0]` or `['name']`"),
        ("$[a]", "a", "write `['a']`"),
        ("$[\"a\"]", "\"a\"", "write `['a']`"),
        ("$.a[0", "[", "write `]`"),
        ("$['a", "['a", "write `['name']`"),
        ("$['a'", "[", "write `]`"),
        ("$['a'b]", "b", "write `]`"),
        (
            r"$['a\n']",
            r"\n",
            r"write `\\` for a backslash, `\'` for a quote",
        ),
        (
            "$[99999999999999999999999]",
            "99999999999999999999999",
            "write a smaller index",
        ),
        ("$.a]", ".a]", "write `['a]']`"),
    ] {
        let problem = Path::parse(text).unwrap_err();
        assert_eq!(
            text.get(problem.range.clone()),
            Some(fault),
            "{text}: {problem:?}"
        );
        assert_eq!(
            problem.help.as_deref(),
            Some(help),
            "{text}: {}",
            problem.what
        );
    }
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 4_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        2 => Just("$".to_owned()),
        4 => "\\.[a-z0-9é-]{0,4}",
        4 => "\\[[0-9'\"*:,-]{0,4}\\]",
        3 => "\\['[a-z \\\\'\\]]{0,4}'\\]",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn segment() -> impl Strategy<Value = Segment> {
    prop_oneof![
        any::<usize>().prop_map(Segment::Index),
        any::<String>().prop_map(Segment::Name),
        "[a-z_'\\\\\\[\\].]{0,5}".prop_map(Segment::Name),
    ]
}

fn stands_in(text: &str, problem: &Problem) -> Result<(), TestCaseError> {
    prop_assert!(
        text.get(problem.range.clone()).is_some(),
        "{:?}: {:?}",
        text,
        problem
    );
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_is_read_or_told(text in text()) {
        match Path::parse(&text) {
            Ok(path) => prop_assert_eq!(Path::parse(&path.to_string()), Ok(path)),
            Err(problem) => stands_in(&text, &problem)?,
        }
    }

    #[test]
    fn what_is_printed_is_read_again(segments in prop::collection::vec(segment(), 0..6)) {
        let path: Path = segments.into_iter().collect();
        prop_assert_eq!(Path::parse(&path.to_string()), Ok(path));
    }
}
