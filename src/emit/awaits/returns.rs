//! `gc.coro.return`: what an activation returns, where that is not of the ramp's type.

use crate::ir::{Builder, Function, Opcode, Value, shim};
use crate::read::awaits::returns::returned_type;

/// `gc.coro.return` says what the next `ret` of its activation returns. Optimisers put code between the two and merge
/// `ret`s. So the value goes through an alloca, which LLVM's PromoteMemToReg replaces by a register.
/// (All values are of the function's type, and each path to a `ret` of another has one: that was checked before.)
pub fn settle(function: Function) {
    let instructions: Vec<Value> = function.instructions();
    let calls: Vec<Value> =
        instructions.iter().copied().filter(|&call| crate::read::awaits::is_return(call)).collect();
    let Some(&first) = calls.first() else { return };
    let rets: Vec<Value> = instructions.into_iter().filter(|t| t.is_opcode(Opcode::LLVMRet)).collect();
    let ty = returned_type(first);
    let begin = function.entry().first_insertion_point().expect("a block has a terminator");
    let build = Builder::before(begin).without_location();
    let bit = build.module().int_type(1);
    let slots = (!ty.is_void()).then(|| (build.alloca(ty, "return.value"), build.alloca(bit, "returns")));
    if let Some((_, flag)) = slots {
        build.store(bit.const_int(0), flag, 1);
    }
    let align = build.module().data_layout().abi_align(if ty.is_void() { bit } else { ty });
    for call in calls {
        let build = Builder::before(call);
        if let Some((value, flag)) = slots {
            build.store(call.argument(0), value, align);
            build.store(bit.const_int(1), flag, 1);
        }
        call.erase();
    }
    for ret in rets {
        let build = Builder::before(ret);
        match slots {
            None => build.return_void(),
            Some((value, flag)) => {
                let said = build.load(ty, value, align, "return.value");
                // A `ret` of the same type may also stand for itself.
                let own = ret.operands().next().filter(|own| own.ty() == ty);
                let result = own.map_or(said, |own| {
                    let says = build.load(bit, flag, 1, "returns");
                    build.select(says, said, own, "result")
                });
                build.return_value(result);
            }
        }
        ret.erase();
    }
    if let Some((value, flag)) = slots {
        shim::promote(function, &[value, flag]);
    }
}
