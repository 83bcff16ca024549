//! What the compiler says about a step: one mistake a program, its message and place as a snapshot.

use std::env;
use std::io::Write as _;
use std::process::Command;

/// The compiler whose wording the snapshots hold; another one says the same in other words.
const COMPILER: &str = "rustc 1.95";

/// Set to anything, this variable lets another compiler leave the messages unchecked.
const SKIP: &str = "SKIP_COMPILER_MESSAGES";

#[test]
fn messages_of_the_compiler() {
    let programs = trybuild::TestCases::new();
    programs.pass("ui/pass/*.rs");
    let compiler = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(compiler).arg("--version").output().unwrap();
    let version = String::from_utf8_lossy(&version.stdout);
    if version.starts_with(COMPILER) {
        programs.compile_fail("ui/fail/*/*.rs");
        return;
    }
    let unchecked = format!("the messages are those of {COMPILER}, and this is {version}");
    assert!(
        env::var_os(SKIP).is_some(),
        "{unchecked}; use that compiler, or set {SKIP} to leave them unchecked"
    );
    // Past the capture of the test harness, so that the messages do not seem to be checked.
    let _ = writeln!(std::io::stderr(), "SKIPPED tests/ui/fail: {unchecked}");
}
