//! The text of a number before it is padded.

use http_step_syntax::template::Flags;

#[derive(Debug, PartialEq)]
pub(super) struct Figure {
    pub(super) is_negative: bool,
    /// `0x` and such.
    pub(super) prefix: &'static str,
    pub(super) digits: String,
}

impl Figure {
    /// With zeros in front, to that many digits.
    pub(super) fn at_least(mut self, count: usize) -> Self {
        let zeros = count.saturating_sub(self.digits.len());
        if zeros > 0 {
            self.digits.insert_str(0, &"0".repeat(zeros));
        }
        self
    }

    pub(super) fn in_capitals(mut self) -> Self {
        self.digits.make_ascii_uppercase();
        self
    }

    /// Zeros stand after sign and prefix, blanks before.
    pub(super) fn padded(&self, flags: Flags, width: usize) -> String {
        let sign = match (self.is_negative, flags) {
            (true, _) => "-",
            (false, Flags { sign: true, .. }) => "+",
            (false, Flags { blank: true, .. }) => " ",
            (false, _) => "",
        };
        let Self { prefix, digits, .. } = self;
        let missing = width.saturating_sub(sign.len() + prefix.len() + digits.len());
        let fill = |character: &str| character.repeat(missing);
        if flags.left {
            format!("{sign}{prefix}{digits}{}", fill(" "))
        } else if flags.zero {
            format!("{sign}{prefix}{}{digits}", fill("0"))
        } else {
            format!("{}{sign}{prefix}{digits}", fill(" "))
        }
    }
}
