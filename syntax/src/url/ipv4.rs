use alloc::format;
use alloc::vec::Vec;
use core::net::Ipv4Addr;

use crate::Problem;
use crate::piece::Piece;

const HELP: &str =
    "a host that ends in a number is an IPv4 address: write four numbers from 0 to 255";

/// Checks that a host that ends in a number is an IPv4 address (WHATWG, "IPv4 parser"), and in the usual form:
/// `0x7f.1` is an address too, but what is sent is `127.0.0.1`.
pub(super) fn check(host: Piece<'_>, problems: &mut Vec<Problem>) {
    let dot = usize::from(host.text().ends_with('.'));
    let (address, _) = host.split_at(host.text().len() - dot);
    let parts: Vec<Piece<'_>> = address.split('.').collect();
    let usual = address.text().parse::<Ipv4Addr>().is_ok();
    if usual || !parts.last().is_some_and(|last| is_number(last.text())) {
        return;
    }
    match numbers(host, &parts) {
        Ok(numbers) => problems.extend(check_range(host, &parts, &numbers)),
        Err(problem) => problems.push(problem.help(HELP)),
    }
}

/// Whether a host with this last label ends in a number (WHATWG, "ends in a number checker"): `09` does, though it
/// is not a number itself.
fn is_number(text: &str) -> bool {
    let digits = !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    digits || number(text).is_some()
}

/// Reads a number (WHATWG, "IPv4 number parser"): decimal, octal after `0`, hexadecimal after `0x`. Numbers that are
/// too large saturate.
fn number(text: &str) -> Option<u64> {
    let (digits, radix) = if let Some(digits) = text.strip_prefix("0x").or(text.strip_prefix("0X"))
    {
        (digits, 16)
    } else {
        match text.strip_prefix('0') {
            Some(digits) if !digits.is_empty() => (digits, 8),
            _ => (text, 10),
        }
    };
    if text.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    match digits {
        "" => Some(0),
        digits => Some(u64::from_str_radix(digits, radix).unwrap_or(u64::MAX)),
    }
}

fn numbers(host: Piece<'_>, parts: &[Piece<'_>]) -> Result<Vec<u64>, Problem> {
    if parts.len() > 4 {
        let what = format!(
            "expected four numbers in the IPv4 address, found {}",
            parts.len()
        );
        return Err(host.problem(what));
    }
    let number = |part: &Piece<'_>| {
        number(part.text()).ok_or_else(|| match part.text() {
            "" => host.problem("a part of the IPv4 address is empty"),
            _ => invalid(*part),
        })
    };
    parts.iter().map(number).collect()
}

/// Checks the range of each number; the last one fills all bytes that the others leave.
fn check_range(host: Piece<'_>, parts: &[Piece<'_>], numbers: &[u64]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut address = 0;
    for (index, (part, number)) in parts.iter().zip(numbers).enumerate() {
        let bytes = if index + 1 == parts.len() {
            4 - index
        } else {
            1
        };
        if *number >= 1 << (8 * bytes) {
            problems.push(invalid(*part).help(HELP));
        } else {
            address |= number << (8 * (4 - index - bytes));
        }
    }
    if let (true, Ok(address)) = (problems.is_empty(), u32::try_from(address)) {
        let usual = Ipv4Addr::from(address);
        let what = format!(
            "`{}` is an unusual form of the address {usual}",
            host.text()
        );
        problems.push(host.problem(what).help(format!("write `{usual}`")));
    }
    problems
}

fn invalid(part: Piece<'_>) -> Problem {
    part.problem(format!(
        "invalid number `{}` in an IPv4 address",
        part.text()
    ))
}
