//! Operators: precedence climbing over applications.

use super::Parser;
use super::cursor::Next;
use crate::diagnostics::{Outcome, Problem};
use crate::lexer::Tok;
use crate::syntax::{BinaryOp, Expr, ExprKind};

/// What stands between two operands.
#[derive(Clone, Copy)]
enum Infix {
    Plain(BinaryOp),
    /// `x |> f`
    Pipe,
    /// `f <| x`, which binds to the right.
    Apply,
}

/// The operator of a token with its binding power, weakest first.
fn infix(text: &str) -> Option<(Infix, u8)> {
    use BinaryOp::*;
    let plain = |op, power| Some((Infix::Plain(op), power));
    match text {
        "||" => plain(Or, 1),
        "&&" => plain(And, 2),
        "=" => plain(Equal, 3),
        "<>" => plain(NotEqual, 3),
        "<" => plain(Less, 3),
        "<=" => plain(LessEqual, 3),
        ">" => plain(Greater, 3),
        ">=" => plain(GreaterEqual, 3),
        "|>" => Some((Infix::Pipe, 3)),
        "<|" => Some((Infix::Apply, 3)),
        ">>" => plain(Compose, 3),
        "&&&" => plain(BitAnd, 4),
        "|||" => plain(BitOr, 4),
        "^^^" => plain(BitXor, 4),
        "<<<" => plain(ShiftLeft, 4),
        ">>>" => plain(ShiftRight, 4),
        "+" => plain(Add, 5),
        "-" => plain(Subtract, 5),
        "*" => plain(Multiply, 6),
        "/" => plain(Divide, 6),
        "%" => plain(Remainder, 6),
        _ => None,
    }
}

impl Parser<'_> {
    /// An expression, with tuples and assignments.
    pub(super) fn expression(&mut self) -> Outcome<Expr> {
        self.nested(|parser| {
            let first = parser.binary(0)?;
            let first = parser.tuple_rest(first)?;
            if !parser.accept(&Tok::Assign) {
                return Ok(first);
            }
            let value = parser.operand_block("a value", "write the new value after `<-`")?;
            let span = first.span.to(value.span);
            Ok(parser.expr(span, ExprKind::Assign(Box::new(first), Box::new(value))))
        })
    }

    fn tuple_rest(&mut self, first: Expr) -> Outcome<Expr> {
        if !self.at(&Tok::Comma) {
            return Ok(first);
        }
        let mut elements = vec![first];
        while self.accept(&Tok::Comma) {
            self.cursor.go_on();
            elements.push(self.binary(0)?);
        }
        let span = elements[0].span.to(self.cursor.last_span());
        Ok(self.expr(span, ExprKind::Tuple(elements)))
    }

    fn infix_here(&self) -> Option<(Infix, u8)> {
        if self.cursor.next() != Next::Token {
            return None;
        }
        match &self.cursor.token().kind {
            Tok::Operator(text) => infix(text),
            Tok::Equals => infix("="),
            _ => None,
        }
    }

    pub(super) fn binary(&mut self, least: u8) -> Outcome<Expr> {
        let mut left = self.unary()?;
        while let Some((operator, power)) = self.infix_here() {
            if power <= least {
                break;
            }
            self.cursor.advance();
            self.cursor.go_on();
            let binds_right = matches!(operator, Infix::Apply);
            let right = self.nested(|parser| parser.binary(if binds_right { power - 1 } else { power }))?;
            left = self.combine(operator, left, right);
        }
        Ok(left)
    }

    fn combine(&mut self, operator: Infix, left: Expr, right: Expr) -> Expr {
        let span = left.span.to(right.span);
        match operator {
            Infix::Plain(op) => self.expr(span, ExprKind::Binary(op, Box::new(left), Box::new(right))),
            Infix::Pipe => self.apply(right, left),
            Infix::Apply => self.apply(left, right),
        }
    }

    /// `function argument`, as one application with the arguments that are there already.
    fn apply(&mut self, function: Expr, argument: Expr) -> Expr {
        let span = function.span.to(argument.span);
        match function.kind {
            // `x |> f a` has one application of two arguments.
            ExprKind::Apply(inner, mut arguments) => {
                arguments.push(argument);
                self.expr(span, ExprKind::Apply(inner, arguments))
            }
            kind => {
                let function = Expr { kind, ..function };
                self.expr(span, ExprKind::Apply(Box::new(function), vec![argument]))
            }
        }
    }

    fn unary(&mut self) -> Outcome<Expr> {
        let span = self.cursor.span();
        if self.at_operator("-") {
            self.cursor.advance();
            let operand = self.nested(Self::unary)?;
            return Ok(self.negate(span, operand));
        }
        if self.at_operator("!") || self.at_operator("::") || self.at_operator("@") || self.at_operator(":?")
        {
            let message = format!("`{}` is not in this subset of F#", self.cursor.text());
            let advice = "there are no reference cells, lists of links or type tests: use arrays, `let mutable` and unions";
            return Err(Problem::new(span, message, "not supported", advice));
        }
        self.application()
    }

    fn negate(&mut self, span: crate::source::Span, operand: Expr) -> Expr {
        let span = span.to(operand.span);
        match operand.kind {
            ExprKind::Int(value, kind) => self.expr(span, ExprKind::Int(value.wrapping_neg(), kind)),
            ExprKind::Float(value) => self.expr(span, ExprKind::Float(-value)),
            kind => {
                let operand = Expr { kind, ..operand };
                self.expr(span, ExprKind::Negate(Box::new(operand)))
            }
        }
    }
}
