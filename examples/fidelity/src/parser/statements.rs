//! Blocks and their statements.

use super::Parser;
use super::cursor::Next;
use crate::diagnostics::{Outcome, Problem};
use crate::lexer::Tok;
use crate::source::Span;
use crate::syntax::{Binding, Expr, ExprKind};

impl Parser<'_> {
    /// A block that must be to the right of the statement that it belongs to.
    pub(super) fn inner_block(&mut self, what: &str, advice: &str) -> Outcome<Expr> {
        self.indented(what, advice, false)
    }

    /// The one operand of `<-`, `return` or `do!`: `;` ends it where it begins on the same line.
    pub(super) fn operand_block(&mut self, what: &str, advice: &str) -> Outcome<Expr> {
        let alone = !self.cursor.token().starts_line;
        self.indented(what, advice, alone)
    }

    fn indented(&mut self, what: &str, advice: &str, alone: bool) -> Outcome<Expr> {
        let token = self.cursor.token();
        let ends = matches!(
            token.kind,
            Tok::End | Tok::RightParen | Tok::RightBrace | Tok::RightBracket | Tok::RightArray
        );
        if ends || !self.cursor.open() {
            let advice = format!("{advice}; a block on a line of its own is indented");
            let message = format!("expected {what}");
            return Err(Problem::new(
                self.cursor.span(),
                message,
                format!("{what} must come before this"),
                advice,
            ));
        }
        self.statements(alone)
    }

    /// A block in brackets, which may be in any column.
    pub(super) fn bracketed_block(&mut self) -> Outcome<Expr> {
        self.cursor.open();
        self.statements(false)
    }

    /// The statements of the block that is open. `alone`: `;` ends it.
    fn statements(&mut self, alone: bool) -> Outcome<Expr> {
        let mut statements = vec![self.statement()?];
        loop {
            // `let x = a in b` has its second statement on the same line.
            let separated = (!alone && self.accept(&Tok::Semicolon)) || self.cursor.after_word("in");
            match self.cursor.next() {
                Next::Statement => self.cursor.begin_statement(),
                Next::Token if separated && (!self.closes_block() || self.begins_prefix()) => {}
                Next::Token if !separated && !self.closes_block() => {
                    return Err(self.unexpected(
                        "the end of this statement",
                        "begin a new line in the column of the block",
                    ));
                }
                _ => break,
            }
            statements.push(self.statement()?);
        }
        self.cursor.close();
        if let [_] = statements[..] {
            return Ok(statements.remove(0));
        }
        let span = statements[0].span.to(self.cursor.last_span());
        Ok(self.expr(span, ExprKind::Block(statements)))
    }

    /// A minus after `;` begins a statement.
    fn begins_prefix(&self) -> bool {
        matches!(&self.cursor.token().kind, Tok::Operator(text) if text == "-")
    }

    /// What may follow the last statement of a block on the same line.
    fn closes_block(&self) -> bool {
        match &self.cursor.token().kind {
            Tok::RightParen | Tok::RightBracket | Tok::RightBrace | Tok::RightArray | Tok::Bar | Tok::End => {
                true
            }
            Tok::Comma | Tok::Colon | Tok::Arrow | Tok::DotDot | Tok::Semicolon => true,
            Tok::Keyword(word) => matches!(
                word.as_str(),
                "then"
                    | "else"
                    | "elif"
                    | "with"
                    | "finally"
                    | "do"
                    | "in"
                    | "to"
                    | "downto"
                    | "and"
                    | "when"
            ),
            Tok::Operator(_) | Tok::Equals => true,
            _ => false,
        }
    }

    pub(super) fn statement(&mut self) -> Outcome<Expr> {
        let span = self.cursor.span();
        if self.cursor.next() != Next::Token {
            return Err(self.unexpected("a statement", "write one here"));
        }
        match self.cursor.token().kind.clone() {
            Tok::LetBang => {
                let (pattern, value) = self.bound("let!")?;
                Ok(self.expr(span.to(value.span), ExprKind::LetBang(pattern, Box::new(value))))
            }
            Tok::UseBang => self.use_statement(true),
            Tok::DoBang => self.one_operand(span, "what to wait for", ExprKind::DoBang),
            Tok::ReturnBang => self.one_operand(span, "an async value", ExprKind::ReturnBang),
            Tok::MatchBang => self.match_statement(true),
            Tok::YieldBang => Err(self.no_sequences()),
            Tok::Keyword(word) => self.keyword_statement(&word),
            _ => self.expression(),
        }
    }

    fn keyword_statement(&mut self, word: &str) -> Outcome<Expr> {
        let span = self.cursor.span();
        match word {
            "let" => {
                let bindings = self.let_bindings()?;
                self.accept_word("in");
                let span = span.to(self.cursor.last_span());
                let mut nodes = vec![];
                for binding in bindings {
                    nodes.push(self.expr(span, ExprKind::Let(Box::new(binding))));
                }
                if nodes.len() > 1 {
                    let advice = "write functions that call each other at the top of the file";
                    return Err(Problem::new(span, "`and` inside of a block", "not supported here", advice));
                }
                Ok(nodes.remove(0))
            }
            "use" => self.use_statement(false),
            "do" => {
                self.cursor.advance();
                self.inner_block("a statement", "write it after `do`")
            }
            "return" => self.one_operand(span, "a value", ExprKind::Return),
            "if" => self.if_statement(),
            "match" => self.match_statement(false),
            "while" => {
                self.cursor.advance();
                let condition = self.expression()?;
                self.expect_word("do", "a loop is `while condition do body`")?;
                let body = self.inner_block("the body of the loop", "write it after `do`")?;
                Ok(self.expr(span.to(body.span), ExprKind::While(Box::new(condition), Box::new(body))))
            }
            "for" => self.for_statement(),
            "try" => self.try_statement(),
            "yield" => Err(self.no_sequences()),
            _ => self.expression(),
        }
    }

    fn no_sequences(&self) -> Box<Problem> {
        let advice = "this subset has no `seq { }`; give elements to a function, or return one at a time from an async function";
        Problem::new(self.cursor.span(), "`yield` outside of a sequence", "nothing takes the value", advice)
    }

    fn one_operand(&mut self, span: Span, what: &str, make: fn(Box<Expr>) -> ExprKind) -> Outcome<Expr> {
        self.cursor.advance();
        let operand = self.operand_block(what, "write it on the same line")?;
        Ok(self.expr(span.to(operand.span), make(Box::new(operand))))
    }

    fn bound(&mut self, word: &str) -> Outcome<(crate::syntax::Pattern, Expr)> {
        self.cursor.advance();
        let pattern = self.pattern()?;
        self.expect(&Tok::Equals, "`=`", &format!("write `{word} name = value`"))?;
        let value = self.inner_block("a value", "write it after `=`")?;
        Ok((pattern, value))
    }

    fn use_statement(&mut self, bang: bool) -> Outcome<Expr> {
        let span = self.cursor.span();
        let (pattern, value) = self.bound(if bang { "use!" } else { "use" })?;
        let span = span.to(value.span);
        Ok(self.expr(span, ExprKind::Use { pattern, value: Box::new(value), bang }))
    }

    /// `let [rec] [mutable] f a b : t = e [and …]`
    pub(super) fn let_bindings(&mut self) -> Outcome<Vec<Binding>> {
        self.cursor.advance();
        for word in ["inline", "private", "internal", "public"] {
            self.accept_word(word);
        }
        let recursive = self.accept_word("rec");
        let mutable = self.accept_word("mutable");
        let mut bindings = vec![];
        loop {
            let pattern = self.binding_pattern()?;
            let parameters = self.parameters()?;
            let result = if self.accept(&Tok::Colon) { Some(self.type_expression()?) } else { None };
            self.expect(
                &Tok::Equals,
                "`=`",
                "a definition is `let name = value` or `let name parameter = value`",
            )?;
            let value = self.inner_block("a value", "write it after `=`")?;
            let id = self.id();
            bindings.push(Binding { recursive, mutable, pattern, parameters, result, value, id });
            if !(recursive && self.accept_word("and")) {
                return Ok(bindings);
            }
        }
    }

    fn if_statement(&mut self) -> Outcome<Expr> {
        let span = self.cursor.span();
        self.cursor.advance();
        let condition = self.expression()?;
        self.expect_word("then", "write `if condition then …`")?;
        let yes = self.inner_block("what to do", "write it after `then`")?;
        let no = if self.at_word("elif") {
            Some(self.nested(Self::if_statement)?)
        } else if self.accept_word("else") {
            let same_line = !self.cursor.token().starts_line;
            Some(if same_line && self.at_word("if") {
                self.nested(Self::if_statement)?
            } else {
                self.inner_block("what to do", "write it after `else`")?
            })
        } else {
            None
        };
        let end = self.cursor.last_span();
        Ok(self.expr(span.to(end), ExprKind::If(Box::new(condition), Box::new(yes), no.map(Box::new))))
    }

    fn match_statement(&mut self, bang: bool) -> Outcome<Expr> {
        let span = self.cursor.span();
        self.cursor.advance();
        let value = self.expression()?;
        self.expect_word("with", "write `match value with`, then rules")?;
        let arms = self.arms()?;
        let end = self.cursor.last_span();
        Ok(self.expr(span.to(end), ExprKind::Match { value: Box::new(value), arms, bang }))
    }

    fn for_statement(&mut self) -> Outcome<Expr> {
        let span = self.cursor.span();
        self.cursor.advance();
        let pattern = self.pattern()?;
        let advice = "a loop is `for i in a .. b do`, `for i = a to b do` or `for x in array do`";
        let by_equals = self.accept(&Tok::Equals);
        if !by_equals {
            self.expect_word("in", advice)?;
        }
        let from = self.binary(0)?;
        let down = by_equals && self.at_word("downto");
        let ranged = by_equals || self.at(&Tok::DotDot);
        if !ranged {
            self.expect_word("do", advice)?;
            let body = self.inner_block("the body of the loop", "write it after `do`")?;
            return Ok(
                self.expr(span.to(body.span), ExprKind::ForIn(pattern, Box::new(from), Box::new(body)))
            );
        }
        if by_equals && !down && !self.at_word("to") {
            return Err(self.unexpected("`to` or `downto`", advice));
        }
        self.cursor.advance();
        let last = self.binary(0)?;
        if self.at(&Tok::DotDot) {
            let advice = "write `for i = a downto b do`, or a `while` loop";
            return Err(Problem::new(self.cursor.span(), "a range with a step", "not supported", advice));
        }
        self.expect_word("do", advice)?;
        let body = self.inner_block("the body of the loop", "write it after `do`")?;
        let variable = self.loop_variable(&pattern)?;
        let span = span.to(body.span);
        let (from, last, body) = (Box::new(from), Box::new(last), Box::new(body));
        Ok(self.expr(span, ExprKind::For { variable, id: pattern.id, from, last, down, body }))
    }

    fn loop_variable(&self, pattern: &crate::syntax::Pattern) -> Outcome<crate::syntax::Name> {
        match &pattern.kind {
            crate::syntax::PatternKind::Name(name) => Ok(name.clone()),
            crate::syntax::PatternKind::Wildcard => {
                Ok(crate::syntax::Name { text: "_".to_owned(), span: pattern.span })
            }
            _ => Err(Problem::new(
                pattern.span,
                "a loop over numbers needs a name",
                "not a name",
                "write `for i in a .. b do`",
            )),
        }
    }

    fn try_statement(&mut self) -> Outcome<Expr> {
        let span = self.cursor.span();
        self.cursor.advance();
        let body = self.inner_block("what to try", "write it after `try`")?;
        if self.accept_word("with") {
            let arms = self.arms()?;
            let end = self.cursor.last_span();
            return Ok(self.expr(span.to(end), ExprKind::TryWith(Box::new(body), arms)));
        }
        self.expect_word(
            "finally",
            "after `try` and its block comes `with` or `finally`, in the column of `try`",
        )?;
        let last = self.inner_block("what to do at the end", "write it after `finally`")?;
        Ok(self.expr(span.to(last.span), ExprKind::TryFinally(Box::new(body), Box::new(last))))
    }
}
