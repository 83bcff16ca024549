//! Holds the arrows of the layout: which package, and inside it which module, may use which.
#![cfg(test)]

#[path = "architecture/paths.rs"]
mod paths;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The packages with those of ours that they may depend on.
const PACKAGES: [(&str, &[&str]); 3] = [
    ("syntax", &[]),
    ("macros", &["http-step-syntax"]),
    ("runtime", &["http-step-macros", "http-step-syntax"]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The table of a folder's modules in `docs/src/architecture.md`: the words in code of each cell.
fn table(folder: &str) -> Vec<Vec<BTreeSet<String>>> {
    let page = fs::read_to_string(root().join("docs/src/architecture.md")).unwrap();
    let (_, section) = page.split_once(&format!("\n## `{folder}`\n")).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let words = |cell: &str| {
        cell.split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    };
    rows.map(|row| row.trim_matches('|').split('|').map(words).collect())
        .collect()
}

/// The source code of a package.
struct Source {
    folder: PathBuf,
    /// The modules that `lib.rs` declares.
    modules: BTreeSet<String>,
    /// What else stands at the root, with the module that it comes from.
    at_root: BTreeMap<String, String>,
}

impl Source {
    fn read(folder: &str) -> Self {
        let folder = root().join(folder);
        let lib = fs::read_to_string(folder.join("lib.rs")).unwrap();
        let modules = lib.lines().filter_map(|line| {
            let line = line.trim_start_matches("pub ").strip_prefix("mod ")?;
            Some(plain(line.strip_suffix(';')?))
        });
        let mut source = Self {
            modules: modules.collect(),
            at_root: paths::reexported(&lib),
            folder,
        };
        for module in source.modules.clone() {
            for text in source.files(&module).into_values() {
                let macros = text
                    .lines()
                    .filter_map(|line| line.strip_prefix("macro_rules! "));
                let names = macros.map(|rest| rest.trim_end_matches(" {").to_owned());
                source
                    .at_root
                    .extend(names.map(|name| (name, module.clone())));
            }
        }
        source
    }

    /// The files of a module with their texts: `name.rs` and those below `name/`.
    fn files(&self, module: &str) -> BTreeMap<PathBuf, String> {
        fn below(folder: &Path, found: &mut Vec<PathBuf>) {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    below(&path, found);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    found.push(path);
                }
            }
        }
        let mut found = vec![self.folder.join(module).with_extension("rs")];
        below(&self.folder.join(module), &mut found);
        let texts = found.into_iter().map(|file| {
            let text = fs::read_to_string(&file).unwrap();
            (file, text)
        });
        texts.collect()
    }

    fn assert_uses(&self, module: &str, allowed: &BTreeSet<String>) {
        for (file, text) in self.files(module) {
            let place = file.strip_prefix(&self.folder).unwrap().with_extension("");
            let place: Vec<_> = place.iter().map(|part| part.to_str().unwrap()).collect();
            for name in paths::named(&text, &place) {
                let from = self.at_root.get(&name).cloned();
                let from = from.unwrap_or_else(|| plain(&name));
                assert!(
                    from == module || allowed.contains(&from),
                    "{}: `{module}` may not use `{name}` of `{from}`",
                    file.display()
                );
            }
        }
    }
}

/// The name of a module as its file has it: what only expansions name begins with underscores.
fn plain(module: &str) -> String {
    module.trim_start_matches('_').to_owned()
}

#[test]
fn modules_of_the_runtime_know_only_what_is_on_their_left() {
    let source = Source::read("runtime/src");
    let mut left = BTreeSet::new();
    for row in table("runtime/src") {
        left.extend(row[0].iter().cloned());
        for module in &row[0] {
            source.assert_uses(module, &left);
        }
    }
    assert_eq!(source.modules, left);
}

#[test]
fn the_macro_goes_one_way() {
    let mut source = Source::read("macros/src");
    source.modules.remove("snapshots");
    let rows = table("macros/src");
    let (lib, modules) = rows.split_first().unwrap();
    assert_eq!(lib[0], BTreeSet::from(["lib".to_owned()]));
    for row in modules {
        for module in &row[0] {
            source.assert_uses(module, &row[2]);
        }
    }
    let in_table = modules.iter().flat_map(|row| &row[0]).cloned();
    assert_eq!(source.modules, in_table.collect());
}

#[test]
fn three_modules_of_the_macro_write_tokens() {
    let source = Source::read("macros/src");
    let mut modules: Vec<_> = source.modules.iter().map(String::as_str).collect();
    modules.push("lib");
    modules.retain(|module| {
        let files = source.files(module);
        files.values().any(|text| paths::has_word(text, "quote"))
    });
    assert_eq!(modules, ["diagnostics", "editor", "lower"]);
}

#[test]
fn the_entry_point_stays_an_entry_point() {
    let lib = fs::read_to_string(root().join("macros/src/lib.rs")).unwrap();
    assert!(lib.lines().count() <= 60);
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
    // Without a patch version it is the first.
    let version = |text: &str| {
        let mut numbers: Vec<u32> = text.split('.').map(|n| n.parse().unwrap()).collect();
        numbers.resize(3, 0);
        numbers
    };
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
