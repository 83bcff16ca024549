//! Memory does not grow with the size of a body.
#![cfg(test)]

use std::process::Command;

/// Above the bound that the program holds, so that a body that is held somewhere shows.
const MIB: &str = "96";

#[test]
fn a_body_is_never_held() {
    let program = Command::new(env!("CARGO_BIN_EXE_transfer"))
        .arg(MIB)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&program.stdout);
    let wrong = String::from_utf8_lossy(&program.stderr);
    assert!(program.status.success(), "{said}{wrong}");
    assert_eq!(said.lines().count(), 3, "{said}");
}
