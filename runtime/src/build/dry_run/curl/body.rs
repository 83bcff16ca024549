use super::super::request::{BodyPiece, DryRequest};
use super::super::shell::{plain, printed, word};
use super::Command;

/// The longest body that stands in the line as an argument, in bytes: systems bound them.
const LONGEST_ARGUMENT: usize = 32 << 10;

/// Adds the body to a command, and gives what stands before it.
pub(super) fn add(curl: &mut Command, dry: &DryRequest) -> Option<String> {
    let pieces: Vec<_> = dry.body().collect();
    match pieces.as_slice() {
        [] => curl.option("--data-raw", "")?,
        [BodyPiece::Bytes(bytes)] if bytes.len() <= LONGEST_ARGUMENT && plain(bytes).is_some() => {
            curl.option("--data-raw", bytes)?;
        }
        pieces => {
            // It would wait for the server to agree to a long body.
            curl.option("--header", "expect:")?;
            curl.option("--data-binary", "@-")?;
            return piped(pieces);
        }
    }
    Some(String::new())
}

/// Commands that print the pieces, where the files are there.
fn piped(pieces: &[BodyPiece<'_>]) -> Option<String> {
    let (mut tests, mut prints) = (String::new(), Vec::new());
    for piece in pieces {
        prints.push(match piece {
            BodyPiece::Bytes(bytes) => printed(bytes),
            BodyPiece::File(path) => {
                let path = word(path.to_str()?.as_bytes())?;
                tests.push_str(&format!("test -f {path} && "));
                format!("cat -- {path}")
            }
        });
    }
    let prints = match prints.as_slice() {
        [print] => print.clone(),
        prints => format!("{{ {}; }}", prints.join("; ")),
    };
    Some(format!("{tests}{prints} | "))
}
