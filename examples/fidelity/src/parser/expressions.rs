//! Applications and the expressions that are in brackets or begin with a keyword.

use super::Parser;
use super::cursor::Next;
use crate::diagnostics::{Outcome, Problem};
use crate::lexer::Tok;
use crate::source::Span;
use crate::syntax::{Arm, Expr, ExprKind, IntKind, Name, PatternKind};

impl Parser<'_> {
    /// `f a b`, or an expression that begins with a keyword.
    pub(super) fn application(&mut self) -> Outcome<Expr> {
        if self.cursor.next() == Next::Token
            && let Tok::Keyword(word) = self.cursor.token().kind.clone()
        {
            return self.keyword_expression(&word);
        }
        let function = self.postfix()?;
        let mut arguments = vec![];
        while self.begins_argument() {
            arguments.push(self.argument()?);
        }
        Ok(self.applied(function, arguments))
    }

    fn applied(&mut self, function: Expr, arguments: Vec<Expr>) -> Expr {
        let Some(last) = arguments.last() else { return function };
        let span = function.span.to(last.span);
        match function.kind {
            // `f(a) b` has been read as `(f a) b`.
            ExprKind::Apply(inner, mut before) => {
                before.extend(arguments);
                self.expr(span, ExprKind::Apply(inner, before))
            }
            _ => self.expr(span, ExprKind::Apply(Box::new(function), arguments)),
        }
    }

    fn begins_argument(&self) -> bool {
        if self.cursor.next() != Next::Token {
            return false;
        }
        match &self.cursor.token().kind {
            Tok::Name(_) | Tok::Int(_) | Tok::Float(_) | Tok::Char(_) | Tok::Str(_) => true,
            Tok::Unit | Tok::LeftParen | Tok::LeftArray | Tok::LeftBracket | Tok::LeftBrace => true,
            Tok::Keyword(word) => word == "fun" || word == "new",
            Tok::Operator(text) if text == "-" => {
                let span = self.cursor.span();
                self.cursor.last_span().end < span.start && self.cursor.ahead(1).span.start == span.end
            }
            _ => false,
        }
    }

    fn argument(&mut self) -> Outcome<Expr> {
        if self.at_word("fun") || self.at_word("new") {
            let word = self.cursor.text().to_owned();
            return self.keyword_expression(&word);
        }
        let span = self.cursor.span();
        if self.at_operator("-") {
            self.cursor.advance();
            let operand = self.postfix()?;
            let span = span.to(operand.span);
            return Ok(match operand.kind {
                ExprKind::Int(value, kind) => self.expr(span, ExprKind::Int(value.wrapping_neg(), kind)),
                ExprKind::Float(value) => self.expr(span, ExprKind::Float(-value)),
                _ => self.expr(span, ExprKind::Negate(Box::new(operand))),
            });
        }
        self.postfix()
    }

    /// An atom with what is glued to it: `.field`, `.[index]`, `[index]`, `(argument)`.
    fn postfix(&mut self) -> Outcome<Expr> {
        let mut base = self.atom()?;
        loop {
            let glued = self.cursor.last_span().end == self.cursor.span().start;
            let kind = self.cursor.token().kind.clone();
            if kind == Tok::Dot && (glued || self.cursor.next() == Next::Token) {
                self.cursor.advance();
                base = self.member(base)?;
            } else if glued && kind == Tok::LeftBracket && indexable(&base) {
                base = self.index(base)?;
            } else if glued && matches!(kind, Tok::LeftParen | Tok::Unit) && callable(&base) {
                let argument = self.atom()?;
                base = self.applied(base, vec![argument]);
            } else {
                return Ok(base);
            }
        }
    }

    fn member(&mut self, base: Expr) -> Outcome<Expr> {
        if self.at(&Tok::LeftBracket) {
            return self.index(base);
        }
        let name = self.name("the name of a field", "after `.` comes the name of a field, or `[index]`")?;
        let span = base.span.to(name.span);
        Ok(self.expr(span, ExprKind::Field(Box::new(base), name)))
    }

    fn index(&mut self, base: Expr) -> Outcome<Expr> {
        let opened = self.cursor.span();
        self.cursor.advance();
        let index = self.expression()?;
        let end = self.close(&Tok::RightBracket, "`]`", opened)?;
        let span = base.span.to(end);
        Ok(self.expr(span, ExprKind::Index(Box::new(base), Box::new(index))))
    }

    pub(super) fn atom(&mut self) -> Outcome<Expr> {
        let span = self.cursor.span();
        if self.cursor.next() != Next::Token {
            return Err(self.unexpected("an expression", "write an expression here, or indent the next line"));
        }
        match self.cursor.token().kind.clone() {
            Tok::Name(text) if text == "async" && self.cursor.ahead(1).kind == Tok::LeftBrace => {
                self.async_block()
            }
            Tok::Name(text) if text == "true" || text == "false" => {
                self.literal(ExprKind::Bool(text == "true"))
            }
            Tok::Name(_) => {
                let path = self.path("a name", "")?;
                let span = span.to(self.cursor.last_span());
                Ok(self.expr(span, ExprKind::Path(path)))
            }
            Tok::Int(text) => {
                let kind = int_literal(&text, span)?;
                self.literal(kind)
            }
            Tok::Float(text) => self.literal(ExprKind::Float(text.parse().unwrap_or(f64::INFINITY))),
            Tok::Char(text) => {
                let inner = unescape(&text[1..text.len() - 1], span)?;
                self.literal(ExprKind::Char(inner.chars().next().unwrap_or('\0')))
            }
            Tok::Str(text) => {
                let inner = unescape(&text[1..text.len() - 1], span)?;
                self.literal(ExprKind::Str(inner))
            }
            Tok::Unit => self.literal(ExprKind::Unit),
            Tok::LeftParen => self.parenthesised(),
            Tok::LeftArray => self.sequence(&Tok::RightArray, "`|]`", ExprKind::Array),
            Tok::LeftBracket => self.sequence(&Tok::RightBracket, "`]`", ExprKind::List),
            Tok::LeftBrace => self.braces(),
            _ => Err(self
                .unexpected("an expression", "an expression is a name, a literal, or something in brackets")),
        }
    }

    fn literal(&mut self, kind: ExprKind) -> Outcome<Expr> {
        let span = self.cursor.span();
        self.cursor.advance();
        Ok(self.expr(span, kind))
    }

    fn async_block(&mut self) -> Outcome<Expr> {
        let span = self.cursor.span();
        self.cursor.advance();
        let opened = self.cursor.span();
        self.cursor.advance();
        if self.cursor.token().kind == Tok::RightBrace {
            let advice = "write `async { return () }` for one that does nothing";
            return Err(Problem::new(
                span.to(self.cursor.span()),
                "an empty async block",
                "nothing is in it",
                advice,
            ));
        }
        let body = self.bracketed_block()?;
        let end = self.close(&Tok::RightBrace, "`}`", opened)?;
        Ok(self.expr(span.to(end), ExprKind::Async(Box::new(body))))
    }

    fn parenthesised(&mut self) -> Outcome<Expr> {
        let opened = self.cursor.span();
        self.cursor.advance();
        // The body of a function may be to the left of the bracket.
        let inner = if self.is_word("fun") { self.expression()? } else { self.bracketed_block()? };
        let inner = self.annotated(inner)?;
        let end = self.close(&Tok::RightParen, "`)`", opened)?;
        Ok(Expr { span: opened.to(end), ..inner })
    }

    fn annotated(&mut self, inner: Expr) -> Outcome<Expr> {
        if self.cursor.token().kind != Tok::Colon {
            return Ok(inner);
        }
        self.cursor.advance();
        let written = self.type_expression()?;
        let span = inner.span.to(written.span);
        Ok(self.expr(span, ExprKind::Annotated(Box::new(inner), written)))
    }

    /// `[| a; b |]`, `[ a; b ]`, or either with `for i in a .. b -> e`.
    fn sequence(&mut self, closing: &Tok, what: &str, make: fn(Vec<Expr>) -> ExprKind) -> Outcome<Expr> {
        let opened = self.cursor.span();
        self.cursor.advance();
        if self.cursor.token().kind == *closing {
            let end = self.close(closing, what, opened)?;
            return Ok(self.expr(opened.to(end), make(vec![])));
        }
        if self.is_word("for") {
            let kind = self.array_for()?;
            let end = self.close(closing, what, opened)?;
            return Ok(self.expr(opened.to(end), kind));
        }
        let block = self.bracketed_block()?;
        let end = self.close(closing, what, opened)?;
        let elements = match block.kind {
            ExprKind::Block(elements) => elements,
            kind => vec![Expr { kind, ..block }],
        };
        Ok(self.expr(opened.to(end), make(elements)))
    }

    fn array_for(&mut self) -> Outcome<ExprKind> {
        self.cursor.advance();
        let span = self.cursor.span();
        let variable = if self.accept(&Tok::Wildcard) {
            Name { text: "_".to_owned(), span }
        } else {
            self.name("the name of the index", "write `for i in 0 .. n - 1 -> e`")?
        };
        self.expect_word("in", "write `for i in 0 .. n - 1 -> e`")?;
        let from = self.binary(0)?;
        self.expect(&Tok::DotDot, "`..`", "write `for i in 0 .. n - 1 -> e`")?;
        let last = self.binary(0)?;
        if !self.accept(&Tok::Arrow) {
            self.expect_word("do", "write `-> e` after the range")?;
            self.expect_word("yield", "write `-> e` after the range")?;
        }
        let element = self.inner_block("an element", "write the element after `->`")?;
        let id = self.id();
        Ok(ExprKind::ArrayFor {
            variable,
            id,
            from: Box::new(from),
            last: Box::new(last),
            element: Box::new(element),
        })
    }

    fn braces(&mut self) -> Outcome<Expr> {
        let opened = self.cursor.span();
        self.cursor.advance();
        let kind = if self.is_word("new") {
            self.object_expression()?
        } else if matches!(self.cursor.ahead(1).kind, Tok::Equals) {
            ExprKind::Record(self.fields(Self::expression)?)
        } else {
            let base = self.postfix()?;
            self.expect_word(
                "with",
                "a record is `{ Field = value; … }` or `{ record with Field = value }`",
            )?;
            ExprKind::RecordWith(Box::new(base), self.fields(Self::expression)?)
        };
        let end = self.close(&Tok::RightBrace, "`}`", opened)?;
        Ok(self.expr(opened.to(end), kind))
    }

    /// Goes on to the next field of a record or its type, after a `;` or on a line of its own. Whether there is one.
    pub(super) fn another_field(&mut self) -> bool {
        let separated = self.accept(&Tok::Semicolon);
        if self.cursor.next() == Next::Statement {
            self.cursor.begin_statement();
        } else if !separated {
            return false;
        }
        self.cursor.token().kind != Tok::RightBrace
    }

    /// `A = x; B = y`, on one line or more.
    pub(super) fn fields<T>(&mut self, read: fn(&mut Self) -> Outcome<T>) -> Outcome<Vec<(Name, T)>> {
        let mut fields = vec![];
        self.cursor.open();
        loop {
            let name = self.name("the name of a field", "a field is `Name = value`")?;
            self.expect(&Tok::Equals, "`=`", "a field is `Name = value`")?;
            fields.push((name, read(self)?));
            if !self.another_field() {
                break;
            }
        }
        self.cursor.close();
        Ok(fields)
    }

    /// `new IDisposable with member _.Dispose() = e`
    fn object_expression(&mut self) -> Outcome<ExprKind> {
        let advice = "the only object expression is `{ new IDisposable with member _.Dispose() = … }`";
        self.cursor.advance();
        let interface = self.path("`IDisposable`", advice)?;
        if interface.last().is_none_or(|name| name.text != "IDisposable") {
            return Err(Problem::new(
                interface[0].span,
                "an object of another interface",
                "not `IDisposable`",
                advice,
            ));
        }
        self.expect_word("with", advice)?;
        self.expect_word("member", advice)?;
        if !self.accept(&Tok::Wildcard) {
            self.name("`_`", advice)?;
        }
        self.expect(&Tok::Dot, "`.`", advice)?;
        let method = self.name("`Dispose`", advice)?;
        if method.text != "Dispose" {
            return Err(Problem::new(method.span, "an object of another interface", "not `Dispose`", advice));
        }
        self.expect(&Tok::Unit, "`()`", advice)?;
        self.expect(&Tok::Equals, "`=`", advice)?;
        let body = self.inner_block("what `Dispose` does", advice)?;
        Ok(ExprKind::Disposable(Box::new(body)))
    }

    /// `fun`, `function`, `new`; all others are statements as well.
    fn keyword_expression(&mut self, word: &str) -> Outcome<Expr> {
        let span = self.cursor.span();
        match word {
            "fun" => self.lambda(),
            "function" => {
                self.cursor.advance();
                let arms = self.arms()?;
                let name = Name { text: "value".to_owned(), span };
                let parameter = self.pattern_node(span, PatternKind::Name(name.clone()));
                let value = self.expr(span, ExprKind::Path(vec![name]));
                let span = span.to(self.cursor.last_span());
                let body = self.expr(span, ExprKind::Match { value: Box::new(value), arms, bang: false });
                Ok(self.expr(span, ExprKind::Lambda(vec![parameter], Box::new(body))))
            }
            "new" => {
                self.cursor.advance();
                let mut path = self.path("the name of a type", "write `new Type(…)`")?;
                let Some(name) = path.pop() else {
                    return Err(self.unexpected("a type", "write `new Type(…)`"));
                };
                let argument = self.atom()?;
                let span = span.to(argument.span);
                Ok(self.expr(span, ExprKind::New(name, Box::new(argument))))
            }
            "if" | "match" | "while" | "for" | "try" | "let" | "use" | "do" | "return" => {
                self.nested(Self::statement)
            }
            _ => Err(self.unexpected("an expression", "this word cannot begin an expression here")),
        }
    }

    fn lambda(&mut self) -> Outcome<Expr> {
        let span = self.cursor.span();
        self.cursor.advance();
        let parameters = self.parameters()?;
        if parameters.is_empty() {
            return Err(self.unexpected("a parameter", "write `fun x -> …`, or `fun () -> …`"));
        }
        self.expect(&Tok::Arrow, "`->`", "write `fun x -> …`")?;
        let body = self.inner_block("the body of the function", "write it after `->`")?;
        let span = span.to(body.span);
        Ok(self.expr(span, ExprKind::Lambda(parameters, Box::new(body))))
    }

    /// The rules of `match`, `with` and `function`.
    pub(super) fn arms(&mut self) -> Outcome<Vec<Arm>> {
        let mut arms = vec![];
        let own_block = self.cursor.open_rules(&Tok::Bar);
        self.accept(&Tok::Bar);
        loop {
            let pattern = self.pattern()?;
            let guard = if self.accept_word("when") { Some(self.binary(0)?) } else { None };
            self.expect(&Tok::Arrow, "`->`", "a rule is `| pattern -> result`")?;
            let body = self.inner_block("the result of the rule", "write it after `->`")?;
            arms.push(Arm { pattern, guard, body });
            if !self.accept(&Tok::Bar) {
                break;
            }
        }
        if own_block {
            self.cursor.close();
        }
        Ok(arms)
    }
}

fn indexable(base: &Expr) -> bool {
    matches!(base.kind, ExprKind::Path(_) | ExprKind::Field(..) | ExprKind::Index(..))
}

fn callable(base: &Expr) -> bool {
    matches!(base.kind, ExprKind::Path(_) | ExprKind::Field(..))
}

fn int_literal(text: &str, span: Span) -> Outcome<ExprKind> {
    let (digits, kind, bits) = if let Some(digits) = text.strip_suffix('L') {
        (digits, IntKind::Int64, 64)
    } else if let Some(digits) = text.strip_suffix("uy") {
        (digits, IntKind::Byte, 8)
    } else if let Some(digits) = text.strip_suffix('n') {
        (digits, IntKind::Native, 64)
    } else {
        (text, IntKind::Int, 32)
    };
    let plain = digits.replace('_', "");
    let (radix, plain) = match plain.get(..2) {
        Some("0x") => (16, &plain[2..]),
        Some("0b") => (2, &plain[2..]),
        _ => (10, &plain[..]),
    };
    // In decimal the most negative number has one more; after `-` it is a literal too.
    let limit = if kind == IntKind::Byte {
        255
    } else if radix == 10 {
        1u64 << (bits - 1)
    } else {
        u64::MAX >> (64 - bits)
    };
    match u64::from_str_radix(plain, radix) {
        Ok(value) if value <= limit => {
            let value = if kind == IntKind::Int { i64::from(value as u32 as i32) } else { value as i64 };
            Ok(ExprKind::Int(value, kind))
        }
        _ => {
            let advice = "`int` has 32 bits; write `L` after it for `int64`";
            Err(Problem::new(
                span,
                "the number is too large for its type",
                format!("more than {bits} bits"),
                advice,
            ))
        }
    }
}

fn unescape(text: &str, span: Span) -> Outcome<String> {
    let mut result = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            result.push(character);
            continue;
        }
        result.push(match characters.next() {
            Some('n') => '\n',
            Some('t') => '\t',
            Some('r') => '\r',
            Some('0') => '\0',
            Some(c @ ('\\' | '"' | '\'')) => c,
            Some('u') if unicode(characters.as_str()).is_some() => {
                let found = unicode(characters.as_str());
                characters.nth(3);
                found.unwrap_or('?')
            }
            other => {
                let found = other.map_or(String::new(), String::from);
                let advice =
                    "the escapes are `\\n`, `\\t`, `\\r`, `\\0`, `\\uXXXX`, `\\\\`, `\\\"` and `\\'`";
                return Err(Problem::new(
                    span,
                    format!("unknown escape `\\{found}`"),
                    "in this text",
                    advice,
                ));
            }
        });
    }
    Ok(result)
}

/// The character whose code the text begins with, in four hexadecimal digits.
fn unicode(text: &str) -> Option<char> {
    let digits = text.get(..4).filter(|digits| digits.chars().all(|c| c.is_ascii_hexdigit()))?;
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}
