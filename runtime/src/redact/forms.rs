//! The forms in which a secret may come back: as it was, or as something on its way has written it.

mod octets;
mod text;

use secrecy::zeroize::Zeroizing;

use super::wiped::Wiped;

/// A value that is longer is looked for in the usual forms only.
const LONG: usize = 2 << 10;

/// A value that is longer still is looked for in pieces of this size, in bytes.
const PIECE: usize = 16 << 10;

/// A part of a URL that is shorter says too little, and would be found where nobody meant it.
const SHORTEST_PART: usize = 8;

/// Where forms go.
type Add<'a> = &'a mut dyn FnMut(String);

/// The value and its parts, each in every form; some may come twice.
pub(super) fn forms(value: &str) -> Vec<Wiped> {
    let lines = value.lines().filter(|line| line.len() < value.len());
    let parts = lines.chain(parts_of_url(value));
    let mut forms = Vec::new();
    for part in pieces(value).chain(parts) {
        written(part, value.len() > PIECE || part.len() > LONG, &mut forms);
    }
    forms
}

/// What follows the host where the value is a URL, whole and in parts: services that are asked for it
/// show it so.
fn parts_of_url(value: &str) -> impl Iterator<Item = &str> {
    let behind_host = || {
        let (_, rest) = value.split_once("://")?;
        rest.get(rest.find(['/', '?'])?..)
    };
    let target = behind_host().filter(|target| !target.contains(char::is_whitespace));
    let parts = target.map(|target| match target.split_once('?') {
        Some((path, query)) => [target, path, query],
        None => [target, "", ""],
    });
    let parts = parts.into_iter().flatten();
    parts.filter(|part| part.len() >= SHORTEST_PART)
}

fn pieces(mut rest: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let mut end = rest.len().min(PIECE);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece).filter(|piece| !piece.is_empty())
    })
}

fn written(value: &str, only_usual: bool, forms: &mut Vec<Wiped>) {
    let add: Add<'_> = &mut |form| forms.push(Wiped::from(form));
    let octets = if only_usual {
        octets::usual
    } else {
        octets::all
    };
    let text = if only_usual { text::usual } else { text::all };
    add(value.to_owned());
    octets(value.as_bytes(), add);
    text(value, add);
    if value.is_ascii() {
        return;
    }
    if let Some(latin1) = latin1(value).map(Zeroizing::new) {
        octets(&latin1, add);
        add(String::from_utf8_lossy(&latin1).into_owned());
    }
    // What a reader makes of it that takes UTF-8 for latin-1, as readers of header fields do; above, the
    // other way round.
    let misread = Zeroizing::new(String::from_iter(value.bytes().map(char::from)));
    text::usual(&misread, add);
}

/// The text in latin-1, where it can be written so.
fn latin1(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|c| u8::try_from(c).ok()).collect()
}
