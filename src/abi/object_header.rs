//! The value of the function attribute `"gc-coro-object-header"`: what stands before an object of the collected heap.
//!
//! A collector of many runtimes reads a word before each object that it meets: a type tag with mark bits. A frame that the runtime
//! allocates has such a word by itself. The constant handle of an await without state, and a caller's buffer, are no objects of the
//! heap, but the collector meets their addresses among the tracked pointers: they need the word as well.
//!
//! The text is a list of words of the size of a pointer, the first at the lowest address: `1`, `0x7f10`, `@tag`, `@tag+1`, `0, @tag+3`.

/// What stands directly before an object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectHeader {
    /// From the lowest address on; the last one stands directly before the object. Empty where no header is asked for.
    pub words: Vec<HeaderWord>,
}

/// A word of a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderWord {
    /// This number.
    Number(u64),
    /// The address of a function or global variable, and some bytes more.
    Address {
        /// Its name in the module.
        name: String,
        /// The bytes.
        offset: u64,
    },
}

/// Why a text is no object header.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HeaderError {
    /// There is no word in it.
    #[error("no word is named\nhelp: list the words before the object, such as \"1\" or \"@tag+1\"")]
    NoWord,
    /// A word that is neither a number nor an address.
    #[error(
        "'{0}' is no word of an object header\n\
         help: a word is a number, as 1 or 0x7f10, or the address of a symbol, as @tag or @tag+1; a comma stands between two"
    )]
    Word(String),
    /// A number that a word cannot hold.
    #[error("'{word}' does not fit in a word of {bytes} bytes")]
    TooLarge {
        /// The number as it is written.
        word: String,
        /// The size of a pointer, in bytes.
        bytes: u64,
    },
    /// More words than the flags of a descriptor can count.
    #[error("there are {0} words\nhelp: an object header has at most {MOST_WORDS}")]
    TooManyWords(usize),
    /// A symbol whose address is no constant of a plain pointer.
    #[error(
        "'@{name}' is {found}\nhelp: name a function, or a global variable of address space 0 that all threads share"
    )]
    Symbol {
        /// Its name.
        name: String,
        /// What it is.
        found: &'static str,
    },
}

/// How many words a header has at most.
pub const MOST_WORDS: usize = 255;

impl ObjectHeader {
    /// Reads the value of the attribute; a word has `pointer_bytes` bytes.
    ///
    /// # Errors
    /// A text without words, with too many of them, or with one that is none. [`HeaderError::Symbol`] is not among them: what a symbol
    /// is only the module knows.
    pub fn parse(text: &str, pointer_bytes: u64) -> Result<Self, HeaderError> {
        if text.trim().is_empty() {
            return Err(HeaderError::NoWord);
        }
        let count = text.split(',').count();
        if count > MOST_WORDS {
            return Err(HeaderError::TooManyWords(count));
        }
        let words = text.split(',').map(|word| HeaderWord::parse(word.trim(), pointer_bytes));
        Ok(ObjectHeader { words: words.collect::<Result<_, _>>()? })
    }

    /// Bytes before an object.
    pub fn bytes(&self, pointer_bytes: u64) -> u64 {
        self.words.len() as u64 * pointer_bytes
    }
}

impl HeaderWord {
    fn parse(text: &str, pointer_bytes: u64) -> Result<Self, HeaderError> {
        let Some(address) = text.strip_prefix('@') else {
            return number(text, pointer_bytes).map(HeaderWord::Number);
        };
        let (name, offset) = match address.rsplit_once('+') {
            Some((name, offset)) => (name, number(offset, pointer_bytes)?),
            None => (address, 0),
        };
        let name = name.trim();
        // A symbol has no NUL.
        if name.is_empty() || name.contains('\0') {
            return Err(HeaderError::Word(text.to_owned()));
        }
        Ok(HeaderWord::Address { name: name.to_owned(), offset })
    }
}

/// A decimal number, or a hexadecimal one after `0x`.
fn number(text: &str, pointer_bytes: u64) -> Result<u64, HeaderError> {
    let text = text.trim();
    let (digits, radix) = text.strip_prefix("0x").map_or((text, 10), |digits| (digits, 16));
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return Err(HeaderError::Word(text.to_owned()));
    }
    let too_large = || HeaderError::TooLarge { word: text.to_owned(), bytes: pointer_bytes };
    let number = u64::from_str_radix(digits, radix).map_err(|_| too_large())?;
    let fits = pointer_bytes >= 8 || number >> (8 * pointer_bytes) == 0;
    if fits { Ok(number) } else { Err(too_large()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(name: &str, offset: u64) -> HeaderWord {
        HeaderWord::Address { name: name.to_owned(), offset }
    }

    #[test]
    fn words_are_numbers_and_addresses() {
        let words = |text| ObjectHeader::parse(text, 8).map(|header| header.words);
        assert_eq!(words("1"), Ok(vec![HeaderWord::Number(1)]));
        assert_eq!(words("0, @tag + 3"), Ok(vec![HeaderWord::Number(0), address("tag", 3)]));
        assert_eq!(words("@a+b+0x10"), Ok(vec![address("a+b", 16)]));
        assert_eq!(words("0xffffffffffffffff"), Ok(vec![HeaderWord::Number(u64::MAX)]));
        assert_eq!(ObjectHeader::parse("1,2", 4).map(|header| header.bytes(4)), Ok(8));
    }

    #[test]
    fn what_is_no_word_is_named() {
        let error = |text: &str, bytes| ObjectHeader::parse(text, bytes).unwrap_err();
        let word = |text: &str| HeaderError::Word(text.to_owned());
        assert_eq!([error("", 8), error(" ", 8)], [HeaderError::NoWord, HeaderError::NoWord]);
        for (text, wrong) in [
            ("1,", ""),
            ("-1", "-1"),
            ("0x", "0x"),
            ("tag", "tag"),
            ("@", "@"),
            ("@tag+", ""),
            ("@+1", "@+1"),
            ("1 2", "1 2"),
        ] {
            assert_eq!(error(text, 8), word(wrong), "{text}");
        }
        let too_large = |text: &str, bytes| HeaderError::TooLarge { word: text.to_owned(), bytes };
        assert_eq!(error("0x100000000", 4), too_large("0x100000000", 4));
        assert_eq!(error("18446744073709551616", 8), too_large("18446744073709551616", 8));
        assert_eq!(error(&"1,".repeat(MOST_WORDS + 1), 8), HeaderError::TooManyWords(MOST_WORDS + 2));
    }
}
