use alloc::vec::Vec;

use crate::Problem;

/// Makes one problem of each line break and the blanks around it, in place of one for each character.
pub(super) fn join(text: &str, problems: &mut Vec<Problem>) {
    let mut rest = 0;
    while let Some(at) = text.get(rest..).and_then(|text| text.find(['\n', '\r'])) {
        let at = rest + at;
        let (before, after) = text.split_at(at);
        let start = before.trim_end().len();
        rest = text.len() - after.trim_start().len();
        // Blanks at the ends are reported as such.
        if start == 0 || rest == text.len() {
            continue;
        }
        problems.retain(|problem| !(start..rest).contains(&problem.range.start));
        let problem = Problem::new(start..rest, "a line break can't stand in a URL");
        problems.push(problem.help("write the URL on one line"));
    }
}
