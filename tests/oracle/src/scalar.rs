//! Arithmetic and comparisons of the interpreter.

use crate::interpret::{Value, signed};
use crate::program::{Binary, Predicate, Ty};

/// A result, or what is undefined about it.
pub type Computed<T> = Result<T, &'static str>;

/// `a op b` of type `ty`.
pub fn binary(op: Binary, ty: Ty, a: &Value, b: &Value) -> Computed<Value> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => integers(op, ty, *a, *b).map(Value::Int),
        (Value::Lanes(a), Value::Lanes(b)) => {
            let mut lanes = [0; 4];
            for (lane, (&a, &b)) in lanes.iter_mut().zip(a.iter().zip(b)) {
                *lane = integers(op, Ty::I32, a.into(), b.into())? as u32;
            }
            Ok(Value::Lanes(lanes))
        }
        (Value::Float(a), Value::Float(b)) => match op {
            Binary::FAdd => Ok(Value::Float(a + b)),
            Binary::FSub => Ok(Value::Float(a - b)),
            Binary::FMul => Ok(Value::Float(a * b)),
            _ => Err("an integer operation on doubles"),
        },
        _ => Err("an undefined value is computed with"),
    }
}

fn integers(op: Binary, ty: Ty, a: u64, b: u64) -> Computed<u64> {
    let width = ty.bits().ok_or("an integer operation on something else")?;
    if matches!(op, Binary::Shl | Binary::LShr | Binary::AShr) && b >= u64::from(width) {
        return Err("a shift by more than the width");
    }
    if matches!(op, Binary::UDiv | Binary::URem) && b == 0 {
        return Err("a division by zero");
    }
    let result = match op {
        Binary::Add => a.wrapping_add(b),
        Binary::Sub => a.wrapping_sub(b),
        Binary::Mul => a.wrapping_mul(b),
        Binary::And => a & b,
        Binary::Or => a | b,
        Binary::Xor => a ^ b,
        Binary::Shl => a << b,
        Binary::LShr => a >> b,
        Binary::AShr => (signed(ty, a) >> b) as u64,
        Binary::UDiv => a / b,
        Binary::URem => a % b,
        Binary::FAdd | Binary::FSub | Binary::FMul => return Err("an operation of doubles on integers"),
    };
    Ok(result & (u64::MAX >> (64 - width)))
}

/// Whether `a predicate b` holds, both of type `ty`.
pub fn compare(predicate: Predicate, ty: Ty, a: &Value, b: &Value) -> Computed<bool> {
    const MIXED: &str = "a comparison that its type does not have";
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => match predicate {
            Predicate::Eq => Ok(a == b),
            Predicate::Ne => Ok(a != b),
            Predicate::ULt => Ok(a < b),
            Predicate::SLt => Ok(signed(ty, *a) < signed(ty, *b)),
            Predicate::FLt => Err(MIXED),
        },
        (Value::Float(a), Value::Float(b)) if predicate == Predicate::FLt => Ok(a < b),
        (Value::Null | Value::Ref(_), Value::Null | Value::Ref(_)) => {
            let number = |value: &Value| match value {
                Value::Ref(object) => Some(*object),
                _ => None,
            };
            match predicate {
                Predicate::Eq => Ok(number(a) == number(b)),
                Predicate::Ne => Ok(number(a) != number(b)),
                _ => Err(MIXED),
            }
        }
        _ => Err("an undefined value is compared"),
    }
}
