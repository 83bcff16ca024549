//! What comes in pieces is redacted as if it came whole.

use http_step::{
    BuildFactory, BuildResult, Channel, HttpStep, IntoExpr, Step, StepContext, StepFuture,
    StepOutcome, secret,
};
use proptest::prelude::*;

/// A step that writes a text whole to one log, and in pieces to another.
#[derive(Debug)]
struct Writes {
    text: String,
    cuts: Vec<usize>,
}

impl Step for Writes {
    fn name(&self, _: &StepContext<'_>) -> String {
        "writes".to_owned()
    }

    fn run<'a>(&'a self, context: &'a mut StepContext<'_>) -> StepFuture<'a> {
        Box::pin(async move {
            context.write("whole", Channel::Stdout, &self.text);
            let mut cuts: Vec<usize> = self
                .cuts
                .iter()
                .map(|cut| cut % (self.text.len() + 1))
                .collect();
            cuts.retain(|cut| self.text.is_char_boundary(*cut));
            cuts.sort_unstable();
            cuts.push(self.text.len());
            let mut done = 0;
            for cut in cuts {
                context.write("pieces", Channel::Stdout, &self.text[done..cut]);
                done = cut;
            }
            StepOutcome::new(BuildResult::Success, "written")
        })
    }
}

/// The logs `whole` and `pieces`.
fn logs(secrets: &[String], text: String, cuts: Vec<usize>) -> [String; 2] {
    let mut factory = BuildFactory::new();
    let names: Vec<String> = (0..secrets.len())
        .map(|index| format!("s{index}"))
        .collect();
    // Nobody listens at port 1.
    let all = names.iter().map(|name| secret(name.as_str()).into_expr());
    factory.add_step(HttpStep::post("http://127.0.0.1:1/").json(all.collect::<Vec<_>>()));
    factory.add_step(Writes { text, cuts });
    let known = secrets.to_vec();
    let provider = move |name: &str| known.get(name[1..].parse::<usize>().ok()?).cloned();
    let outcome = factory.build().secrets(provider).run_blocking();
    let step = &outcome.steps()[1];
    ["whole", "pieces"].map(|log| step.log(log).unwrap().text().to_owned())
}

/// Secrets that overlap each other and themselves.
fn secrets() -> impl Strategy<Value = Vec<String>> {
    let secret = prop_oneof![
        "[ab]{4,7}",
        "[abé]{4,12}",
        "[a-c%+/ é\n]{4,9}",
        "[a-z0-9]{4,40}"
    ];
    prop::collection::vec(secret, 1..4)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_are_redacted_as_the_whole(
        secrets in secrets(),
        order in prop::collection::vec((0..4_usize, 0..40_usize, "[abé%+]{0,3}"), 0..12),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        // Secrets, and their beginnings, one after another.
        let text: String = order.iter().map(|(index, length, between)| {
            let secret = &secrets[index % secrets.len()];
            let part: String = secret.chars().take(*length).collect();
            part + between
        }).collect();
        let cuts = cuts.iter().map(|cut| cut.index(text.len() + 1)).collect();
        let [whole, pieces] = logs(&secrets, text, cuts);
        prop_assert_eq!(&whole, &pieces);
        for secret in secrets.iter().filter(|secret| secret.trim().len() >= 4) {
            prop_assert!(!whole.contains(secret.as_str()), "{} in {}", secret, whole);
        }
    }
}

#[test]
fn the_end_of_one_secret_may_be_the_beginning_of_another() {
    let secrets = ["abcdefgh".to_owned(), "ghijklmn".to_owned()];
    let text = "x abcdefgh abcdefghijklmn".to_owned();
    for cut in 0..text.len() {
        let [whole, pieces] = logs(&secrets, text.clone(), vec![cut]);
        assert_eq!(whole, "x <s0> <s0>");
        assert_eq!(whole, pieces, "{cut}");
    }
}

#[test]
fn a_secret_that_repeats_itself_is_one() {
    let text = "xyzx".repeat(1000) + &"yzx".repeat(200_000);
    let cuts = (0..text.len()).step_by(16 << 10).collect();
    let [whole, pieces] = logs(&["xyzx".to_owned()], text, cuts);
    assert_eq!(whole, "<s0>".repeat(999) + "<s0>");
    assert_eq!(whole, pieces);
}

#[test]
fn an_escape_may_be_cut_anywhere() {
    let secrets = ["k=\"a/\u{1f600}b".to_owned()];
    for text in [
        r#"x k\u003d\"a\/\ud83d\uDE00\u0062 y \u"#,
        r#"x k\\u003d\\\"a/\\ud83d\\ude00b y \"#,
    ] {
        for cut in 0..text.len() {
            let [whole, pieces] = logs(&secrets, text.to_owned(), vec![cut]);
            assert!(whole.starts_with("x <s0> y "), "{whole}");
            assert_eq!(whole, pieces, "{cut}");
        }
    }
}
