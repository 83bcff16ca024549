//! Which names at the root of a crate a source file uses, however it writes its paths.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The names at the root that the paths of a file lead to, from the module that the file is: `*` where
/// it takes all of them, `self` where it takes the root itself.
///
/// Tokens show paths in the arguments of macros as well, and neither comments nor texts.
pub(super) fn named(text: &str, module: &[&str]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let module: Vec<String> = module.iter().map(ToString::to_string).collect();
    read(&tokens(text), &module, &mut names);
    names
}

/// Whether a word stands anywhere in the code of a file.
pub(super) fn has_word(text: &str, word: &str) -> bool {
    fn among(tokens: &[TokenTree], word: &str) -> bool {
        tokens.iter().any(|token| match token {
            TokenTree::Ident(ident) => ident == word,
            TokenTree::Group(group) => among(&list(group.stream()), word),
            _ => false,
        })
    }
    among(&tokens(text), word)
}

/// What `pub use module::…` puts at the root, with the module that it comes from.
pub(super) fn reexported(text: &str) -> BTreeMap<String, String> {
    let tokens = tokens(text);
    let mut names = BTreeMap::new();
    for statement in tokens.split(|token| is_punct(Some(token), ';')) {
        let Some(at) = statement.iter().position(|token| is_word(token, "use")) else {
            continue;
        };
        let Some(TokenTree::Ident(module)) = statement.get(at + 1) else {
            continue;
        };
        let items = match statement.last() {
            Some(TokenTree::Group(group)) => list(group.stream()),
            _ => statement.to_vec(),
        };
        for item in items.split(|token| is_punct(Some(token), ',')) {
            if let Some(TokenTree::Ident(name)) = item.last() {
                names.insert(name.to_string(), module.to_string());
            }
        }
    }
    names
}

fn read(tokens: &[TokenTree], module: &[String], names: &mut BTreeSet<String>) {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at = match (token, tokens.get(at + 1), tokens.get(at + 2)) {
            (word, Some(TokenTree::Ident(name)), Some(TokenTree::Group(content)))
                if is_word(word, "mod") =>
            {
                let inner = [module, &[name.to_string()]].concat();
                read(&list(content.stream()), &inner, names);
                at + 3
            }
            (word, _, _) if ["crate", "super", "self"].iter().any(|w| is_word(word, w)) => {
                path(tokens, at, module, names)
            }
            (TokenTree::Group(group), _, _) => {
                read(&list(group.stream()), module, names);
                at + 1
            }
            _ => at + 1,
        };
    }
}

/// Follows a path from its first word until it has left the module or has ended; gives what is behind.
fn path(
    tokens: &[TokenTree],
    start: usize,
    module: &[String],
    names: &mut BTreeSet<String>,
) -> usize {
    let mut place = module.to_vec();
    let mut at = start;
    loop {
        let name = match tokens.get(at) {
            Some(TokenTree::Ident(word)) => word.to_string(),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                for item in list(group.stream()).split(|token| is_punct(Some(token), ',')) {
                    braced(item, &place, names);
                }
                return at + 1;
            }
            Some(other) if is_punct(Some(other), '*') => "*".to_owned(),
            _ => return at,
        };
        match name.as_str() {
            "crate" => place.clear(),
            "super" => drop(place.pop()),
            "self" => {}
            _ if place.is_empty() => {
                names.insert(name);
                return at + 1;
            }
            _ => return at + 1,
        }
        if !is_punct(tokens.get(at + 1), ':') || !is_punct(tokens.get(at + 2), ':') {
            let renamed = tokens.get(at + 1).is_some_and(|token| is_word(token, "as"));
            if place.is_empty() && (at > start || renamed) {
                names.insert("self".to_owned());
            }
            return at + 1;
        }
        at += 3;
    }
}

/// An item in the braces of `use place::{…}`.
fn braced(item: &[TokenTree], place: &[String], names: &mut BTreeSet<String>) {
    let is_root = place.is_empty();
    match item {
        [first, ..] if is_root && is_word(first, "self") => drop(names.insert("self".to_owned())),
        [_, ..] => drop(path(item, 0, place, names)),
        [] => {}
    }
}

fn tokens(text: &str) -> Vec<TokenTree> {
    list(text.parse().unwrap())
}

fn list(stream: TokenStream) -> Vec<TokenTree> {
    stream.into_iter().collect()
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

fn is_punct(token: Option<&TokenTree>, char: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == char)
}

#[test]
fn every_form_of_a_path_is_seen() {
    let table: &[(&str, &[&str])] = &[
        ("use crate::build;", &["build"]),
        ("use crate::{build, log::Log};", &["build", "log"]),
        (
            "use crate::{\n    build,\n    log::{\n        self,\n        Log,\n    },\n};",
            &["build", "log"],
        ),
        ("use super::super::session::Session;", &["session"]),
        (
            "use super::super::{\n    build,\n    session,\n};",
            &["build", "session"],
        ),
        ("use super::{Failure, super::build};", &["build"]),
        (
            "fn f() { let x = super::super::session::runtime(); }",
            &["session"],
        ),
        ("fn f(build: &crate::build::Build) {}", &["build"]),
        ("fn f() { assert!(crate::build::is_done()); }", &["build"]),
        (
            "mod tests { use super::super::super::build::Build; }",
            &["build"],
        ),
        ("mod tests { use super::super::Failure; }", &[]),
        ("use crate::*;", &["*"]),
        ("use crate::{self as root};", &["self"]),
        ("use crate as root;", &["self"]),
        ("use super::super as root;", &["self"]),
        ("use super::super::{*};", &["*"]),
        ("use self::super::super::build;", &["build"]),
        (
            "macro_rules! m { () => { $crate::build::b() } }",
            &["build"],
        ),
        (
            "use super::Failure;\nuse super::render::text;\nuse self::build::x;",
            &[],
        ),
        (
            "// crate::build\n/// crate::build\npub(super) fn f(self) { self.x(\"crate::build\") }",
            &[],
        ),
    ];
    for (text, names) in table {
        let seen: Vec<String> = named(text, &["error", "render"]).into_iter().collect();
        assert_eq!(seen, *names, "{text}");
    }
}

#[test]
fn what_the_root_gives_on_belongs_to_its_module() {
    let text = "mod build;\npub use build::{Build, run::Run as Running};\npub use log::Log;\n";
    let names = reexported(text);
    let pairs: Vec<_> = names
        .iter()
        .map(|(k, v)| (k.as_str(), v.as_str()))
        .collect();
    assert_eq!(
        pairs,
        [("Build", "build"), ("Log", "log"), ("Running", "build")]
    );
}
