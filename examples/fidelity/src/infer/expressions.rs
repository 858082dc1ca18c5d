//! Expressions, in blocks and in async blocks.

use super::patterns::FIELD_KEY;
use super::{Inference, Mode};
use crate::diagnostics::{Outcome, Problem};
use crate::source::Span;
use crate::syntax::{Arm, BinaryOp, Binding, Expr, ExprKind, IntKind, Name, Pattern, PatternKind};
use crate::typed::Use;
use crate::types::{Con, Kind, Type};

/// Values of more parts are refused.
pub const MAX_PARTS: usize = 500;

pub(super) fn unit() -> Type {
    Type::plain(Con::Unit)
}

pub(super) fn task(of: &Type) -> Type {
    Type::of(Con::Async, [of.clone()])
}

impl Inference {
    /// The type of an expression; of a computation, the type of what it returns.
    pub(super) fn expression(&mut self, expr: &Expr, mode: Mode) -> Outcome<Type> {
        let ty = match mode {
            Mode::Plain => self.plain(expr)?,
            Mode::Computation => self.computation(expr)?,
        };
        self.limited(expr.span, &ty)?;
        self.types.insert(expr.id, ty.clone());
        Ok(ty)
    }

    /// Types of nested tuples double with each function that pairs its argument; a value of such a type would be as large.
    pub(super) fn limited(&self, span: Span, ty: &Type) -> Outcome<()> {
        if self.unifier.is_larger(ty, MAX_PARTS, &self.table) {
            let advice =
                "keep the parts in an array: each place that holds the value has room for all of them";
            let message = format!("a type of more than {MAX_PARTS} parts");
            return Err(Problem::new(span, message, "this value", advice));
        }
        Ok(())
    }

    /// An expression that must have this type.
    pub(super) fn expect(&mut self, expr: &Expr, wanted: &Type) -> Outcome<()> {
        let found = self.expression(expr, Mode::Plain)?;
        self.equal(expr.span, wanted, &found)
    }

    fn plain(&mut self, expr: &Expr) -> Outcome<Type> {
        if let Some(con) = literal(&expr.kind) {
            return Ok(Type::plain(con));
        }
        match &expr.kind {
            ExprKind::Path(path) => self.path(expr, path),
            ExprKind::Apply(function, arguments) => self.application(expr, function, arguments),
            ExprKind::Lambda(parameters, body) => self.lambda(parameters, body),
            ExprKind::Async(body) => self.async_block(body),
            ExprKind::Tuple(elements) => {
                let types =
                    elements.iter().map(|e| self.expression(e, Mode::Plain)).collect::<Outcome<Vec<_>>>()?;
                Ok(Type::of(Con::Tuple, types))
            }
            ExprKind::Record(fields) => self.record(expr, fields),
            ExprKind::RecordWith(base, fields) => self.record_with(base, fields),
            ExprKind::Array(elements) => Ok(Type::of(Con::Array, [self.elements(elements)?])),
            ExprKind::List(elements) => Ok(Type::of(Con::List, [self.elements(elements)?])),
            ExprKind::ArrayFor { .. } => self.array_for(expr),
            ExprKind::Field(value, name) => self.field(expr, value, name),
            ExprKind::Index(value, index) => self.indexed(value, index),
            ExprKind::Assign(target, value) => self.assign(target, value),
            ExprKind::Binary(op, left, right) => self.binary(*op, left, right),
            ExprKind::Negate(operand) => self.number(operand),
            ExprKind::Annotated(inner, written) => {
                let written = self.written(written)?;
                self.expect(inner, &written)?;
                Ok(written)
            }
            ExprKind::Disposable(body) => {
                self.depth += 1;
                let result = self.expect(body, &unit());
                self.depth -= 1;
                result.map(|()| Type::plain(Con::Disposable))
            }
            ExprKind::New(name, argument) => self.new_object(expr, name, argument),
            _ => self.control(expr, Mode::Plain),
        }
    }

    fn array_for(&mut self, expr: &Expr) -> Outcome<Type> {
        let ExprKind::ArrayFor { variable, id, from, last, element } = &expr.kind else { return Ok(unit()) };
        self.range(from, last)?;
        let before = self.scope.len();
        self.depth += 1;
        self.bind(variable, *id, Type::plain(Con::Int), false);
        let element = self.expression(element, Mode::Plain);
        self.depth -= 1;
        self.scope.truncate(before);
        Ok(Type::of(Con::Array, [element?]))
    }

    /// What is the same in a block and in an async block, except for the mode of what is inside.
    pub(super) fn control(&mut self, expr: &Expr, mode: Mode) -> Outcome<Type> {
        match &expr.kind {
            ExprKind::Block(statements) => self.block(statements, mode),
            ExprKind::Let(binding) => {
                let advice = "after it comes the value of the block, on a line of its own";
                Err(Problem::new(
                    binding.pattern.span,
                    "the block ends with a definition",
                    "nothing uses it",
                    advice,
                ))
            }
            ExprKind::Use { pattern, .. } => {
                let advice = "what uses it comes after it in the same block; the object is disposed of where the block ends";
                Err(Problem::new(pattern.span, "the block ends with `use`", "nothing uses it", advice))
            }
            ExprKind::If(condition, yes, no) => self.conditional(condition, yes, no.as_deref(), mode),
            ExprKind::Match { value, arms, bang } => {
                let mut ty = self.expression(value, Mode::Plain)?;
                if *bang {
                    self.only_in_async(expr.span, "match!", mode)?;
                    ty = self.awaited(value, &ty)?;
                }
                self.check_coverage(expr.span, arms, &ty, mode)
            }
            ExprKind::While(..) | ExprKind::For { .. } | ExprKind::ForIn(..) => self.loop_type(expr, mode),
            ExprKind::TryWith(body, arms) => {
                let ty = self.expression(body, mode)?;
                let handled = self.arms(arms, &Type::plain(Con::Exception), mode)?;
                self.equal(arms[0].body.span, &ty, &handled)?;
                Ok(ty)
            }
            ExprKind::TryFinally(body, last) => {
                let ty = self.expression(body, mode)?;
                self.expect(last, &unit())?;
                Ok(ty)
            }
            ExprKind::LetBang(..) => Err(self.outside(expr.span, "let!")),
            ExprKind::DoBang(_) => Err(self.outside(expr.span, "do!")),
            ExprKind::Return(_) => Err(self.outside(expr.span, "return")),
            ExprKind::ReturnBang(_) => Err(self.outside(expr.span, "return!")),
            _ => unreachable!("all other expressions are plain"),
        }
    }

    fn loop_type(&mut self, expr: &Expr, mode: Mode) -> Outcome<Type> {
        match &expr.kind {
            ExprKind::While(condition, body) => {
                self.expect(condition, &Type::plain(Con::Bool))?;
                self.loop_body(body, mode)
            }
            ExprKind::For { variable, id, from, last, body, .. } => {
                self.range(from, last)?;
                let before = self.scope.len();
                self.bind(variable, *id, Type::plain(Con::Int), false);
                let result = self.loop_body(body, mode);
                self.scope.truncate(before);
                result
            }
            ExprKind::ForIn(pattern, sequence, body) => {
                let element = self.sequence_element(sequence)?;
                let before = self.scope.len();
                self.pattern(pattern, &element)?;
                let result = self.loop_body(body, mode);
                self.scope.truncate(before);
                result
            }
            other => unreachable!("{other:?} is no loop"),
        }
    }

    fn check_coverage(&mut self, span: Span, arms: &[Arm], ty: &Type, mode: Mode) -> Outcome<Type> {
        let result = self.arms(arms, ty, mode)?;
        super::coverage::check(self, span, arms, ty)?;
        Ok(result)
    }

    pub(super) fn only_in_async(&self, span: Span, word: &str, mode: Mode) -> Outcome<()> {
        if mode == Mode::Computation { Ok(()) } else { Err(self.outside(span, word)) }
    }

    fn outside(&self, span: Span, word: &str) -> Box<Problem> {
        let advice = match word {
            "return" => {
                "a function's value is its last expression; leave `return` out, or begin with `async {`"
            }
            "use!" | "let!" | "do!" | "match!" => {
                "only the statements of an async block can wait: `async { let! x = … }`; a function in it is not its statement"
            }
            _ => "write it as a statement of `async { … }`",
        };
        Problem::new(span, format!("`{word}` outside of an async block"), "nothing can wait here", advice)
    }

    fn block(&mut self, statements: &[Expr], mode: Mode) -> Outcome<Type> {
        let before = self.scope.len();
        let result = self.block_statements(statements, mode);
        self.scope.truncate(before);
        result
    }

    fn block_statements(&mut self, statements: &[Expr], mode: Mode) -> Outcome<Type> {
        let (last, first) = statements.split_last().expect("the parser makes no empty block");
        for statement in first {
            self.types.insert(statement.id, unit());
            match &statement.kind {
                ExprKind::Let(binding) => self.local_binding(binding)?,
                ExprKind::Use { pattern, value, bang } => {
                    self.use_statement(statement.span, pattern, value, *bang, mode)?
                }
                ExprKind::LetBang(pattern, value) if mode == Mode::Computation => {
                    let ty = self.expression(value, Mode::Plain)?;
                    let ty = self.awaited(value, &ty)?;
                    self.pattern(pattern, &ty)?;
                    super::coverage::irrefutable(self, pattern, &ty)?;
                }
                _ => self.dropped(statement, mode)?,
            }
        }
        self.expression(last, mode)
    }

    /// A statement whose value nothing takes.
    fn dropped(&mut self, statement: &Expr, mode: Mode) -> Outcome<()> {
        let ty = self.expression(statement, mode)?;
        let shallow = self.unifier.shallow(&ty);
        if let Type::Var(_) = shallow {
            return self.equal(statement.span, &unit(), &ty);
        }
        if shallow == unit() {
            return Ok(());
        }
        let shown = self.show(&ty);
        let advice = match &shallow {
            Type::App(Con::Async, _) if mode == Mode::Computation => {
                "wait for it by `do!` or `let!`; nothing runs it here"
            }
            Type::App(Con::Async, _) => {
                "run it by `Async.RunSynchronously` or `Async.Start`; nothing runs it here"
            }
            Type::App(Con::Function, _) => "an argument is missing",
            _ => "to drop the value write `|> ignore` after it",
        };
        Err(Problem::new(
            statement.span,
            format!("a statement whose value, `{shown}`, is not used"),
            "this value",
            advice,
        ))
    }

    fn use_statement(
        &mut self,
        span: Span,
        pattern: &Pattern,
        value: &Expr,
        bang: bool,
        mode: Mode,
    ) -> Outcome<()> {
        let mut ty = self.expression(value, Mode::Plain)?;
        if bang {
            self.only_in_async(span, "use!", mode)?;
            ty = self.awaited(value, &ty)?;
        }
        if !matches!(pattern.kind, PatternKind::Name(_) | PatternKind::Wildcard) {
            return Err(Problem::new(
                pattern.span,
                "`use` binds a name only",
                "a pattern",
                "write `use name = …`",
            ));
        }
        let shown = self.show(&ty);
        match self.unifier.shallow(&ty) {
            Type::App(Con::Disposable | Con::TokenSource, _) => self.pattern(pattern, &ty),
            Type::Var(_) => {
                self.equal(value.span, &Type::plain(Con::Disposable), &ty)?;
                self.pattern(pattern, &ty)
            }
            Type::App(Con::Async, _) if !bang => {
                let advice = "wait for the object: `use! x = …`";
                Err(Problem::new(
                    value.span,
                    format!("`use` of a value of type `{shown}`"),
                    "not an object yet",
                    advice,
                ))
            }
            _ => {
                let advice = "`use` is for `IDisposable`; bind other values by `let`";
                Err(Problem::new(
                    value.span,
                    format!("`use` of a value of type `{shown}`"),
                    "nothing to dispose of",
                    advice,
                ))
            }
        }
    }

    /// `let` inside of a block.
    fn local_binding(&mut self, binding: &Binding) -> Outcome<()> {
        if !binding.parameters.is_empty() {
            return self.local_function(binding);
        }
        let ty = self.expression(&binding.value, Mode::Plain)?;
        if let Some(result) = &binding.result {
            let written = self.written(result)?;
            self.equal(binding.value.span, &written, &ty)?;
        }
        let before = self.scope.len();
        self.pattern(&binding.pattern, &ty)?;
        super::coverage::irrefutable(self, &binding.pattern, &ty)?;
        if binding.mutable {
            self.scope[before..].iter_mut().for_each(|local| local.mutable = true);
        }
        Ok(())
    }

    fn local_function(&mut self, binding: &Binding) -> Outcome<()> {
        let PatternKind::Name(name) = &binding.pattern.kind else {
            return Err(Problem::new(
                binding.pattern.span,
                "a function needs a name",
                "a pattern",
                "write `let name parameter = …`",
            ));
        };
        let ty = self.fresh();
        let before = self.scope.len();
        if binding.recursive {
            self.bind(name, binding.pattern.id, ty.clone(), false);
        }
        let found = self.function(&binding.parameters, binding.result.as_ref(), &binding.value)?;
        self.equal(binding.pattern.span, &ty, &found)?;
        self.scope.truncate(before);
        self.bind(name, binding.pattern.id, found, false);
        Ok(())
    }

    fn lambda(&mut self, parameters: &[Pattern], body: &Expr) -> Outcome<Type> {
        self.function(parameters, None, body)
    }

    fn conditional(&mut self, condition: &Expr, yes: &Expr, no: Option<&Expr>, mode: Mode) -> Outcome<Type> {
        self.expect(condition, &Type::plain(Con::Bool))?;
        let ty = self.expression(yes, mode)?;
        let Some(no) = no else {
            if let (Mode::Computation, ExprKind::Return(_)) = (mode, &yes.kind)
                && self.unifier.unify(&unit(), &ty).is_err()
            {
                let advice =
                    "`return` does not leave the block: write `else`, and what comes after it in there";
                return Err(Problem::new(
                    yes.span,
                    "`if` without `else` returns a value",
                    "and if not?",
                    advice,
                ));
            }
            self.equal(yes.span, &unit(), &ty)?;
            return Ok(ty);
        };
        let other = self.expression(no, mode)?;
        self.equal(no.span, &ty, &other)?;
        Ok(ty)
    }

    pub(super) fn arms(&mut self, arms: &[Arm], value: &Type, mode: Mode) -> Outcome<Type> {
        let result = self.fresh();
        for arm in arms {
            let before = self.scope.len();
            self.pattern(&arm.pattern, value)?;
            if let Some(guard) = &arm.guard {
                self.expect(guard, &Type::plain(Con::Bool))?;
            }
            let ty = self.expression(&arm.body, mode)?;
            self.equal(arm.body.span, &result, &ty)?;
            self.scope.truncate(before);
        }
        Ok(result)
    }

    fn loop_body(&mut self, body: &Expr, mode: Mode) -> Outcome<Type> {
        let before = self.scope.len();
        let result = self.dropped(body, mode);
        self.scope.truncate(before);
        result.map(|()| unit())
    }

    fn range(&mut self, from: &Expr, last: &Expr) -> Outcome<()> {
        self.expect(from, &Type::plain(Con::Int))?;
        self.expect(last, &Type::plain(Con::Int))
    }

    fn sequence_element(&mut self, sequence: &Expr) -> Outcome<Type> {
        let ty = self.expression(sequence, Mode::Plain)?;
        match self.unifier.shallow(&ty) {
            Type::App(Con::Array | Con::List, inner) => Ok(inner[0].clone()),
            Type::App(Con::String, _) => Ok(Type::plain(Con::Char)),
            _ => {
                let element = self.fresh();
                self.equal(sequence.span, &Type::of(Con::Array, [element.clone()]), &ty)?;
                Ok(element)
            }
        }
    }

    fn elements(&mut self, elements: &[Expr]) -> Outcome<Type> {
        let ty = self.fresh();
        for element in elements {
            self.expect(element, &ty)?;
        }
        Ok(ty)
    }

    fn indexed(&mut self, value: &Expr, index: &Expr) -> Outcome<Type> {
        let element = self.sequence_element(value)?;
        self.expect(index, &Type::plain(Con::Int))?;
        Ok(element)
    }

    fn assign(&mut self, target: &Expr, value: &Expr) -> Outcome<Type> {
        let advice = "only variables made by `let mutable` and elements of arrays change: `x <- value`, `a.[i] <- value`";
        let ty = self.expression(target, Mode::Plain)?;
        match &target.kind {
            ExprKind::Index(array, _) => {
                if !matches!(
                    self.types.get(&array.id).map(|ty| self.unifier.shallow(ty)),
                    Some(Type::App(Con::Array, _))
                ) {
                    return Err(Problem::new(
                        target.span,
                        "an element that cannot change",
                        "not of an array",
                        advice,
                    ));
                }
            }
            ExprKind::Path(path) if self.is_mutable(&super::names::dotted(path)) => {}
            ExprKind::Path(path) => {
                let message = format!("`{}` cannot change", path[path.len() - 1].text);
                return Err(Problem::new(target.span, message, "not mutable", "define it by `let mutable`"));
            }
            _ => return Err(Problem::new(target.span, "this cannot change", "not a variable", advice)),
        }
        self.expect(value, &ty)?;
        Ok(unit())
    }

    fn is_mutable(&self, name: &str) -> bool {
        if let Some(local) = self.find_local(name) {
            return local.mutable;
        }
        let inner = format!("{}{name}", self.module);
        self.global_names
            .get(&inner)
            .or_else(|| self.global_names.get(name))
            .is_some_and(|entry| entry.mutable)
    }

    fn number(&mut self, operand: &Expr) -> Outcome<Type> {
        let ty = self.unifier.fresh(Kind::Number);
        self.expect(operand, &ty)?;
        Ok(ty)
    }

    fn binary(&mut self, op: BinaryOp, left: &Expr, right: &Expr) -> Outcome<Type> {
        use BinaryOp::*;
        match op {
            Add | Subtract | Multiply | Divide | Remainder | BitAnd | BitOr | BitXor => {
                let ty = self.number(left)?;
                self.expect(right, &ty)?;
                Ok(ty)
            }
            ShiftLeft | ShiftRight => {
                let ty = self.number(left)?;
                self.expect(right, &Type::plain(Con::Int))?;
                Ok(ty)
            }
            And | Or => {
                self.expect(left, &Type::plain(Con::Bool))?;
                self.expect(right, &Type::plain(Con::Bool))?;
                Ok(Type::plain(Con::Bool))
            }
            Equal | NotEqual | Less | LessEqual | Greater | GreaterEqual => {
                let ty = self.expression(left, Mode::Plain)?;
                self.expect(right, &ty)?;
                self.comparable(left, &ty)?;
                Ok(Type::plain(Con::Bool))
            }
            Compose => {
                let (a, b, c) = (self.fresh(), self.fresh(), self.fresh());
                self.expect(left, &Type::function(a.clone(), b.clone()))?;
                self.expect(right, &Type::function(b, c.clone()))?;
                Ok(Type::function(a, c))
            }
        }
    }

    fn comparable(&self, left: &Expr, ty: &Type) -> Outcome<()> {
        let Type::App(con @ (Con::Function | Con::Async | Con::Disposable), _) = self.unifier.shallow(ty)
        else {
            return Ok(());
        };
        let advice = if con == Con::Async {
            "wait for the values first: `let! x = …`"
        } else {
            "compare their results"
        };
        let message = format!("values of type `{}` cannot be compared", self.show(ty));
        Err(Problem::new(left.span, message, "here", advice))
    }

    fn record(&mut self, expr: &Expr, fields: &[(Name, Expr)]) -> Outcome<Type> {
        let record = self.record_of(expr.span, fields.iter().map(|(name, _)| name), None)?;
        self.set_fields(&record, fields)?;
        let Type::App(Con::Named(type_id), _) = &record else { return Ok(record) };
        if let crate::types::Shape::Record(declared) = &self.table.types[*type_id as usize].shape {
            let missing =
                declared.iter().find(|(name, _)| !fields.iter().any(|(given, _)| given.text == *name));
            if let Some((name, _)) = missing {
                let message = format!("the field `{name}` has no value");
                let advice = "give all fields a value, or copy the others: `{ record with Field = value }`";
                return Err(Problem::new(expr.span, message, "in this record", advice));
            }
        }
        Ok(record)
    }

    fn record_with(&mut self, base: &Expr, fields: &[(Name, Expr)]) -> Outcome<Type> {
        let ty = self.expression(base, Mode::Plain)?;
        let record = self.record_of(base.span, fields.iter().map(|(name, _)| name), Some(&ty))?;
        self.equal(base.span, &record, &ty)?;
        self.set_fields(&record, fields)?;
        Ok(record)
    }

    fn set_fields(&mut self, record: &Type, fields: &[(Name, Expr)]) -> Outcome<()> {
        for (name, value) in fields {
            let (index, ty) = self.record_field(record, name)?;
            self.uses.insert(value.id | FIELD_KEY, Use::Field(index));
            self.expect(value, &ty)?;
        }
        Ok(())
    }
}

/// The type of a literal.
fn literal(kind: &ExprKind) -> Option<Con> {
    Some(match kind {
        ExprKind::Unit => Con::Unit,
        ExprKind::Bool(_) => Con::Bool,
        ExprKind::Int(_, IntKind::Int) => Con::Int,
        ExprKind::Int(_, IntKind::Int64) => Con::Int64,
        ExprKind::Int(_, IntKind::Byte) => Con::Byte,
        ExprKind::Int(_, IntKind::Native) => Con::Native,
        ExprKind::Float(_) => Con::Float,
        ExprKind::Char(_) => Con::Char,
        ExprKind::Str(_) => Con::String,
        _ => return None,
    })
}
