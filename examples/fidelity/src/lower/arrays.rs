//! Arrays: their memory is in the arena, and an index is checked.

use super::values::{layout, scalars};
use super::{Body, Value};
use crate::closed::{Expr, Kind, Rep};
use crate::faults::Fault;
use crate::low::{BinOp, Cast, CmpOp, Ty, Val};
use crate::source::Span;

/// Bytes from one element to the next.
pub fn element_bytes(element: &Rep) -> u64 {
    layout(&scalars(element)).1
}

impl Body<'_, '_> {
    pub(super) fn array(&mut self, expr: &Expr) -> Value {
        match &expr.kind {
            Kind::Array(elements) => self.literal(elements, &expr.rep),
            Kind::ArrayInit { variable, count, element } => {
                self.initialised(*variable, count, element, expr.span)
            }
            Kind::Index(array, index) => self.indexed(array, index, expr.span),
            Kind::SetIndex(array, index, value) => {
                let (Rep::Array(element), base) = (array.rep.clone(), self.expr(array)) else {
                    return vec![];
                };
                let index = self.condition(index);
                let value = self.expr(value);
                self.check_index(&base, index.clone(), expr.span);
                if let Some(address) = base.first() {
                    let to = self.element_address(address, &element, index);
                    self.store_at(value, &element, &to);
                }
                vec![]
            }
            _ => unreachable!("not of an array"),
        }
    }

    fn literal(&mut self, elements: &[Expr], rep: &Rep) -> Value {
        let in_frame = std::mem::take(&mut self.array_in_frame);
        let Rep::Array(element) = rep else { return vec![] };
        let values: Vec<Value> = elements.iter().map(|element| self.expr(element)).collect();
        if values.is_empty() {
            return vec![Val::Null, Val::Int(Ty::I32, 0)];
        }
        let array = self.fixed_array(element, values.len() as u64, in_frame);
        for (index, value) in values.into_iter().enumerate() {
            let to = self.builder.at(&array[0], index as u64 * element_bytes(element));
            self.store_at(value, element, &to);
        }
        array
    }

    fn initialised(&mut self, variable: u32, count: &Expr, element: &Expr, span: Span) -> Value {
        let count = self.condition(count);
        let negative = self.builder.cmp(CmpOp::Slt, count.clone(), Val::Int(Ty::I32, 0));
        self.fault_if(negative, span, Fault::Length);
        let array = self.new_array(&element.rep, count.clone());
        self.counted(count, |this, index| {
            let slots = this.variable(variable);
            this.store_all(vec![index.clone()], &slots);
            let value = this.expr(element);
            let to = this.element_address(&array[0], &element.rep, index);
            this.store_at(value, &element.rep, &to);
        });
        array
    }

    fn indexed(&mut self, array: &Expr, index: &Expr, span: Span) -> Value {
        let base = self.expr(array);
        let index = self.condition(index);
        self.check_index(&base, index.clone(), span);
        let Some(address) = base.first() else { return vec![] };
        match &array.rep {
            Rep::Array(element) => {
                let from = self.element_address(address, element, index);
                self.load_at(element, &from)
            }
            _ => vec![self.character(address, index)],
        }
    }

    /// An index that is negative is a large one without a sign.
    fn check_index(&mut self, base: &Value, index: Val, span: Span) {
        let Some(length) = base.get(1) else { return };
        let outside = self.builder.cmp(CmpOp::Uge, index, length.clone());
        self.fault_if(outside, span, Fault::Index);
    }

    pub(super) fn element_address(&mut self, base: &Val, element: &Rep, index: Val) -> Val {
        let wide = self.builder.cast(Cast::SExt, index, Ty::I64);
        let offset = self.builder.bin(BinOp::Mul, wide, Val::Int(Ty::I64, element_bytes(element) as i64));
        self.builder.offset(base.clone(), offset)
    }

    /// A byte of a string, as a character.
    pub(super) fn character(&mut self, base: &Val, index: Val) -> Val {
        let wide = self.builder.cast(Cast::SExt, index, Ty::I64);
        let from = self.builder.offset(base.clone(), wide);
        let byte = self.builder.load(Ty::I8, from);
        self.builder.cast(Cast::ZExt, byte, Ty::I32)
    }
}
