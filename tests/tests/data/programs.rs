//! The right programs of the UI tests, each compiled here once more. The package `tests/renamed` is not among
//! them: it knows the crate by another name only.
#![allow(
    clippy::all,
    reason = "they show what the macros take, not how to write"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use http_step::HttpStep;

macro_rules! programs {
    ($($name:ident = $file:literal, $others:literal others;)*) => {
        $(
            #[path = $file]
            mod $name;
        )*

        /// The name of each program with its steps, and how many of them cannot be written:
        /// those with a closure, and with a credential that the program holds.
        fn all() -> Vec<(&'static str, Vec<HttpStep>, usize)> {
            $($name::main();)*
            vec![$((stringify!($name), $name::steps(), $others)),*]
        }
    };
}

programs! {
    builds = "../../ui/pass/builds.rs", 4 others;
    evaluation = "../../ui/pass/evaluation.rs", 0 others;
    every_form = "../../ui/pass/every_form.rs", 0 others;
    expressions = "../../ui/pass/expressions.rs", 0 others;
    hygiene = "../../ui/pass/hygiene.rs", 2 others;
    names = "../../ui/pass/names.rs", 1 others;
    transport = "../../ui/pass/transport.rs", 7 others;
}

/// The steps that can be written, each with the name of its program.
pub(crate) fn written() -> Vec<(&'static str, HttpStep)> {
    let mut written = Vec::new();
    for (program, steps, others) in all() {
        let (data, rest): (Vec<_>, Vec<_>) =
            steps.into_iter().partition(|step| step.to_json().is_ok());
        assert_eq!(rest.len(), others, "{program}");
        written.extend(data.into_iter().map(|step| (program, step)));
    }
    written
}

#[test]
fn no_program_is_left_out() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/pass");
    let files = fs::read_dir(folder).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let included = all();
    let included = included.iter().map(|(name, ..)| format!("{name}.rs"));
    assert_eq!(
        included.collect::<BTreeSet<_>>(),
        names.collect::<BTreeSet<_>>()
    );
}
