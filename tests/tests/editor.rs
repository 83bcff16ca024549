//! What rust-analyzer shows and completes in a call that is being typed.
#![cfg(test)]

#[path = "editor/analyzer.rs"]
mod analyzer;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use analyzer::{Analyzer, Cursor};
use serde_json::Value;

/// What stands before the call in each of the programs, and behind it.
const PROGRAM: (&str, &str) = (
    r#"use http_step::prelude::*;

struct Settings {
    /// The name of the service.
    service: String,
}

const BUILD_NAME: &str = "nightly";

fn step(url: &str, settings: &Settings) -> HttpStep {
    "#,
    "\n}\n\nfn main() {}\n",
);

/// Calls with the cursor at `$0`: what is offered there, and what is not.
const COMPLETIONS: &[(&str, &[&str], &[&str])] = &[
    // Keys.
    (
        "post!(url, hea$0)",
        &["headers", "json"],
        &["settings", "BUILD_NAME"],
    ),
    ("post!(url, hea$0: {})", &["headers"], &["settings"]),
    ("post!(url, hea$0 json: 1)", &["headers"], &["settings"]),
    ("post!(url, $0)", &["headers"], &["settings"]),
    ("post!(url, $0, json: 1)", &["headers"], &["settings"]),
    (
        "post! { url: url, json: 1, ti$0 }",
        &["timeout"],
        &["settings"],
    ),
    ("http_step!(meth$0)", &["method", "settings"], &[]),
    (
        "post!(url, retry: { att$0 })",
        &["attempts", "max_delay"],
        &["headers", "every"],
    ),
    (
        "post!(url, poll: { $0 })",
        &["every", "until"],
        &["headers", "attempts"],
    ),
    (
        "post!(url, probe: get!(url, ti$0))",
        &["timeout"],
        &["settings"],
    ),
    // Values.
    ("post!(sett$0)", &["settings"], &[]),
    ("post!(settings.$0)", &["service"], &["headers"]),
    ("post!(url, json: settings.$0)", &["service"], &["headers"]),
    (
        "post!(url, json: settings.$0 timeout: 5)",
        &["service"],
        &["headers"],
    ),
    ("post!(url, json: BUILD_$0)", &["BUILD_NAME"], &["headers"]),
    (
        "post!(url, json: { \"a\": 1, \"b\": [settings.$0] })",
        &["service"],
        &[],
    ),
    (
        "post!(url, json: { \"a\": settings.$0 \"b\": 2 })",
        &["service"],
        &[],
    ),
    (
        "post!(url, json: { \"a\": $0 })",
        &["settings", "BUILD_NAME"],
        &["headers"],
    ),
    (
        "post!(url, json: { \"a\": 1, ..settings.$0 })",
        &["service"],
        &[],
    ),
    (
        "post!(url, json: Property(\"a\", default: settings.$0))",
        &["service"],
        &[],
    ),
    (
        "post!(url, json: format!(\"{}\", settings.$0))",
        &["service"],
        &[],
    ),
    (
        "post!(url, expect: [json(\"$.a\") == settings.$0])",
        &["service"],
        &[],
    ),
    (
        "post!(url, do_step_if: |properties| properties.$0)",
        &["get"],
        &["service"],
    ),
    (
        "post!(url, hooks: { \"response\": |response| response.$0 })",
        &["status"],
        &[],
    ),
    // Words of the language.
    (
        "post!(url, json: { \"a\": Prop$0 })",
        &["Property", "Secret"],
        &["headers"],
    ),
    (
        "http_step!(url: url, method: P$0)",
        &["PUT", "PATCH"],
        &["settings"],
    ),
    ("http_step!(url: url, method: $0)", &["GET"], &["settings"]),
    (
        "post!(url, results: { 404 => WARN$0 })",
        &["WARNINGS"],
        &["settings"],
    ),
    (
        "post!(url, results: { 404 => $0 })",
        &["WARNINGS"],
        &["settings"],
    ),
    (
        "post!(url, results: { tim$0 => RETRY })",
        &["timeout", "refused_by_policy"],
        &["settings"],
    ),
    (
        "post!(url, retry: { attempts: 5, on: [429, conn$0] })",
        &["connect"],
        &["settings"],
    ),
    (
        "post!(url, expect: [sta$0])",
        &["status", "json", "settings"],
        &[],
    ),
    (
        "post!(url, expect: [json(\"$.a\").$0])",
        &["contains", "in_"],
        &[],
    ),
];

/// Calls with the cursor at `$0` on a word, a part of its documentation, and the file in which it is defined.
const WORDS: &[(&str, &str, &str)] = &[
    ("post!(url, js$0on: 1)", "The body as JSON.", "table.rs"),
    ("post!(url, js$0on: )", "The body as JSON.", "table.rs"),
    (
        "post!(url, retry: { attempts: 5, on$0: [429] })",
        "retried",
        "table.rs",
    ),
    ("http_step!(url: url, method: PU$0T)", "Put", "method.rs"),
    (
        "post!(url, results: { 404 => WARN$0INGS })",
        "Warnings",
        "result.rs",
    ),
    (
        "post!(url, json: Prope$0rty(\"a\"))",
        "property",
        "editor.rs",
    ),
    (
        "post!(url, expect: [stat$0us == 200])",
        "status",
        "editor.rs",
    ),
    (
        "post!(url, json: settings.serv$0ice)",
        "The name of the service.",
        "main.rs",
    ),
];

/// Programs without a mistake.
const PROGRAMS: [&str; 4] = ["builds", "every_form", "expressions", "transport"];

#[test]
fn rust_analyzer_completes_and_explains() {
    let Some(program) = Analyzer::program() else {
        // Past the capture of the test harness, so that nobody takes this for checked.
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED tests/editor.rs: there is no rust-analyzer that runs"
        );
        return;
    };
    let package = package();
    let mut editor = Editor {
        file: package.join("src/main.rs"),
        analyzer: Analyzer::start(&program, &package),
    };
    for (call, offered, not_offered) in COMPLETIONS {
        let labels = editor.completions(call);
        for label in *offered {
            assert!(
                labels.iter().any(|found| found == label),
                "{call}: no {label} in {labels:?}"
            );
        }
        for label in *not_offered {
            assert!(
                !labels.iter().any(|found| found == label),
                "{call}: {label}"
            );
        }
    }
    for (call, documentation, file) in WORDS {
        let shown = editor.ask("hover", call)["contents"]["value"].to_string();
        assert!(shown.contains(documentation), "{call}: {shown}");
        let definition = editor.ask("definition", call).to_string();
        assert!(
            definition.contains(&format!("/{file}\"")),
            "{call}: {definition}"
        );
    }
    for program in PROGRAMS {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("ui/pass/{program}.rs"));
        let mistakes = editor.mistakes(&fs::read_to_string(path).unwrap());
        assert!(mistakes.is_empty(), "{program}: {mistakes:?}");
    }
}

/// A package that depends on the runtime.
fn package() -> PathBuf {
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("edited");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap();
    let runtime = root.join("runtime");
    let manifest = format!(
        "[package]\nname = \"edited\"\nedition = \"2024\"\n\n\
         [dependencies]\nhttp-step = {{ path = {runtime:?}, default-features = false }}\n\n\
         [workspace]\n"
    );
    fs::create_dir_all(package.join("src")).unwrap();
    fs::write(package.join("Cargo.toml"), manifest).unwrap();
    fs::write(package.join("src/main.rs"), "fn main() {}\n").unwrap();
    fs::copy(root.join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
    package
}

struct Editor {
    analyzer: Analyzer,
    file: PathBuf,
}

impl Editor {
    /// What is offered at the cursor.
    fn completions(&mut self, call: &str) -> Vec<String> {
        let answer = self.ask("completion", call);
        let items = answer["items"].as_array().cloned().unwrap_or_default();
        let label = |item: &Value| {
            let label = item["label"].as_str().unwrap_or_default();
            label
                .split(['(', ' '])
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        items.iter().map(label).collect()
    }

    fn ask(&mut self, what: &str, call: &str) -> Value {
        let (before, behind) = call.split_once("$0").unwrap();
        let before = format!("{}{before}", PROGRAM.0);
        let text = format!("{before}{behind}{}", PROGRAM.1);
        let line = before.matches('\n').count();
        let character = before.lines().last().unwrap_or_default().chars().count();
        self.analyzer.open(&self.file, &text);
        let answer = self
            .analyzer
            .ask(what, &self.file, Some(Cursor { line, character }));
        self.analyzer.close(&self.file);
        answer
    }

    /// What rust-analyzer, without the compiler, finds wrong with a program.
    fn mistakes(&mut self, text: &str) -> Vec<String> {
        self.analyzer.open(&self.file, text);
        let answer = self.analyzer.ask("diagnostic", &self.file, None);
        self.analyzer.close(&self.file);
        let items = answer["items"].as_array().cloned().unwrap_or_default();
        items.iter().map(ToString::to_string).collect()
    }
}
