//! The Rust blocks of the README and the guide, compiled and run as documentation tests.

macro_rules! pages {
    ($($name:ident $path:literal)*) => {$(
        #[doc = include_str!($path)]
        pub mod $name {}
    )*};
}

pages! {
    readme "../../README.md"
    getting_started "../../docs/src/getting-started.md"
    language "../../docs/src/language.md"
    expressions "../../docs/src/expressions.md"
    secrets "../../docs/src/secrets.md"
    results "../../docs/src/results.md"
    retries "../../docs/src/retries.md"
    builds "../../docs/src/builds.md"
    dry_run "../../docs/src/dry-run.md"
    session "../../docs/src/session.md"
    data "../../docs/src/data.md"
    testing "../../docs/src/testing.md"
    recipes "../../docs/src/recipes.md"
    troubleshooting "../../docs/src/troubleshooting.md"
    buildbot "../../docs/src/buildbot.md"
}
