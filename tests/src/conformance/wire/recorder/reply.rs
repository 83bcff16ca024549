//! The bytes of a reply.

use super::super::case::Reply;

impl Reply {
    /// Exactly what is written: nothing is added.
    pub(in super::super) fn bytes(&self) -> Vec<u8> {
        if let Some(raw) = &self.raw_b64 {
            return raw.0.clone();
        }
        let mut bytes = self.head();
        bytes.extend_from_slice(&self.body_b64.0);
        if let Some(body) = &self.body_repeat {
            bytes.extend(body.unit_b64.0.repeat(body.count));
        }
        bytes
    }

    fn head(&self) -> Vec<u8> {
        let Some(status) = self.status else {
            return Vec::new();
        };
        let version = self.version.as_deref().unwrap_or("HTTP/1.1");
        let mut head = format!("{version} {status} {}\r\n", self.reason);
        for (name, value) in &self.headers {
            head.extend([name, ": ", value, "\r\n"]);
        }
        head.push_str("\r\n");
        // Latin-1; a character beyond it cannot have been sent by the recorded server.
        head.chars()
            .map(|c| u8::try_from(c).unwrap_or(b'?'))
            .collect()
    }
}
