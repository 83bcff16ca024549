//! When a cookie ends: `Max-Age` and `Expires` as RFC 6265 reads them, more lenient than the store does.

use std::time::{SystemTime, UNIX_EPOCH};

use cookie_store::CookieExpiration;

use crate::buildbot::Dialect;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// How long the cookie of a `Set-Cookie` lives; None where it is no cookie at all.
pub(super) fn lifetime(text: &str, dialect: Dialect) -> Option<CookieExpiration> {
    let (mut max_age, mut expires) = (None, None);
    for attribute in text.split(';').skip(1) {
        let (name, value) = attribute.split_once('=').unwrap_or((attribute, ""));
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
        match name.as_str() {
            // The last one counts that can be read (section 5.3).
            "max-age" => match seconds(value) {
                Some(seconds) => max_age = Some(seconds),
                None if dialect.drops_bad_max_age() => return None,
                None => {}
            },
            "expires" => expires = date(value.trim_matches('"')).or(expires),
            _ => {}
        }
    }
    let until = |date: i64| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let now = i64::try_from(now.unwrap_or_default().as_secs()).unwrap_or(i64::MAX);
        u64::try_from(date.saturating_sub(now)).unwrap_or(0)
    };
    Some(match max_age.or(expires.map(until)) {
        Some(seconds) => CookieExpiration::from(seconds),
        None => CookieExpiration::SessionEnd,
    })
}

/// A `Max-Age`: digits, of which a minus makes an end that has passed (section 5.2.2).
fn seconds(text: &str) -> Option<u64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if digits.len() < text.len() {
        return Some(0);
    }
    Some(digits.parse().unwrap_or(u64::MAX))
}

/// A date in seconds since 1970 (section 5.1.1).
fn date(text: &str) -> Option<i64> {
    let is_delimiter = |c: char| matches!(c, '\t' | ' '..='/' | ';'..='@' | '['..='`' | '{'..='~');
    let (mut time, mut day, mut month, mut year) = (None, None, None, None);
    for word in text.split(is_delimiter).filter(|word| !word.is_empty()) {
        if time.is_none() && clock(word).is_some() {
            time = clock(word);
        } else if day.is_none() && number(word, 1..=2).is_some() {
            day = number(word, 1..=2);
        } else if month.is_none() && month_of(word).is_some() {
            month = month_of(word);
        } else if year.is_none() {
            year = number(word, 2..=4);
        }
    }
    let (time, day, month) = (time?, day?, month?);
    let year = match year? {
        year @ 0..=69 => year + 2000,
        year @ 70..=99 => year + 1900,
        year => year,
    };
    let is_date = (1..=31).contains(&day) && year >= 1601;
    is_date.then(|| days(year, month, day) * 24 * 3600 + time)
}

/// The seconds of the day of a word like `07:28:00`.
fn clock(word: &str) -> Option<i64> {
    let mut parts = word.splitn(3, ':');
    let mut next = || number(parts.next()?, 1..=2);
    let (hours, minutes, seconds) = (next()?, next()?, next()?);
    let is_time = hours < 24 && minutes < 60 && seconds < 60;
    is_time.then_some((hours * 60 + minutes) * 60 + seconds)
}

/// The number that a word begins with, if it has so many digits.
fn number(word: &str, digits: std::ops::RangeInclusive<usize>) -> Option<i64> {
    let end = word
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(word.len());
    let number = word.get(..end)?;
    digits
        .contains(&number.len())
        .then(|| number.parse().ok())?
}

/// The number of a month, from 0.
fn month_of(word: &str) -> Option<i64> {
    let begin = word.get(..3)?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|month| *month == begin)?;
    i64::try_from(month).ok()
}

/// Days from the first of January 1970 to a day of the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // Years from March to February: the day that some of them have more is their last.
    let (year, month) = if month < 2 {
        (year - 1, month + 10)
    } else {
        (year, month - 2)
    };
    let of_years = year * 365 + year / 4 - year / 100 + year / 400;
    // 153 days every five months.
    of_years + (153 * month + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_the_rfc_reads_them() {
        let table = [
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
            ("Thu, 1 Jan 1970 0:0:1 GMT", Some(1)),
            ("Wed, 21 Oct 2015 07:28:00 GMT", Some(1_445_412_480)),
            ("Wednesday, 21-Oct-15 07:28:00 GMT", Some(1_445_412_480)),
            ("Wed Oct 21 07:28:00 2015", Some(1_445_412_480)),
            ("21 october 2015 07:28:00", Some(1_445_412_480)),
            ("07:28:00 2015 Oct 21th", Some(1_445_412_480)),
            ("Fri, 01-Jan-2100 00:00:00 GMT", Some(4_102_444_800)),
            ("29 Feb 2024 12:00:00", Some(1_709_208_000)),
            ("01 Jan 1601 00:00:00", Some(-11_644_473_600)),
            ("01 Jan 1600 00:00:00", None),
            ("32 Jan 2024 00:00:00", None),
            ("01 Jan 2024 24:00:00", None),
            ("01 Jan 2024", None),
            ("01 Foo 2024 00:00:00", None),
            ("soon", None),
            ("é ééé 01 Jan 2024 00:00:00", Some(1_704_067_200)),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(date(text), expected, "{text}");
        }
    }

    #[test]
    fn max_age_is_digits() {
        let table = [
            ("3600", Some(3600)),
            ("0", Some(0)),
            ("-1", Some(0)),
            ("99999999999999999999999", Some(u64::MAX)),
            ("", None),
            ("-", None),
            ("+1", None),
            ("1.5", None),
            ("x", None),
        ];
        for (text, expected) in table {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }
}
