//! Expressions.

use std::rc::Rc;

use super::{Context, Known, Specialiser, unit, var};
use crate::closed::{Arm, Expr, Kind, Pattern, Rep};
use crate::diagnostics::{Outcome, Problem};
use crate::infer::patterns::FIELD_KEY;
use crate::source::Span;
use crate::syntax::{self, BinaryOp, ExprKind, IntKind, Name};
use crate::typed::Use;
use crate::types::Type;

impl<'p> Specialiser<'p> {
    /// An expression. With `tail`, its value is the result of the async block that it is in.
    pub(super) fn expr(
        &mut self,
        expr: &'p syntax::Expr,
        context: &mut Context,
        tail: bool,
    ) -> Outcome<Expr> {
        let span = expr.span;
        if let Some((kind, rep)) = literal(&expr.kind) {
            return Ok(Expr { kind, rep, span });
        }
        let (kind, rep) = match &expr.kind {
            ExprKind::Path(_) => return self.path(expr, context),
            ExprKind::Apply(function, arguments) => {
                return self.application(expr, function, arguments, context);
            }
            ExprKind::Lambda(..) | ExprKind::Disposable(_) | ExprKind::Async(_) => {
                return Ok(self.code_value(expr, context));
            }
            ExprKind::Tuple(elements) => {
                let elements = self.all(elements, context)?;
                let reps: Vec<Rep> = elements.iter().map(|element| element.rep.clone()).collect();
                (Kind::Pack(elements), Rep::Tuple(reps.into()))
            }
            ExprKind::Record(fields) => return self.record(expr, fields, context),
            ExprKind::RecordWith(base, fields) => return self.record_with(base, fields, context, span),
            ExprKind::Array(elements) | ExprKind::List(elements) => {
                return self.array(expr, elements, context);
            }
            ExprKind::ArrayFor { id, from, last, element, .. } => {
                return self.array_for(*id, (from, last, element), context, span);
            }
            ExprKind::Field(value, _) => return self.member(expr, value, context),
            ExprKind::Index(value, index) => {
                let (value, index) = (self.expr(value, context, false)?, self.expr(index, context, false)?);
                return self.index(value, index, span);
            }
            ExprKind::Assign(target, value) => return self.assign(target, value, context, span),
            ExprKind::Binary(..) | ExprKind::Negate(_) => {
                return self.operator(expr, context);
            }
            ExprKind::Annotated(inner, _) => return self.expr(inner, context, false),
            ExprKind::New(..) => {
                return self.runtime_call("Tasks.newSource", vec![unit(span)], Rep::Token, span);
            }
            _ => return self.control(expr, context, tail),
        };
        Ok(Expr { kind, rep, span })
    }

    fn operator(&mut self, expr: &'p syntax::Expr, context: &mut Context) -> Outcome<Expr> {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Binary(BinaryOp::Compose, ..) => Err(composed(span)),
            ExprKind::Binary(op, left, right) => {
                let (left, right) = (self.expr(left, context, false)?, self.expr(right, context, false)?);
                self.binary(*op, left, right, span)
            }
            ExprKind::Negate(operand) => {
                let operand = Box::new(self.expr(operand, context, false)?);
                let rep = operand.rep.clone();
                Ok(Expr { kind: Kind::Negate(operand), rep, span })
            }
            other => unreachable!("{other:?} is no operator"),
        }
    }

    /// A value that holds what its code uses.
    fn code_value(&mut self, expr: &'p syntax::Expr, context: &Context) -> Expr {
        match &expr.kind {
            ExprKind::Lambda(parameters, body) => {
                let name = format!("{}.fun", context.name);
                self.closure(expr.id, parameters, body, None, &name, context)
            }
            ExprKind::Disposable(body) => {
                let name = format!("{}.Dispose", context.name);
                self.closure(expr.id, &[], body, None, &name, context)
            }
            ExprKind::Async(body) => self.async_block(expr, body, context),
            other => unreachable!("{other:?} has no code of its own"),
        }
    }

    pub(super) fn all(&mut self, exprs: &'p [syntax::Expr], context: &mut Context) -> Outcome<Vec<Expr>> {
        exprs.iter().map(|expr| self.expr(expr, context, false)).collect()
    }

    /// Statements that decide what is done next.
    fn control(&mut self, expr: &'p syntax::Expr, context: &mut Context, tail: bool) -> Outcome<Expr> {
        let span = expr.span;
        let (kind, rep) = match &expr.kind {
            ExprKind::Block(statements) => return self.block(statements, context, tail, span),
            ExprKind::Return(value) => return self.expr(value, context, false),
            ExprKind::ReturnBang(value) => return self.awaited(value, context, tail, span),
            ExprKind::DoBang(value) => return self.awaited(value, context, false, span),
            ExprKind::If(condition, yes, no) => {
                let condition = self.expr(condition, context, false)?;
                let yes = self.expr(yes, context, tail)?;
                let no = no.as_ref().map_or_else(|| Ok(unit(span)), |no| self.expr(no, context, tail))?;
                let rep = self.join(&yes.rep, &no.rep, span)?;
                (Kind::If(Box::new(condition), Box::new(yes), Box::new(no)), rep)
            }
            ExprKind::Match { value, arms, bang } => {
                let value = if *bang {
                    self.awaited(value, context, false, span)?
                } else {
                    self.expr(value, context, false)?
                };
                let (arms, rep) = self.arms(arms, &value.rep, context, tail, span)?;
                (Kind::Match(Box::new(value), arms), rep)
            }
            ExprKind::While(..) | ExprKind::For { .. } | ExprKind::ForIn(..) => {
                (self.loop_kind(expr, context)?, Rep::Unit)
            }
            ExprKind::TryWith(body, arms) => return self.try_with(body, arms, context, span),
            ExprKind::TryFinally(body, last) => {
                let body = self.expr(body, context, false)?;
                let last = self.expr(last, context, false)?;
                let rep = body.rep.clone();
                (Kind::TryFinally(Box::new(body), Box::new(last)), rep)
            }
            other => unreachable!("inference refuses {other:?} here"),
        };
        Ok(Expr { kind, rep, span })
    }

    fn loop_kind(&mut self, expr: &'p syntax::Expr, context: &mut Context) -> Outcome<Kind> {
        match &expr.kind {
            ExprKind::While(condition, body) => {
                let condition = self.expr(condition, context, false)?;
                let body = self.expr(body, context, false)?;
                Ok(Kind::While(Box::new(condition), Box::new(body)))
            }
            ExprKind::For { id, from, last, down, body, .. } => {
                let from = Box::new(self.expr(from, context, false)?);
                let last = Box::new(self.expr(last, context, false)?);
                let variable = self.new_variable(*id, Rep::Int, context);
                let body = Box::new(self.expr(body, context, false)?);
                Ok(Kind::For { variable, from, last, down: *down, body })
            }
            ExprKind::ForIn(pattern, sequence, body) => {
                let sequence = self.expr(sequence, context, false)?;
                let element = match &sequence.rep {
                    Rep::Array(element) => (**element).clone(),
                    _ => Rep::Char,
                };
                let pattern = self.pattern(pattern, &element, context)?;
                let body = self.expr(body, context, false)?;
                Ok(Kind::ForIn(pattern, Box::new(sequence), Box::new(body)))
            }
            other => unreachable!("{other:?} is no loop"),
        }
    }

    pub(super) fn new_variable(&mut self, id: syntax::NodeId, rep: Rep, context: &mut Context) -> u32 {
        let variable = context.variable(rep.clone());
        context.known.insert(id, Known::Variable(variable, rep));
        variable
    }

    fn arms(
        &mut self,
        arms: &'p [syntax::Arm],
        value: &Rep,
        context: &mut Context,
        tail: bool,
        span: Span,
    ) -> Outcome<(Vec<Arm>, Rep)> {
        let mut result = Rep::Never;
        let mut closed = vec![];
        for arm in arms {
            let pattern = self.pattern(&arm.pattern, value, context)?;
            let guard = arm.guard.as_ref().map(|guard| self.expr(guard, context, false)).transpose()?;
            let body = self.expr(&arm.body, context, tail)?;
            result = self.join(&result, &body.rep, span)?;
            closed.push(Arm { pattern, guard, body });
        }
        Ok((closed, result))
    }

    /// The rules of `with`; an exception that none matches goes on.
    fn try_with(
        &mut self,
        body: &'p syntax::Expr,
        arms: &'p [syntax::Arm],
        context: &mut Context,
        span: Span,
    ) -> Outcome<Expr> {
        let body = self.expr(body, context, false)?;
        let exception = self.exception_rep(span)?;
        let variable = context.variable(exception.clone());
        let (mut arms, handled) = self.arms(arms, &exception, context, false, span)?;
        let value = var(variable, exception, span);
        let catches_all = arms
            .iter()
            .any(|arm| arm.guard.is_none() && matches!(arm.pattern, Pattern::Any | Pattern::Bind(_)));
        let again = Expr { kind: Kind::Raise(Box::new(value.clone())), rep: Rep::Never, span };
        if !catches_all {
            arms.push(Arm { pattern: Pattern::Any, guard: None, body: again });
        }
        let rep = self.join(&body.rep, &handled, span)?;
        let handler = Expr { kind: Kind::Match(Box::new(value), arms), rep: handled, span };
        Ok(Expr { kind: Kind::TryWith(Box::new(body), variable, Box::new(handler)), rep, span })
    }

    fn block(
        &mut self,
        statements: &'p [syntax::Expr],
        context: &mut Context,
        tail: bool,
        span: Span,
    ) -> Outcome<Expr> {
        let mut closed = vec![];
        for (index, statement) in statements.iter().enumerate() {
            let last = index + 1 == statements.len();
            match &statement.kind {
                ExprKind::Let(binding) => self.local_binding(binding, context, &mut closed)?,
                ExprKind::LetBang(pattern, value) => {
                    let value = self.awaited(value, context, false, statement.span)?;
                    self.bind(pattern, value, context, &mut closed)?;
                }
                ExprKind::Use { pattern, value, bang } => {
                    let value = if *bang {
                        self.awaited(value, context, false, statement.span)?
                    } else {
                        self.expr(value, context, false)?
                    };
                    closed.push(self.using(pattern, value, &statements[index + 1..], context, span)?);
                    break;
                }
                _ => closed.push(self.expr(statement, context, tail && last)?),
            }
        }
        let rep = closed.last().map_or(Rep::Unit, |last| last.rep.clone());
        Ok(Expr { kind: Kind::Seq(closed), rep, span })
    }

    /// `use`: the rest of the block, and at its end, however it ends, `Dispose`.
    fn using(
        &mut self,
        pattern: &'p syntax::Pattern,
        value: Expr,
        rest: &'p [syntax::Expr],
        context: &mut Context,
        span: Span,
    ) -> Outcome<Expr> {
        let rep = value.rep.clone();
        let variable = self.new_variable(pattern.id, rep.clone(), context);
        let bind = Expr { kind: Kind::Bind(variable, Box::new(value)), ..unit(span) };
        let body = self.block(rest, context, false, span)?;
        let dispose = self.dispose(var(variable, rep, pattern.span), pattern.span)?;
        let rep = body.rep.clone();
        let protected =
            Expr { kind: Kind::TryFinally(Box::new(body), Box::new(dispose)), rep: rep.clone(), span };
        Ok(Expr { kind: Kind::Seq(vec![bind, protected]), rep, span })
    }

    fn local_binding(
        &mut self,
        binding: &'p syntax::Binding,
        context: &mut Context,
        closed: &mut Vec<Expr>,
    ) -> Outcome<()> {
        if binding.parameters.is_empty() {
            let value = self.expr(&binding.value, context, false)?;
            return self.bind(&binding.pattern, value, context, closed);
        }
        let syntax::PatternKind::Name(name) = &binding.pattern.kind else { return Ok(()) };
        let own = binding.recursive.then_some(binding.pattern.id);
        let name = format!("{}.{}", context.name, name.text);
        let value = self.closure(binding.id, &binding.parameters, &binding.value, own, &name, context);
        self.bind(&binding.pattern, value, context, closed)
    }

    fn path(&mut self, expr: &'p syntax::Expr, context: &mut Context) -> Outcome<Expr> {
        let span = expr.span;
        match &self.typed.uses[&expr.id] {
            Use::Local(id) => match &context.known[id] {
                Known::Variable(variable, rep) => Ok(var(*variable, rep.clone(), span)),
                Known::Value(value) => Ok(value.clone()),
            },
            Use::Global(global, arguments) => {
                if self.typed.globals[*global as usize].is_function() {
                    let arguments =
                        arguments.iter().map(|ty| ty.instantiate_partly(&context.arguments)).collect();
                    return Ok(self.global_function(*global, arguments, span));
                }
                let rep = self.globals[*global as usize].clone().unwrap_or(Rep::Unit);
                Ok(Expr { kind: Kind::Global(*global), rep, span })
            }
            Use::Case(case) => {
                let ty = &self.typed.types[&expr.id];
                let rep = self.known_rep(ty, &context.arguments, span).map_err(|_| eta(span))?;
                Ok(Expr { kind: Kind::Case(*case, None), rep, span })
            }
            Use::Exception(case) => {
                let rep = self.exception_rep(span)?;
                match self.typed.types[&expr.id] {
                    Type::App(crate::types::Con::Exception, _) => {
                        Ok(Expr { kind: Kind::Case(*case, None), rep, span })
                    }
                    _ => Err(eta(span)),
                }
            }
            Use::Builtin(builtin) => self.builtin_value(*builtin, span),
            Use::Field(_) | Use::Member(_) => unreachable!("a path is no member"),
        }
    }

    fn record(
        &mut self,
        expr: &'p syntax::Expr,
        fields: &'p [(Name, syntax::Expr)],
        context: &mut Context,
    ) -> Outcome<Expr> {
        let rep = self.known_rep(&self.typed.types[&expr.id], &context.arguments, expr.span)?;
        let mut values: Vec<(u32, Expr)> = vec![];
        let mut statements = vec![];
        for (_, value) in fields {
            // Fields are computed in the order in which they are written.
            let closed = self.expr(value, context, false)?;
            let variable = context.variable(closed.rep.clone());
            values.push((self.field_index(value), var(variable, closed.rep.clone(), closed.span)));
            let span = closed.span;
            statements.push(Expr { kind: Kind::Bind(variable, Box::new(closed)), ..unit(span) });
        }
        values.sort_by_key(|(index, _)| *index);
        let values = values.into_iter().map(|(_, value)| value).collect();
        statements.push(Expr { kind: Kind::Pack(values), rep: rep.clone(), span: expr.span });
        Ok(Expr { kind: Kind::Seq(statements), rep, span: expr.span })
    }

    fn field_index(&self, value: &syntax::Expr) -> u32 {
        match self.typed.uses.get(&(value.id | FIELD_KEY)) {
            Some(Use::Field(index)) => *index,
            _ => unreachable!("inference has found the field"),
        }
    }

    fn record_with(
        &mut self,
        base: &'p syntax::Expr,
        fields: &'p [(Name, syntax::Expr)],
        context: &mut Context,
        span: Span,
    ) -> Outcome<Expr> {
        let base = self.expr(base, context, false)?;
        let rep = base.rep.clone();
        let Rep::Tuple(reps) = rep.clone() else { unreachable!("inference has found a record") };
        let variable = context.variable(rep.clone());
        let copy = var(variable, rep.clone(), span);
        let field = |(index, field): (usize, &Rep)| {
            let kind = Kind::Field(Box::new(copy.clone()), index as u32);
            Expr { kind, rep: field.clone(), span }
        };
        let mut values: Vec<Expr> = reps.iter().enumerate().map(field).collect();
        for (_, value) in fields {
            let index = self.field_index(value);
            values[index as usize] = self.expr(value, context, false)?;
        }
        let bind = Expr { kind: Kind::Bind(variable, Box::new(base)), ..unit(span) };
        let pack = Expr { kind: Kind::Pack(values), rep: rep.clone(), span };
        Ok(Expr { kind: Kind::Seq(vec![bind, pack]), rep, span })
    }

    fn array(
        &mut self,
        expr: &'p syntax::Expr,
        elements: &'p [syntax::Expr],
        context: &mut Context,
    ) -> Outcome<Expr> {
        let span = expr.span;
        let elements = self.all(elements, context)?;
        let mut rep = Rep::Never;
        for element in &elements {
            rep = self.join(&rep, &element.rep, element.span)?;
        }
        let rep = match rep {
            Rep::Never => self.known_rep(&self.typed.types[&expr.id], &context.arguments, span)?,
            element => Rep::Array(Rc::new(element)),
        };
        Ok(Expr { kind: Kind::Array(elements), rep, span })
    }

    fn array_for(
        &mut self,
        id: syntax::NodeId,
        (from, last, element): (&'p syntax::Expr, &'p syntax::Expr, &'p syntax::Expr),
        context: &mut Context,
        span: Span,
    ) -> Outcome<Expr> {
        let (from, last) = (self.expr(from, context, false)?, self.expr(last, context, false)?);
        let first = context.variable(Rep::Int);
        let number = |kind: Kind| Expr { kind, rep: Rep::Int, span };
        let bind = Expr { kind: Kind::Bind(first, Box::new(from)), ..unit(span) };
        let one = number(Kind::Int(1));
        let width =
            number(Kind::Binary(BinaryOp::Subtract, Box::new(last), Box::new(var(first, Rep::Int, span))));
        let count = number(Kind::Binary(BinaryOp::Add, Box::new(width), Box::new(one)));
        let index = context.variable(Rep::Int);
        let sum = Kind::Binary(
            BinaryOp::Add,
            Box::new(var(first, Rep::Int, span)),
            Box::new(var(index, Rep::Int, span)),
        );
        let variable = self.new_variable(id, Rep::Int, context);
        let set = Expr { kind: Kind::Bind(variable, Box::new(number(sum))), ..unit(span) };
        let element = self.expr(element, context, false)?;
        let inner = element.rep.clone();
        let element = Expr { kind: Kind::Seq(vec![set, element]), rep: inner.clone(), span };
        let rep = Rep::Array(Rc::new(inner));
        let kind = Kind::ArrayInit { variable: index, count: Box::new(count), element: Box::new(element) };
        let array = Expr { kind, rep: rep.clone(), span };
        Ok(Expr { kind: Kind::Seq(vec![bind, array]), rep, span })
    }

    fn index(&mut self, value: Expr, index: Expr, span: Span) -> Outcome<Expr> {
        match value.rep.clone() {
            Rep::Array(element) => {
                let rep = (*element).clone();
                Ok(Expr { kind: Kind::Index(Box::new(value), Box::new(index)), rep, span })
            }
            _ => Ok(Expr { kind: Kind::Index(Box::new(value), Box::new(index)), rep: Rep::Char, span }),
        }
    }

    fn assign(
        &mut self,
        target: &'p syntax::Expr,
        value: &'p syntax::Expr,
        context: &mut Context,
        span: Span,
    ) -> Outcome<Expr> {
        if let ExprKind::Index(array, index) = &target.kind {
            let array = Box::new(self.expr(array, context, false)?);
            let index = Box::new(self.expr(index, context, false)?);
            let value = self.expr(value, context, false)?;
            if let Rep::Array(element) = &array.rep {
                self.join(element, &value.rep, span)?;
            }
            return Ok(Expr { kind: Kind::SetIndex(array, index, Box::new(value)), ..unit(span) });
        }
        let value = self.expr(value, context, false)?;
        let target = self.path(target, context)?;
        self.join(&target.rep, &value.rep, span)?;
        let kind = match target.kind {
            Kind::Var(variable) => Kind::Bind(variable, Box::new(value)),
            Kind::Global(global) => Kind::SetGlobal(global, Box::new(value)),
            _ => unreachable!("inference refuses other targets"),
        };
        Ok(Expr { kind, ..unit(span) })
    }
}

fn literal(kind: &ExprKind) -> Option<(Kind, Rep)> {
    Some(match kind {
        ExprKind::Unit => (Kind::Unit, Rep::Unit),
        ExprKind::Bool(value) => (Kind::Int(i64::from(*value)), Rep::Bool),
        ExprKind::Int(value, kind) => (Kind::Int(*value), int_rep(*kind)),
        ExprKind::Float(value) => (Kind::Float(*value), Rep::Float),
        ExprKind::Char(value) => (Kind::Int(i64::from(u32::from(*value))), Rep::Char),
        ExprKind::Str(value) => (Kind::Str(value.clone()), Rep::Str),
        _ => return None,
    })
}

fn int_rep(kind: IntKind) -> Rep {
    match kind {
        IntKind::Int => Rep::Int,
        IntKind::Int64 => Rep::Int64,
        IntKind::Byte => Rep::Byte,
        IntKind::Native => Rep::Native,
    }
}

/// A case that is used as a function.
fn eta(span: Span) -> Box<Problem> {
    Problem::new(
        span,
        "a case of a union as a function value",
        "without its value",
        "write `fun x -> Case x`",
    )
}

/// `f >> g`
fn composed(span: Span) -> Box<Problem> {
    let advice = "write `fun x -> x |> f |> g`";
    Problem::new(span, "`>>` is not in this subset of F#", "a function that is made at run time", advice)
}
