//! Holds the arrows of the layout: which folder, and inside it which module, may use which.
#![cfg(test)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The modules of `runtime/src`, each knowing only what stands before it.
const RUNTIME: [&str; 15] = [
    "error",
    "result",
    "redact",
    "log",
    "event",
    "value",
    "properties",
    "dialect",
    "expr",
    "step",
    "request",
    "session",
    "exchange",
    "outcome",
    "build",
];

/// The modules of `macros/src` with what they may use.
const MACROS: [(&str, &[&str]); 6] = [
    ("ast", &[]),
    ("literal", &[]),
    ("diagnostics", &["literal"]),
    ("parse", &["ast", "diagnostics"]),
    ("check", &["ast", "diagnostics"]),
    ("lower", &["check"]),
];

/// The packages with those of ours that they may depend on.
const PACKAGES: [(&str, &[&str]); 3] = [
    ("syntax", &[]),
    ("macros", &["http-step-syntax"]),
    ("runtime", &["http-step-macros", "http-step-syntax"]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The source files of a module: `name.rs` and those below `name/`.
fn files(folder: &Path, module: &str) -> Vec<PathBuf> {
    fn below(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                below(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let mut found = vec![folder.join(format!("{module}.rs"))];
    below(&folder.join(module), &mut found);
    found
}

/// The modules that a file names behind `crate::`, single or in braces.
fn used(text: &str) -> BTreeSet<String> {
    let word = |text: &str| -> String {
        text.trim_start()
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect()
    };
    let mut names = BTreeSet::new();
    for line in text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
    {
        for rest in line.split("crate::").skip(1) {
            match rest.strip_prefix('{') {
                Some(braced) => names.extend(braced.split(',').map(word)),
                None => {
                    names.insert(word(rest));
                }
            }
        }
    }
    names
}

fn assert_uses(folder: &Path, module: &str, allowed: &[&str], all: &[&str]) {
    for file in files(folder, module) {
        let text = fs::read_to_string(&file).unwrap();
        for name in used(&text) {
            let is_module = all.contains(&name.as_str()) && name != module;
            let may = !is_module || allowed.contains(&name.as_str());
            assert!(may, "{}: `{module}` may not use `{name}`", file.display());
        }
    }
}

/// The modules that `lib.rs` declares.
fn declared(folder: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(folder.join("lib.rs")).unwrap();
    let declared = text.lines().filter_map(|line| {
        let line = line.trim_start_matches("pub ").strip_prefix("mod ")?;
        line.strip_suffix(';').map(str::to_owned)
    });
    declared.collect()
}

#[test]
fn modules_of_the_runtime_know_only_what_is_on_their_left() {
    let folder = root().join("runtime/src");
    for (index, module) in RUNTIME.iter().enumerate() {
        assert_uses(&folder, module, &RUNTIME[..index], &RUNTIME);
    }
    let named = RUNTIME.iter().chain(&["prelude", "front", "__private"]);
    assert_eq!(declared(&folder), named.map(ToString::to_string).collect());
}

#[test]
fn the_macro_goes_one_way() {
    let folder = root().join("macros/src");
    let all = MACROS.map(|(module, _)| module);
    for (module, allowed) in MACROS {
        assert_uses(&folder, module, allowed, &all);
    }
    let lib = fs::read_to_string(folder.join("lib.rs")).unwrap();
    assert!(
        lib.lines().count() <= 60,
        "the entry point stays an entry point"
    );
    let quoting = |module: &str| {
        let texts = files(&folder, module)
            .into_iter()
            .map(|file| fs::read_to_string(file).unwrap());
        texts.filter(|text| text.contains("use quote::")).count() > 0
    };
    for module in ["ast", "literal", "parse", "check"] {
        assert!(!quoting(module), "`{module}` writes no tokens");
    }
}

#[test]
fn packages_depend_downwards_only() {
    for (package, allowed) in PACKAGES {
        let manifest = fs::read_to_string(root().join(package).join("Cargo.toml")).unwrap();
        let ours = manifest.lines().filter_map(|line| {
            let name = line.split(['.', ' ', '=']).next()?;
            name.starts_with("http-step").then_some(name)
        });
        for name in ours {
            assert!(
                allowed.contains(&name),
                "{package} may not depend on {name}"
            );
        }
    }
}

/// The oldest compiler is stated once; clippy holds our code to it, and this our dependencies.
#[test]
fn no_dependency_needs_a_newer_compiler_than_we_state() {
    let compiler = Command::new("rustc").arg("-vV").output().unwrap();
    let compiler = String::from_utf8(compiler.stdout).unwrap();
    let host = compiler
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(["--filter-platform", host])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let version =
        |text: &str| -> Vec<u32> { text.split('.').map(|n| n.parse().unwrap()).collect() };
    let stated = packages
        .iter()
        .find(|package| package["name"] == "http-step")
        .unwrap();
    let stated = version(stated["rust_version"].as_str().unwrap());
    for package in packages {
        if let Some(needed) = package["rust_version"].as_str() {
            assert!(
                version(needed) <= stated,
                "{} needs Rust {needed}",
                package["name"]
            );
        }
    }
}

#[test]
fn a_forbidden_arrow_would_be_seen() {
    let text =
        "use crate::{build, log::Log};\nlet x = crate::session::runtime();\n// crate::comment\n";
    let names: Vec<String> = used(text).into_iter().collect();
    assert_eq!(names, ["build", "log", "session"]);
}
