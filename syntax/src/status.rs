//! Statuses, ranges of them, and failures: what `results` and `retry.on` match.

use alloc::format;
use alloc::vec::Vec;
use core::fmt;

use crate::{Problem, words};

/// The lowest status code.
pub const FIRST: u16 = 100;
/// The highest status code.
pub const LAST: u16 = 599;
/// The word for everything that is not named.
pub const REST: &str = "_";

const RANGE: &str = "a status is an integer from 100 to 599";

/// Returns the status code of that number (RFC 9110, section 15).
///
/// # Errors
///
/// Returns a problem for a number outside 100 to 599; its range is empty.
pub fn code(number: u128) -> Result<u16, Problem> {
    let code = u16::try_from(number).ok();
    code.filter(|code| (FIRST..=LAST).contains(code))
        .ok_or_else(|| {
            let what = format!("invalid status {number}");
            Problem::whole(what).help(RANGE)
        })
}

/// Returns the status code of a number that may be negative.
///
/// # Errors
///
/// Returns the problem of [`code`].
pub fn signed(number: i128) -> Result<u16, Problem> {
    match u128::try_from(number) {
        Ok(number) => code(number),
        Err(_) => {
            let what = format!("invalid status {number}");
            Err(Problem::whole(what).help(RANGE))
        }
    }
}

/// A status, a range of statuses, or a failure.
///
/// ```
/// use http_step_syntax::status::Member;
///
/// assert_eq!(Member::parse("502..=504"), Ok(Member::Range(502, 504)));
/// assert_eq!(Member::parse("timeout"), Ok(Member::Failure("timeout")));
/// assert_eq!(Member::parse("504..=502").unwrap_err().what, "empty range");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Member {
    /// One status.
    Status(u16),
    /// All statuses from the first to the last.
    Range(u16, u16),
    /// A request without a complete response, for that reason.
    Failure(&'static str),
    /// Everything that is not named.
    Rest,
}

impl Member {
    /// Returns the range with those ends.
    ///
    /// # Errors
    ///
    /// Returns a problem where the range is empty; the range of bytes of the problem is empty.
    pub fn range(low: u16, high: u16) -> Result<Self, Problem> {
        if low > high {
            let help = format!("write `{high}..={low}`");
            return Err(Problem::whole("empty range").help(help));
        }
        Ok(Self::Range(low, high))
    }

    /// Reads the JSON form of all members but a single status, which is a number there.
    ///
    /// # Errors
    ///
    /// Returns a problem over the whole text, with the form that was probably meant.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let digits = |text: &str| text.parse().ok();
        let member = match (text, text.split_once("..="), digits(text)) {
            (REST, ..) => Ok(Self::Rest),
            (_, _, Some(number)) => code(number).and_then(|code| {
                let what = "expected a status as a number, found a string";
                Err(Problem::whole(what).help(format!("write `{code}`")))
            }),
            (_, Some((low, high)), _) => match (digits(low), digits(high)) {
                (Some(low), Some(high)) => code(low).and_then(|low| Self::range(low, code(high)?)),
                _ => {
                    let what = "a range needs a status at each end";
                    Err(Problem::whole(what).help(r#"write `"502..=504"`"#))
                }
            },
            (name, ..) if name.starts_with(|c: char| c.is_alphabetic() || c == '_') => {
                words::failure(name).map(Self::Failure)
            }
            (text, ..) => Err(no_member(text)),
        };
        member.map_err(|problem| Problem {
            range: 0..text.len(),
            ..problem
        })
    }

    /// Returns the member where it has a name, as `retry` needs it.
    ///
    /// # Errors
    ///
    /// Returns a problem for [`Member::Rest`]; the range of the problem is empty.
    pub fn named(self) -> Result<Self, Problem> {
        if self == Self::Rest {
            let problem = Problem::whole("`_` is not allowed here");
            return Err(problem.help("name the statuses and failures"));
        }
        Ok(self)
    }

    fn ends(self) -> Option<(u16, u16)> {
        match self {
            Self::Status(code) => Some((code, code)),
            Self::Range(low, high) => Some((low, high)),
            Self::Failure(_) | Self::Rest => None,
        }
    }

    fn overlaps(self, other: Self) -> bool {
        match (self.ends(), other.ends()) {
            (Some((low, high)), Some((from, to))) => low <= to && from <= high,
            _ => self == other,
        }
    }

    fn holds(self, other: Self) -> bool {
        match (self.ends(), other.ends()) {
            (Some((low, high)), Some((from, to))) => low <= from && to <= high,
            _ => self == other,
        }
    }
}

/// Returns the problem with a string that is neither a range nor a word, with the range that was probably meant.
fn no_member(text: &str) -> Problem {
    let problem = Problem::whole("expected a range of statuses or the name of a failure");
    match meant_range(text) {
        Some((low, high)) => problem.help(format!("write `\"{low}..={high}\"`")),
        None => problem.help(r#"write `200`, `"502..=504"` or `"timeout"`"#),
    }
}

/// Returns the ends of a range in another notation: `2xx`, `200-299`, `200..299`.
fn meant_range(text: &str) -> Option<(u16, u16)> {
    if let [class @ b'1'..=b'5', b'x' | b'X', b'x' | b'X'] = text.as_bytes() {
        let low = u16::from(class - b'0') * 100;
        return Some((low, low + 99));
    }
    let separators = ["...", "..", "-", "–"];
    let (low, high) = separators.into_iter().find_map(|it| text.split_once(it))?;
    let end = |text: &str| code(text.trim().parse().ok()?).ok();
    Some((end(low)?, end(high)?))
}

/// Writes the member as a step has it.
impl fmt::Display for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(code) => write!(f, "{code}"),
            Self::Range(low, high) => write!(f, "{low}..={high}"),
            Self::Failure(name) => f.write_str(name),
            Self::Rest => f.write_str(REST),
        }
    }
}

/// Members, none of which matches what another one matches.
///
/// ```
/// use http_step_syntax::status::{Member, Members};
///
/// let mut members = Members::default();
/// assert_eq!(members.add(Member::Range(200, 299)), Ok(()));
/// let problem = members.add(Member::Status(204)).unwrap_err();
/// assert_eq!(problem.what, "`204` is already covered by `200..=299`");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Members {
    seen: Vec<Member>,
    reported: bool,
}

impl Members {
    /// Adds a member.
    ///
    /// # Errors
    ///
    /// Returns a problem where an earlier member matches the same, or a part of it. After [`Member::Rest`] only the
    /// first one is a problem. The range of the problem is empty.
    pub fn add(&mut self, member: Member) -> Result<(), Problem> {
        if self.seen.contains(&Member::Rest) {
            if core::mem::replace(&mut self.reported, true) {
                return Ok(());
            }
            let what =
                format!("unreachable arm: `_` above matches everything that `{member}` matches");
            return Err(Problem::whole(what).help("write `_` last"));
        }
        let other = self.seen.iter().find(|seen| seen.overlaps(member)).copied();
        let nothing_left = member == Member::Rest && self.is_all();
        self.seen.push(member);
        match other {
            None if nothing_left => {
                let what = "unreachable arm: all statuses and failures are named before `_`";
                Err(Problem::whole(what).help("remove it"))
            }
            None => Ok(()),
            Some(other) if other == member => {
                let what = format!("duplicate `{member}`");
                Err(Problem::whole(what).help("remove one of the two"))
            }
            Some(other) => {
                let what = if other.holds(member) {
                    format!("`{member}` is already covered by `{other}`")
                } else {
                    format!("`{member}` overlaps `{other}` above")
                };
                Err(Problem::whole(what).help("name each status once"))
            }
        }
    }

    fn is_all(&self) -> bool {
        let named = |member: Member| self.seen.iter().any(|seen| seen.holds(member));
        (FIRST..=LAST).all(|code| named(Member::Status(code)))
            && words::FAILURES
                .iter()
                .all(|name| named(Member::Failure(name)))
    }
}
