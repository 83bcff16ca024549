use http_step::HttpStep;

/// Steps, one a line, each with its mistakes below it.
const WRONG: &str = include_str!("wrong.txt");

/// What stands for a credential in the table.
const CREDENTIALS: [&str; 3] = ["hunter2", "canary", "0123456789"];

fn steps() -> impl Iterator<Item = &'static str> {
    let lines = WRONG.lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with("  ") && !line.starts_with('#'))
}

#[test]
fn each_mistake_is_named_with_its_place() {
    let mut said = String::new();
    for line in WRONG.lines().filter(|line| !line.starts_with("  ")) {
        said.push_str(line);
        said.push('\n');
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let error = HttpStep::from_json(line).expect_err(line);
        for mistake in error.to_string().lines() {
            said.push_str("  ");
            said.push_str(mistake);
            said.push('\n');
        }
    }
    for (said, written) in said.lines().zip(WRONG.lines()) {
        assert_eq!(said, written);
    }
    assert_eq!(said.lines().count(), WRONG.lines().count());
    assert!(steps().count() >= 100);
}

#[test]
fn no_message_repeats_a_credential() {
    for step in steps() {
        let error = HttpStep::from_json(step).expect_err(step);
        for credential in CREDENTIALS {
            assert!(!error.to_string().contains(credential), "{error}");
            assert!(!format!("{error:?}").contains(credential), "{error:?}");
        }
    }
}

/// Whoever writes JSON writes no Rust.
#[test]
fn no_message_speaks_the_language_of_the_macros() {
    let messages = WRONG.lines().filter(|line| line.starts_with("  "));
    for message in messages {
        for rust in [
            ".in_",
            ".matches(",
            ".contains",
            "Interpolate(",
            "Secret(",
            "Bearer(",
            "{ \"",
        ] {
            assert!(!message.contains(rust), "{message}");
        }
    }
}
