//! From bytes to instructions of the interpreter: arguments with their extensions, without inline caches.

/// An instruction of the interpreter.
pub struct Raw {
    /// Where its prefixes begin: jumps go there.
    pub begin: u32,
    pub offset: u32,
    /// Where the next instruction begins, after the caches: jumps count from here.
    pub end: u32,
    pub opcode: u8,
    pub argument: u32,
}

/// Decodes the bytes of a code object, in which caches are instructions with opcode 0.
pub fn decode(bytes: &[u8], extended_arg: u8) -> Vec<Raw> {
    let mut found: Vec<Raw> = Vec::new();
    let mut high = 0;
    let mut begin = None;
    for (at, unit) in bytes.chunks_exact(2).enumerate() {
        let offset = at as u32 * 2;
        match unit[0] {
            0 => {
                if let Some(last) = found.last_mut() {
                    last.end = offset + 2;
                }
            }
            opcode if opcode == extended_arg => {
                high = (high | u32::from(unit[1])) << 8;
                begin = begin.or(Some(offset));
            }
            opcode => {
                let begin = begin.take().unwrap_or(offset);
                found.push(Raw {
                    begin,
                    offset,
                    end: offset + 2,
                    opcode,
                    argument: high | u32::from(unit[1]),
                });
                high = 0;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn extended_arguments_and_caches() {
        let raw = decode(&[144, 1, 100, 2, 7, 3, 0, 0, 0, 0, 9, 0], 144);
        let seen: Vec<_> = raw.iter().map(|r| (r.begin, r.offset, r.end, r.opcode, r.argument)).collect();
        assert_eq!(seen, [(0, 2, 4, 100, 258), (4, 4, 10, 7, 3), (10, 10, 12, 9, 0)]);
    }
}
