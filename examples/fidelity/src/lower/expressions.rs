//! Expressions.

use super::values::{self, scalars};
use super::{Body, Value, global_name, undefined};
use crate::closed::{Expr, Kind, Rep};
use crate::low::{Cast, Ty, Val};

impl Body<'_, '_> {
    /// The scalars of an expression.
    pub(super) fn expr(&mut self, expr: &Expr) -> Value {
        let value = match &expr.kind {
            Kind::Unit => vec![],
            Kind::Int(value) => vec![Val::Int(scalars(&expr.rep).remove(0), *value)],
            Kind::Float(value) => vec![Val::Float(*value)],
            Kind::Str(text) => {
                let address = self.lowerer.text(text.as_bytes());
                vec![address, Val::Int(Ty::I32, text.len() as i64)]
            }
            Kind::Var(_) | Kind::Global(_) | Kind::Bind(..) | Kind::SetGlobal(..) => {
                self.variable_access(expr)
            }
            Kind::Pack(values) => values.iter().flat_map(|value| self.expr(value)).collect(),
            Kind::Field(value, index) => self.field(value, *index),
            Kind::Case(case, payload) => self.case(*case, payload.as_deref(), &expr.rep),
            Kind::Call(callee, arguments) => {
                let arguments = arguments.iter().flat_map(|argument| self.expr(argument)).collect();
                let value = self.call(*callee, arguments);
                self.as_rep(value, &expr.rep)
            }
            Kind::Array(_) | Kind::ArrayInit { .. } | Kind::Index(..) | Kind::SetIndex(..) => {
                self.array(expr)
            }
            Kind::Binary(op, left, right) => self.binary(*op, left, right, expr.span),
            Kind::Negate(_) | Kind::Convert(_) => self.unary(expr),
            Kind::Builtin(builtin, arguments) => self.builtin(*builtin, arguments, expr),
            Kind::Await { task, waiting, tail } => self.wait(task, waiting, *tail, &expr.rep),
            Kind::Run(task, function) => self.run(task, *function, &expr.rep),
            Kind::Start { task, function, token } => self.start(task, *function, token.as_deref()),
            _ => self.control(expr),
        };
        // Control may have left for good: then what follows is never reached.
        if value.len() == values::width(&expr.rep) { value } else { undefined(&expr.rep) }
    }

    /// Reads or sets a variable.
    fn variable_access(&mut self, expr: &Expr) -> Value {
        match &expr.kind {
            Kind::Var(variable) => {
                let slots = self.variable(*variable);
                let rep = self.reps[*variable as usize].clone();
                self.load_all(&rep, &slots)
            }
            Kind::Global(global) => {
                let (address, rep) = self.global(*global);
                self.load_at(&rep, &address)
            }
            Kind::Bind(variable, value) => {
                self.array_in_frame = self.lowerer.plan.arrays[self.id as usize][*variable as usize];
                let value = self.expr(value);
                let slots = self.variable(*variable);
                self.store_all(value, &slots);
                vec![]
            }
            Kind::SetGlobal(global, value) => {
                let value = self.expr(value);
                let (address, rep) = self.global(*global);
                self.store_at(value, &rep, &address);
                vec![]
            }
            other => unreachable!("{other:?} is no variable"),
        }
    }

    /// The runtime has numbers where the program has addresses.
    fn as_rep(&mut self, value: Value, rep: &Rep) -> Value {
        if *rep != Rep::Token {
            return value;
        }
        value.into_iter().map(|number| self.builder.cast(Cast::IntToPtr, number, Ty::Ptr)).collect()
    }

    fn global(&mut self, global: u32) -> (Val, Rep) {
        let (name, rep) = &self.lowerer.program.globals[global as usize];
        let address =
            if values::width(rep) == 0 { Val::Null } else { Val::Symbol(global_name(global as usize, name)) };
        (address, rep.clone())
    }

    fn field(&mut self, value: &Expr, index: u32) -> Value {
        let held: &[Rep] = match &value.rep {
            Rep::Tuple(fields) => fields,
            Rep::Function(closure) => &closure.held,
            _ => &[],
        };
        let first: usize = held[..index as usize].iter().map(values::width).sum();
        let width = values::width(&held[index as usize]);
        let all = self.expr(value);
        all[first..first + width].to_vec()
    }

    fn case(&mut self, case: u32, payload: Option<&Expr>, rep: &Rep) -> Value {
        let Rep::Union(union) = rep else { return undefined(rep) };
        let payload = payload.map(|payload| self.expr(payload)).unwrap_or_default();
        values::case_of(union, case, payload)
    }
}
