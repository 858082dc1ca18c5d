//! Changes of instructions.

use inkwell::llvm_sys::core::*;
use inkwell::llvm_sys::prelude::LLVMValueRef;
use inkwell::llvm_sys::{LLVMOpcode, LLVMTypeKind};

use super::ir::{
    Site, instructions, is_call, is_defined, is_plain, is_terminator, kind_of, opcode, operands, type_of,
};
use crate::shim;

fn is_void(value: LLVMValueRef) -> bool {
    kind_of(type_of(value)) == LLVMTypeKind::LLVMVoidTypeKind
}

pub fn delete(site: &mut Site<'_>) -> bool {
    let Some(old) = site.instruction(|i| !is_terminator(i)) else { return false };
    if !is_void(old) {
        let Some(new) = site.value_of(type_of(old)) else { return false };
        if new == old {
            return false;
        }
        unsafe { LLVMReplaceAllUsesWith(old, new) }
    }
    unsafe { LLVMInstructionEraseFromParent(old) }
    site.repair()
}

/// A second one after the first, or somewhere else, which some of the first one's users get.
pub fn duplicate(site: &mut Site<'_>) -> bool {
    let Some(old) = site.instruction(|i| !is_terminator(i) && opcode(i) != LLVMOpcode::LLVMPHI) else {
        return false;
    };
    let copy = unsafe { shim::mutants_clone(old) };
    let place = if site.rng.chance(40) { Some(old) } else { site.place() };
    unsafe { shim::mutants_insert_before(copy, place.unwrap_or(old)) }
    let mut use_ = unsafe { LLVMGetFirstUse(old) };
    let mut users = Vec::new();
    while !use_.is_null() {
        users.push(unsafe { LLVMGetUser(use_) });
        use_ = unsafe { LLVMGetNextUse(use_) };
    }
    for user in users {
        if site.rng.chance(50) {
            for (number, value) in operands(user) {
                if value == old {
                    unsafe { LLVMSetOperand(user, number, copy) }
                }
            }
        }
    }
    site.repair()
}

pub fn move_elsewhere(site: &mut Site<'_>) -> bool {
    let Some(one) = site.instruction(|i| !is_terminator(i) && opcode(i) != LLVMOpcode::LLVMPHI) else {
        return false;
    };
    let place = if site.rng.chance(50) {
        let all = instructions(unsafe { LLVMGetInstructionParent(one) });
        Some(all[site.rng.below(all.len())])
    } else {
        site.place()
    };
    let Some(place) = place.filter(|&p| p != one && opcode(p) != LLVMOpcode::LLVMPHI) else { return false };
    unsafe { shim::mutants_move_before(one, place) }
    site.repair()
}

pub fn exchange_operands(site: &mut Site<'_>) -> bool {
    let Some(one) = site.instruction(|i| !operands(i).is_empty()) else { return false };
    let other = if site.rng.chance(50) { Some(one) } else { site.instruction(|i| !operands(i).is_empty()) };
    let other = other.unwrap_or(one);
    let (left, right) = (operands(one), operands(other));
    let (a, x) = left[site.rng.below(left.len())];
    let fitting: Vec<_> = right.into_iter().filter(|(_, y)| type_of(*y) == type_of(x) && *y != x).collect();
    if fitting.is_empty() {
        return false;
    }
    let (b, y) = fitting[site.rng.below(fitting.len())];
    unsafe {
        LLVMSetOperand(one, a, y);
        LLVMSetOperand(other, b, x);
    }
    site.repair()
}

pub fn replace_operand(site: &mut Site<'_>) -> bool {
    let Some(one) = site.instruction(|i| !operands(i).is_empty()) else { return false };
    let all = operands(one);
    let (number, old) = all[site.rng.below(all.len())];
    let Some(new) = site.value_of(type_of(old)).filter(|&new| new != old) else { return false };
    unsafe { LLVMSetOperand(one, number, new) }
    site.repair()
}

pub fn change_constant(site: &mut Site<'_>) -> bool {
    let constants = |i: LLVMValueRef| {
        let all = operands(i);
        all.into_iter().filter(|(_, v)| unsafe { LLVMIsConstant(*v) != 0 }).collect::<Vec<_>>()
    };
    let Some(one) = site.instruction(|i| !constants(i).is_empty()) else { return false };
    let all = constants(one);
    let (number, old) = all[site.rng.below(all.len())];
    let Some(new) = site.constant_of(type_of(old)).filter(|&new| new != old) else { return false };
    unsafe { LLVMSetOperand(one, number, new) }
    true
}

pub fn flags(site: &mut Site<'_>) -> bool {
    let Some(one) = site.instruction(|_| true) else { return false };
    unsafe { shim::mutants_set_flags(one, site.rng.below(8) as u32) }
    true
}

pub fn alignment(site: &mut Site<'_>) -> bool {
    use LLVMOpcode::{LLVMAlloca, LLVMLoad, LLVMStore};
    let memory = |i| matches!(opcode(i), LLVMLoad | LLVMStore | LLVMAlloca);
    let Some(one) = site.instruction(memory) else { return false };
    let align = 1u32 << site.rng.pick(&[0, 1, 2, 3, 4, 5, 6, 12, 16, 28, 31]);
    unsafe { LLVMSetAlignment(one, align) }
    true
}

/// Another type or count for an alloca.
pub fn retype_alloca(site: &mut Site<'_>) -> bool {
    let Some(old) = site.instruction(|i| opcode(i) == LLVMOpcode::LLVMAlloca) else { return false };
    let ty = if site.rng.chance(60) { site.any_type() } else { unsafe { LLVMGetAllocatedType(old) } };
    let count = site.rng.chance(40);
    site.build(old, |site, builder| unsafe {
        let name = c"other".as_ptr();
        let i64_ = LLVMInt64TypeInContext(super::context());
        let count = if count { site.value_of(i64_) } else { None };
        let new = match count {
            Some(count) => LLVMBuildArrayAlloca(builder, ty, count, name),
            None => LLVMBuildAlloca(builder, ty, name),
        };
        if type_of(new) != type_of(old) {
            return false;
        }
        LLVMReplaceAllUsesWith(old, new);
        LLVMInstructionEraseFromParent(old);
        site.repair()
    })
}

/// An alloca somewhere, used there and elsewhere.
pub fn insert_alloca(site: &mut Site<'_>) -> bool {
    let (ty, dynamic) = (site.any_type(), site.rng.chance(25));
    let (Some(place), Some(user)) = (site.place(), site.place()) else { return false };
    let new = site.build(place, |site, builder| unsafe {
        let i64_ = LLVMInt64TypeInContext(super::context());
        let count = if dynamic { site.value_of(i64_) } else { None };
        match count {
            Some(count) => LLVMBuildArrayAlloca(builder, ty, count, c"buffer".as_ptr()),
            None => LLVMBuildAlloca(builder, ty, c"object".as_ptr()),
        }
    });
    site.build(user, |site, builder| unsafe {
        match site.rng.below(3) {
            0 => LLVMBuildLoad2(builder, ty, new, c"content".as_ptr()),
            1 => match site.value_of(ty) {
                Some(value) => LLVMBuildStore(builder, value, new),
                None => new,
            },
            _ => match site.value_of(type_of(new)) {
                Some(target) => LLVMBuildStore(builder, new, target),
                None => new,
            },
        }
    });
    site.repair()
}

/// A call of any function of the module with arguments of the right types, and a use of its result.
pub fn insert_call(site: &mut Site<'_>) -> bool {
    let functions = site.module.functions();
    let (declared, defined): (Vec<_>, Vec<_>) = functions.into_iter().partition(|&f| !is_defined(f));
    let from =
        if declared.is_empty() || (site.rng.chance(15) && !defined.is_empty()) { defined } else { declared };
    if from.is_empty() {
        return false;
    }
    let callee = from[site.rng.below(from.len())];
    let Some(place) = site.place() else { return false };
    let call = site.build(place, |site, builder| unsafe {
        let ty = LLVMGlobalGetValueType(callee);
        let mut parameters = vec![std::ptr::null_mut(); LLVMCountParamTypes(ty) as usize];
        LLVMGetParamTypes(ty, parameters.as_mut_ptr());
        let mut arguments = Vec::new();
        for parameter in parameters {
            arguments.push(site.value_of(parameter)?);
        }
        if LLVMIsFunctionVarArg(ty) != 0 {
            for _ in 0..site.rng.below(3) {
                arguments.push(site.any_value()?);
            }
        }
        let call =
            LLVMBuildCall2(builder, ty, callee, arguments.as_mut_ptr(), arguments.len() as u32, c"".as_ptr());
        LLVMSetInstructionCallConv(call, LLVMGetFunctionCallConv(callee));
        Some(call)
    });
    let Some(call) = call else { return false };
    if !is_void(call) && site.rng.chance(70) {
        use_value(site, call);
    }
    site.repair()
}

/// Gives a value to some instruction that has an operand of its type.
fn use_value(site: &mut Site<'_>, value: LLVMValueRef) -> bool {
    let ty = type_of(value);
    let fits = |i| i != value && operands(i).iter().any(|(_, v)| type_of(*v) == ty);
    if let Some(user) = site.instruction(fits) {
        let fitting: Vec<_> = operands(user).into_iter().filter(|(_, v)| type_of(*v) == ty).collect();
        let (number, _) = fitting[site.rng.below(fitting.len())];
        unsafe { LLVMSetOperand(user, number, value) }
        return true;
    }
    store_at(site, value)
}

fn store_at(site: &mut Site<'_>, value: LLVMValueRef) -> bool {
    if !is_plain(type_of(value)) {
        return false;
    }
    let Some(place) = site.place() else { return false };
    site.build(place, |site, builder| unsafe {
        let pointer = LLVMPointerTypeInContext(super::context(), 0);
        let Some(target) = site.value_of(pointer) else { return false };
        LLVMBuildStore(builder, value, target);
        true
    })
}

/// A value is used somewhere else as well.
pub fn insert_store(site: &mut Site<'_>) -> bool {
    let Some(value) = site.any_value() else { return false };
    store_at(site, value) && site.repair()
}

/// A value is changed in its form before a user: by integers, address spaces, aggregates, vectors.
pub fn insert_cast(site: &mut Site<'_>) -> bool {
    let Some(user) = site.instruction(|i| {
        operands(i).iter().any(|(_, v)| is_plain(type_of(*v))) && opcode(i) != LLVMOpcode::LLVMPHI
    }) else {
        return false;
    };
    if !matches!(site.place(), Some(_)) {
        return false;
    }
    let all: Vec<_> = operands(user).into_iter().filter(|(_, v)| is_plain(type_of(*v))).collect();
    let (number, old) = all[site.rng.below(all.len())];
    let ty = type_of(old);
    let context = super::context();
    let n = c"form".as_ptr();
    let far = site.rng.chance(50);
    let place = if far { site.place().unwrap_or(user) } else { user };
    let new = site.build(place, |site, builder| unsafe {
        let i64_ = LLVMInt64TypeInContext(context);
        match (kind_of(ty), site.rng.below(6)) {
            (LLVMTypeKind::LLVMPointerTypeKind, 0) => {
                let number = LLVMBuildPtrToInt(builder, old, i64_, n);
                LLVMBuildIntToPtr(builder, number, ty, n)
            }
            (LLVMTypeKind::LLVMPointerTypeKind, 1 | 2) => {
                let space = LLVMPointerTypeInContext(context, site.rng.pick(&[0, 1, 5, 10, 11, 12, 13]));
                if space == ty {
                    return old;
                }
                let other = LLVMBuildAddrSpaceCast(builder, old, space, n);
                LLVMBuildAddrSpaceCast(builder, other, ty, n)
            }
            (LLVMTypeKind::LLVMPointerTypeKind, 3) => {
                let mut index = [site.value_of(i64_).unwrap_or(LLVMConstInt(i64_, 8, 0))];
                LLVMBuildGEP2(builder, LLVMInt8TypeInContext(context), old, index.as_mut_ptr(), 1, n)
            }
            (_, 4) => {
                let mut types = [ty, LLVMInt1TypeInContext(context)];
                let pair = LLVMStructTypeInContext(context, types.as_mut_ptr(), 2, 0);
                let whole = LLVMBuildInsertValue(builder, LLVMGetPoison(pair), old, 0, n);
                LLVMBuildExtractValue(builder, whole, 0, n)
            }
            (LLVMTypeKind::LLVMPointerTypeKind | LLVMTypeKind::LLVMIntegerTypeKind, 5) => {
                let zero = LLVMConstInt(LLVMInt32TypeInContext(context), 0, 0);
                let vector =
                    LLVMBuildInsertElement(builder, LLVMGetPoison(LLVMVectorType(ty, 2)), old, zero, n);
                LLVMBuildExtractElement(builder, vector, zero, n)
            }
            _ => {
                let bit = LLVMInt1TypeInContext(context);
                match (site.value_of(bit), site.value_of(ty)) {
                    (Some(condition), Some(other)) => LLVMBuildSelect(builder, condition, old, other, n),
                    _ => LLVMBuildFreeze(builder, old, n),
                }
            }
        }
    });
    unsafe { LLVMSetOperand(user, number, new) }
    site.repair()
}

pub fn metadata(site: &mut Site<'_>) -> bool {
    const KINDS: &[&str] = &[
        "nonnull",
        "noundef",
        "invariant.load",
        "nontemporal",
        "dereferenceable",
        "align",
        "prof",
        "unpredictable",
        "invariant.group",
        "heapallocsite",
        "nosanitize",
        "annotation",
        "callees",
        "tbaa",
        "noalias",
        "alias.scope",
        "range",
        "dbg",
        "coro.outside.frame",
    ];
    let Some(one) = site.instruction(|_| true) else { return false };
    let context = super::context();
    let name = site.rng.pick(KINDS);
    unsafe {
        let kind = LLVMGetMDKindIDInContext(context, name.as_ptr().cast(), name.len() as u32);
        if LLVMHasMetadata(one) != 0 && site.rng.chance(40) {
            LLVMSetMetadata(one, kind, std::ptr::null_mut());
            return true;
        }
        if name == "dbg" {
            return false;
        }
        let number = LLVMConstInt(LLVMInt64TypeInContext(context), site.rng.pick(&[0, 1, 8, 16]), 0);
        let operand = LLVMValueAsMetadata(number);
        let with_operand =
            !matches!(name, "nonnull" | "noundef" | "invariant.load" | "unpredictable" | "nosanitize");
        let mut operands = [operand];
        let node = LLVMMDNodeInContext2(context, operands.as_mut_ptr(), usize::from(with_operand));
        LLVMSetMetadata(one, kind, LLVMMetadataAsValue(context, node));
    }
    true
}

/// An operand bundle at a call.
pub fn bundle(site: &mut Site<'_>) -> bool {
    const TAGS: &[&str] = &[
        "deopt",
        "gc-live",
        "gc-transition",
        "funclet",
        "align",
        "jl_roots",
        "kcfi",
        "clang.arc.attachedcall",
        "convergencectrl",
        "cfguardtarget",
        "own.tag",
        "ptrauth",
    ];
    let Some(call) = site.instruction(is_call) else { return false };
    let Some(value) = site.any_value() else { return false };
    let tag = site.rng.pick(TAGS);
    unsafe { shim::add_bundle(call, tag, value) }
    site.repair()
}
