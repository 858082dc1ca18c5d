//! The offside rule: a cursor over tokens that knows the columns of the open blocks.

use crate::lexer::{Tok, Token};
use crate::source::Span;

/// What comes next, in the view of the innermost block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Next {
    /// A token of the current statement.
    Token,
    /// A token in the column of the block: a new statement.
    Statement,
    /// A token to the left of the block's column: the block has ended.
    Outside,
}

/// An open block.
#[derive(Clone, Copy)]
struct Block {
    /// The column of its statements.
    column: u32,
    /// A block inside of it that begins on a line of its own must be to the right of this column.
    limit: u32,
    /// Its first token, which begins no second statement.
    fresh: usize,
}

/// Tokens and open blocks.
pub struct Cursor {
    tokens: Vec<Token>,
    position: usize,
    blocks: Vec<Block>,
}

impl Cursor {
    pub fn new(tokens: Vec<Token>) -> Cursor {
        Cursor { tokens, position: 0, blocks: vec![] }
    }

    pub fn token(&self) -> &Token {
        &self.tokens[self.position]
    }

    pub fn ahead(&self, distance: usize) -> &Token {
        &self.tokens[(self.position + distance).min(self.tokens.len() - 1)]
    }

    pub fn span(&self) -> Span {
        self.token().span
    }

    /// The place of the token before.
    pub fn last_span(&self) -> Span {
        self.tokens[self.position.saturating_sub(1)].span
    }

    /// Whether the token before is this word.
    pub fn after_word(&self, word: &str) -> bool {
        let before = self.position.checked_sub(1).map(|before| &self.tokens[before].kind);
        matches!(before, Some(Tok::Keyword(text)) if text == word)
    }

    /// The token as it is written.
    pub fn text(&self) -> &str {
        match &self.token().kind {
            Tok::Name(text) | Tok::Keyword(text) | Tok::Operator(text) => text,
            Tok::TypeVar(text) | Tok::Int(text) | Tok::Float(text) | Tok::Char(text) | Tok::Str(text) => text,
            other => other.spelling(),
        }
    }

    pub fn advance(&mut self) {
        self.position = (self.position + 1).min(self.tokens.len() - 1);
    }

    /// What the offside rule makes of the next token.
    pub fn next(&self) -> Next {
        let token = self.token();
        if token.kind == Tok::End {
            return Next::Outside;
        }
        let Some(block) = self.blocks.last() else { return Next::Token };
        if !token.starts_line || self.position == block.fresh {
            return Next::Token;
        }
        if let Tok::Operator(text) = &token.kind {
            let glued = self.ahead(1).span.start == token.span.end;
            let prefix = matches!(text.as_str(), "-" | "!") && glued;
            if !prefix {
                let reach = token.column + text.len() as u32 + 1;
                return if reach >= block.column { Next::Token } else { Next::Outside };
            }
        }
        match token.column.cmp(&block.column) {
            std::cmp::Ordering::Greater => Next::Token,
            std::cmp::Ordering::Less => Next::Outside,
            std::cmp::Ordering::Equal if continues(&token.kind) => Next::Token,
            std::cmp::Ordering::Equal => Next::Statement,
        }
    }

    /// Opens a block at the next token. Whether it is to the right of what it belongs to.
    pub fn open(&mut self) -> bool {
        let token = self.token();
        let limit = self.blocks.last().map(|block| block.limit);
        let own = if token.starts_line { token.column } else { limit.unwrap_or(0) };
        let right = !token.starts_line || limit.is_none_or(|limit| token.column > limit);
        self.blocks.push(Block { column: token.column, limit: own, fresh: self.position });
        right
    }

    /// Opens a block at the first rule of `function` or `match`, whose `|` may be to the left of that word, but not of the line that it
    /// is in. Whether it is such a rule.
    pub fn open_rules(&mut self, bar: &Tok) -> bool {
        let limit = self.blocks.last().map_or(0, |block| block.limit);
        let token = self.token();
        let left = token.kind == *bar && self.next() == Next::Outside && token.column >= limit;
        if left {
            self.blocks.push(Block { column: token.column, limit: token.column, fresh: self.position });
        }
        left
    }

    /// The first statement of the file opens the outermost block, which any column is allowed for.
    pub fn close(&mut self) {
        self.blocks.pop();
    }

    /// The next token goes on with the statement, in whatever column it is: it follows an operator or a comma.
    pub fn go_on(&mut self) {
        let position = self.position;
        let column = self.token().column;
        if let Some(block) = self.blocks.last_mut()
            && self.tokens[position].starts_line
            && column >= block.column
        {
            block.fresh = position;
        }
    }

    /// Makes `>` of the second half of `>>`, which ends two lists of types.
    pub fn split_shift(&mut self) {
        let token = &mut self.tokens[self.position];
        token.kind = Tok::Operator(">".to_owned());
        token.span.start += 1;
    }

    /// The next token begins a statement of the block.
    pub fn begin_statement(&mut self) {
        let position = self.position;
        let starts_line = self.token().starts_line;
        let column = self.token().column;
        if let Some(block) = self.blocks.last_mut() {
            block.fresh = position;
            if starts_line {
                block.limit = column;
            }
        }
    }
}

/// Whether a token in the column of a block goes on with the statement before it.
fn continues(kind: &Tok) -> bool {
    match kind {
        Tok::Keyword(word) => {
            matches!(word.as_str(), "then" | "else" | "elif" | "with" | "finally" | "and" | "to" | "downto")
        }
        Tok::RightParen
        | Tok::RightBracket
        | Tok::RightBrace
        | Tok::RightArray
        | Tok::RightAttribute
        | Tok::Bar => true,
        _ => false,
    }
}
