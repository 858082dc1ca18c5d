//! Where a function reads and writes a frame.

use rustc_hash::FxHashSet;

use crate::ir::{Opcode, Value};

use crate::ir::callee_name;
use crate::verify::subject::Subject;

/// One instruction that reads or writes the frame.
#[derive(Clone, Copy, Debug)]
pub struct Access {
    pub inst: Value,
    /// Bytes from the beginning of the frame; `None` if it is no constant.
    pub offset: Option<i64>,
    pub kind: AccessKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessKind {
    Load,
    Store(Value),
    /// `llvm.memset` with this byte and number of bytes, where they are constant.
    Set(Option<u64>, Option<u64>),
}

/// The accesses through `frame`, in the order of the text.
pub fn accesses(subject: &Subject, frame: Value) -> Vec<Access> {
    let mut seen = FxHashSet::from_iter([frame]);
    let mut work = vec![(frame, Some(0i64))];
    let mut found = Vec::new();
    while let Some((address, offset)) = work.pop() {
        for site in address.uses() {
            let user = site.user;
            // One address may be used in more than one function only if it is no instruction or argument; a frame is one.
            if !user.is_instruction() {
                continue;
            }
            let next = match user.opcode() {
                Some(Opcode::LLVMGetElementPtr) if site.operand == 0 => {
                    let step = user.gep_constant_offset(subject.layout);
                    Some(offset.zip(step).and_then(|(a, b)| a.checked_add(b)))
                }
                Some(Opcode::LLVMBitCast) => Some(offset),
                _ => None,
            };
            match next {
                Some(place) if seen.insert(user) => work.push((user, place)),
                Some(_) => {}
                None => found.extend(access(user, site.operand, offset)),
            }
        }
    }
    found.sort_by_key(|access| subject.position(access.inst));
    found
}

fn access(user: Value, operand: u32, offset: Option<i64>) -> Option<Access> {
    let kind = match user.opcode()? {
        Opcode::LLVMLoad => AccessKind::Load,
        Opcode::LLVMStore if operand == 1 => AccessKind::Store(user.argument(0)),
        Opcode::LLVMCall if operand == 0 && callee_name(user).starts_with("llvm.memset.") => {
            AccessKind::Set(user.argument(1).const_int(), user.argument(2).const_int())
        }
        _ => return None,
    };
    Some(Access { inst: user, offset, kind })
}
