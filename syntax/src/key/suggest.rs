use super::table::Row;
use crate::nearest;

/// Returns the name in the table that was probably meant: a synonym, or the nearest name.
pub(super) fn suggest(
    name: &str,
    rows: &[&'static Row],
    synonyms: &[(&str, &'static str)],
) -> Option<&'static str> {
    let names = || rows.iter().map(|row| row.name);
    let synonym = synonyms
        .iter()
        .find(|(word, key)| *word == name && names().any(|name| name == *key));
    synonym
        .map(|(_, key)| *key)
        .or_else(|| nearest(name, names()))
}
