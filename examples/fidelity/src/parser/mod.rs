//! The parser: what comes in are tokens, what goes out is the syntax tree of a file.
//!
//! The offside rule is in [`cursor`]: a block knows the column of its first token, and the cursor says where a statement of the
//! block begins and where the block ends. The grammar is recursive descent: declarations in [`declarations`], types and patterns
//! in [`types`], operators in [`operators`], all other expressions in [`expressions`], statements in [`statements`].

mod cursor;
mod declarations;
mod expressions;
mod operators;
mod statements;
mod types;

use crate::diagnostics::{Outcome, Problem};
use crate::lexer::{Tok, Token};
use crate::source::Span;
use crate::syntax::{Decl, Expr, ExprKind, Name, NodeId, Pattern, PatternKind};
use cursor::{Cursor, Next};
use rustc_hash::FxHashSet;

/// What the files of a program share.
pub struct Shared {
    /// Counts the nodes of all files.
    pub next_id: NodeId,
    /// The cases of unions and exceptions: `let Name x` defines a function unless `Name` is one.
    pub cases: FxHashSet<String>,
}

/// Reads the declarations of a file.
///
/// # Errors
/// The first place where the text is not in the grammar.
pub fn parse(tokens: Vec<Token>, shared: &mut Shared) -> Outcome<Vec<Decl>> {
    let mut parser = Parser { cursor: Cursor::new(tokens), shared, depth: 0 };
    parser.file()
}

struct Parser<'s> {
    cursor: Cursor,
    shared: &'s mut Shared,
    /// How deep expressions are nested, so that no input overflows the stack.
    depth: u32,
}

/// Deeper nesting is refused.
const MAX_DEPTH: u32 = 200;

impl Parser<'_> {
    fn id(&mut self) -> NodeId {
        self.shared.next_id += 1;
        self.shared.next_id - 1
    }

    fn expr(&mut self, span: Span, kind: ExprKind) -> Expr {
        Expr { id: self.id(), span, kind }
    }

    fn pattern_node(&mut self, span: Span, kind: PatternKind) -> Pattern {
        Pattern { id: self.id(), span, kind }
    }

    /// Whether the next token is this one, and it belongs to the current block.
    fn at(&self, kind: &Tok) -> bool {
        self.cursor.next() == Next::Token && self.cursor.token().kind == *kind
    }

    fn at_word(&self, word: &str) -> bool {
        self.cursor.next() == Next::Token && self.is_word(word)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(&self.cursor.token().kind, Tok::Keyword(text) if text == word)
    }

    fn at_operator(&self, text: &str) -> bool {
        self.cursor.next() == Next::Token
            && matches!(&self.cursor.token().kind, Tok::Operator(found) if found == text)
    }

    fn accept(&mut self, kind: &Tok) -> bool {
        let found = self.at(kind);
        if found {
            self.cursor.advance();
        }
        found
    }

    fn accept_word(&mut self, word: &str) -> bool {
        let found = self.at_word(word);
        if found {
            self.cursor.advance();
        }
        found
    }

    fn expect(&mut self, kind: &Tok, what: &str, advice: &str) -> Outcome<Span> {
        let span = self.cursor.span();
        if self.accept(kind) { Ok(span) } else { Err(self.unexpected(what, advice)) }
    }

    fn expect_word(&mut self, word: &str, advice: &str) -> Outcome<Span> {
        let span = self.cursor.span();
        if self.accept_word(word) { Ok(span) } else { Err(self.unexpected(&format!("`{word}`"), advice)) }
    }

    /// A closing bracket, which the offside rule lets stand anywhere.
    fn close(&mut self, kind: &Tok, what: &str, opened: Span) -> Outcome<Span> {
        let span = self.cursor.span();
        if self.cursor.token().kind == *kind {
            self.cursor.advance();
            return Ok(span);
        }
        let problem = self.unexpected(what, &format!("close it by {what}"));
        Err(problem.with(opened, "it is opened here"))
    }

    fn unexpected(&self, what: &str, advice: &str) -> Box<Problem> {
        let found = match &self.cursor.token().kind {
            Tok::End => "the end of the file".to_owned(),
            _ => format!("`{}`", self.cursor.text()),
        };
        let message = format!("expected {what}, found {found}");
        if self.cursor.next() == Next::Token {
            return Problem::new(self.cursor.span(), message, format!("{what} must come here"), advice);
        }
        // The block has ended on a line before: there it is missing.
        Problem::new(
            self.cursor.last_span(),
            message,
            format!("{what} must come after this, in the same block"),
            advice,
        )
    }

    fn name(&mut self, what: &str, advice: &str) -> Outcome<Name> {
        if self.cursor.next() == Next::Token
            && let Tok::Name(text) = &self.cursor.token().kind
        {
            let name = Name { text: text.clone(), span: self.cursor.span() };
            self.cursor.advance();
            return Ok(name);
        }
        Err(self.unexpected(what, advice))
    }

    /// `A.B.c`
    fn path(&mut self, what: &str, advice: &str) -> Outcome<Vec<Name>> {
        let mut path = vec![self.name(what, advice)?];
        while path.last().is_some_and(|name| name.text.starts_with(|c: char| c.is_uppercase()))
            && self.accept(&Tok::Dot)
        {
            path.push(self.name("a name", "after `.` comes the name of a member of the module")?);
        }
        Ok(path)
    }

    fn nested<T>(&mut self, parse: impl FnOnce(&mut Self) -> Outcome<T>) -> Outcome<T> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let message = format!("expressions are nested deeper than {MAX_DEPTH} levels");
            return Err(Problem::new(
                self.cursor.span(),
                message,
                "this one",
                "give inner ones names by `let`",
            ));
        }
        let result = parse(self);
        self.depth -= 1;
        result
    }
}
