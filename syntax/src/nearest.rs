use alloc::string::String;
use alloc::vec::Vec;

/// Returns the known name that was probably meant: at most two edits away, and at most a third of the name.
///
/// Case and underscores do not count, so that `haltOnFailure` finds `halt_on_failure`.
///
/// ```
/// use http_step_syntax::nearest;
///
/// let keys = ["url", "headers", "halt_on_failure"];
/// assert_eq!(nearest("haltOnFailure", keys), Some("halt_on_failure"));
/// assert_eq!(nearest("haeders", keys), Some("headers"));
/// assert_eq!(nearest("cookies", keys), None);
/// ```
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = fold(name);
    known
        .into_iter()
        // A name that is much longer is far away, and it may be very long.
        .filter(|candidate| name.len() <= 4 * (candidate.len() + edits(candidate.len())))
        .map(|candidate| (distance(&name, &fold(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= edits(candidate.len()))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn edits(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    }
}

fn fold(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, '_' | '-'))
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// Counts insertions, deletions, substitutions, and swaps of neighbours (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut previous = None;
    for (i, from) in a.chars().enumerate() {
        let mut row = alloc::vec![i + 1];
        let mut left = i + 1;
        for (j, &to) in b.iter().enumerate() {
            let at =
                |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX - 1);
            let mut least = (at(&last, j) + usize::from(from != to))
                .min(at(&last, j + 1) + 1)
                .min(left + 1);
            let swapped = j > 0 && previous == Some(to) && b.get(j - 1) == Some(&from);
            if swapped {
                least = least.min(at(&before, j - 1) + 1);
            }
            row.push(least);
            left = least;
        }
        previous = Some(from);
        before = core::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}
