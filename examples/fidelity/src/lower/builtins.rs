//! What becomes a few instructions.

use super::values::scalars;
use super::{Body, Machine, Value};
use crate::builtins::Builtin;
use crate::closed::{Expr, Rep};
use crate::faults::Fault;
use crate::low::{Cast, CmpOp, End, Inst, Ty, Val};

impl Body<'_, '_> {
    pub(super) fn builtin(&mut self, builtin: Builtin, arguments: &[Expr], expr: &Expr) -> Value {
        let value: Value = arguments.iter().flat_map(|argument| self.expr(argument)).collect();
        match builtin {
            Builtin::Length | Builtin::StringLength => value.into_iter().skip(1).collect(),
            Builtin::ArrayAddress | Builtin::StringAddress => {
                value.into_iter().take(1).map(|address| self.number(address)).collect()
            }
            Builtin::StringByte => self.string_byte(&value, expr),
            Builtin::ZeroCreate => self.zero_create(value, expr),
            Builtin::Message => self.exception_message(value),
            Builtin::Exit => {
                self.runtime_call("Sys.exit", value);
                self.builder.end(End::Unreachable);
                vec![]
            }
            Builtin::Fault => {
                self.runtime_call("Fault.stop", value);
                self.builder.end(End::Unreachable);
                vec![]
            }
            Builtin::TextAt => {
                let [address, length] = &value[..] else { return vec![] };
                vec![self.builder.cast(Cast::IntToPtr, address.clone(), Ty::Ptr), length.clone()]
            }
            Builtin::Load64 | Builtin::Load32 | Builtin::Load8 => self.peek(builtin, &value),
            Builtin::Store64 | Builtin::Store32 | Builtin::Store8 => self.poke(&value),
            Builtin::ResumeFrame | Builtin::DestroyFrame => {
                let name =
                    if builtin == Builtin::ResumeFrame { "llvm.coro.resume" } else { "llvm.coro.destroy" };
                if let Some(handle) = value.into_iter().next() {
                    let handle = self.builder.cast(Cast::IntToPtr, handle, Ty::Ptr);
                    self.builder.intrinsic(name, vec![handle], Ty::Void);
                }
                vec![]
            }
            Builtin::ArenaStart => vec![self.number(Val::Symbol("fid.arena".to_owned()))],
            Builtin::Statics => vec![self.number(Val::Symbol("fid.statics".to_owned()))],
            Builtin::ArenaSize => vec![Val::Int(Ty::I64, self.lowerer.options.arena as i64)],
            Builtin::Machine => vec![Val::Int(Ty::I32, self.lowerer.options.machine as i64)],
            Builtin::Syscall => self.syscall(value),
            other => unreachable!("{other:?} is specialised to something else"),
        }
    }

    fn string_byte(&mut self, value: &Value, expr: &Expr) -> Value {
        let [address, length, index] = &value[..] else { return vec![] };
        let outside = self.builder.cmp(CmpOp::Uge, index.clone(), length.clone());
        self.fault_if(outside, expr.span, Fault::Index);
        let wide = self.builder.cast(Cast::SExt, index.clone(), Ty::I64);
        let from = self.builder.offset(address.clone(), wide);
        vec![self.builder.load(Ty::I8, from)]
    }

    fn zero_create(&mut self, value: Value, expr: &Expr) -> Value {
        let (Rep::Array(element), Some(count)) = (&expr.rep, value.into_iter().next()) else { return vec![] };
        let negative = self.builder.cmp(CmpOp::Slt, count.clone(), Val::Int(Ty::I32, 0));
        self.fault_if(negative, expr.span, Fault::Length);
        let array = self.new_array(element, count.clone());
        let element = element.clone();
        self.counted(count, |this, index| {
            let to = this.element_address(&array[0], &element, index);
            let zeros = scalars(&element).iter().map(super::values::zero).collect();
            this.store_at(zeros, &element, &to);
        });
        array
    }

    /// The text of `Failure` or of a fault, or the name of the exception.
    pub(super) fn exception_message(&mut self, value: Value) -> Value {
        let rep = self.lowerer.program.exception.clone();
        let Rep::Union(union) = &rep else { return vec![] };
        let (_, uses) = super::values::payload_slots(union);
        let names = self.lowerer.program.exception_names.clone();
        let slots = self.slots(&Rep::Str);
        let done = self.builder.block();
        let faults = Fault::ALL.map(|fault| (fault.case() as usize, fault.text()));
        let blocks: Vec<u32> = names.iter().map(|_| self.builder.block()).collect();
        let cases = blocks.iter().enumerate().skip(1).map(|(case, block)| (case as i64, *block)).collect();
        self.builder.switch(value[0].clone(), blocks[0], cases);
        for (case, (name, block)) in names.iter().zip(blocks).enumerate() {
            self.builder.select_block(block);
            let text = if case == 0 {
                uses[0].iter().map(|slot| value[slot + 1].clone()).collect()
            } else {
                let fault = faults.iter().find(|(known, _)| *known == case);
                let text = fault.map_or(name.as_str(), |(_, text)| *text);
                let address = self.lowerer.text(text.as_bytes());
                vec![address, Val::Int(Ty::I32, text.len() as i64)]
            };
            self.store_all(text, &slots);
            self.builder.jump(done);
        }
        self.builder.select_block(done);
        self.load_all(&Rep::Str, &slots)
    }

    fn address(&mut self, base: &Val, offset: &Val) -> Val {
        let base = self.builder.cast(Cast::IntToPtr, base.clone(), Ty::Ptr);
        let offset = match offset {
            Val::Int(_, value) => Val::Int(Ty::I64, *value),
            offset => self.builder.cast(Cast::SExt, offset.clone(), Ty::I64),
        };
        self.builder.offset(base, offset)
    }

    fn peek(&mut self, builtin: Builtin, value: &Value) -> Value {
        let [base, offset] = &value[..] else { return vec![] };
        let from = self.address(base, offset);
        let ty = match builtin {
            Builtin::Load64 => Ty::I64,
            Builtin::Load32 => Ty::I32,
            _ => Ty::I8,
        };
        vec![self.builder.load(ty, from)]
    }

    fn poke(&mut self, value: &Value) -> Value {
        if let [base, offset, value] = &value[..] {
            let to = self.address(base, offset);
            self.builder.store(value.clone(), to);
        }
        vec![]
    }

    fn syscall(&mut self, arguments: Value) -> Value {
        let (text, constraints) = match self.lowerer.options.machine {
            Machine::X86 => (
                "syscall",
                "={rax},{rax},{rdi},{rsi},{rdx},{r10},{r8},{r9},~{rcx},~{r11},~{memory},~{dirflag},~{fpsr},~{flags}",
            ),
            Machine::Aarch64 => ("svc #0", "={x0},{x8},{x0},{x1},{x2},{x3},{x4},{x5},~{memory}"),
            // Without an operating system there is nobody to call; the runtime never does.
            Machine::BareRiscV => return vec![Val::Int(Ty::I64, -38)],
        };
        let to = self.builder.register();
        self.builder.push(Inst::Asm {
            to: Some(to),
            text: text.to_owned(),
            constraints: constraints.to_owned(),
            arguments,
            ty: Ty::I64,
        });
        vec![Val::Reg(to, Ty::I64)]
    }
}
