const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 0x80;

/// Whether the part of a label after `xn--` can be decoded (RFC 3492, section 6.2).
///
/// The decoded text is not needed, hence no buffer: it only decides where code points are inserted. A label that
/// encodes nothing beyond ASCII, such as `xn--a-`, is an error of IDNA (UTS 46, section 4, step 4).
pub(super) fn decodes(encoded: &str) -> bool {
    let (basic, deltas) = match encoded.rsplit_once('-') {
        Some((basic, deltas)) if !basic.is_empty() => (basic, deltas),
        _ => ("", encoded),
    };
    basic.is_ascii() && !deltas.is_empty() && inserts(basic.len(), deltas).is_some()
}

/// Inserts the code points into a text of that length; none where one can't be decoded or overflows.
fn inserts(length: usize, deltas: &str) -> Option<()> {
    let mut length = u32::try_from(length).ok()?;
    let mut digits = deltas.bytes().map(digit);
    let (mut n, mut i, mut bias) = (INITIAL_N, 0_u32, INITIAL_BIAS);
    while let Some(first) = digits.next() {
        let (before, mut next) = (i, first);
        let mut weight = 1_u32;
        let mut k = BASE;
        loop {
            let digit = next?;
            i = i.checked_add(digit.checked_mul(weight)?)?;
            let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            k += BASE;
            next = digits.next()?;
        }
        length += 1;
        bias = adapt(i - before, length, before == 0);
        n = n.checked_add(i / length)?;
        char::from_u32(n)?;
        i = i % length + 1;
    }
    Some(())
}

const fn digit(byte: u8) -> Option<u32> {
    match byte {
        b'a'..=b'z' => Some((byte - b'a') as u32),
        b'A'..=b'Z' => Some((byte - b'A') as u32),
        b'0'..=b'9' => Some((byte - b'0') as u32 + 26),
        _ => None,
    }
}

/// Returns the next bias (RFC 3492, section 6.1).
const fn adapt(delta: u32, length: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / length;
    let mut k = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}
