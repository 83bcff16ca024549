//! The coding `br` (RFC 7932).

use brotli_decompressor::{BrotliDecompressStream, BrotliResult, BrotliState, StandardAlloc};

use super::{Coding, DecodeError, PIECE};

pub(super) struct Brotli {
    state: Box<BrotliState<StandardAlloc, StandardAlloc, StandardAlloc>>,
    room: Vec<u8>,
    has_begun: bool,
    has_ended: bool,
}

impl Default for Brotli {
    fn default() -> Self {
        let alloc = StandardAlloc::default;
        Self {
            state: Box::new(BrotliState::new(alloc(), alloc(), alloc())),
            room: vec![0; PIECE],
            has_begun: false,
            has_ended: false,
        }
    }
}

impl Brotli {
    fn step(
        &mut self,
        input: &[u8],
        output: &mut Vec<u8>,
    ) -> Result<(usize, BrotliResult), DecodeError> {
        let (mut left, mut used) = (input.len(), 0);
        let (mut room, mut written, mut total) = (PIECE, 0, 0);
        let result = BrotliDecompressStream(
            &mut left,
            &mut used,
            input,
            &mut room,
            &mut written,
            &mut self.room,
            &mut total,
            &mut self.state,
        );
        output.extend_from_slice(self.room.get(..written).unwrap_or_default());
        match result {
            BrotliResult::ResultFailure => Err(DecodeError::Corrupt),
            BrotliResult::ResultSuccess => {
                self.has_ended = true;
                Ok((used, result))
            }
            _ => Ok((used, result)),
        }
    }
}

impl Coding for Brotli {
    fn decode(&mut self, input: &[u8], output: &mut Vec<u8>) -> Result<usize, DecodeError> {
        if self.has_ended {
            // What follows the end is ignored, as it is after gzip.
            return Ok(input.len());
        }
        self.has_begun = true;
        self.step(input, output).map(|(used, _)| used)
    }

    fn finish(&mut self, output: &mut Vec<u8>) -> Result<(), DecodeError> {
        while self.has_begun && !self.has_ended {
            if let (_, BrotliResult::NeedsMoreInput) = self.step(b"", output)? {
                return Err(DecodeError::Cut);
            }
        }
        Ok(())
    }
}
