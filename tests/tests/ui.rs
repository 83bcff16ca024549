//! What the compiler says about a step: one mistake a program, its message and place as a snapshot.

/// The compiler whose wording the snapshots hold; another one says the same in other words.
const COMPILER: &str = "rustc 1.95";

#[test]
fn messages_of_the_compiler() {
    let programs = trybuild::TestCases::new();
    programs.pass("ui/pass/*.rs");
    let version = std::process::Command::new("rustc")
        .arg("--version")
        .output()
        .unwrap();
    if String::from_utf8_lossy(&version.stdout).starts_with(COMPILER) {
        programs.compile_fail("ui/fail/*/*.rs");
    }
}
