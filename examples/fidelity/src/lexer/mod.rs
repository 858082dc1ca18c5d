//! The lexer: what comes in is the text of a file, what goes out are its tokens with their places and columns.

use logos::{Lexer, Logos};

use crate::diagnostics::{Outcome, Problem};
use crate::source::Span;

/// The kinds of tokens.
#[derive(Logos, Clone, Debug, PartialEq)]
#[logos(skip r"[ \r\n]+", skip r"//[^\n]*", error = LexError)]
pub enum Tok {
    #[token("(*", skip_comment)]
    Comment,
    #[regex(r"[A-Za-z_][A-Za-z0-9_']*", |lex| lex.slice().to_owned())]
    Name(String),
    #[regex(r"'[A-Za-z][A-Za-z0-9_]*", |lex| lex.slice()[1..].to_owned(), priority = 2)]
    TypeVar(String),
    #[regex(r"(0x[0-9A-Fa-f]+|0b[01]+|[0-9][0-9_]*)(L|uy|n)?", |lex| lex.slice().to_owned())]
    Int(String),
    #[regex(r"[0-9][0-9_]*(\.[0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)", |lex| lex.slice().replace('_', ""))]
    Float(String),
    #[regex(r"'([^'\\\n]|\\.|\\u[0-9A-Fa-f]{4})'", |lex| lex.slice().to_owned(), priority = 5)]
    Char(String),
    #[regex(r#""([^"\\]|\\.)*""#, |lex| lex.slice().to_owned())]
    Str(String),
    #[token("()")]
    Unit,
    #[token("(")]
    LeftParen,
    #[token(")")]
    RightParen,
    #[token("[|")]
    LeftArray,
    #[token("|]")]
    RightArray,
    #[token("[<")]
    LeftAttribute,
    #[token(">]")]
    RightAttribute,
    #[token("[")]
    LeftBracket,
    #[token("]")]
    RightBracket,
    #[token("{")]
    LeftBrace,
    #[token("}")]
    RightBrace,
    #[token("..")]
    DotDot,
    #[token(".")]
    Dot,
    #[token(",")]
    Comma,
    #[token(";")]
    Semicolon,
    #[token(":")]
    Colon,
    #[token("->")]
    Arrow,
    #[token("<-")]
    Assign,
    #[token("=")]
    Equals,
    #[token("|")]
    Bar,
    #[token("_", priority = 10)]
    Wildcard,
    #[regex(r"\+|-|\*|/|%|<=|>=|<>|<|>|&&&|\|\|\||\^\^\^|<<<|>>>|&&|\|\||\|>|<\||>>|::|@|:\?|!", |lex| lex.slice().to_owned())]
    Operator(String),
    #[token("let!")]
    LetBang,
    #[token("use!")]
    UseBang,
    #[token("do!")]
    DoBang,
    #[token("return!")]
    ReturnBang,
    #[token("match!")]
    MatchBang,
    #[token("yield!")]
    YieldBang,
    #[regex("let|use|do|return|match|with|if|then|elif|else|for|in|to|downto|while|try|finally|fun|function|rec|and|mutable|type|of|module|open|exception|new|when|as|yield|member|interface|namespace|class|lazy|begin|end|null|static|abstract|override|private|internal|public|inline", |lex| lex.slice().to_owned(), priority = 10)]
    Keyword(String),
    End,
}

impl Tok {
    /// A token that is always written the same.
    pub fn spelling(&self) -> &'static str {
        const SPELLINGS: &[(Tok, &str)] = &[
            (Tok::Unit, "()"),
            (Tok::LeftParen, "("),
            (Tok::RightParen, ")"),
            (Tok::LeftArray, "[|"),
            (Tok::RightArray, "|]"),
            (Tok::LeftAttribute, "[<"),
            (Tok::RightAttribute, ">]"),
            (Tok::LeftBracket, "["),
            (Tok::RightBracket, "]"),
            (Tok::LeftBrace, "{"),
            (Tok::RightBrace, "}"),
            (Tok::DotDot, ".."),
            (Tok::Dot, "."),
            (Tok::Comma, ","),
            (Tok::Semicolon, ";"),
            (Tok::Colon, ":"),
            (Tok::Arrow, "->"),
            (Tok::Assign, "<-"),
            (Tok::Equals, "="),
            (Tok::Bar, "|"),
            (Tok::Wildcard, "_"),
            (Tok::LetBang, "let!"),
            (Tok::UseBang, "use!"),
            (Tok::DoBang, "do!"),
            (Tok::ReturnBang, "return!"),
            (Tok::MatchBang, "match!"),
            (Tok::YieldBang, "yield!"),
        ];
        SPELLINGS.iter().find(|(kind, _)| kind == self).map_or("?", |(_, text)| text)
    }
}

/// Why the lexer stops.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum LexError {
    /// A character that no token begins with.
    #[default]
    Character,
    /// `(*` without `*)`.
    Comment,
}

/// One token.
#[derive(Clone, Debug)]
pub struct Token {
    /// What it is.
    pub kind: Tok,
    /// Where it stands.
    pub span: Span,
    /// Its column, from zero.
    pub column: u32,
    /// Whether it is the first token of its line.
    pub starts_line: bool,
}

fn skip_comment(lex: &mut Lexer<'_, Tok>) -> Result<logos::Skip, LexError> {
    let (mut depth, mut at) = (1, 0);
    let rest = lex.remainder().as_bytes();
    while depth > 0 {
        match rest.get(at..at + 2) {
            Some(b"(*") => (depth, at) = (depth + 1, at + 2),
            Some(b"*)") => (depth, at) = (depth - 1, at + 2),
            Some(_) => at += 1,
            None => return Err(LexError::Comment),
        }
    }
    lex.bump(at);
    Ok(logos::Skip)
}

/// All tokens of a file, with [`Tok::End`] at the end.
///
/// # Errors
/// A character or a number that is none of F#, text that does not end.
pub fn tokens(file: u32, text: &str) -> Outcome<Vec<Token>> {
    let mut found = vec![];
    let (mut line_start, mut scanned, mut fresh) = (0, 0, true);
    for (kind, range) in Tok::lexer(text).spanned() {
        if let Some(newline) = text[scanned..range.start].rfind('\n') {
            (line_start, fresh) = (scanned + newline + 1, true);
        }
        scanned = range.end;
        let span = Span { file, start: range.start as u32, end: range.end as u32 };
        let kind = kind.map_err(|error| lex_problem(&error, span, text))?;
        let column = text[line_start..range.start].chars().count() as u32;
        found.push(Token { kind, span, column, starts_line: fresh });
        fresh = false;
        // Text may go on over lines; what follows it stands on the last of them.
        if let Some(newline) = text[range.clone()].rfind('\n') {
            line_start = range.start + newline + 1;
        }
    }
    let end = Span { file, start: text.len() as u32, end: text.len() as u32 };
    found.push(Token { kind: Tok::End, span: end, column: 0, starts_line: true });
    Ok(found)
}

fn lex_problem(error: &LexError, span: Span, text: &str) -> Box<Problem> {
    let found = &text[span.start as usize..span.end as usize];
    match error {
        LexError::Comment => {
            Problem::new(span, "a comment has no end", "it begins here", "close it by `*)`; comments nest")
        }
        LexError::Character if found.starts_with('"') => {
            Problem::new(span, "a string has no end", "it begins here", "close it by `\"`")
        }
        LexError::Character if found.starts_with('\t') => {
            Problem::new(span, "a tab", "F# does not allow it here", "indent by spaces")
        }
        LexError::Character => Problem::new(
            span,
            format!("unexpected character `{}`", found.chars().next().unwrap_or(' ')),
            "no token begins with it",
            "remove it",
        ),
    }
}
