//! The exception table of a code object: which instructions a handler covers.

/// A handler, and the instructions that it covers. All offsets are in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Handler {
    pub begin: u32,
    pub end: u32,
    pub target: u32,
    /// How many values stay on the stack.
    pub depth: u32,
    /// Whether the offset of the instruction is pushed below the exception.
    pub pushes_offset: bool,
}

struct Reader<'a>(std::slice::Iter<'a, u8>);

impl Reader<'_> {
    /// Six bits in each byte; bit 6 says that another byte follows.
    fn number(&mut self) -> Option<u32> {
        let mut byte = *self.0.next()?;
        let mut value = u32::from(byte & 63);
        while byte & 64 != 0 {
            byte = *self.0.next()?;
            value = value << 6 | u32::from(byte & 63);
        }
        Some(value)
    }
}

/// Decodes a table.
pub fn decode(table: &[u8]) -> Vec<Handler> {
    let mut reader = Reader(table.iter());
    let mut handlers = Vec::new();
    while let Some(begin) = reader.number() {
        let (Some(length), Some(target), Some(depth)) = (reader.number(), reader.number(), reader.number())
        else {
            break;
        };
        handlers.push(Handler {
            begin: begin * 2,
            end: (begin + length) * 2,
            target: target * 2,
            depth: depth >> 1,
            pushes_offset: depth & 1 != 0,
        });
    }
    handlers
}

#[cfg(test)]
mod tests {
    use super::{Handler, decode};

    #[test]
    fn one_entry_with_a_long_number() {
        let handlers = decode(&[128 | 64 | 1, 2, 3, 4, 5]);
        let expected = Handler { begin: 132, end: 138, target: 8, depth: 2, pushes_offset: true };
        assert_eq!(handlers, [expected]);
    }
}
