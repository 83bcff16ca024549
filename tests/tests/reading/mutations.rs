//! Right steps with something changed: whatever stands there, it is read or told what is wrong.

use http_step::BuildFactory;
use serde_json::{Value, json};

use super::right::STEPS;

const ROUNDS: usize = 3_000;

#[test]
fn whatever_stands_there_nothing_panics() {
    let steps: Vec<Value> = STEPS
        .iter()
        .map(|(text, _)| serde_json::from_str(text).unwrap())
        .collect();
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let mut wrong = 0;
    for round in 0..ROUNDS {
        let mut step = steps[round % steps.len()].clone();
        for _ in 0..=chance.below(3) {
            let with = chance.value(&steps);
            let changes = nodes(&step);
            let at = chance.below(changes);
            change(&mut step, &mut { at }, with, chance.below(4));
        }
        let text = json!({ "steps": [step] });
        let text = match round % 2 {
            0 => text.to_string(),
            _ => serde_json::to_string_pretty(&text).unwrap(),
        };
        wrong += usize::from(is_wrong(&text));
        wrong += usize::from(is_wrong(&chance.garbled(&text)));
    }
    assert!(wrong > ROUNDS && wrong < 2 * ROUNDS, "{wrong}");
}

fn is_wrong(text: &str) -> bool {
    let error = match BuildFactory::from_json(text) {
        Ok(factory) => {
            drop(factory.dependencies());
            return false;
        }
        Err(error) => error,
    };
    assert!(!error.mistakes().is_empty());
    let lines: Vec<&str> = text.split('\n').collect();
    for mistake in error.mistakes() {
        let line = lines.get(mistake.line - 1).expect(text);
        assert!(mistake.column >= 1, "{mistake}");
        assert!(
            mistake.column <= line.chars().count() + 1,
            "{mistake}\n{text}"
        );
        let is_json = !mistake.message.starts_with("invalid JSON");
        assert!(
            !is_json || mistake.path.is_empty() || named(text, &mistake.path),
            "{mistake}\n{text}"
        );
    }
    true
}

/// Whether the last plain name of a path stands in the text.
fn named(text: &str, path: &str) -> bool {
    let last = path.rsplit('.').next().unwrap_or_default();
    let name = last.split('[').next().unwrap_or_default();
    text.contains(name)
}

/// How many values there are in a value, with itself.
fn nodes(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(nodes).sum::<usize>(),
        Value::Object(members) => members.values().map(nodes).sum(),
        _ => 0,
    }
}

/// Changes the value that is `at` places further on.
fn change(value: &mut Value, at: &mut usize, with: Value, how: usize) -> bool {
    if *at == 0 {
        match (how, &mut *value) {
            (0, Value::Object(members)) => {
                let name = members.keys().next().cloned();
                members.remove(&name.unwrap_or_default());
            }
            (1, Value::Object(members)) => {
                let name = members.keys().next_back().cloned().unwrap_or_default();
                let moved = members.remove(&name).unwrap_or_default();
                members.insert(name + "x", moved);
            }
            (2, Value::Array(items)) => items.push(with),
            (2, Value::String(text)) => text.insert_str(0, "% (\u{0}é"),
            _ => *value = with,
        }
        return true;
    }
    *at -= 1;
    match value {
        Value::Array(items) => items
            .iter_mut()
            .any(|item| change(item, at, with.clone(), how)),
        Value::Object(members) => members
            .values_mut()
            .any(|member| change(member, at, with.clone(), how)),
        _ => false,
    }
}

/// Random numbers (xorshift64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    /// A value to put somewhere: an odd one, or one of another step.
    fn value(&mut self, steps: &[Value]) -> Value {
        let odd = [
            json!(null),
            json!(true),
            json!(-1),
            json!(1e300),
            json!(""),
            json!("\u{202e}\r\n::x"),
            json!([]),
            json!({}),
            json!({"": 1}),
            json!({"$arg": 0}),
            json!({"$op": "matches", "left": 1, "right": "(?P<a"}),
            json!({"$map": [["a", 1], [{"a": 2}], 3]}),
            json!({"$tuple": [1, 2, 3]}),
            json!({"$file": {"content_b64": "eA==", "path": {"$property": "a"}}}),
            json!({"$interpolate": "%(kw:a)s", "kwargs": {"": 1}, "args": []}),
            json!({"$json": "$"}),
            json!({"$bearer": {"$digest": []}}),
        ];
        match self.below(2) {
            0 => odd[self.below(odd.len())].clone(),
            _ => {
                let step = &steps[self.below(steps.len())];
                let members: Vec<&Value> = step.as_object().unwrap().values().collect();
                members[self.below(members.len())].clone()
            }
        }
    }

    /// The text with a character left out, doubled, or replaced.
    fn garbled(&mut self, text: &str) -> String {
        let mut chars: Vec<char> = text.chars().collect();
        let at = self.below(chars.len());
        match self.below(4) {
            0 => drop(chars.remove(at)),
            1 => chars.insert(at, chars[at]),
            2 => chars[at] = ['"', '{', ']', '\\', '\n', 'é', '0', '\u{1}'][self.below(8)],
            _ => chars.truncate(at),
        }
        chars.into_iter().collect()
    }
}
