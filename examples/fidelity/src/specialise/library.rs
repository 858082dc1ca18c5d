//! Applications of the names of the library.

use std::rc::Rc;

use super::{Context, Specialiser, unit};
use crate::builtins::Builtin;
use crate::closed::{Expr, Kind, Rep, Task};
use crate::diagnostics::{Outcome, Problem};
use crate::format::{self, Piece};
use crate::source::Span;
use crate::syntax::{self, BinaryOp, ExprKind};
use crate::typed::Use;

impl<'p> Specialiser<'p> {
    pub(super) fn application(
        &mut self,
        expr: &'p syntax::Expr,
        function: &'p syntax::Expr,
        arguments: &'p [syntax::Expr],
        context: &mut Context,
    ) -> Outcome<Expr> {
        let span = expr.span;
        match self.typed.uses.get(&function.id).or_else(|| self.typed.uses.get(&expr.id)) {
            Some(Use::Builtin(builtin)) => self.builtin(*builtin, expr, arguments, context),
            Some(Use::Case(case)) => {
                let value = self.expr(&arguments[0], context, false)?;
                let rep = self.known_rep(&self.typed.types[&expr.id], &context.arguments, span)?;
                Ok(Expr { kind: Kind::Case(*case, Some(Box::new(value))), rep, span })
            }
            Some(Use::Exception(case)) => {
                let value = self.expr(&arguments[0], context, false)?;
                let rep = self.exception_rep(span)?;
                Ok(Expr { kind: Kind::Case(*case, Some(Box::new(value))), rep, span })
            }
            Some(Use::Member(_)) => self.expr(function, context, false),
            _ => {
                let function = self.expr(function, context, false)?;
                let arguments = self.all(arguments, context)?;
                self.apply(function, arguments, span)
            }
        }
    }

    /// A name of the library without arguments.
    pub(super) fn builtin_value(&mut self, builtin: Builtin, span: Span) -> Outcome<Expr> {
        if builtin == Builtin::CurrentToken {
            let rep = Rep::Async(Rc::new(Task::CurrentToken));
            return Ok(Expr { kind: Kind::Pack(vec![]), rep, span });
        }
        let advice = "write a function around it: `fun x -> f x`";
        Err(Problem::new(span, "a function of the library without its arguments", "used as a value", advice))
    }

    /// `value.Member`
    pub(super) fn member(
        &mut self,
        expr: &'p syntax::Expr,
        value: &'p syntax::Expr,
        context: &mut Context,
    ) -> Outcome<Expr> {
        let span = expr.span;
        let base = self.expr(value, context, false)?;
        match &self.typed.uses[&expr.id] {
            Use::Field(index) => {
                let Rep::Tuple(fields) = &base.rep else { unreachable!("inference has found a record") };
                let rep = fields[*index as usize].clone();
                Ok(Expr { kind: Kind::Field(Box::new(base), *index), rep, span })
            }
            Use::Member(Builtin::Dispose) => self.dispose(base, span),
            Use::Member(Builtin::TokenOf) => Ok(base),
            Use::Member(Builtin::Cancel) => self.runtime_call("Tasks.cancel", vec![base], Rep::Unit, span),
            Use::Member(Builtin::IsCancelled) => {
                self.runtime_call("Tasks.isCancelled", vec![base], Rep::Bool, span)
            }
            Use::Member(builtin) => {
                let rep = if *builtin == Builtin::Message { Rep::Str } else { Rep::Int };
                Ok(Expr { kind: Kind::Builtin(*builtin, vec![base]), rep, span })
            }
            _ => unreachable!("a member is a field or a builtin"),
        }
    }

    pub(super) fn dispose(&mut self, object: Expr, span: Span) -> Outcome<Expr> {
        if object.rep == Rep::Token {
            return self.runtime_call("Tasks.dispose", vec![object], Rep::Unit, span);
        }
        let Rep::Function(closure) = object.rep.clone() else { return Ok(unit(span)) };
        self.call_code(closure.code, object, span)
    }

    fn builtin(
        &mut self,
        builtin: Builtin,
        expr: &'p syntax::Expr,
        arguments: &'p [syntax::Expr],
        context: &mut Context,
    ) -> Outcome<Expr> {
        let span = expr.span;
        if let Some(made) = self.by_form(builtin, arguments, context, span)? {
            return Ok(made);
        }
        let arguments = self.all(arguments, context)?;
        if let Some(rep) = converted(builtin) {
            return convert(one(arguments, span), rep, span);
        }
        match builtin {
            Builtin::FailWith => self.fail_with(one(arguments, span), span),
            Builtin::Raise => {
                Ok(Expr { kind: Kind::Raise(Box::new(one(arguments, span))), rep: Rep::Never, span })
            }
            Builtin::Ignore => {
                Ok(Expr { kind: Kind::Seq(vec![one(arguments, span), unit(span)]), ..unit(span) })
            }
            Builtin::Start => self.start(one(arguments, span), None, span),
            Builtin::RunSynchronously => {
                let task = one(arguments, span);
                let (function, rep) = self.task_function(&task.rep.clone(), span)?;
                Ok(Expr { kind: Kind::Run(Box::new(task), function), rep, span })
            }
            _ => match arguments.first().and_then(|first| cold(builtin, &first.rep)) {
                Some(task) => {
                    let rep = Rep::Async(Rc::new(task));
                    Ok(Expr { kind: Kind::Pack(vec![one(arguments, span)]), rep, span })
                }
                None => self.machine(builtin, expr, arguments, context),
            },
        }
    }

    /// What depends on how the arguments are written.
    fn by_form(
        &mut self,
        builtin: Builtin,
        arguments: &'p [syntax::Expr],
        context: &mut Context,
        span: Span,
    ) -> Outcome<Option<Expr>> {
        match builtin {
            Builtin::Printf | Builtin::Printfn | Builtin::Eprintfn => {
                self.printf(builtin, arguments, context, span).map(Some)
            }
            Builtin::NewTokenSource => {
                self.runtime_call("Tasks.newSource", vec![unit(span)], Rep::Token, span).map(Some)
            }
            Builtin::Parallel => match &arguments[0].kind {
                ExprKind::Array(tasks) | ExprKind::List(tasks) => {
                    self.parallel_literal(tasks, context, span).map(Some)
                }
                _ => Ok(None),
            },
            Builtin::Start => {
                let ExprKind::Tuple(both) = &arguments[0].kind else { return Ok(None) };
                let token = self.expr(&both[1], context, false)?;
                let task = self.expr(&both[0], context, false)?;
                self.start(task, Some(token), span).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// What becomes a few instructions.
    fn machine(
        &mut self,
        builtin: Builtin,
        expr: &'p syntax::Expr,
        arguments: Vec<Expr>,
        context: &Context,
    ) -> Outcome<Expr> {
        let span = expr.span;
        let rep = match builtin {
            Builtin::Exit | Builtin::Fault => Rep::Never,
            _ => self.known_rep(&self.typed.types[&expr.id], &context.arguments, span)?,
        };
        Ok(Expr { kind: Kind::Builtin(builtin, arguments), rep, span })
    }

    fn fail_with(&mut self, message: Expr, span: Span) -> Outcome<Expr> {
        let rep = self.exception_rep(span)?;
        let failure = Expr { kind: Kind::Case(0, Some(Box::new(message))), rep, span };
        Ok(Expr { kind: Kind::Raise(Box::new(failure)), rep: Rep::Never, span })
    }

    fn start(&mut self, task: Expr, token: Option<Expr>, span: Span) -> Outcome<Expr> {
        let (function, _) = self.task_function(&task.rep.clone(), span)?;
        let kind = Kind::Start { task: Box::new(task), function, token: token.map(Box::new) };
        Ok(Expr { kind, ..unit(span) })
    }

    /// Async values that are written one by one may run different code.
    fn parallel_literal(
        &mut self,
        tasks: &'p [syntax::Expr],
        context: &mut Context,
        span: Span,
    ) -> Outcome<Expr> {
        let values = self.all(tasks, context)?;
        let reps = values.iter().map(|value| value.rep.clone()).collect();
        let rep = Rep::Async(Rc::new(Task::All(reps)));
        Ok(Expr { kind: Kind::Pack(values), rep, span })
    }

    fn printf(
        &mut self,
        builtin: Builtin,
        arguments: &'p [syntax::Expr],
        context: &mut Context,
        span: Span,
    ) -> Outcome<Expr> {
        let ExprKind::Str(text) = &arguments[0].kind else { unreachable!("inference wants a literal") };
        let mut pieces = format::pieces(text).unwrap_or_default();
        if builtin != Builtin::Printf {
            match pieces.last_mut() {
                Some(Piece::Text(text)) => text.push('\n'),
                _ => pieces.push(Piece::Text("\n".to_owned())),
            }
        }
        let mut values = self.all(&arguments[1..], context)?.into_iter();
        let mut calls = vec![];
        for piece in pieces {
            let (name, given) = match piece {
                Piece::Text(text) => {
                    ("Print.text", vec![Expr { kind: Kind::Str(text), rep: Rep::Str, span }])
                }
                piece => {
                    let Some(value) = values.next() else { break };
                    print_call(&piece, value, span)?
                }
            };
            calls.push(self.runtime_call(name, given, Rep::Unit, span)?);
        }
        let stream = if builtin == Builtin::Eprintfn { 2 } else { 1 };
        let stream = Expr { kind: Kind::Int(stream), rep: Rep::Int, span };
        calls.push(self.runtime_call("Print.flush", vec![stream], Rep::Unit, span)?);
        Ok(Expr { kind: Kind::Seq(calls), ..unit(span) })
    }

    pub(super) fn binary(&mut self, op: BinaryOp, left: Expr, right: Expr, span: Span) -> Outcome<Expr> {
        use BinaryOp::*;
        let compares = matches!(op, Equal | NotEqual | Less | LessEqual | Greater | GreaterEqual);
        if compares && left.rep == Rep::Str && right.rep == Rep::Str {
            let order = self.runtime_call("Text.compare", vec![left, right], Rep::Int, span)?;
            let zero = Expr { kind: Kind::Int(0), rep: Rep::Int, span };
            return Ok(Expr {
                kind: Kind::Binary(op, Box::new(order), Box::new(zero)),
                rep: Rep::Bool,
                span,
            });
        }
        if compares && matches!(left.rep, Rep::Tuple(_) | Rep::Union(_)) {
            if !matches!(op, Equal | NotEqual) || !is_flat(&left.rep) {
                let advice = "compare fields one by one, or take the values apart by `match`";
                return Err(Problem::new(
                    span,
                    "a comparison of such values: in them is a string, float or array, or it is their order",
                    "here",
                    advice,
                ));
            }
        } else if compares && matches!(left.rep, Rep::Array(_)) {
            return Err(Problem::new(
                span,
                "a comparison of arrays",
                "here",
                "compare the elements in a loop",
            ));
        }
        let rep = if compares || matches!(op, And | Or) { Rep::Bool } else { left.rep.clone() };
        let rep = if rep == Rep::Never { right.rep.clone() } else { rep };
        Ok(Expr { kind: Kind::Binary(op, Box::new(left), Box::new(right)), rep, span })
    }
}

/// Whether equal values have equal bits.
fn is_flat(rep: &Rep) -> bool {
    match rep {
        Rep::Tuple(fields) => fields.iter().all(is_flat),
        Rep::Union(union) => union.cases.iter().flatten().all(is_flat),
        Rep::Str | Rep::Array(_) | Rep::Float | Rep::Function(_) | Rep::Async(_) => false,
        _ => true,
    }
}

fn convert(value: Expr, to: Rep, span: Span) -> Outcome<Expr> {
    match value.rep {
        Rep::Int | Rep::Int64 | Rep::Float | Rep::Byte | Rep::Char | Rep::Native | Rep::Bool | Rep::Never => {
            Ok(Expr { kind: Kind::Convert(Box::new(value)), rep: to, span })
        }
        _ => {
            let advice =
                "numbers and characters are converted; a string is taken apart character by character";
            Err(Problem::new(span, "a conversion of what is no number", "here", advice))
        }
    }
}

/// The function of the runtime that prints a value, and its arguments.
fn print_call(piece: &Piece, value: Expr, span: Span) -> Outcome<(&'static str, Vec<Expr>)> {
    let number = |value: i64| Expr { kind: Kind::Int(value), rep: Rep::Int, span };
    Ok(match *piece {
        Piece::Number { width, zero, hexadecimal } => {
            if value.rep == Rep::Float {
                return Err(Problem::new(
                    span,
                    "`%d` for a `float`",
                    "here",
                    "write `%f`, or convert it by `int`",
                ));
            }
            // A negative number in hexadecimal has the digits of its own type.
            let mask = hexadecimal && value.rep == Rep::Int;
            let value = Expr { kind: Kind::Convert(Box::new(value)), rep: Rep::Int64, span };
            let flags = i64::from(zero) + 2 * i64::from(hexadecimal) + 4 * i64::from(mask);
            ("Print.number", vec![value, number(i64::from(width)), number(flags)])
        }
        Piece::Float { width, digits } => {
            ("Print.real", vec![value, number(i64::from(width)), number(i64::from(digits))])
        }
        Piece::Str { width, left } => {
            ("Print.padded", vec![value, number(i64::from(width)), number(i64::from(left))])
        }
        Piece::Bool => ("Print.truth", vec![value]),
        Piece::Char | Piece::Text(_) => ("Print.character", vec![value]),
    })
}

/// The only argument.
fn one(arguments: Vec<Expr>, span: Span) -> Expr {
    arguments.into_iter().next().unwrap_or_else(|| unit(span))
}

/// The type that a conversion makes.
fn converted(builtin: Builtin) -> Option<Rep> {
    Some(match builtin {
        Builtin::ToInt => Rep::Int,
        Builtin::ToInt64 => Rep::Int64,
        Builtin::ToFloat => Rep::Float,
        Builtin::ToByte => Rep::Byte,
        Builtin::ToChar => Rep::Char,
        Builtin::ToNative => Rep::Native,
        _ => return None,
    })
}

/// The async value that a member of the library makes of its argument.
fn cold(builtin: Builtin, argument: &Rep) -> Option<Task> {
    let element = || match argument {
        Rep::Array(element) => Some((**element).clone()),
        _ => None,
    };
    Some(match builtin {
        Builtin::Sleep => Task::Sleep,
        Builtin::WaitReadable => Task::Ready { writing: false },
        Builtin::WaitWritable => Task::Ready { writing: true },
        Builtin::StartChild => Task::StartChild(argument.clone()),
        Builtin::IgnoreAsync => Task::Ignore(argument.clone()),
        Builtin::Parallel => Task::AllOf(element()?),
        Builtin::Sequential => Task::Each(element()?),
        _ => return None,
    })
}
