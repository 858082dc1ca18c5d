//! Changes of control flow.

use inkwell::llvm_sys::LLVMOpcode;
use inkwell::llvm_sys::core::*;

use super::ir::{Site, blocks, is_terminator, kind_of, opcode, type_of};
use crate::shim;

/// An edge leads to another block.
pub fn redirect(site: &mut Site<'_>) -> bool {
    let count = |i| if is_terminator(i) { unsafe { LLVMGetNumSuccessors(i) } } else { 0 };
    let Some(end) = site.instruction(|i| count(i) > 0) else { return false };
    let edge = site.rng.below(count(end) as usize) as u32;
    let target = site.block();
    unsafe { LLVMSetSuccessor(end, edge, target) }
    site.repair()
}

/// Another terminator.
pub fn end_otherwise(site: &mut Site<'_>) -> bool {
    let block = site.block();
    let old = unsafe { LLVMGetBasicBlockTerminator(block) };
    if old.is_null() {
        return false;
    }
    let (left, right) = (site.block(), site.block());
    let context = super::context();
    site.build(old, |site, builder| unsafe {
        let result = LLVMGetReturnType(LLVMGlobalGetValueType(site.function));
        let bit = LLVMInt1TypeInContext(context);
        let number = LLVMInt32TypeInContext(context);
        match site.rng.below(6) {
            0 => LLVMBuildUnreachable(builder),
            1 if kind_of(result) == inkwell::llvm_sys::LLVMTypeKind::LLVMVoidTypeKind => {
                LLVMBuildRetVoid(builder)
            }
            1 => match site.value_of(result) {
                Some(value) => LLVMBuildRet(builder, value),
                None => LLVMBuildUnreachable(builder),
            },
            2 | 3 => LLVMBuildBr(builder, left),
            4 => match site.value_of(bit) {
                Some(value) => LLVMBuildCondBr(builder, value, left, right),
                None => LLVMBuildBr(builder, right),
            },
            _ => {
                let value = site.value_of(number).unwrap_or(LLVMConstNull(number));
                let switch = LLVMBuildSwitch(builder, value, left, 2);
                LLVMAddCase(switch, LLVMConstInt(number, 0, 0), right);
                LLVMAddCase(switch, LLVMConstInt(number, 1, 0), left);
                switch
            }
        }
    });
    unsafe {
        if kind_of(type_of(old)) != inkwell::llvm_sys::LLVMTypeKind::LLVMVoidTypeKind {
            LLVMReplaceAllUsesWith(old, LLVMGetUndef(type_of(old)));
        }
        LLVMInstructionEraseFromParent(old);
    }
    site.repair()
}

pub fn split(site: &mut Site<'_>) -> bool {
    let Some(place) = site.place() else { return false };
    unsafe { shim::mutants_split_block(place) };
    site.repair()
}

/// A copy of a block, which some edges lead to.
pub fn copy(site: &mut Site<'_>) -> bool {
    let block = site.block();
    let all = blocks(site.function);
    let copy = unsafe { shim::mutants_clone_block(block) };
    let mut used = false;
    for from in all {
        unsafe {
            let end = LLVMGetBasicBlockTerminator(from);
            if end.is_null() {
                continue;
            }
            for edge in 0..LLVMGetNumSuccessors(end) {
                if LLVMGetSuccessor(end, edge) == block && site.rng.chance(60) {
                    LLVMSetSuccessor(end, edge, copy);
                    used = true;
                }
            }
        }
    }
    if !used {
        let Some(end) = site.instruction(|i| is_terminator(i) && unsafe { LLVMGetNumSuccessors(i) } > 0)
        else {
            return false;
        };
        unsafe { LLVMSetSuccessor(end, 0, copy) }
    }
    site.repair()
}

/// A call can throw.
pub fn invoke(site: &mut Site<'_>) -> bool {
    let Some(call) = site.instruction(|i| opcode(i) == LLVMOpcode::LLVMCall) else { return false };
    let mut pads = Vec::new();
    for block in blocks(site.function) {
        let first = unsafe { LLVMGetFirstInstruction(block) };
        if !first.is_null() && opcode(first) == LLVMOpcode::LLVMLandingPad {
            pads.push(block);
        }
    }
    let pad = if pads.is_empty() || site.rng.chance(30) {
        unsafe { shim::mutants_landing_pad(site.function) }
    } else {
        pads[site.rng.below(pads.len())]
    };
    unsafe { shim::mutants_invoke(call, pad) }
    super::attributes::personality(site) && site.repair()
}

/// A branch goes by an address.
pub fn indirect(site: &mut Site<'_>) -> bool {
    let Some(old) = site.instruction(|i| opcode(i) == LLVMOpcode::LLVMBr) else { return false };
    let targets: Vec<_> =
        (0..unsafe { LLVMGetNumSuccessors(old) }).map(|n| unsafe { LLVMGetSuccessor(old, n) }).collect();
    let function = site.function;
    let more = site.block();
    site.build(old, |site, builder| unsafe {
        let pointer = LLVMPointerTypeInContext(super::context(), 0);
        let address = LLVMBlockAddress(function, targets[0]);
        let address = if site.rng.chance(60) { address } else { site.value_of(pointer).unwrap_or(address) };
        let end = LLVMBuildIndirectBr(builder, address, 3);
        targets.iter().for_each(|&target| LLVMAddDestination(end, target));
        if site.rng.chance(40) {
            LLVMAddDestination(end, more);
        }
    });
    unsafe { LLVMInstructionEraseFromParent(old) }
    site.repair()
}
