//! The coding `gzip` (RFC 1952), with all its members.

use flate2::{Crc, Decompress};

use super::deflate::{finish, inflate};
use super::{Coding, DecodeError};

/// A header holds a name and a comment at most.
const LONGEST_HEADER: usize = 64 << 10;

/// The check sum and the length of a member.
const TRAILER: usize = 8;

pub(super) struct Gzip {
    part: MemberPart,
    inflating: Decompress,
    sum: Crc,
    /// How many members have begun.
    members: usize,
}

/// Where in a member the next byte belongs.
enum MemberPart {
    Header(Vec<u8>),
    Data,
    Trailer(Vec<u8>),
    /// Behind the last member, where anything may stand.
    Rest,
}

impl Default for Gzip {
    fn default() -> Self {
        Self {
            part: MemberPart::Header(Vec::new()),
            inflating: Decompress::new(false),
            sum: Crc::new(),
            members: 0,
        }
    }
}

impl Coding for Gzip {
    fn decode(&mut self, input: &[u8], output: &mut Vec<u8>) -> Result<usize, DecodeError> {
        match &mut self.part {
            MemberPart::Header(header) => {
                let before = header.len();
                header.extend_from_slice(input);
                match length(header) {
                    Length::Known(length) => {
                        self.part = MemberPart::Data;
                        self.members += 1;
                        Ok(length.saturating_sub(before))
                    }
                    Length::Open if header.len() <= LONGEST_HEADER => Ok(input.len()),
                    _ if self.members > 0 => {
                        self.part = MemberPart::Rest;
                        Ok(input.len())
                    }
                    _ => Err(DecodeError::Corrupt),
                }
            }
            MemberPart::Data => {
                let (used, has_ended) = inflate(&mut self.inflating, input, output)?;
                self.sum.update(output);
                if has_ended {
                    self.part = MemberPart::Trailer(Vec::with_capacity(TRAILER));
                    // Also where the end of the data took no byte any more.
                    return self.trailer(input.get(used..).unwrap_or_default(), used);
                }
                Ok(used)
            }
            MemberPart::Trailer(_) => self.trailer(input, 0),
            MemberPart::Rest => Ok(input.len()),
        }
    }

    fn finish(&mut self, output: &mut Vec<u8>) -> Result<(), DecodeError> {
        match &self.part {
            // An empty body is empty in any coding; behind a member it may be a part of the rest.
            MemberPart::Header(header) if header.is_empty() || self.members > 0 => Ok(()),
            MemberPart::Rest => Ok(()),
            MemberPart::Data => {
                finish(&mut self.inflating, output)?;
                Err(DecodeError::Cut)
            }
            MemberPart::Header(_) | MemberPart::Trailer(_) => Err(DecodeError::Cut),
        }
    }
}

impl Gzip {
    /// Takes what belongs to the trailer, behind `used` bytes of the same input.
    fn trailer(&mut self, input: &[u8], used: usize) -> Result<usize, DecodeError> {
        let MemberPart::Trailer(trailer) = &mut self.part else {
            return Ok(used);
        };
        let missing = (TRAILER - trailer.len()).min(input.len());
        trailer.extend(input.iter().take(missing));
        if trailer.len() == TRAILER {
            let expected = [self.sum.sum(), self.sum.amount()].map(u32::to_le_bytes);
            if *trailer != expected.concat() {
                return Err(DecodeError::Corrupt);
            }
            self.part = MemberPart::Header(Vec::new());
            self.inflating.reset(false);
            self.sum.reset();
        }
        Ok(used + missing)
    }
}

/// The length of a header as far as it is known.
#[derive(Debug, PartialEq)]
enum Length {
    Known(usize),
    /// It goes on.
    Open,
    /// This is no header.
    None,
}

/// RFC 1952, section 2.3.
fn length(bytes: &[u8]) -> Length {
    const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];
    let known = bytes.len().min(MAGIC.len());
    if bytes.get(..known) != MAGIC.get(..known) {
        return Length::None;
    }
    let Some(flags) = bytes.get(3) else {
        return Length::Open;
    };
    if flags & 0xe0 != 0 {
        return Length::None;
    }
    let length = || {
        let mut at = 10;
        if flags & 4 != 0 {
            let extra = [*bytes.get(at)?, *bytes.get(at + 1)?];
            at += 2 + usize::from(u16::from_le_bytes(extra));
        }
        for text in [8, 16] {
            if flags & text != 0 {
                let end = bytes.get(at..)?.iter().position(|&byte| byte == 0)?;
                at += end + 1;
            }
        }
        if flags & 2 != 0 {
            at += 2;
        }
        bytes.get(..at).map(<[u8]>::len)
    };
    length().map_or(Length::Open, Length::Known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_as_long_as_it_says() {
        let table: [(&[u8], Length); 8] = [
            (b"\x1f\x8b\x08\0\0\0\0\0\0\xffdata", Length::Known(10)),
            (
                b"\x1f\x8b\x08\x1e\0\0\0\0\0\xff\x02\0exname\0more\0ccdata",
                Length::Known(26),
            ),
            (b"\x1f\x8b\x08\x08\0\0\0\0\0\xffname", Length::Open),
            (b"\x1f\x8b", Length::Open),
            (b"", Length::Open),
            (b"\x1f\x8c", Length::None),
            (b"plain", Length::None),
            (b"\x1f\x8b\x08\xff", Length::None),
        ];
        for (bytes, expected) in table {
            assert_eq!(length(bytes), expected, "{bytes:?}");
        }
    }
}
