use alloc::format;

use super::ast::Operation;
use super::keyed::Parser;
use crate::Problem;
use crate::piece::Piece;

const BOTH_PARTS: &str = "write both parts, as in `?|yes|no`";

impl Parser {
    /// Parses the operation of a key, without its colon.
    pub(super) fn operation(&mut self, text: Option<Piece<'_>>) -> Result<Operation, Problem> {
        let Some(text) = text else {
            return Ok(Operation::Plain);
        };
        if let Some(template) = text.after("-") {
            Ok(Operation::IfMissing(self.template(template)))
        } else if let Some(template) = text.after("~") {
            Ok(Operation::IfFalsy(self.template(template)))
        } else if let Some(template) = text.after("+") {
            Ok(Operation::IfPresent(self.template(template)))
        } else if let Some(parts) = text.after("?") {
            self.ternary(parts, false)
        } else if let Some(parts) = text.after("#?") {
            self.ternary(parts, true)
        } else {
            Err(unknown(text))
        }
    }

    fn ternary(&mut self, text: Piece<'_>, by_truth: bool) -> Result<Operation, Problem> {
        let Some((delimiter, first, parts)) = text.chars().next() else {
            return Err(text
                .problem("missing parts of the ternary")
                .help(BOTH_PARTS));
        };
        if delimiter == '(' {
            let what = "invalid Interpolate ternary delimiter '('";
            return Err(first.problem(what).help(BOTH_PARTS));
        }
        let Some((then, otherwise)) = split(parts, delimiter) else {
            let what = format!(
                "invalid Interpolate ternary expression '{}' with delimiter '{delimiter}'",
                parts.text()
            );
            return Err(parts.problem(what).help(BOTH_PARTS));
        };
        Ok(Operation::Ternary {
            by_truth,
            then: self.template(then),
            otherwise: self.template(otherwise),
        })
    }
}

/// Splits at the first delimiter that is not in parentheses.
fn split(parts: Piece<'_>, delimiter: char) -> Option<(Piece<'_>, Piece<'_>)> {
    let mut open = 0_usize;
    for (c, found, rest) in parts.chars() {
        match c {
            '(' => open += 1,
            ')' => open = open.checked_sub(1)?,
            _ => {}
        }
        if open == 0 && c == delimiter {
            let (then, _) = parts.split_at(found.range().start - parts.range().start);
            return Some((then, rest));
        }
    }
    // Without a delimiter Python unpacks two characters as it unpacks two strings.
    let (_, then, otherwise) = parts.chars().next()?;
    (otherwise.text().chars().count() == 1).then_some((then, otherwise))
}

fn unknown(text: Piece<'_>) -> Problem {
    let Some((c, first, _)) = text.chars().next() else {
        let problem = text.problem("missing operation after `:`");
        return problem.help("write `:-` and a default, or remove the `:`");
    };
    let problem = first.problem(format!("invalid Interpolate default type '{c}'"));
    problem.help("write `:-`, `:~` or `:+` and a text, or `:?|yes|no`")
}
