//! The coding `zstd` (RFC 8878), with all its frames.

use zstd::stream::raw::{DParameter, Decoder, Operation as _};

use super::{Coding, DecodeError, PIECE};

/// RFC 9659: no window of more than 8 MiB.
const WINDOW_LOG: u32 = 23;

pub(super) struct Zstd {
    decoder: Decoder<'static>,
    room: Vec<u8>,
    /// Whether the next byte begins a frame.
    is_between: bool,
}

impl Zstd {
    /// None where there is no memory for it.
    pub(super) fn new() -> Option<Self> {
        let mut decoder = Decoder::new().ok()?;
        let limit = DParameter::WindowLogMax(WINDOW_LOG);
        decoder.set_parameter(limit).ok()?;
        Some(Self {
            decoder,
            room: vec![0; PIECE],
            is_between: true,
        })
    }

    fn step(&mut self, input: &[u8], output: &mut Vec<u8>) -> Result<usize, DecodeError> {
        let status = self.decoder.run_on_buffers(input, &mut self.room);
        let status = status.map_err(|_| DecodeError::Corrupt)?;
        let written = self.room.get(..status.bytes_written);
        output.extend_from_slice(written.unwrap_or_default());
        self.is_between = status.remaining == 0;
        Ok(status.bytes_read)
    }
}

impl Coding for Zstd {
    fn decode(&mut self, input: &[u8], output: &mut Vec<u8>) -> Result<usize, DecodeError> {
        self.step(input, output)
    }

    fn finish(&mut self, output: &mut Vec<u8>) -> Result<(), DecodeError> {
        while !self.is_between {
            let before = output.len();
            self.step(b"", output)?;
            if output.len() == before && !self.is_between {
                return Err(DecodeError::Cut);
            }
        }
        Ok(())
    }
}
