//! Compares the documents with manifests, files and the commands of `.ci/run`.
#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn page(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// The pages at the root and in the guide.
fn pages() -> Vec<PathBuf> {
    let of = |folder: &str| fs::read_dir(root().join(folder)).unwrap();
    let paths = of(".")
        .chain(of("docs/src"))
        .map(|entry| entry.unwrap().path());
    let mut pages: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    pages
}

/// The text without its blocks of code.
fn prose(text: &str) -> String {
    text.split("```").step_by(2).collect()
}

/// The links of a page to files of the repository: path and fragment, either of which may be empty.
fn links(text: &str) -> Vec<(String, String)> {
    let prose = prose(text);
    let targets = prose.split("](").skip(1).filter_map(|rest| {
        let target = rest.split_once(')')?.0;
        let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
        (!target.contains("://")).then(|| (path.to_owned(), fragment.to_owned()))
    });
    targets.collect()
}

/// The fragments that lead to the headings of a page, as GitHub and mdBook make them.
fn anchors(text: &str) -> BTreeSet<String> {
    let prose = prose(text);
    let headings = prose.lines().filter(|line| line.starts_with('#'));
    let anchor = |heading: &str| {
        let heading = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = heading
            .chars()
            .filter(|c| c.is_alphanumeric() || "-_ ".contains(*c));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(anchor).collect()
}

/// The words in code of each cell of a page's tables, whose heads have so many cells.
fn rows(text: &str, cells: usize) -> Vec<Vec<String>> {
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    let rows = rows.map(|row| {
        row.trim_matches('|')
            .split('|')
            .map(str::to_owned)
            .collect()
    });
    rows.filter(|row: &Vec<String>| row.len() == cells)
        .collect()
}

fn words(cell: &str) -> BTreeSet<String> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// A dependency as a manifest has it: whether users compile it, its package, name and features.
type Dependency = (bool, String, String, BTreeSet<String>);

/// All dependencies of the workspace that are not its own packages.
fn dependencies() -> Vec<Dependency> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut found = Vec::new();
    for package in metadata["packages"].as_array().unwrap() {
        let manifest = PathBuf::from(text(&package["manifest_path"]));
        let folder = manifest.parent().unwrap().file_name().unwrap();
        let folder = folder.to_str().unwrap();
        let is_published = package["publish"].is_null();
        for dependency in package["dependencies"].as_array().unwrap() {
            let name = text(&dependency["name"]);
            if !dependency["path"].is_null() {
                continue;
            }
            let features = dependency["features"].as_array().unwrap();
            found.push((
                is_published && dependency["kind"].is_null(),
                folder.to_owned(),
                name,
                features.iter().map(text).collect(),
            ));
        }
    }
    found
}

#[test]
fn every_dependency_has_a_row_with_its_features() {
    let text = page("docs/src/dependencies.md");
    let mut listed = BTreeMap::new();
    for row in rows(&text, 3) {
        let (names, features) = row[0].split_once(" with ").unwrap_or((&row[0], ""));
        for package in words(&row[1]) {
            for name in words(names) {
                listed.insert((package.clone(), name), words(features));
            }
        }
    }
    let compiled = dependencies()
        .into_iter()
        .filter(|(for_users, ..)| *for_users);
    let compiled = compiled.map(|(_, package, name, features)| ((package, name), features));
    assert_eq!(listed, compiled.collect());
}

#[test]
fn every_dependency_of_tests_has_a_row() {
    let text = page("docs/src/dependencies.md");
    let listed = rows(&text, 2)
        .iter()
        .flat_map(|row| words(&row[0]))
        .collect();
    let (for_users, for_tests): (Vec<_>, Vec<_>) = dependencies()
        .into_iter()
        .partition(|(for_users, ..)| *for_users);
    let names = |of: Vec<Dependency>| of.into_iter().map(|(_, _, name, _)| name).collect();
    let (for_users, for_tests): (BTreeSet<_>, BTreeSet<_>) = (names(for_users), names(for_tests));
    let only_for_tests: BTreeSet<_> = for_tests.difference(&for_users).cloned().collect();
    assert_eq!(only_for_tests, listed);
}

/// What cargo says about the workspace.
fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_feature_has_a_row() {
    let metadata = cargo(&["metadata", "--format-version", "1", "--no-deps"]);
    let metadata: Value = serde_json::from_str(&metadata).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let runtime = packages
        .iter()
        .find(|package| package["name"] == "http-step");
    let mut features = runtime.unwrap()["features"].as_object().unwrap().clone();
    let default = features.remove("default").unwrap();
    let default = default.as_array().unwrap();
    let is_default = |name: &String| default.iter().any(|feature| feature == name);
    let expected: BTreeMap<_, _> = features
        .into_iter()
        .map(|(name, _)| (BTreeSet::from([name.clone()]), is_default(&name)))
        .collect();
    let front_page = page("runtime/src/lib.rs").replace("//! ", "");
    for page in [page("docs/src/session.md"), front_page] {
        let listed = rows(&page, 3).into_iter();
        let listed = listed.map(|row| (words(&row[0]), row[1].trim() == "yes"));
        assert_eq!(listed.collect::<BTreeMap<_, _>>(), expected);
    }
}

/// The page says about how many, since a new version of a dependency may bring or drop a few crates.
#[test]
fn the_number_of_crates_is_about_the_stated_one() {
    const MOST_OFF: usize = 10;
    let tree = cargo(&[
        "tree",
        "--package=http-step",
        "--edges=normal",
        "--target=x86_64-unknown-linux-gnu",
        "--prefix=none",
        "--format={p}",
        "--no-dedupe",
    ]);
    // The same crate comes with and without its path or the word that it is a macro.
    let names = |line: &str| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
    let crates: BTreeSet<String> = tree.lines().map(names).collect();
    let text = page("docs/src/dependencies.md");
    let (_, stated) = text.split_once("`http-step` compiles about ").unwrap();
    let stated: usize = stated.split(' ').next().unwrap().parse().unwrap();
    assert!(
        crates.len().abs_diff(stated) <= MOST_OFF,
        "{} crates, not about {stated}",
        crates.len()
    );
}

#[test]
fn every_link_leads_to_a_file_and_a_heading() {
    for page in pages() {
        for (path, fragment) in links(&fs::read_to_string(&page).unwrap()) {
            let file = match path.as_str() {
                "" => page.clone(),
                path => page.parent().unwrap().join(path),
            };
            let link = format!("{}: {path}#{fragment}", page.display());
            assert!(file.is_file(), "{link}");
            if !fragment.is_empty() {
                let text = fs::read_to_string(&file).unwrap();
                assert!(anchors(&text).contains(&fragment), "{link}");
            }
        }
    }
}

/// The book has no files but those of the guide.
#[test]
fn links_of_the_guide_stay_in_the_guide() {
    for page in pages()
        .iter()
        .filter(|page| page.parent().unwrap().ends_with("docs/src"))
    {
        for (path, _) in links(&fs::read_to_string(page).unwrap()) {
            assert!(!path.contains('/'), "{}: {path}", page.display());
        }
    }
}

/// GitHub shows the lines that rustdoc and mdBook hide.
#[test]
fn no_block_has_hidden_lines() {
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let blocks = text.split("```").skip(1).step_by(2);
        for block in blocks.filter(|block| block.starts_with("rust")) {
            let hidden = block
                .lines()
                .find(|line| line.trim_start().starts_with("# "));
            assert_eq!(hidden, None, "{}", page.display());
        }
    }
}

#[test]
fn the_summary_has_every_page_of_the_guide() {
    let links = links(&page("docs/src/SUMMARY.md")).into_iter();
    let linked: BTreeSet<_> = links.map(|(path, _)| path).collect();
    let files = fs::read_dir(root().join("docs/src")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    assert_eq!(linked, names.filter(|name| name != "SUMMARY.md").collect());
}

/// A page whose blocks are compiled is named in `src/guide.rs`.
#[test]
fn the_blocks_of_every_page_are_compiled() {
    let guide = fs::read_to_string(root().join("tests/src/guide.rs")).unwrap();
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let name = page.file_name().unwrap().to_str().unwrap();
        assert!(
            !text.contains("```rust") || guide.contains(&format!("/{name}\"")),
            "{name}"
        );
    }
}

#[test]
fn contributing_lists_the_commands_of_ci() {
    let script = page(".ci/run");
    let run: Vec<_> = script
        .lines()
        .filter_map(|line| line.strip_prefix("run "))
        .collect();
    let text = page("CONTRIBUTING.md");
    let block = text.split("```sh\n").nth(1).unwrap();
    let listed: Vec<_> = block
        .split("```")
        .next()
        .unwrap()
        .lines()
        .map(|line| line.split('#').next().unwrap().trim_end())
        .collect();
    assert!(run.len() > 1);
    assert_eq!(listed, run);
}
