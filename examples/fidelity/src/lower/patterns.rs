//! Patterns: tests, and the variables that are bound.

use super::values::{self, payload_slots};
use super::{Body, Value};
use crate::closed::{Pattern, Rep};
use crate::low::{CmpOp, Ty, Val};

impl Body<'_, '_> {
    /// Goes on if the value matches, with the variables bound; else jumps to `otherwise`.
    pub(super) fn match_pattern(&mut self, pattern: &Pattern, rep: &Rep, value: &Value, otherwise: u32) {
        match pattern {
            Pattern::Any => {}
            Pattern::Bind(variable) => {
                let slots = self.variable(*variable);
                self.store_all(value.clone(), &slots);
            }
            Pattern::Both(left, right) => {
                self.match_pattern(left, rep, value, otherwise);
                self.match_pattern(right, rep, value, otherwise);
            }
            Pattern::Equal(literal) => {
                let wanted = self.expr(literal);
                let op = if *rep == Rep::Float { CmpOp::FEq } else { CmpOp::Eq };
                for (found, wanted) in value.iter().zip(wanted) {
                    let equal = self.builder.cmp(op, found.clone(), wanted);
                    self.go_on_if(equal, otherwise);
                }
            }
            Pattern::Text(text, compare) => {
                let address = self.lowerer.text(text.as_bytes());
                let mut arguments = value.clone();
                arguments.extend([address, Val::Int(Ty::I32, text.len() as i64)]);
                if let Some(equal) = self.call(*compare, arguments).into_iter().next() {
                    self.go_on_if(equal, otherwise);
                }
            }
            Pattern::Fields(fields) => {
                let Rep::Tuple(reps) = rep else { return };
                let mut first = 0;
                for (field, rep) in fields.iter().zip(reps.iter()) {
                    let width = values::width(rep);
                    let part = value[first..first + width].to_vec();
                    self.match_pattern(field, rep, &part, otherwise);
                    first += width;
                }
            }
            Pattern::Case(case, inner) => self.match_case(*case, inner, rep, value, otherwise),
            Pattern::Or(left, right) => {
                let (second, done) = (self.builder.block(), self.builder.block());
                self.match_pattern(left, rep, value, second);
                self.builder.jump(done);
                self.builder.select_block(second);
                self.match_pattern(right, rep, value, otherwise);
                self.builder.jump(done);
                self.builder.select_block(done);
            }
        }
    }

    fn match_case(&mut self, case: u32, inner: &Pattern, rep: &Rep, value: &Value, otherwise: u32) {
        let Rep::Union(union) = rep else { return };
        let tag = value[0].clone();
        let equal = self.builder.cmp(CmpOp::Eq, tag, Val::Int(Ty::I32, i64::from(case)));
        self.go_on_if(equal, otherwise);
        let Some(payload) = &union.cases[case as usize] else { return };
        let (_, uses) = payload_slots(union);
        let scalars = uses[case as usize].iter().map(|slot| value[slot + 1].clone()).collect();
        self.match_pattern(inner, payload, &scalars, otherwise);
    }

    fn go_on_if(&mut self, condition: Val, otherwise: u32) {
        let next = self.builder.block();
        self.builder.branch(condition, next, otherwise);
        self.builder.select_block(next);
    }
}
