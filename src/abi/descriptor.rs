//! The fields of `gc_coro_descriptor` in `include/gc_coro.h`, and what stands before the clones. Offsets and widths in bytes.

/// A field of the descriptor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Field {
    /// Its name in the header file.
    pub name: &'static str,
    /// Its place among the fields, which is the element's number in the constant.
    pub number: u32,
    pub offset: u64,
    pub bytes: u64,
}

impl Field {
    /// The field after this one. The fields are aligned without gaps.
    const fn then(self, name: &'static str, bytes: u64) -> Field {
        Field { name, number: self.number + 1, offset: self.end(), bytes }
    }

    /// Where the next one begins.
    pub const fn end(self) -> u64 {
        self.offset + self.bytes
    }

    /// The width of its integer type.
    pub const fn bits(self) -> u32 {
        8 * self.bytes as u32
    }
}

pub const VERSION: Field = Field { name: "version", number: 0, offset: 0, bytes: 4 };
pub const FLAGS: Field = VERSION.then("flags", 4);
pub const FRAME_SIZE: Field = FLAGS.then("frame_size", 8);
pub const FRAME_ALIGN: Field = FRAME_SIZE.then("frame_align", 8);
pub const POINTERS_OFFSET: Field = FRAME_ALIGN.then("pointers_offset", 8);
pub const POINTER_COUNT: Field = POINTERS_OFFSET.then("pointer_count", 8);
pub const BYTES_OFFSET: Field = POINTER_COUNT.then("bytes_offset", 8);
pub const BYTE_COUNT: Field = BYTES_OFFSET.then("byte_count", 8);
pub const STATE_OFFSET: Field = BYTE_COUNT.then("state_offset", 8);
pub const STATE_SIZE: Field = STATE_OFFSET.then("state_size", 4);
pub const SUSPEND_COUNT: Field = STATE_SIZE.then("suspend_count", 4);
pub const MAPS: Field = SUSPEND_COUNT.then("maps", 4);
pub const MAP_WORDS: Field = MAPS.then("map_words", 4);
pub const MAP_ORIGIN: Field = MAP_WORDS.then("map_origin", 8);
pub const POINTER_SIZE: Field = MAP_ORIGIN.then("pointer_size", 4);
pub const NAME: Field = POINTER_SIZE.then("name", 4);

/// How many fields there are. The maps and the name's text come after them.
pub const FIELDS: u32 = NAME.number + 1;
/// Bytes of all fields: where the maps begin.
pub const HEADER: u64 = NAME.end();
/// Bytes of a word of a map.
pub const MAP_WORD: u64 = 8;

/// `GC_CORO_VERSION`
pub const CURRENT_VERSION: u64 = 1;
/// `GC_CORO_VERSION_INNER`, of descriptors with [`HAS_INNER`]
pub const INNER_VERSION: u64 = 2;
/// `GC_CORO_SWITCH_RESUMED`, a flag
pub const SWITCH_RESUMED: u64 = 1;
/// `GC_CORO_AREA_ONLY`, a flag
pub const AREA_ONLY: u64 = 2;
/// `GC_CORO_HAS_INNER`, a flag: after the maps come the number of frames of other coroutines inside of the frame, and their offsets.
pub const HAS_INNER: u64 = 4;
/// `GC_CORO_HEADER_WORDS`: from this bit of the flags on stands the number of words before a constant handle or a buffer.
pub const HEADER_WORDS_SHIFT: u32 = 16;
/// The bits of that number.
pub const HEADER_WORDS_MASK: u64 = 0xff;
/// `GC_CORO_MAGIC`: it stands before a clone, then a word of zero, then the distance to the descriptor.
pub const MAGIC: u64 = 0x6f72_6f63_2d63_6701;

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::process::{Command, Stdio};

    const ALL: [Field; FIELDS as usize] = [
        VERSION,
        FLAGS,
        FRAME_SIZE,
        FRAME_ALIGN,
        POINTERS_OFFSET,
        POINTER_COUNT,
        BYTES_OFFSET,
        BYTE_COUNT,
        STATE_OFFSET,
        STATE_SIZE,
        SUSPEND_COUNT,
        MAPS,
        MAP_WORDS,
        MAP_ORIGIN,
        POINTER_SIZE,
        NAME,
    ];

    /// Whether the C compiler (the one that links Rust programs) finds that each of `claims` holds of the header file.
    fn holds_in_c(claims: &[String]) -> Result<(), String> {
        let asserted = claims.iter().map(|claim| format!("_Static_assert({claim}, \"{claim}\");\n"));
        let source = format!("#include \"gc_coro.h\"\n{}", asserted.collect::<String>());
        let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
        let mut child = Command::new(compiler)
            .args([
                "-std=c11",
                "-fsyntax-only",
                "-xc",
                "-",
                "-I",
                concat!(env!("CARGO_MANIFEST_DIR"), "/include"),
            ])
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())?;
        let mut input = child.stdin.take().expect("it is piped");
        input.write_all(source.as_bytes()).map_err(|error| error.to_string())?;
        drop(input);
        let output = child.wait_with_output().map_err(|error| error.to_string())?;
        if output.status.success() {
            Ok(())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }

    #[test]
    fn the_header_file_says_the_same() {
        let fields = ALL.iter().enumerate().flat_map(|(number, field)| {
            assert_eq!(field.number as usize, number);
            let Field { name, offset, bytes, .. } = field;
            [
                format!("offsetof(gc_coro_descriptor, {name}) == {offset}"),
                format!("sizeof(((gc_coro_descriptor *)0)->{name}) == {bytes}"),
            ]
        });
        let others = [
            format!("sizeof(gc_coro_descriptor) == {HEADER}"),
            format!("sizeof(*gc_coro_map((gc_coro_descriptor *)0, 0)) == {MAP_WORD}"),
            format!("GC_CORO_VERSION == {CURRENT_VERSION}"),
            format!("GC_CORO_SWITCH_RESUMED == {SWITCH_RESUMED}"),
            format!("GC_CORO_AREA_ONLY == {AREA_ONLY}"),
            format!("GC_CORO_VERSION_INNER == {INNER_VERSION}"),
            format!("GC_CORO_HAS_INNER == {HAS_INNER}"),
            format!("GC_CORO_MAGIC == {MAGIC}"),
            format!("GC_CORO_HEADER_WORDS(0xff00ffffu | 3u << {HEADER_WORDS_SHIFT}) == 3"),
            format!(
                "GC_CORO_HEADER_WORDS({HEADER_WORDS_MASK}u << {HEADER_WORDS_SHIFT}) == {HEADER_WORDS_MASK}"
            ),
        ];
        let claims: Vec<String> = fields.chain(others).collect();
        assert_eq!(holds_in_c(&claims), Ok(()));
    }

    #[test]
    fn a_wrong_claim_is_noticed() {
        assert!(holds_in_c(&["offsetof(gc_coro_descriptor, flags) == 8".to_owned()]).is_err());
    }
}
