//! Operators and conversions.

use super::{Body, Value};
use crate::closed::{Expr, Kind, Rep};
use crate::faults::Fault;
use crate::low::{BinOp, Cast, CmpOp, Ty, Val};
use crate::source::Span;
use crate::syntax::BinaryOp;

impl Body<'_, '_> {
    pub(super) fn binary(&mut self, op: BinaryOp, left: &Expr, right: &Expr, span: Span) -> Value {
        if matches!(op, BinaryOp::And | BinaryOp::Or) {
            return self.short_circuit(op, left, right);
        }
        let rep = if left.rep == Rep::Never { right.rep.clone() } else { left.rep.clone() };
        let (a, b) = (self.expr(left), self.expr(right));
        if let Some(compare) = comparison(op) {
            return vec![self.compare(compare, &rep, a, b)];
        }
        let (Some(a), Some(b)) = (a.into_iter().next(), b.into_iter().next()) else { return vec![] };
        vec![match (op, &rep) {
            (_, Rep::Float) => self.builder.bin(float_op(op), a, b),
            (BinaryOp::Divide | BinaryOp::Remainder, _) => self.divide(op, a, b, &rep, span),
            (BinaryOp::ShiftLeft | BinaryOp::ShiftRight, _) => self.shift(op, a, b, &rep),
            _ => self.builder.bin(int_op(op), a, b),
        }]
    }

    fn short_circuit(&mut self, op: BinaryOp, left: &Expr, right: &Expr) -> Value {
        let slot = self.builder.alloca(&Ty::I1);
        let first = self.condition(left);
        self.builder.store(first.clone(), slot.clone());
        let (more, done) = (self.builder.block(), self.builder.block());
        let (yes, no) = if op == BinaryOp::And { (more, done) } else { (done, more) };
        self.builder.branch(first, yes, no);
        self.builder.select_block(more);
        let second = self.condition(right);
        self.builder.store(second, slot.clone());
        self.builder.jump(done);
        self.builder.select_block(done);
        vec![self.builder.load(Ty::I1, slot)]
    }

    /// A condition; undefined if control leaves.
    pub(super) fn condition(&mut self, expr: &Expr) -> Val {
        self.expr(expr).into_iter().next().unwrap_or(Val::Undef(Ty::I1))
    }

    fn compare(&mut self, op: CmpOp, rep: &Rep, a: Value, b: Value) -> Val {
        if a.len() == 1 {
            let (Some(a), Some(b)) = (a.into_iter().next(), b.into_iter().next()) else {
                return Val::Undef(Ty::I1);
            };
            return self.builder.cmp(typed(op, rep), a, b);
        }
        // Of tuples and unions: all scalars are equal.
        let mut equal = Val::Int(Ty::I1, 1);
        for (a, b) in a.into_iter().zip(b) {
            let one = self.builder.cmp(CmpOp::Eq, a, b);
            equal = self.builder.bin(BinOp::And, equal, one);
        }
        match op {
            CmpOp::Eq => equal,
            _ => self.builder.bin(BinOp::Xor, equal, Val::Int(Ty::I1, 1)),
        }
    }

    /// Division, which has no result for zero; the most negative number by -1 wraps.
    fn divide(&mut self, op: BinaryOp, a: Val, b: Val, rep: &Rep, span: Span) -> Val {
        let ty = a.ty();
        let constant = matches!(b, Val::Int(_, value) if value != 0 && value != -1);
        if !constant {
            let zero = self.builder.cmp(CmpOp::Eq, b.clone(), Val::Int(ty.clone(), 0));
            self.fault_if(zero, span, Fault::Division);
        }
        let divide = op == BinaryOp::Divide;
        if *rep == Rep::Byte {
            return self.builder.bin(if divide { BinOp::UDiv } else { BinOp::URem }, a, b);
        }
        let plain = if divide { BinOp::SDiv } else { BinOp::SRem };
        if constant {
            return self.builder.bin(plain, a, b);
        }
        let minus = self.builder.cmp(CmpOp::Eq, b.clone(), Val::Int(ty.clone(), -1));
        let divisor = self.builder.select(minus.clone(), Val::Int(ty.clone(), 1), b);
        let zero = Val::Int(ty, 0);
        let by_minus = if divide { self.builder.bin(BinOp::Sub, zero, a.clone()) } else { zero };
        let quotient = self.builder.bin(plain, a, divisor);
        self.builder.select(minus, by_minus, quotient)
    }

    /// The lower bits of the distance count, as in .NET.
    fn shift(&mut self, op: BinaryOp, a: Val, b: Val, rep: &Rep) -> Val {
        let ty = a.ty();
        let bits = ty.size() as i64 * 8;
        let distance = match ty {
            Ty::I32 => b,
            Ty::I8 => self.builder.cast(Cast::Trunc, b, Ty::I8),
            _ => self.builder.cast(Cast::ZExt, b, ty.clone()),
        };
        let distance = self.builder.bin(BinOp::And, distance, Val::Int(ty, bits - 1));
        let op = match (op, rep) {
            (BinaryOp::ShiftLeft, _) => BinOp::Shl,
            (_, Rep::Byte) => BinOp::LShr,
            _ => BinOp::AShr,
        };
        self.builder.bin(op, a, distance)
    }

    pub(super) fn unary(&mut self, expr: &Expr) -> Value {
        match &expr.kind {
            Kind::Negate(operand) => {
                let Some(value) = self.expr(operand).into_iter().next() else { return vec![] };
                let ty = value.ty();
                vec![match ty {
                    Ty::F64 => self.builder.bin(BinOp::FSub, Val::Float(-0.0), value),
                    ty => self.builder.bin(BinOp::Sub, Val::Int(ty, 0), value),
                }]
            }
            Kind::Convert(operand) => {
                let Some(value) = self.expr(operand).into_iter().next() else { return vec![] };
                vec![self.convert(value, &operand.rep, &expr.rep)]
            }
            _ => unreachable!("not an operator of one operand"),
        }
    }

    fn convert(&mut self, value: Val, from: &Rep, to: &Rep) -> Val {
        let target = super::values::scalars(to).remove(0);
        let unsigned = matches!(from, Rep::Byte | Rep::Char | Rep::Bool);
        let source = value.ty();
        match (&source, &target) {
            (a, b) if a == b => value,
            (Ty::F64, Ty::I8) => {
                let wide = self.saturate(value, Ty::I32);
                self.builder.cast(Cast::Trunc, wide, Ty::I8)
            }
            (Ty::F64, ty) => self.saturate(value, ty.clone()),
            (_, Ty::F64) => {
                self.builder.cast(if unsigned { Cast::UiToFp } else { Cast::SiToFp }, value, Ty::F64)
            }
            (a, b) if a.size() > b.size() => self.builder.cast(Cast::Trunc, value, target),
            _ => self.builder.cast(if unsigned { Cast::ZExt } else { Cast::SExt }, value, target),
        }
    }

    /// The nearest number of the type.
    fn saturate(&mut self, value: Val, ty: Ty) -> Val {
        let name = if ty == Ty::I32 { "llvm.fptosi.sat.i32.f64" } else { "llvm.fptosi.sat.i64.f64" };
        self.builder.intrinsic(name, vec![value], ty.clone()).unwrap_or(Val::Undef(ty))
    }
}

fn comparison(op: BinaryOp) -> Option<CmpOp> {
    Some(match op {
        BinaryOp::Equal => CmpOp::Eq,
        BinaryOp::NotEqual => CmpOp::Ne,
        BinaryOp::Less => CmpOp::Slt,
        BinaryOp::LessEqual => CmpOp::Sle,
        BinaryOp::Greater => CmpOp::Sgt,
        BinaryOp::GreaterEqual => CmpOp::Sge,
        _ => return None,
    })
}

fn typed(op: CmpOp, rep: &Rep) -> CmpOp {
    match (rep, op) {
        (Rep::Float, CmpOp::Eq) => CmpOp::FEq,
        (Rep::Float, CmpOp::Ne) => CmpOp::FNe,
        (Rep::Float, CmpOp::Slt) => CmpOp::FLt,
        (Rep::Float, CmpOp::Sle) => CmpOp::FLe,
        (Rep::Float, CmpOp::Sgt) => CmpOp::FGt,
        (Rep::Float, CmpOp::Sge) => CmpOp::FGe,
        (Rep::Byte | Rep::Char | Rep::Bool, CmpOp::Slt) => CmpOp::Ult,
        (Rep::Byte | Rep::Char | Rep::Bool, CmpOp::Sle) => CmpOp::Ule,
        (Rep::Byte | Rep::Char | Rep::Bool, CmpOp::Sgt) => CmpOp::Ugt,
        (Rep::Byte | Rep::Char | Rep::Bool, CmpOp::Sge) => CmpOp::Uge,
        (_, op) => op,
    }
}

fn int_op(op: BinaryOp) -> BinOp {
    match op {
        BinaryOp::Add => BinOp::Add,
        BinaryOp::Subtract => BinOp::Sub,
        BinaryOp::Multiply => BinOp::Mul,
        BinaryOp::BitAnd => BinOp::And,
        BinaryOp::BitOr => BinOp::Or,
        _ => BinOp::Xor,
    }
}

fn float_op(op: BinaryOp) -> BinOp {
    match op {
        BinaryOp::Add => BinOp::FAdd,
        BinaryOp::Subtract => BinOp::FSub,
        BinaryOp::Multiply => BinOp::FMul,
        BinaryOp::Divide => BinOp::FDiv,
        _ => BinOp::FRem,
    }
}
