//! Statements, rules, loops, and what leaves them: exceptions and cancellation.

use super::{Body, Scope, Value, undefined, values};
use crate::closed::{Arm, Expr, Kind, Pattern, Rep};
use crate::faults::Fault;
use crate::low::{BinOp, CmpOp, End, Ty, Val};
use crate::source::Span;

/// Why the statements of a `finally` run; the number is in the memory of its scope, and is 0 if the body has just ended.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Reason {
    Raise = 1,
    Cancel = 2,
    Destroy = 3,
}

impl Body<'_, '_> {
    pub(super) fn control(&mut self, expr: &Expr) -> Value {
        match &expr.kind {
            Kind::Seq(all) => {
                let mut value = vec![];
                for one in all {
                    value = self.expr(one);
                }
                value
            }
            Kind::Destructure(pattern, value) => {
                let (rep, value) = (value.rep.clone(), self.expr(value));
                let never = self.builder.block();
                self.match_pattern(pattern, &rep, &value, never);
                vec![]
            }
            Kind::If(condition, yes, no) => self.conditional(condition, yes, no, &expr.rep),
            Kind::Match(value, arms) => self.rules(value, arms, expr),
            Kind::While(condition, body) => self.while_loop(condition, body),
            Kind::For { variable, from, last, down, body } => {
                self.for_loop(*variable, (from, last), *down, body)
            }
            Kind::ForIn(pattern, sequence, body) => self.for_each(pattern, sequence, body),
            Kind::Raise(exception) => {
                let exception = self.expr(exception);
                self.raise(exception);
                undefined(&expr.rep)
            }
            Kind::TryWith(body, variable, handler) => self.try_with(body, *variable, handler, &expr.rep),
            Kind::TryFinally(body, last) => self.try_finally(body, last, &expr.rep),
            other => unreachable!("{other:?} is lowered elsewhere"),
        }
    }

    fn conditional(&mut self, condition: &Expr, yes: &Expr, no: &Expr, rep: &Rep) -> Value {
        let condition = self.condition(condition);
        let (then, otherwise, done) = (self.builder.block(), self.builder.block(), self.builder.block());
        let result = self.slots(rep);
        self.builder.branch(condition, then, otherwise);
        for (block, branch) in [(then, yes), (otherwise, no)] {
            self.builder.select_block(block);
            let value = self.expr(branch);
            self.store_all(value, &result);
            self.builder.jump(done);
        }
        self.builder.select_block(done);
        self.load_all(rep, &result)
    }

    fn rules(&mut self, value: &Expr, arms: &[Arm], expr: &Expr) -> Value {
        let (rep, value) = (value.rep.clone(), self.expr(value));
        let result = self.slots(&expr.rep);
        let done = self.builder.block();
        for arm in arms {
            let next = self.builder.block();
            self.match_pattern(&arm.pattern, &rep, &value, next);
            if let Some(guard) = &arm.guard {
                let (condition, holds) = (self.condition(guard), self.builder.block());
                self.builder.branch(condition, holds, next);
                self.builder.select_block(holds);
            }
            let value = self.expr(&arm.body);
            self.store_all(value, &result);
            self.builder.jump(done);
            self.builder.select_block(next);
        }
        // Inference has found a rule for each value; guards may leave one out.
        let irrefutable = arms
            .iter()
            .any(|arm| arm.guard.is_none() && matches!(arm.pattern, Pattern::Any | Pattern::Bind(_)));
        if irrefutable {
            self.builder.end(crate::low::End::Unreachable);
        } else {
            self.fault(expr.span, Fault::Match);
        }
        self.builder.select_block(done);
        self.load_all(&expr.rep, &result)
    }

    fn while_loop(&mut self, condition: &Expr, body: &Expr) -> Value {
        let (head, inside, done) = (self.builder.block(), self.builder.block(), self.builder.block());
        self.builder.jump(head);
        self.builder.select_block(head);
        let condition = self.condition(condition);
        self.builder.branch(condition, inside, done);
        self.builder.select_block(inside);
        self.expr(body);
        self.builder.jump(head);
        self.builder.select_block(done);
        vec![]
    }

    fn for_loop(&mut self, variable: u32, (from, last): (&Expr, &Expr), down: bool, body: &Expr) -> Value {
        let (from, last) = (self.condition(from), self.condition(last));
        let counter = self.builder.alloca(&Ty::I32);
        // The end is computed once, and may be live across suspensions of the body.
        self.builder.store(from.clone(), counter.clone());
        let (head, inside, step, done) =
            (self.builder.block(), self.builder.block(), self.builder.block(), self.builder.block());
        let enters = self.builder.cmp(if down { CmpOp::Sge } else { CmpOp::Sle }, from, last.clone());
        self.builder.branch(enters, inside, done);
        self.builder.select_block(inside);
        let now = self.builder.load(Ty::I32, counter.clone());
        let slots = self.variable(variable);
        self.store_all(vec![now], &slots);
        self.expr(body);
        self.builder.jump(head);
        self.builder.select_block(head);
        // The last index is compared before the step, which could overflow.
        let now = self.builder.load(Ty::I32, counter.clone());
        let ends = self.builder.cmp(CmpOp::Eq, now.clone(), last);
        self.builder.branch(ends, done, step);
        self.builder.select_block(step);
        let next = self.builder.bin(if down { BinOp::Sub } else { BinOp::Add }, now, Val::Int(Ty::I32, 1));
        self.builder.store(next, counter);
        self.builder.jump(inside);
        self.builder.select_block(done);
        vec![]
    }

    fn for_each(&mut self, pattern: &Pattern, sequence: &Expr, body: &Expr) -> Value {
        let (rep, value) = (sequence.rep.clone(), self.expr(sequence));
        let [address, length] = &value[..] else { return vec![] };
        let (address, length) = (address.clone(), length.clone());
        self.counted(length, |this, index| {
            let (element, value) = match &rep {
                Rep::Array(element) => {
                    let at = this.element_address(&address, element, index);
                    ((**element).clone(), this.load_at(element, &at))
                }
                _ => (Rep::Char, vec![this.character(&address, index)]),
            };
            let never = this.builder.block();
            this.match_pattern(pattern, &element, &value, never);
            this.expr(body);
        });
        vec![]
    }

    /// A loop from 0 to `count`.
    pub(super) fn counted(&mut self, count: Val, body: impl FnOnce(&mut Self, Val)) {
        let counter = self.builder.alloca(&Ty::I32);
        self.builder.store(Val::Int(Ty::I32, 0), counter.clone());
        let (head, inside, done) = (self.builder.block(), self.builder.block(), self.builder.block());
        self.builder.jump(head);
        self.builder.select_block(head);
        let index = self.builder.load(Ty::I32, counter.clone());
        let more = self.builder.cmp(CmpOp::Slt, index.clone(), count);
        self.builder.branch(more, inside, done);
        self.builder.select_block(inside);
        body(self, index);
        let index = self.builder.load(Ty::I32, counter.clone());
        let next = self.builder.bin(BinOp::Add, index, Val::Int(Ty::I32, 1));
        self.builder.store(next, counter);
        self.builder.jump(head);
        self.builder.select_block(done);
    }

    fn try_with(&mut self, body: &Expr, variable: u32, handler: &Expr, rep: &Rep) -> Value {
        let result = self.slots(rep);
        let (caught, done) = (self.builder.block(), self.builder.block());
        let exception = self.variable(variable);
        self.scopes.push(Scope::Catch { handler: caught, exception });
        let value = self.expr(body);
        self.scopes.pop();
        self.store_all(value, &result);
        self.builder.jump(done);
        self.builder.select_block(caught);
        let value = self.expr(handler);
        self.store_all(value, &result);
        self.builder.jump(done);
        self.builder.select_block(done);
        self.load_all(rep, &result)
    }

    fn try_finally(&mut self, body: &Expr, last: &Expr, rep: &Rep) -> Value {
        let result = self.slots(rep);
        let reason = self.builder.alloca(&Ty::I32);
        let exception_rep = self.lowerer.program.exception.clone();
        let exception = self.slots(&exception_rep);
        let block = self.builder.block();
        self.scopes.push(Scope::Finally {
            block,
            reason: reason.clone(),
            exception: exception.clone(),
            used: [false; 4],
        });
        let value = self.expr(body);
        let Some(Scope::Finally { used, .. }) = self.scopes.pop() else {
            unreachable!("the scope that was pushed")
        };
        self.store_all(value, &result);
        self.builder.store(Val::Int(Ty::I32, 0), reason.clone());
        self.builder.jump(block);
        self.builder.select_block(block);
        self.last(last, &reason, &exception, used);
        self.after_finally(reason, &exception, used);
        self.load_all(rep, &result)
    }

    /// The statements of a `finally`. An exception in them is lost if they run because of a cancellation, which goes on.
    fn last(&mut self, last: &Expr, reason: &Val, exception: &[Val], used: [bool; 4]) {
        let leaving = [Reason::Cancel, Reason::Destroy].into_iter().filter(|why| used[*why as usize]);
        let cases: Vec<(i64, u32)> = leaving.map(|why| (why as i64, self.builder.block())).collect();
        if cases.is_empty() {
            self.expr(last);
            return;
        }
        let (handler, raises, done) = (self.builder.block(), self.builder.block(), self.builder.block());
        self.scopes.push(Scope::Catch { handler, exception: exception.to_vec() });
        self.expr(last);
        self.scopes.pop();
        self.builder.jump(done);
        self.builder.select_block(handler);
        let why = self.builder.load(Ty::I32, reason.clone());
        self.builder.switch(why, raises, cases.clone());
        for (why, block) in cases {
            self.builder.select_block(block);
            self.leave(if why == Reason::Cancel as i64 { Reason::Cancel } else { Reason::Destroy });
        }
        self.builder.select_block(raises);
        let rep = self.lowerer.program.exception.clone();
        let value = self.load_all(&rep, exception);
        self.raise(value);
        self.builder.select_block(done);
    }

    /// Goes on as before the statements of a `finally`.
    fn after_finally(&mut self, reason: Val, exception: &[Val], used: [bool; 4]) {
        let normal = self.builder.block();
        let reason = self.builder.load(Ty::I32, reason);
        let mut cases = vec![];
        let others = [Reason::Raise, Reason::Cancel, Reason::Destroy];
        for other in others.into_iter().filter(|other| used[*other as usize]) {
            cases.push((other as i64, self.builder.block()));
        }
        self.builder.switch(reason, normal, cases.clone());
        for (code, block) in cases {
            self.builder.select_block(block);
            match others[code as usize - 1] {
                Reason::Raise => {
                    let rep = self.lowerer.program.exception.clone();
                    let value = self.load_all(&rep, exception);
                    self.raise(value);
                }
                other => self.leave(other),
            }
        }
        self.builder.select_block(normal);
    }

    /// Goes to the innermost handler, or out of the function.
    pub(super) fn raise(&mut self, value: Value) {
        let target = match self.scopes.last_mut() {
            None => None,
            Some(Scope::Catch { handler, exception }) => Some((*handler, None, exception.clone())),
            Some(Scope::Finally { block, reason, exception, used }) => {
                used[Reason::Raise as usize] = true;
                Some((*block, Some(reason.clone()), exception.clone()))
            }
        };
        let Some((block, reason, exception)) = target else { return self.raise_out(value) };
        if let Some(reason) = reason {
            self.builder.store(Val::Int(Ty::I32, Reason::Raise as i64), reason);
        }
        self.store_all(value, &exception);
        self.builder.jump(block);
    }

    /// What a fault does: it raises its exception if the program has code that would see it, and else stops the program.
    pub(super) fn fault(&mut self, span: Span, fault: Fault) {
        let text = format!("{}: {}", self.place_text(span), fault.message());
        let text = self.text(&text);
        if !self.lowerer.plan.is_seen(span) {
            return self.stop(text);
        }
        let Rep::Union(union) = &self.lowerer.program.exception else { return };
        let value = values::case_of(union, fault.case(), text);
        self.raise(value);
    }

    /// Stops the program if the condition holds, or raises.
    pub(super) fn fault_if(&mut self, condition: Val, span: Span, fault: Fault) {
        let (bad, good) = (self.builder.block(), self.builder.block());
        self.builder.branch(condition, bad, good);
        self.builder.select_block(bad);
        self.fault(span, fault);
        self.builder.select_block(good);
    }

    /// Ends the program, because nothing catches the exception. A fault says where it happened.
    pub(super) fn uncaught(&mut self, exception: Value) {
        let program = self.lowerer.program;
        let Rep::Union(union) = &program.exception else { return };
        let (_, uses) = values::payload_slots(union);
        let fault: Vec<(i64, u32)> =
            Fault::ALL.iter().map(|fault| (i64::from(fault.case()), self.builder.block())).collect();
        let other = self.builder.block();
        self.builder.switch(exception[0].clone(), other, fault.clone());
        for (case, block) in fault {
            self.builder.select_block(block);
            let slots = &uses[case as usize];
            self.stop(slots.iter().map(|slot| exception[slot + 1].clone()).collect());
        }
        self.builder.select_block(other);
        let message = self.exception_message(exception);
        self.runtime_call("Fault.uncaught", message);
        self.builder.end(End::Unreachable);
    }

    /// The exception leaves the function.
    fn raise_out(&mut self, value: Value) {
        let rep = self.lowerer.program.exception.clone();
        self.store_at(value.clone(), &rep, &Val::Symbol("fid.exception".to_owned()));
        if self.coroutine.is_some() {
            return self.raise_from_coroutine(value);
        }
        let result = undefined(&self.result);
        let raised = std::iter::once(Val::Int(Ty::I1, 1));
        self.return_scalars(raised.chain(result).collect());
    }

    /// After a call: goes to the handler if it has raised.
    pub(super) fn leave_if_raised(&mut self, raised: Val) {
        let (bad, good) = (self.builder.block(), self.builder.block());
        self.builder.branch(raised, bad, good);
        self.builder.select_block(bad);
        let exception = self.pending_exception();
        self.raise(exception);
        self.builder.select_block(good);
    }

    pub(super) fn pending_exception(&mut self) -> Value {
        let rep = self.lowerer.program.exception.clone();
        self.load_at(&rep, &Val::Symbol("fid.exception".to_owned()))
    }

    /// Leaves by cancellation: through each `finally`, and by no `with`.
    pub(super) fn leave(&mut self, why: Reason) {
        let finally = self.scopes.iter_mut().rev().find_map(|scope| match scope {
            Scope::Finally { block, reason, used, .. } => {
                used[why as usize] = true;
                Some((*block, reason.clone()))
            }
            Scope::Catch { .. } => None,
        });
        match finally {
            Some((block, reason)) => {
                self.builder.store(Val::Int(Ty::I32, why as i64), reason);
                self.builder.jump(block);
            }
            None => self.leave_coroutine(why),
        }
    }
}
