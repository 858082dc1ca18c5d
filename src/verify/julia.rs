//! What Julia's GC invariant verifier rejects (`src/llvm-gc-invariant-verifier.cpp`), and what its late passes do not
//! understand (`src/llvm-late-gc-lowering.cpp`, `src/llvm-alloc-opt.cpp`), one instruction at a time.
//!
//! Julia's verifier looks at scalar pointers; this one at vectors as well, because a vector of derived pointers in a frame is
//! as wrong as a single one. Null and undefined constants are no pointers into anything.

use crate::abi::names::call::PREFIX;
use crate::gc::PointerKind;
use crate::gc::types::pointer_shape;
use crate::ir::{Opcode, Type, Value};

use crate::diag::violation::{Violation, kind_name};
use crate::ir::callee_name;
use crate::read::awaits::is_await;
use crate::verify::subject::Subject;

/// Operations that LateLowerGCFrame makes. (`julia.safepoint` is none of them: Julia's code generator emits it.)
const LOWERED: [&str; 6] = [
    "julia.gc_alloc_bytes",
    "julia.get_gc_frame_slot",
    "julia.new_gc_frame",
    "julia.pop_gc_frame",
    "julia.push_gc_frame",
    "julia.queue_gc_root",
];

pub fn check(subject: &Subject, strong: bool) {
    for &inst in &subject.instructions {
        let found = match inst.opcode() {
            Some(Opcode::LLVMAddrSpaceCast) => cast(subject, inst),
            Some(Opcode::LLVMStore) => written(subject, inst, 0, 1),
            Some(Opcode::LLVMAtomicRMW) => written(subject, inst, 1, 0),
            Some(Opcode::LLVMAtomicCmpXchg) => written(subject, inst, 2, 0),
            Some(Opcode::LLVMLoad) => loaded(subject, inst),
            Some(Opcode::LLVMRet) => returned(subject, inst),
            Some(Opcode::LLVMIntToPtr) => {
                managed(subject, inst.ty()).map(|_| Violation::PointerAsNumber { opcode: "inttoptr" })
            }
            Some(Opcode::LLVMPtrToInt) => managed(subject, inst.argument(0).ty())
                .map(|_| Violation::PointerAsNumber { opcode: "ptrtoint" }),
            Some(Opcode::LLVMGetElementPtr) if strong => managed(subject, inst.ty())
                .filter(|(kind, _)| *kind == PointerKind::Tracked)
                .map(|_| Violation::TrackedElement),
            Some(Opcode::LLVMInvoke) if !subject.unsplit => Some(Violation::Invoke),
            Some(Opcode::LLVMCall) => called(inst),
            _ => None,
        };
        if let Some(violation) = found {
            subject.report(Some(inst), violation);
        }
    }
}

/// Kind and address space of a managed pointer, or of the elements of a vector of such.
fn managed(subject: &Subject, ty: Type) -> Option<(PointerKind, u32)> {
    let kind = pointer_shape(&subject.model, ty).kind()?;
    Some((kind, space_of(ty)?))
}

fn space_of(ty: Type) -> Option<u32> {
    ty.vector_element().unwrap_or(ty).address_space()
}

fn cast(subject: &Subject, inst: Value) -> Option<Violation> {
    let (from, to) = (space_of(inst.argument(0).ty())?, space_of(inst.ty())?);
    let kind = |space: u32| subject.model.kind(space);
    let is_allowed = match (kind(from), kind(to)) {
        (None, None) => true,
        (None, Some(to)) => to != PointerKind::Loaded,
        (Some(PointerKind::Tracked), Some(to)) => {
            matches!(to, PointerKind::Derived | PointerKind::CalleeRooted)
        }
        _ => false,
    };
    (!is_allowed).then_some(Violation::Cast { from, to })
}

fn written(subject: &Subject, inst: Value, value: u32, address: u32) -> Option<Violation> {
    if is_through_callee_rooted(subject, inst.argument(address)) {
        return Some(Violation::ThroughCalleeRooted);
    }
    let value = inst.argument(value);
    let (kind, space) = managed(subject, value.ty())?;
    let is_nothing = value.is_null() || value.is_undefined();
    (kind != PointerKind::Tracked && !is_nothing)
        .then_some(Violation::Stored { kind: kind_name(kind), space })
}

fn loaded(subject: &Subject, inst: Value) -> Option<Violation> {
    if is_through_callee_rooted(subject, inst.argument(0)) {
        return Some(Violation::ThroughCalleeRooted);
    }
    let (kind, space) = managed(subject, inst.ty())?;
    // A pointer of space 13 comes from julia.gc_loaded, but Julia's own passes accept a load of one.
    matches!(kind, PointerKind::Derived | PointerKind::CalleeRooted)
        .then_some(Violation::Loaded { kind: kind_name(kind), space })
}

fn is_through_callee_rooted(subject: &Subject, address: Value) -> bool {
    managed(subject, address.ty()).is_some_and(|(kind, _)| kind == PointerKind::CalleeRooted)
}

fn returned(subject: &Subject, inst: Value) -> Option<Violation> {
    let value = inst.operands().next()?;
    let (kind, space) = managed(subject, value.ty())?;
    (kind != PointerKind::Tracked).then_some(Violation::Returned { kind: kind_name(kind), space })
}

fn called(inst: Value) -> Option<Violation> {
    let callee = callee_name(inst);
    if LOWERED.contains(&callee.as_str()) {
        return Some(Violation::AlreadyLowered { callee });
    }
    // A call that never comes back is an error path for AllocOpt; an error of the program is one indeed, a marker of this
    // dialect is not.
    let is_marker = callee.starts_with(PREFIX) && !is_await(inst);
    let is_last = inst.next().is_some_and(|next| next.is_opcode(Opcode::LLVMUnreachable));
    (is_marker && is_last).then_some(Violation::ReturnMarker { callee })
}
