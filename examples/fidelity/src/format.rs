//! Formats of printf: what comes in is the text of a format, what goes out are its pieces.

/// A piece of a format.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Text as it is.
    Text(String),
    /// `%d`, `%5d`, `%05d`, `%x`
    Number { width: u32, zero: bool, hexadecimal: bool },
    /// `%f`, `%8.3f`
    Float { width: u32, digits: u32 },
    /// `%s`, `%10s`, `%-10s`
    Str { width: u32, left: bool },
    /// `%b`
    Bool,
    /// `%c`
    Char,
}

/// The pieces of a format.
///
/// # Errors
/// The format after a `%` that is not known.
pub fn pieces(format: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = vec![];
    let mut text = String::new();
    let mut rest = format.chars().peekable();
    while let Some(character) = rest.next() {
        if character != '%' {
            text.push(character);
            continue;
        }
        let mut written = String::from("%");
        while let Some(flag) = rest.next_if(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | '+')) {
            written.push(flag);
        }
        let kind = rest.next().unwrap_or(' ');
        written.push(kind);
        if kind == '%' && written.len() == 2 {
            text.push('%');
            continue;
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut text)));
        }
        pieces.push(piece(&written, kind).ok_or(written)?);
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    Ok(pieces)
}

fn piece(written: &str, kind: char) -> Option<Piece> {
    let flags = &written[1..written.len() - 1];
    let (flags, left) = flags.strip_prefix('-').map_or((flags, false), |rest| (rest, true));
    let zero = flags.starts_with('0') && flags.len() > 1;
    let (width, digits) =
        flags.split_once('.').map_or((flags, None), |(width, digits)| (width, Some(digits)));
    let number =
        |text: &str| if text.is_empty() { Some(0) } else { text.parse::<u32>().ok().filter(|n| *n <= 100) };
    let width = number(width)?;
    match (kind, digits, left) {
        ('d' | 'i' | 'u', None, false) => Some(Piece::Number { width, zero, hexadecimal: false }),
        ('x', None, false) => Some(Piece::Number { width, zero, hexadecimal: true }),
        ('f', None, false) => Some(Piece::Float { width, digits: 6 }),
        ('f', Some(digits), false) => {
            Some(Piece::Float { width, digits: number(digits).filter(|n| *n <= 15)? })
        }
        ('s', None, _) => Some(Piece::Str { width, left }),
        ('b', None, false) if width == 0 => Some(Piece::Bool),
        ('c', None, false) if width == 0 => Some(Piece::Char),
        _ => None,
    }
}
