//! Line breaks, and whitespace around a URL.

use alloc::format;
use alloc::vec::Vec;

use crate::Problem;
use crate::piece::Piece;

/// Reports each line break in the URL, together with the whitespace around it.
pub(super) fn check_lines(text: Piece<'_>, problems: &mut Vec<Problem>) {
    let mut rest = text;
    loop {
        (_, rest) = rest.split_before(char::is_whitespace);
        if rest.is_empty() {
            return;
        }
        let space;
        (space, rest) = rest.split_before(|c| !c.is_whitespace());
        if has_line_break(space) {
            let problem = space.problem("a line break is not allowed in a URL");
            problems.push(problem.help("write the URL on one line"));
        }
    }
}

/// Returns the URL without the whitespace around it, which a parser would drop silently.
pub(super) fn trim<'t>(text: Piece<'t>, problems: &mut Vec<Problem>) -> Piece<'t> {
    let (before, text) = text.split_before(|c| !c.is_whitespace());
    let (text, after) = text.split_at(text.text().trim_end().len());
    for (space, side) in [(before, "starts"), (after, "ends")] {
        if !space.is_empty() && !has_line_break(space) {
            let problem = space.problem(format!("the URL {side} with whitespace"));
            problems.push(problem.help("remove it"));
        }
    }
    text
}

fn has_line_break(space: Piece<'_>) -> bool {
    space.text().contains(['\n', '\r'])
}
