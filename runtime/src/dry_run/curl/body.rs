use std::borrow::Cow;
use std::path::Path;

use super::super::request::{BodyPiece, DryRequest};
use super::super::shell::{plain, printed, word};
use super::super::view::View;
use super::command::{Command, path_text};

/// The longest body that stands in the line as an argument, in bytes: systems bound them.
const LONGEST_ARGUMENT: usize = 32 << 10;

/// Adds the body to a command, and gives what stands before it.
pub(super) fn add(curl: &mut Command<'_>, dry: &DryRequest) -> Option<String> {
    let view = curl.view;
    let pieces = dry.body().map(|piece| match piece {
        BodyPiece::Bytes(bytes) => Ok(view.octets(bytes)),
        BodyPiece::File(path) => Err(path),
    });
    let pieces: Vec<_> = pieces.collect();
    match pieces.as_slice() {
        [] => curl.shown("--data-raw", b"")?,
        [Ok(bytes)] if bytes.len() <= LONGEST_ARGUMENT && plain(bytes).is_some() => {
            curl.shown("--data-raw", bytes)?;
        }
        pieces => {
            // It would wait for the server to agree to a long body.
            curl.option("--header", "expect:")?;
            curl.option("--data-binary", "@-")?;
            return piped(pieces, view);
        }
    }
    Some(String::new())
}

/// Commands that print the pieces, where the files are there.
fn piped(pieces: &[Result<Cow<'_, [u8]>, &Path>], view: View<'_>) -> Option<String> {
    let (mut tests, mut prints) = (String::new(), Vec::new());
    for piece in pieces {
        prints.push(match piece {
            Ok(bytes) => printed(bytes),
            Err(path) => {
                let path = word(&view.octets(path_text(path)?.as_bytes()))?;
                tests.push_str(&format!("test -f {path} && "));
                format!("cat {path}")
            }
        });
    }
    let prints = match prints.as_slice() {
        [print] => print.clone(),
        prints => format!("{{ {}; }}", prints.join("; ")),
    };
    Some(format!("{tests}{prints} | "))
}
