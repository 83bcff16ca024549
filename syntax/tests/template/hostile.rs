//! Arbitrary and very long templates.

use std::time::{Duration, Instant};

use http_step_syntax::Problem;
use http_step_syntax::template::{PositionalPiece, keyed, positional};
use proptest::prelude::*;

/// Texts with many characters that have a meaning.
fn dense() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[%():\\-~+?#|sra0*. xé\\n]",
        3 => prop::sample::select(vec![
            "%(", ")s", "%%", "prop:", "kw:", "src:", "worker:", "secret:", "%(prop:x", "%(kw:x:?|", ":-", ":#?|",
            "99999999999999999999",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
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
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn keyed_templates(text in dense()) {
        match keyed(&text) {
            Ok(template) => template.visit(&mut |substitution| {
                let written = text.get(substitution.range.clone()).unwrap();
                assert!(written.starts_with("%("), "{text:?}: {written:?}");
                assert!(written.ends_with(['s', 'r', 'a']), "{text:?}: {written:?}");
            }),
            Err(problem) => is_inside(&text, &problem)?,
        }
    }

    #[test]
    fn positional_templates(text in dense()) {
        match positional(&text) {
            Ok(pieces) => for piece in pieces {
                if let PositionalPiece::Conversion(conversion) = piece {
                    let written = text.get(conversion.range).unwrap();
                    prop_assert!(written.starts_with('%') && written.ends_with(conversion.kind));
                }
            },
            Err(problem) => is_inside(&text, &problem)?,
        }
    }
}

/// Takes a second, or hours if time is not linear.
#[test]
fn long_texts() {
    let begun = Instant::now();
    for piece in [
        "%",
        "%(",
        "(",
        ")",
        "%(prop:x)s",
        "%(prop:x:?|",
        "%(worker:(:?|",
        "%(prop:x:-",
        "é",
        "%%",
    ] {
        let text = piece.repeat(20_000);
        let _ = (keyed(&text), positional(&text));
        let _ = keyed(&format!("%(prop:x:?|{text}|{text})s"));
    }
    assert!(
        begun.elapsed() < Duration::from_secs(60),
        "{:?}",
        begun.elapsed()
    );
}
