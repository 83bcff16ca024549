//! Secrets from a folder with one file for each.
#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, symlink};

use http_step::FolderSecrets;
use tempfile::TempDir;

use super::{arrives, missing};

/// A folder with a file `token` of that content and mode.
fn folder(content: impl AsRef<[u8]>, mode: u32) -> TempDir {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("token");
    fs::write(&file, content).unwrap();
    fs::set_permissions(&file, Permissions::from_mode(mode)).unwrap();
    folder
}

fn from(folder: &TempDir, name: &str) -> Result<String, String> {
    arrives(name, FolderSecrets::new(folder.path()))
}

fn refused(name: &str, what: &str) -> Result<String, String> {
    Err(format!(
        "`secrets`: the secret `{name}` could not be read: {what}"
    ))
}

#[test]
fn one_line_break_at_the_end_is_no_part_of_a_secret() {
    for (content, value) in [
        ("0123456789", "0123456789"),
        ("0123456789\n", "0123456789"),
        ("0123456789\r\n", "0123456789"),
        ("0123456789\n\n", "0123456789\n"),
        (" 0123456789 \n", " 0123456789 "),
        ("first\nsecond\n", "first\nsecond"),
        ("\n", ""),
        ("", ""),
    ] {
        assert_eq!(
            from(&folder(content, 0o600), "token").as_deref(),
            Ok(value),
            "{content:?}"
        );
    }
}

#[test]
fn only_the_owner_may_use_a_file() {
    for mode in [0o600, 0o400, 0o700] {
        assert!(
            from(&folder("0123456789", mode), "token").is_ok(),
            "{mode:o}"
        );
    }
    for mode in [0o644, 0o640, 0o604, 0o660, 0o601, 0o620, 0o610] {
        let what = "others than its owner may use the file; `chmod 600` it";
        assert_eq!(
            from(&folder("0123456789", mode), "token"),
            refused("token", what),
            "{mode:o}"
        );
    }
}

#[test]
fn only_the_owner_may_write_to_the_folder() {
    let what = "others than its owner may write to the folder; `chmod go-w` it";
    for (mode, is_refused) in [
        (0o700, false),
        (0o755, false),
        (0o775, true),
        (0o757, true),
        (0o777, true),
        // Others can add files to it, but not replace those of its owner.
        (0o1777, false),
    ] {
        let folder = folder("0123456789", 0o600);
        fs::set_permissions(folder.path(), Permissions::from_mode(mode)).unwrap();
        let expected = if is_refused {
            refused("token", what)
        } else {
            Ok("0123456789".to_owned())
        };
        assert_eq!(from(&folder, "token"), expected, "{mode:o}");
    }
}

#[test]
fn a_file_has_16_kib_at_most() {
    let most = "x".repeat(16 << 10);
    for end in ["", "\n", "\r\n"] {
        assert_eq!(
            from(&folder(format!("{most}{end}"), 0o600), "token"),
            Ok(most.clone())
        );
    }
    for more in ["x", "x\n", "\n\n", "yyyyyyyyyy"] {
        let folder = folder(format!("{most}{more}"), 0o600);
        assert_eq!(
            from(&folder, "token"),
            refused("token", "it is longer than 16 KiB")
        );
    }
}

#[test]
fn what_is_no_file_is_not_opened() {
    let folder = folder("0123456789", 0o600);
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo")
        .args(["-m", "600"])
        .arg(&pipe)
        .status();
    if made.is_ok_and(|made| made.success()) {
        assert_eq!(
            from(&folder, "pipe"),
            refused("pipe", "it is no regular file")
        );
    }
}

#[test]
fn a_name_is_that_of_a_file_in_the_folder() {
    let folder = folder("0123456789", 0o600);
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    let what = "its name is no plain name of a file";
    for name in [
        "",
        ".",
        "..",
        "../token",
        "inner/../token",
        "/etc/passwd",
        "a\\b",
        ".hidden",
        "a\0b",
    ] {
        let from = arrives(name, FolderSecrets::new(&inner));
        assert_eq!(from, refused(name, what), "{name:?}");
    }
    assert_eq!(
        from(&folder, "inner"),
        refused("inner", "it is no regular file")
    );
}

#[test]
fn what_is_not_there_is_not_known() {
    let folder = folder("0123456789", 0o600);
    assert_eq!(from(&folder, "tokn"), Err(missing("data", "tokn")));
    let nowhere = FolderSecrets::new(folder.path().join("nowhere"));
    assert_eq!(arrives("token", nowhere), Err(missing("data", "token")));
}

#[test]
fn a_link_is_as_good_as_its_file() {
    let folder = folder("0123456789", 0o600);
    symlink(folder.path().join("token"), folder.path().join("link")).unwrap();
    symlink(folder.path().join("nowhere"), folder.path().join("dead")).unwrap();
    assert_eq!(from(&folder, "link").as_deref(), Ok("0123456789"));
    assert_eq!(from(&folder, "dead"), Err(missing("data", "dead")));
}

#[test]
fn a_file_that_is_no_text_is_refused_without_showing_it() {
    let folder = folder(b"hunter2\xff", 0o600);
    let error = from(&folder, "token").unwrap_err();
    assert_eq!(Err(error), refused("token", "it is no UTF-8 text"));
}
