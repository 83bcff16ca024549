//! Paths that select one value, and mistakes in paths.
#![cfg(test)]

use http_step_syntax::Problem;
use http_step_syntax::json_path::{Path, Segment};
use proptest::prelude::*;

fn name(name: &str) -> Segment {
    Segment::Name(name.to_owned())
}

#[test]
fn paths() {
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

/// Each row has the text, the part at fault, and what to write instead.
#[test]
fn mistakes_have_a_place_and_a_help() {
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

#[test]
fn messages() {
    let many =
        |selector| format!("a JSON path must select exactly one value; `{selector}` selects many");
    for (text, what) in [
        ("state", "a JSON path must start with `$`".to_owned()),
        ("$state", "expected `.` or `[`".to_owned()),
        ("$.deploy-id", "this name has to be quoted".to_owned()),
        ("$.tags.0", "an index must be in brackets".to_owned()),
        ("$.a.", "missing name after `.`".to_owned()),
        ("$..a", many("..")),
        ("$.*", many(".*")),
        ("$[*]", many("[*]")),
        ("$[1:2]", many("[1:2]")),
        ("$[-1]", "a negative index is not supported".to_owned()),
        ("$[]", "empty brackets".to_owned()),
        ("$[0", "unclosed `[`".to_owned()),
        ("$['a", "unclosed quote".to_owned()),
    ] {
        assert_eq!(Path::parse(text).unwrap_err().what, what, "{text}");
    }
}

/// A message is one line, whatever is in the path.
#[test]
fn messages_have_no_line_breaks() {
    for text in ["a\nb", "$.a\nb", "$[\n]", "$[*\n]", "$[a\nb]", "$\n"] {
        let problem = Path::parse(text).unwrap_err();
        let message = format!("{} {}", problem.what, problem.help.unwrap_or_default());
        assert!(!message.contains('\n'), "{text:?}: {message:?}");
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

fn is_inside(text: &str, problem: &Problem) -> Result<(), TestCaseError> {
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
    fn any_text_is_read_or_has_a_problem(text in text()) {
        match Path::parse(&text) {
            Ok(path) => prop_assert_eq!(Path::parse(&path.to_string()), Ok(path)),
            Err(problem) => is_inside(&text, &problem)?,
        }
    }

    #[test]
    fn printed_paths_are_read_again(segments in prop::collection::vec(segment(), 0..6)) {
        let path: Path = segments.into_iter().collect();
        prop_assert_eq!(Path::parse(&path.to_string()), Ok(path));
    }
}
