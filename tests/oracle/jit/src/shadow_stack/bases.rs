//! The objects that pointers point into.
//!
//! A derived pointer has the base that its casts and GEPs begin at. Where derived pointers of different objects meet, in a phi or a
//! select, another phi or select of their bases is made beside it.

use std::collections::HashMap;

use inkwell::llvm_sys::LLVMOpcode;
use inkwell::llvm_sys::core::LLVMAddIncoming;

use super::ir::{Builder, DERIVED, LOADED, TRACKED, Type, Value, llvm};

/// What a pointer needs for a root.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Base {
    /// No object of the heap.
    Outside,
    /// The tracked pointer, or aggregate or vector of such, itself: an instruction or an argument.
    Object(Value),
}

/// The bases of one function.
pub struct Bases<'b> {
    builder: &'b Builder,
    known: HashMap<Value, Base>,
}

impl<'b> Bases<'b> {
    /// Finds the bases of all pointers of a function. New phis and selects come in.
    ///
    /// # Errors
    /// A pointer that this lowering does not know.
    pub fn of(function: Value, builder: &'b Builder) -> Result<Self, String> {
        let mut bases = Self { builder, known: HashMap::new() };
        for inst in function.instructions() {
            bases.find(inst)?;
        }
        Ok(bases)
    }

    /// The object that a use of `value` keeps alive, if a root of this function has to.
    pub fn rooted(&self, value: Value) -> Option<Value> {
        match self.known.get(&value) {
            Some(&Base::Object(base)) if base.is_instruction() => Some(base),
            _ => None,
        }
    }

    fn find(&mut self, value: Value) -> Result<Base, String> {
        if let Some(&known) = self.known.get(&value) {
            return Ok(known);
        }
        let base = self.base(value)?;
        self.known.insert(value, base);
        Ok(base)
    }

    fn base(&mut self, value: Value) -> Result<Base, String> {
        let ty = value.ty();
        let is_tracked = ty.is_pointer_of(TRACKED);
        if !is_tracked && !ty.is_pointer_of(DERIVED) {
            let unknown = [DERIVED, LOADED].iter().any(|&space| !ty.leaves(space).is_empty());
            return match ty.leaves(TRACKED).is_empty() {
                _ if unknown => Err(format!("'{}' holds a pointer into an object", value.name())),
                true => Ok(Base::Outside),
                false => Ok(Base::Object(value)),
            };
        }
        if value.is_argument() {
            // The caller has a root for it.
            return Ok(if is_tracked { Base::Object(value) } else { Base::Outside });
        }
        if !value.is_instruction() {
            return Ok(Base::Outside);
        }
        match value.opcode() {
            LLVMOpcode::LLVMGetElementPtr | LLVMOpcode::LLVMBitCast | LLVMOpcode::LLVMFreeze => {
                self.find(value.operand(0))
            }
            LLVMOpcode::LLVMAddrSpaceCast => self.find(value.operand(0)),
            LLVMOpcode::LLVMPHI | LLVMOpcode::LLVMSelect if !is_tracked || is_inside(value) => {
                self.merged(value)
            }
            _ if is_tracked => Ok(Base::Object(value)),
            _ => Err(format!("'{}' is a pointer into an unknown object", value.name())),
        }
    }

    /// The phi or select of the bases of what meets in `value`.
    fn merged(&mut self, value: Value) -> Result<Base, String> {
        let builder = self.builder;
        let ty = Type::pointer(builder.context, TRACKED);
        if value.is_phi() {
            let made = builder.before(value).phi(ty);
            // The phi may meet itself.
            self.known.insert(value, Base::Object(made));
            self.known.insert(made, Base::Object(made));
            for (from, block) in value.incoming() {
                let mut base = self.found(from, ty)?.0;
                let mut block = block.0;
                llvm!(LLVMAddIncoming(made.0, &raw mut base, &raw mut block, 1));
            }
            return Ok(Base::Object(made));
        }
        let (yes, no) = (self.found(value.operand(1), ty)?, self.found(value.operand(2), ty)?);
        let made = builder.before(value).select(value.operand(0), yes, no);
        // A select of what is the same, or of constants, folds.
        let base =
            if made.is_instruction() || made.is_argument() { Base::Object(made) } else { Base::Outside };
        self.known.insert(made, base);
        Ok(base)
    }

    fn found(&mut self, value: Value, ty: Type) -> Result<Value, String> {
        Ok(match self.find(value)? {
            Base::Outside => ty.null(),
            Base::Object(base) => base,
        })
    }
}

/// Whether a merge of tracked pointers may be one into an object, by a GEP before it.
fn is_inside(merge: Value) -> bool {
    let (mut seen, mut next) = (Vec::new(), vec![merge]);
    while let Some(value) = next.pop() {
        if seen.contains(&value) || !value.is_instruction() {
            continue;
        }
        seen.push(value);
        match value.opcode() {
            LLVMOpcode::LLVMGetElementPtr => return true,
            LLVMOpcode::LLVMPHI | LLVMOpcode::LLVMBitCast | LLVMOpcode::LLVMFreeze => {
                next.extend(value.operands())
            }
            LLVMOpcode::LLVMSelect => next.extend([value.operand(1), value.operand(2)]),
            _ => {}
        }
    }
    false
}
