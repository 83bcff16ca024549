//! What a part of an answer can be compared with.
#![cfg(test)]

use http_step_syntax::Operator::{self, *};
use http_step_syntax::response::{Literal, Part, condition, operand, operator};

const COMPARISONS: [Operator; 6] = [Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual];

fn told(part: Part, operator: Operator, literal: Literal) -> String {
    let problem = operand(part, operator, literal).err();
    problem.map_or_else(String::new, |problem| problem.what)
}

#[test]
fn every_part_is_found() {
    for part in Part::ALL {
        assert_eq!(Part::parse(part.as_str()), Some(part));
        assert_eq!(part.example().contains('('), !part.is_bare());
    }
    assert_eq!(Part::parse("body"), None);
}

#[test]
fn nine_operators_make_conditions() {
    let conditions = Operator::ALL
        .into_iter()
        .filter(|op| condition(*op).is_ok());
    let all = COMPARISONS.into_iter().chain([In, Contains, Matches]);
    assert_eq!(conditions.collect::<Vec<_>>(), all.collect::<Vec<_>>());
    for part in Part::ALL {
        let is_text = !matches!(part, Part::Status | Part::Size | Part::Duration);
        assert_eq!(operator(part, Contains).is_ok(), is_text);
        assert_eq!(operator(part, Matches).is_ok(), is_text);
        assert_eq!(operator(part, Less), Ok(()));
    }
}

#[test]
fn literals_fit_or_are_told() {
    use Literal::{Bool, Float, Integer, List, Null, Text};

    for comparison in COMPARISONS {
        let told = |part, literal| told(part, comparison, literal);
        assert_eq!(told(Part::Status, Integer(100)), "");
        assert_eq!(told(Part::Status, Integer(600)), "there is no status 600");
        assert_eq!(told(Part::Status, Integer(-1)), "there is no status -1");
        assert_eq!(
            told(Part::Status, Float),
            "`status` is a number from 100 to 599, not a float"
        );
        assert_eq!(
            told(Part::Status, Null),
            "`status` is a number from 100 to 599, not `null`"
        );
        assert_eq!(told(Part::Size, Integer(1)), "");
        assert_eq!(
            told(Part::Size, Text),
            "`size` is a number of bytes, not a text"
        );
        assert_eq!(told(Part::Duration, Float), "");
        assert_eq!(
            told(Part::Duration, Bool),
            "`duration` is a number of seconds, not a boolean"
        );
        assert_eq!(told(Part::Text, Text), "");
        assert_eq!(
            told(Part::Text, Integer(1)),
            "`text` is a text, not an integer"
        );
        assert_eq!(told(Part::Text, Null), "`text` is a text, not `null`");
        for literal in [Null, Bool, Integer(-5), Float, Text, List, Literal::Map] {
            assert_eq!(told(Part::Json, literal), "");
            assert_eq!(told(Part::Header, literal), "");
        }
    }
    assert_eq!(told(Part::Json, Contains, Integer(5)), "");
    assert_eq!(
        told(Part::Text, Contains, Integer(5)),
        "`text` is a text, not an integer"
    );
    assert_eq!(told(Part::Json, Matches, Text), "");
    assert_eq!(
        told(Part::Json, Matches, Integer(5)),
        "a regular expression is a text, not an integer"
    );
    assert_eq!(told(Part::Status, In, List), "");
    assert_eq!(
        told(Part::Status, In, Integer(5)),
        "`in` looks into a list, not an integer"
    );
    assert_eq!(
        told(Part::Status, In, Text),
        "`in` looks into a list, not a text"
    );
    assert_eq!(told(Part::Header, In, Text), "");
}
