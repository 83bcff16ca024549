//! Arbitrary trees: the checker accepts or refuses each, and every finding is at a place of the tree.

use std::collections::HashMap;

use http_step_syntax::check::Finding;
use http_step_syntax::key::{Key, PollOption, RetryOption};
use http_step_syntax::response::Part;
use http_step_syntax::tree::{
    Arm, Entry, Field, Form, Name, Node, OpaqueKind, Operation, Pos, Step, Value,
};
use http_step_syntax::{Operator, Surface};
use proptest::prelude::*;

use super::tree;

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 1_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Strings with many characters that have a meaning somewhere.
fn string() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "https://", "http://", "example.com", "localhost", "/", "?", "#", "@", ":80", "%(prop:a)s", "%(kw:a)s",
            "%(secret:a)s", "%s", "%d", "%%", "%", "{a}", "${", "$.a", "[0]", "['a", "Bearer ", "ghp_abc", "eyJ", ".", "..",
            "Host", "Content-Type", "application/json", "Authorization", "response", "5s", "SUCCESS", "GET", "(", ")",
            "a", "é", "\n", "\r\n  ", "\u{0}", ";", " ", "=",
        ]).prop_map(str::to_owned),
        1 => "[ -~]{0,3}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

fn name() -> BoxedStrategy<Name> {
    let keys = Key::ALL.iter().map(|key| key.name());
    let options = RetryOption::ALL.iter().map(|option| option.name());
    let options = options.chain(PollOption::ALL.iter().map(|option| option.name()));
    let others = [
        "default",
        "default_when_false",
        "bytes",
        "filename",
        "name",
        "counting",
        "exclusive",
        "a",
        "urll",
    ];
    let known: Vec<&str> = keys.chain(options).chain(others).collect();
    prop_oneof![
        9 => prop::sample::select(known).prop_map(str::to_owned),
        1 => string(),
    ]
    .prop_map(|text| tree::name_at(0, &text))
    .boxed()
}

fn leaf() -> impl Strategy<Value = Node> {
    let words = vec![
        "Insecure", "SUCCESS", "timeout", "_", "POST", "NAN", "code", "a", "2xx", "auto",
    ];
    let kinds = vec![
        OpaqueKind::Expression,
        OpaqueKind::Closure(1),
        OpaqueKind::Closure(3),
        OpaqueKind::Number(-1.0),
        OpaqueKind::Number(f64::NAN),
        OpaqueKind::Literal,
        OpaqueKind::Call("headers".to_owned()),
        OpaqueKind::Path("FAILURE".to_owned()),
        OpaqueKind::Range,
    ];
    prop_oneof![
        1 => Just(tree::null()),
        1 => Just(tree::bad()),
        1 => any::<bool>().prop_map(tree::bool),
        2 => prop::sample::select(vec![i128::MIN, -1, 0, 1, 99, 200, 404, i128::MAX]).prop_map(tree::integer),
        1 => prop::sample::select(vec![-0.5, 0.0, 1.5, f64::NAN, f64::INFINITY]).prop_map(tree::float),
        6 => string().prop_map(|text| tree::text(&text)),
        1 => Just(tree::bytes(b"a")),
        1 => prop::sample::select(words.clone()).prop_map(tree::word),
        1 => prop::sample::select(words).prop_map(tree::json_word),
        1 => prop::sample::select(kinds).prop_map(tree::opaque),
    ]
}

fn form() -> impl Strategy<Value = Form> {
    let parts = Part::ALL.map(Form::Part);
    prop::sample::select([Form::VALUES.as_slice(), &parts].concat())
}

fn node() -> impl Strategy<Value = Node> {
    leaf().prop_recursive(4, 40, 4, |inner| {
        let nodes = || prop::collection::vec(inner.clone(), 0..4);
        let field = (name(), inner.clone()).prop_map(|(name, value)| Field { name, value });
        let fields = || prop::collection::vec(field.clone(), 0..4);
        let entry = prop_oneof![
            5 => (leaf(), inner.clone()).prop_map(|(key, value)| Entry::Pair(key, value)),
            1 => inner.clone().prop_map(Entry::Spread),
        ];
        let arm = (nodes(), inner.clone()).prop_map(|(members, result)| Arm { members, result });
        let operator = prop::sample::select(Operator::ALL.to_vec());
        let right = prop::option::weighted(0.9, inner.clone());
        prop_oneof![
            nodes().prop_map(tree::list),
            nodes().prop_map(tree::tuple),
            prop::collection::vec(entry, 0..4).prop_map(tree::entries_map),
            (form(), nodes(), fields())
                .prop_map(|(form, args, named)| tree::form_at(0, form, args, named)),
            (operator, inner.clone(), right)
                .prop_map(|(operator, left, right)| tree::operation_at(0, operator, left, right)),
            (inner.clone(), name()).prop_map(|(value, ty)| tree::typed(value, ty)),
            fields().prop_map(tree::options),
            fields().prop_map(tree::broken_options),
            prop::collection::vec(arm, 0..4).prop_map(|arms| tree::node(Value::Arms(arms))),
            (inner.clone(), inner.clone()).prop_map(|(low, high)| tree::range(low, high)),
            fields().prop_map(tree::nested),
        ]
    })
}

fn step() -> impl Strategy<Value = Step> {
    let field = (name(), node()).prop_map(|(name, value)| Field { name, value });
    prop::collection::vec(field, 0..6).prop_map(tree::step)
}

/// Gives each place a position of its own, and keeps the strings.
#[derive(Default)]
struct Places {
    count: u32,
    strings: HashMap<Pos, String>,
}

impl Places {
    fn next(&mut self) -> Pos {
        self.count += 1;
        Pos(self.count)
    }

    fn step(&mut self, step: &mut Step) {
        step.at = self.next();
        self.fields(&mut step.fields);
    }

    fn fields(&mut self, fields: &mut [Field]) {
        for field in fields {
            field.name.at = self.next();
            self.node(&mut field.value);
        }
    }

    fn nodes(&mut self, nodes: &mut [Node]) {
        nodes.iter_mut().for_each(|node| self.node(node));
    }

    fn node(&mut self, node: &mut Node) {
        node.at = self.next();
        match &mut node.value {
            Value::Text(text) => drop(self.strings.insert(node.at, text.clone())),
            Value::List(items) | Value::Tuple(items) => self.nodes(items),
            Value::Range(ends) => self.nodes(ends.as_mut_slice()),
            Value::Map(entries) => entries.iter_mut().for_each(|entry| match entry {
                Entry::Pair(key, value) => {
                    self.node(key);
                    self.node(value);
                }
                Entry::Spread(map) => self.node(map),
            }),
            Value::Form(call) => {
                call.at = self.next();
                self.nodes(&mut call.args);
                self.fields(&mut call.named);
            }
            Value::Operation(operation) => {
                let Operation {
                    at, left, right, ..
                } = operation.as_mut();
                *at = self.next();
                self.node(left);
                right.iter_mut().for_each(|right| self.node(right));
            }
            Value::Typed(typed) => {
                typed.ty.at = self.next();
                self.node(&mut typed.value);
            }
            Value::Options(options) => self.fields(&mut options.fields),
            Value::Arms(arms) => arms.iter_mut().for_each(|arm| {
                self.nodes(&mut arm.members);
                self.node(&mut arm.result);
            }),
            Value::Step(step) => self.step(step),
            _ => {}
        }
    }

    fn check(&self, finding: &Finding) -> Result<(), TestCaseError> {
        let Finding {
            at,
            inside,
            what,
            help,
        } = finding;
        prop_assert!((1..=self.count).contains(&at.0), "{:?}", finding);
        if let Some(range) = inside {
            let string = self.strings.get(at).map(String::as_str);
            let fault = string.and_then(|string| string.get(range.clone()));
            prop_assert!(fault.is_some(), "{:?} in {:?}", finding, string);
        }
        // The messages of Buildbot quote the key of a substitution.
        let is_buildbots = what.contains("Interpolat");
        let is_line = |text: &str| !text.is_empty() && (is_buildbots || !text.contains('\n'));
        prop_assert!(
            is_line(what) && help.as_deref().is_none_or(is_line),
            "{:?}",
            finding
        );
        Ok(())
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn findings_are_in_the_tree(mut step in step()) {
        let mut places = Places::default();
        places.step(&mut step);
        for surface in [Surface::Rust, Surface::Json] {
            for finding in super::find(&step, surface) {
                places.check(&finding)?;
            }
        }
    }
}
