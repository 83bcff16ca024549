//! Statuses, ranges of them, and failures: what `results` and `retry` speak of.

use alloc::format;
use alloc::vec::Vec;
use core::fmt;

use crate::{Problem, words};

/// The least status code.
pub const FIRST: u16 = 100;
/// The greatest status code.
pub const LAST: u16 = 599;
/// What stands for all that has not been named.
pub const REST: &str = "_";

/// The status code of that number (RFC 9110, section 15).
///
/// # Errors
///
/// For a number outside 100 to 599; the range of the problem is empty.
pub fn code(number: u128) -> Result<u16, Problem> {
    let code = u16::try_from(number).ok();
    code.filter(|code| (FIRST..=LAST).contains(code))
        .ok_or_else(|| {
            let what = format!("there is no status {number}");
            Problem::new(0..0, what).help("statuses go from 100 to 599")
        })
}

/// The status code of a number that may be negative.
///
/// # Errors
///
/// Those of [`code`].
pub fn signed(number: i128) -> Result<u16, Problem> {
    match u128::try_from(number) {
        Ok(number) => code(number),
        Err(_) => {
            let what = format!("there is no status {number}");
            Err(Problem::new(0..0, what).help("statuses go from 100 to 599"))
        }
    }
}

/// A literal of another kind in the place of a status.
pub fn no_integer(kind: &str) -> Problem {
    let what = format!("a status is an integer, not {kind}");
    Problem::new(0..0, what).help("write `200`")
}

/// Something else in the place of a status or a failure.
pub fn no_member() -> Problem {
    Problem::new(0..0, "statuses and failures are written out here")
}

/// Answers of one kind.
///
/// ```
/// use http_step_syntax::status::Member;
///
/// assert_eq!(Member::parse("502..=504"), Ok(Member::Range(502, 504)));
/// assert_eq!(Member::parse("timeout"), Ok(Member::Failure("timeout")));
/// assert_eq!(Member::parse("504..=502").unwrap_err().what, "the range is empty");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Member {
    /// One status.
    Status(u16),
    /// All statuses from the first to the last.
    Range(u16, u16),
    /// No complete answer, for that reason.
    Failure(&'static str),
    /// All that has not been named.
    Rest,
}

impl Member {
    /// The range with those ends.
    ///
    /// # Errors
    ///
    /// Where nothing is in it; the range of the problem is empty.
    pub fn range(low: u16, high: u16) -> Result<Self, Problem> {
        if low > high {
            let help = format!("write `{high}..={low}`");
            return Err(Problem::new(0..0, "the range is empty").help(help));
        }
        Ok(Self::Range(low, high))
    }

    /// Reads the JSON form of all but a single status, which is a number there.
    ///
    /// # Errors
    ///
    /// A problem over the whole text.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let digits = |text: &str| text.parse().ok();
        let member = match (text, text.split_once("..="), digits(text)) {
            (REST, ..) => Ok(Self::Rest),
            (_, _, Some(number)) => code(number).and_then(|code| {
                let what = "a status is a number, not a text";
                Err(Problem::new(0..0, what).help(format!("write `{code}`")))
            }),
            (_, Some((low, high)), _) => match (digits(low), digits(high)) {
                (Some(low), Some(high)) => code(low).and_then(|low| Self::range(low, code(high)?)),
                _ => {
                    let what = "a range has a status at each end";
                    Err(Problem::new(0..0, what).help("write `502..=504`"))
                }
            },
            (name, ..) => words::failure(name).map(Self::Failure),
        };
        member.map_err(|problem| Problem {
            range: 0..text.len(),
            ..problem
        })
    }

    /// Where only what has a name can be meant, as in `retry`.
    ///
    /// # Errors
    ///
    /// For [`Member::Rest`]; the range of the problem is empty.
    pub fn named(self) -> Result<Self, Problem> {
        if self == Self::Rest {
            let problem = Problem::new(0..0, "`_` names no answer");
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

/// As a step writes it.
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

/// Members that exclude each other.
///
/// ```
/// use http_step_syntax::status::{Member, Members};
///
/// let mut members = Members::default();
/// assert_eq!(members.add(Member::Range(200, 299)), Ok(()));
/// let problem = members.add(Member::Status(204)).unwrap_err();
/// assert_eq!(problem.what, "`204` is in `200..=299` already");
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
    /// Where another one takes the same answers, or a part of them. After [`Member::Rest`] only the first one
    /// is a problem. The range of the problem is empty.
    pub fn add(&mut self, member: Member) -> Result<(), Problem> {
        if self.seen.contains(&Member::Rest) {
            if core::mem::replace(&mut self.reported, true) {
                return Ok(());
            }
            let what = format!("nothing comes to `{member}`: `_` before it takes all that is left");
            return Err(Problem::new(0..0, what).help("write `_` last"));
        }
        let other = self.seen.iter().find(|seen| seen.overlaps(member)).copied();
        let nothing_left = member == Member::Rest && self.is_all();
        self.seen.push(member);
        match other {
            None if nothing_left => {
                let what = "nothing comes to `_`: all statuses and failures are named before it";
                Err(Problem::new(0..0, what).help("leave it out"))
            }
            None => Ok(()),
            Some(other) if other == member => {
                let what = format!("`{member}` is there already");
                Err(Problem::new(0..0, what).help("leave one of the two out"))
            }
            Some(other) => {
                let what = if other.holds(member) {
                    format!("`{member}` is in `{other}` already")
                } else if member.holds(other) {
                    format!("`{member}` holds `{other}`, which is there already")
                } else {
                    format!("`{member}` overlaps `{other}`")
                };
                Err(Problem::new(0..0, what).help("name each status once"))
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
