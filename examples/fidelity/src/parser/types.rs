//! Types and patterns.

use super::Parser;
use super::cursor::Next;
use crate::diagnostics::{Outcome, Problem};
use crate::lexer::Tok;
use crate::syntax::{Pattern, PatternKind, TypeExpr, TypeExprKind};

impl Parser<'_> {
    /// `a -> b`, right to left.
    pub(super) fn type_expression(&mut self) -> Outcome<TypeExpr> {
        self.nested(|parser| {
            let argument = parser.tuple_type()?;
            if !parser.accept(&Tok::Arrow) {
                return Ok(argument);
            }
            let result = parser.type_expression()?;
            let span = argument.span.to(result.span);
            Ok(TypeExpr { span, kind: TypeExprKind::Function(Box::new(argument), Box::new(result)) })
        })
    }

    pub(super) fn tuple_type(&mut self) -> Outcome<TypeExpr> {
        let first = self.postfix_type()?;
        if !self.at_operator("*") {
            return Ok(first);
        }
        let mut elements = vec![first];
        while self.at_operator("*") {
            self.cursor.advance();
            elements.push(self.postfix_type()?);
        }
        let span = elements[0].span.to(self.cursor.last_span());
        Ok(TypeExpr { span, kind: TypeExprKind::Tuple(elements) })
    }

    /// `int[]`, `int option`
    pub(super) fn postfix_type(&mut self) -> Outcome<TypeExpr> {
        let mut base = self.atomic_type()?;
        loop {
            if self.at(&Tok::LeftBracket) && self.cursor.ahead(1).kind == Tok::RightBracket {
                self.cursor.advance();
                self.cursor.advance();
                let span = base.span.to(self.cursor.last_span());
                base = TypeExpr { span, kind: TypeExprKind::Array(Box::new(base)) };
            } else if let (Next::Token, Tok::Name(_)) = (self.cursor.next(), &self.cursor.token().kind) {
                let name = self.name("a type", "")?;
                let span = base.span.to(name.span);
                base = TypeExpr { span, kind: TypeExprKind::Named(vec![name], vec![base]) };
            } else {
                return Ok(base);
            }
        }
    }

    fn atomic_type(&mut self) -> Outcome<TypeExpr> {
        let span = self.cursor.span();
        let advice = "types are names, `'a`, `t[]`, `Async<t>`, `a * b` and `a -> b`";
        if let Tok::TypeVar(name) = self.cursor.token().kind.clone() {
            self.cursor.advance();
            return Ok(TypeExpr { span, kind: TypeExprKind::Variable(name) });
        }
        if self.accept(&Tok::Wildcard) {
            return Ok(TypeExpr { span, kind: TypeExprKind::Any });
        }
        if self.accept(&Tok::LeftParen) {
            let inner = self.type_expression()?;
            self.close(&Tok::RightParen, "`)`", span)?;
            return Ok(inner);
        }
        let path = self.path("a type", advice)?;
        let mut arguments = vec![];
        if self.at_operator("<") {
            let opened = self.cursor.span();
            self.cursor.advance();
            loop {
                arguments.push(self.type_expression()?);
                if !self.accept(&Tok::Comma) {
                    break;
                }
            }
            self.close_types(opened)?;
        }
        let span = span.to(self.cursor.last_span());
        Ok(TypeExpr { span, kind: TypeExprKind::Named(path, arguments) })
    }

    fn close_types(&mut self, opened: crate::source::Span) -> Outcome<()> {
        if self.at_operator(">>") {
            self.cursor.split_shift();
            return Ok(());
        }
        if self.at_operator(">") {
            self.cursor.advance();
            return Ok(());
        }
        Err(self.unexpected("`>`", "close the list of types by `>`").with(opened, "it is opened here"))
    }

    pub(super) fn pattern(&mut self) -> Outcome<Pattern> {
        self.nested(|parser| {
            let mut pattern = parser.tuple_pattern()?;
            loop {
                if parser.at(&Tok::Bar) && parser.or_pattern_follows() {
                    parser.cursor.advance();
                    let right = parser.tuple_pattern()?;
                    let span = pattern.span.to(right.span);
                    pattern = parser.pattern_node(span, PatternKind::Or(Box::new(pattern), Box::new(right)));
                } else if parser.accept_word("as") {
                    let name = parser.name("a name", "write `pattern as name`")?;
                    let span = pattern.span.to(name.span);
                    pattern = parser.pattern_node(span, PatternKind::As(Box::new(pattern), name));
                } else {
                    return Ok(pattern);
                }
            }
        })
    }

    /// Always: a `|` inside of a pattern separates alternatives, because rules end with `->`.
    fn or_pattern_follows(&self) -> bool {
        self.cursor.ahead(1).kind != Tok::End
    }

    fn tuple_pattern(&mut self) -> Outcome<Pattern> {
        let first = self.case_pattern()?;
        if !self.at(&Tok::Comma) {
            return Ok(first);
        }
        let mut elements = vec![first];
        while self.accept(&Tok::Comma) {
            elements.push(self.case_pattern()?);
        }
        let span = elements[0].span.to(self.cursor.last_span());
        Ok(self.pattern_node(span, PatternKind::Tuple(elements)))
    }

    fn case_pattern(&mut self) -> Outcome<Pattern> {
        let span = self.cursor.span();
        let pattern = self.atomic_pattern()?;
        let PatternKind::Case(path, None) = &pattern.kind else { return Ok(pattern) };
        if !self.begins_pattern() {
            return Ok(pattern);
        }
        let path = path.clone();
        let inner = self.atomic_pattern()?;
        let span = span.to(inner.span);
        Ok(self.pattern_node(span, PatternKind::Case(path, Some(Box::new(inner)))))
    }

    fn begins_pattern(&self) -> bool {
        self.cursor.next() == Next::Token
            && (self.begins_literal()
                || matches!(
                    self.cursor.token().kind,
                    Tok::Name(_) | Tok::Unit | Tok::LeftParen | Tok::LeftBrace | Tok::Wildcard
                ))
    }

    fn begins_literal(&self) -> bool {
        matches!(self.cursor.token().kind, Tok::Int(_) | Tok::Float(_) | Tok::Char(_) | Tok::Str(_))
    }

    /// A pattern that can be a parameter.
    pub(super) fn atomic_pattern(&mut self) -> Outcome<Pattern> {
        let span = self.cursor.span();
        if self.cursor.next() != Next::Token {
            return Err(self.unexpected("a pattern", "write one here"));
        }
        match self.cursor.token().kind.clone() {
            Tok::Wildcard => {
                self.cursor.advance();
                Ok(self.pattern_node(span, PatternKind::Wildcard))
            }
            Tok::Unit => {
                self.cursor.advance();
                Ok(self.pattern_node(span, PatternKind::Unit))
            }
            Tok::LeftParen => {
                self.cursor.advance();
                let inner = self.pattern()?;
                let inner = self.annotated_pattern(inner)?;
                let end = self.close(&Tok::RightParen, "`)`", span)?;
                Ok(Pattern { span: span.to(end), ..inner })
            }
            Tok::LeftBrace => {
                self.cursor.advance();
                let fields = self.fields(Self::pattern)?;
                let end = self.close(&Tok::RightBrace, "`}`", span)?;
                Ok(self.pattern_node(span.to(end), PatternKind::Record(fields)))
            }
            Tok::Name(text) if text != "true" && text != "false" => self.name_pattern(&text),
            Tok::Operator(text) if text == ":?" => {
                self.cursor.advance();
                let path = self.path("a type of exceptions", "write `:? System.IndexOutOfRangeException`")?;
                let span = span.to(self.cursor.last_span());
                Ok(self.pattern_node(span, PatternKind::TypeTest(path)))
            }
            Tok::Operator(text) if text == "-" => {
                let literal = self.binary(10)?;
                Ok(self.pattern_node(span.to(literal.span), PatternKind::Literal(Box::new(literal))))
            }
            Tok::Int(_) | Tok::Float(_) | Tok::Char(_) | Tok::Str(_) | Tok::Name(_) => {
                let literal = self.atom()?;
                Ok(self.pattern_node(span.to(literal.span), PatternKind::Literal(Box::new(literal))))
            }
            _ => Err(self
                .unexpected("a pattern", "a pattern is a name, `_`, a literal, a case, a tuple or a record")),
        }
    }

    fn name_pattern(&mut self, text: &str) -> Outcome<Pattern> {
        let span = self.cursor.span();
        if text.starts_with(char::is_uppercase) {
            let path = self.path("a case", "")?;
            let span = span.to(self.cursor.last_span());
            return Ok(self.pattern_node(span, PatternKind::Case(path, None)));
        }
        let name = self.name("a name", "")?;
        Ok(self.pattern_node(span, PatternKind::Name(name)))
    }

    /// `(p : t)`, or several of them with commas: `(a: int, b: int)`.
    fn annotated_pattern(&mut self, inner: Pattern) -> Outcome<Pattern> {
        if self.cursor.token().kind != Tok::Colon {
            return Ok(inner);
        }
        self.cursor.advance();
        let written = self.type_expression()?;
        let span = inner.span.to(written.span);
        let first = self.pattern_node(span, PatternKind::Annotated(Box::new(inner), written));
        if !self.accept(&Tok::Comma) {
            return Ok(first);
        }
        let next = self.pattern()?;
        let next = self.annotated_pattern(next)?;
        let mut elements = vec![first];
        match next.kind {
            PatternKind::Tuple(more) => elements.extend(more),
            _ => elements.push(next),
        }
        let span = span.to(self.cursor.last_span());
        Ok(self.pattern_node(span, PatternKind::Tuple(elements)))
    }

    /// What `let` binds: the name of a function or variable, or a pattern.
    pub(super) fn binding_pattern(&mut self) -> Outcome<Pattern> {
        if self.at(&Tok::LeftParen) && matches!(self.cursor.ahead(1).kind, Tok::Operator(_)) {
            let advice = "write a function with a name, and call it by `f a b` or `a |> f b`";
            let span = self.cursor.span().to(self.cursor.ahead(1).span);
            return Err(Problem::new(
                span,
                "a definition of an operator",
                "operators cannot be defined",
                advice,
            ));
        }
        if let Tok::Name(text) = &self.cursor.token().kind
            && text.starts_with(char::is_uppercase)
            && self.cursor.ahead(1).kind != Tok::Dot
            && !self.shared.cases.contains(text)
        {
            let name = self.name("a name", "")?;
            return Ok(self.pattern_node(name.span, PatternKind::Name(name)));
        }
        let pattern = self.tuple_pattern()?;
        match pattern.kind {
            PatternKind::Case(path, None) if path.len() == 1 => {
                let name = path[0].clone();
                Ok(Pattern { kind: PatternKind::Name(name), ..pattern })
            }
            _ => Ok(pattern),
        }
    }

    pub(super) fn parameters(&mut self) -> Outcome<Vec<Pattern>> {
        let mut parameters = vec![];
        while self.begins_pattern() {
            parameters.push(self.atomic_pattern()?);
        }
        Ok(parameters)
    }
}
