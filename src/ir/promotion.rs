//! Registers made of temporaries of functions with awaits.

use crate::ir::{Function, Opcode, Value, shim};

/// Up to this product of blocks and temporaries PromoteMemToReg takes all of them.
const FEW: usize = 1 << 20;

/// Makes registers of allocas that are only loaded and stored. For one with more than one store PromoteMemToReg walks through all
/// blocks that a store dominates: in a function with many awaits that is the rest of it, after each of them.
pub fn promote(function: Function, temporaries: &[Value]) {
    let is_stored_once = |alloca: &Value| {
        let stores = alloca.users().into_iter().filter(|user| user.is_opcode(Opcode::LLVMStore));
        stores.count() <= 1
    };
    let (once, often): (Vec<Value>, Vec<Value>) = temporaries.iter().copied().partition(is_stored_once);
    if function.blocks().count() * often.len() <= FEW {
        shim::promote(function, temporaries);
        return;
    }
    shim::promote_nearby(&often);
    shim::promote(function, &once);
}
