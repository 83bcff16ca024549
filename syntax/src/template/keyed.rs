use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use super::ast::{self, Conversion, Kind, Substitution, Template};
use super::key;
use super::token::{Amount, Token, Written, missing_letter, tokens, unsupported};
use crate::Problem;
use crate::piece::Piece;

/// The maximum number of templates in one another.
pub const MAX_DEPTH: usize = 128;

/// Parses a template without positional arguments, with all templates in it.
///
/// # Errors
///
/// Returns the first mistake. A conversion without a key is a mistake too, and returned if there is no other:
/// Buildbot accepts the first one, by accident, and inserts its internals.
///
/// ```
/// use http_step_syntax::template;
///
/// assert!(template::keyed("%(prop:branch:-main)s is %(kw:state)s").is_ok());
/// let problem = template::keyed("on %(prp:branch)s").unwrap_err();
/// assert_eq!(problem.range, 5..8);
/// assert_eq!(problem.what, "invalid Interpolate selector 'prp'");
/// assert_eq!(problem.help.as_deref(), Some("did you mean `prop`?"));
/// ```
pub fn keyed(text: &str) -> Result<Template, Problem> {
    let (template, problems) = keyed_with_problems(text);
    problems.into_iter().next().map_or(Ok(template), Err)
}

/// Parses a template without positional arguments, and goes on after each mistake in a substitution.
///
/// Returns the substitutions that are right, and the mistakes in Buildbot's order.
pub(super) fn keyed_with_problems(text: &str) -> (Template, Vec<Problem>) {
    let mut parser = Parser::default();
    let template = parser.template(Piece::new(text));
    let mut problems = parser.problems;
    if problems.is_empty() {
        problems.extend(parser.accident);
    }
    (template, problems)
}

#[derive(Default)]
pub(super) struct Parser {
    /// The number of templates that are open.
    depth: usize,
    /// The mistakes so far.
    problems: Vec<Problem>,
    /// The first conversion without a key that Buildbot accepts.
    accident: Option<Problem>,
}

/// A piece whose printf part is right.
enum Checked<'t> {
    Text(String),
    Keyed(Range<usize>, Piece<'t>, Conversion),
}

impl Parser {
    pub(super) fn template(&mut self, text: Piece<'_>) -> Template {
        if self.depth == MAX_DEPTH {
            let what = format!("templates are nested more than {MAX_DEPTH} levels deep");
            self.problems.push(text.problem(what));
            return Template::default();
        }
        self.depth += 1;
        let mut pieces = Vec::new();
        for piece in self.check(text) {
            match piece {
                Checked::Text(text) => pieces.push(ast::Piece::Text(text)),
                Checked::Keyed(range, key, conversion) => {
                    let substitution = self.substitution(range, key, conversion);
                    pieces.extend(substitution.map(|it| ast::Piece::Substitution(Box::new(it))));
                }
            }
        }
        self.depth -= 1;
        Template { pieces }
    }

    /// Checks the printf part, which Python does for the whole template before Buildbot looks at a key.
    fn check<'t>(&mut self, text: Piece<'t>) -> Vec<Checked<'t>> {
        let mut checked = Vec::new();
        let mut first = true;
        for token in tokens(text) {
            let written = match token {
                Ok(Token::Text(text)) => {
                    checked.push(Checked::Text(text));
                    continue;
                }
                Ok(Token::Conversion(written)) => written,
                // The rest can't be split into tokens.
                Err(problem) => {
                    self.problems.push(problem);
                    break;
                }
            };
            match (conversion(text, &written, first), written.key) {
                (Ok(conversion), Some(key)) => {
                    checked.push(Checked::Keyed(written.range, key, conversion));
                }
                (Ok(_), None) => {
                    self.accident.get_or_insert(not_enough(&written));
                }
                (Err(problem), _) => self.problems.push(problem),
            }
            first = false;
        }
        checked
    }

    fn substitution(
        &mut self,
        range: Range<usize>,
        key: Piece<'_>,
        conversion: Conversion,
    ) -> Option<Substitution> {
        let parsed = key::parse(key);
        let parsed =
            parsed.and_then(|(reference, operation)| Ok((reference, self.operation(operation)?)));
        match parsed {
            Ok((reference, operation)) => Some(Substitution {
                range,
                reference,
                operation,
                conversion,
            }),
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }
}

/// Returns the meaning of a conversion, without its key. `first` says that it is the first of its template: for that
/// one Buildbot finds something to insert without a key.
fn conversion(text: Piece<'_>, written: &Written<'_>, first: bool) -> Result<Conversion, Problem> {
    let keyed = written.key.is_some();
    if !keyed && !first {
        return Err(not_enough(written));
    }
    let amount = |amount| match amount {
        None => Ok(None),
        Some(Amount::Fixed(number)) => Ok(Some(number)),
        Some(Amount::Argument) if keyed => {
            let problem = Problem::new(written.range.clone(), "* wants int");
            Err(problem.help("write the number for `*`"))
        }
        Some(Amount::Argument) => Err(not_enough(written)),
    };
    Ok(Conversion {
        left: written.flags.left,
        width: amount(written.width)?.unwrap_or(0),
        precision: amount(written.precision)?,
        kind: kind(text, written)?,
    })
}

fn kind(text: Piece<'_>, written: &Written<'_>) -> Result<Kind, Problem> {
    let letter = written.kind;
    let what = match letter {
        's' => return Ok(Kind::Text),
        'r' => return Ok(Kind::Repr),
        'a' => return Ok(Kind::Ascii),
        'd' | 'i' | 'u' => format!("%{letter} format: a real number is required, not str"),
        'x' | 'X' | 'o' => format!("%{letter} format: an integer is required, not str"),
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => "must be real number, not str".into(),
        'c' => "%c requires int or char".into(),
        _ => return Err(unsupported(text, written)),
    };
    if written.key.is_none() {
        return Err(not_enough(written));
    }
    let problem = written.letter.problem(what);
    Err(if begins_word(text, written) {
        problem.help(missing_letter(written.key))
    } else {
        problem.help("write `s`: the value is inserted as text")
    })
}

/// Whether the letter is rather the first one of a word, and the letter of the conversion is missing.
fn begins_word(text: Piece<'_>, written: &Written<'_>) -> bool {
    let after = written.letter.range().end..text.range().end;
    let after = text.at(&after).unwrap_or_default();
    written.flags.blank || after.starts_with(char::is_alphanumeric)
}

fn not_enough(written: &Written<'_>) -> Problem {
    let what = "not enough arguments for format string";
    Problem::new(written.range.clone(), what).help(missing_letter(None))
}
