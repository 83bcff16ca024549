use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::chars::{self, Place};
use crate::Problem;
use crate::piece::Piece;

/// Checks the path with its first `/`.
pub(super) fn check(path: Piece<'_>, problems: &mut Vec<Problem>) {
    chars::check(path, Place::Path, problems);
    problems.extend(check_dots(path));
}

/// Reports `.` and `..`, also escaped: a parser resolves them before anything is sent (WHATWG, path state).
fn check_dots(path: Piece<'_>) -> Option<Problem> {
    let mut dots = path
        .split('/')
        .filter(|segment| Dots::of(segment.text()).is_some());
    let first = dots.next()?;
    let range = first.through(dots.last().unwrap_or(first));
    let problem = Problem::new(
        range,
        format!(
            "`{}` in a path is resolved before the request is sent",
            first.text()
        ),
    );
    Some(if path.text().contains(char::is_control) {
        problem.help("remove it")
    } else {
        problem.help(format!("write `{}`", resolved(path.text())))
    })
}

/// A segment that a parser resolves: it stays in the folder, or leaves it.
enum Dots {
    Single,
    Double,
}

impl Dots {
    fn of(segment: &str) -> Option<Self> {
        match segment.replace("%2e", ".").replace("%2E", ".").as_str() {
            "." => Some(Self::Single),
            ".." => Some(Self::Double),
            _ => None,
        }
    }
}

/// Returns the path that would be sent.
fn resolved(path: &str) -> String {
    let mut kept = Vec::new();
    let mut open = false;
    for segment in path.split('/').skip(1) {
        let dots = Dots::of(segment);
        open = dots.is_some();
        match dots {
            Some(Dots::Single) => {}
            Some(Dots::Double) => {
                kept.pop();
            }
            None => kept.push(segment),
        }
    }
    // A path that ends in dots names a folder.
    if open {
        kept.push("");
    }
    format!("/{}", kept.join("/"))
}
