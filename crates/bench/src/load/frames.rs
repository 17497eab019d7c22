//! WebSocket frames as a client reads and writes them, with as little work as will do: the load must cost less than what it
//! measures.

/// What a reader of frames tells, in order.
pub(crate) enum Piece<'a> {
    /// A frame begins.
    Begin { opcode: u8 },
    /// Some of its payload.
    Payload(&'a [u8]),
    /// It is complete.
    End,
}

/// A binary frame.
pub(crate) const BINARY: u8 = 2;
/// A goodbye.
pub(crate) const CLOSE: u8 = 8;
/// A sign of life.
pub(crate) const PING: u8 = 9;

/// The longest head of a frame that a server sends.
const HEAD_BYTES_MAX: usize = 10;

/// Reads frames from a stream, whatever pieces it comes in.
pub(crate) struct FrameReader {
    head: [u8; HEAD_BYTES_MAX],
    held: usize,
    payload_left: Option<u64>,
}

impl FrameReader {
    pub(crate) fn new() -> Self {
        Self { head: [0; HEAD_BYTES_MAX], held: 0, payload_left: None }
    }

    /// Takes the next bytes of the stream.
    pub(crate) fn take(&mut self, mut bytes: &[u8], mut tell: impl FnMut(Piece<'_>)) {
        loop {
            let left = match self.payload_left {
                Some(left) => left,
                None => match self.begin(&mut bytes) {
                    Some((opcode, length)) => {
                        tell(Piece::Begin { opcode });
                        length
                    }
                    None => return,
                },
            };
            let take = bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            let (payload, rest) = bytes.split_at(take);
            bytes = rest;
            if take > 0 {
                tell(Piece::Payload(payload));
            }
            let left = left - take as u64;
            if left > 0 {
                self.payload_left = Some(left);
                return;
            }
            self.payload_left = None;
            tell(Piece::End);
        }
    }

    // Takes a head; `None` where there is not all of it yet.
    fn begin(&mut self, bytes: &mut &[u8]) -> Option<(u8, u64)> {
        loop {
            if self.held >= 2 && self.held >= self.head_bytes() {
                self.held = 0;
                return Some((self.head[0] & 0x0f, self.length()));
            }
            let (first, rest) = bytes.split_first()?;
            self.head[self.held] = *first;
            self.held += 1;
            *bytes = rest;
        }
    }

    fn head_bytes(&self) -> usize {
        match self.head[1] & 0x7f {
            126 => 4,
            127 => 10,
            _ => 2,
        }
    }

    fn length(&self) -> u64 {
        let big = |bytes: &[u8]| bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        match self.head[1] & 0x7f {
            126 => big(&self.head[2..4]),
            127 => big(&self.head[2..10]),
            short => u64::from(short),
        }
    }
}

/// A binary frame as a client sends it.
pub(crate) fn binary(payload: &[u8]) -> Vec<u8> {
    masked(BINARY, payload)
}

/// A frame as a client sends it. The mask is zero: it may be any, and this one costs the load nothing.
pub(crate) fn masked(opcode: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = Vec::with_capacity(payload.len() + 14);
    frame.push(0x80 | opcode);
    match payload.len() {
        short @ 0..126 => frame.push(0x80 | short as u8),
        middle @ 126..65_536 => {
            frame.push(0x80 | 126);
            frame.extend_from_slice(&(middle as u16).to_be_bytes());
        }
        long => {
            frame.push(0x80 | 127);
            frame.extend_from_slice(&(long as u64).to_be_bytes());
        }
    }
    frame.extend_from_slice(&[0; 4]);
    frame.extend_from_slice(payload);
    frame
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(stream: &[u8], pieces_of: usize) -> Vec<(u8, Vec<u8>)> {
        let (mut reader, mut frames, mut ended) = (FrameReader::new(), Vec::new(), 0);
        for bytes in stream.chunks(pieces_of) {
            reader.take(bytes, |piece| match piece {
                Piece::Begin { opcode } => frames.push((opcode, Vec::new())),
                Piece::Payload(bytes) => frames.last_mut().unwrap().1.extend_from_slice(bytes),
                Piece::End => ended += 1,
            });
        }
        assert_eq!(ended, frames.len());
        frames
    }

    #[test]
    fn frames_are_read_whatever_pieces_they_come_in() {
        let long = vec![7; 70_000];
        let mut stream = vec![0x82, 3, 1, 2, 3, 0x89, 0, 0x82, 126, 4, 0];
        stream.extend_from_slice(&[5; 1024]);
        stream.extend_from_slice(&[0x82, 127, 0, 0, 0, 0, 0, 1, 0x11, 0x70]);
        stream.extend_from_slice(&long);
        for pieces_of in [1, 2, 7, 1000, 100_000] {
            let expected =
                vec![(BINARY, vec![1, 2, 3]), (PING, vec![]), (BINARY, vec![5; 1024]), (BINARY, long.clone())];
            assert_eq!(read(&stream, pieces_of), expected);
        }
    }
}
