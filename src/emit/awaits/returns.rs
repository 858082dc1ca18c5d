//! `gc.coro.return`: what an activation returns, where that is not of the ramp's type.

use rustc_hash::FxHashSet;

use crate::diag::{Diagnostic, Problem};
use crate::ir::{Block, Builder, Function, Opcode, Type, Value, shim};
use crate::read::diagnostic;

/// The type of what `call` of `gc.coro.return` gives.
pub fn returned_type(call: Value) -> Type {
    if call.argument_count() == 0 { call.ty() } else { call.argument(0).ty() }
}

/// `gc.coro.return` says what the next `ret` of its activation returns. Optimisers put code between the two and join `ret`s:
/// so the value waits on the stack, and LLVM's PromoteMemToReg makes a register of that.
///
/// # Errors
/// A value of another type than the function's, and paths on which none is said although the types differ.
pub fn settle(function: Function) -> Result<(), Vec<Diagnostic>> {
    let instructions: Vec<Value> = function.instructions();
    let calls: Vec<Value> =
        instructions.iter().copied().filter(|&call| crate::read::awaits::is_return(call)).collect();
    let Some(&first) = calls.first() else { return Ok(()) };
    let rets: Vec<Value> = instructions.into_iter().filter(|t| t.is_opcode(Opcode::LLVMRet)).collect();
    let ty = returned_type(first);
    let problems = problems(function, &calls, &rets);
    if !problems.is_empty() {
        return Err(problems);
    }
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
    Ok(())
}

fn problems(function: Function, calls: &[Value], rets: &[Value]) -> Vec<Diagnostic> {
    let ty = function.return_type();
    let strange = calls.iter().filter(|&&call| returned_type(call) != ty).map(|&call| {
        let (found, wanted) = (returned_type(call).to_string(), ty.to_string());
        let problem = Problem::ReturnOfAnotherType { callee: function.name(), found, wanted };
        diagnostic(function, Some(call), problem)
    });
    let unsaid = blocks_before(function, calls);
    let is_silent = |ret: &&Value| {
        let own = ret.operands().next().map(Value::ty);
        !ty.is_void() && own != Some(ty) && unsaid.contains(&ret.block())
    };
    let silent = rets
        .iter()
        .filter(is_silent)
        .map(|&ret| diagnostic(function, Some(ret), Problem::ReturnNotSaid { wanted: ty.to_string() }));
    strange.chain(silent).collect()
}

/// The blocks at whose end no call has said anything on some path.
fn blocks_before(function: Function, calls: &[Value]) -> FxHashSet<Block> {
    let saying: FxHashSet<Block> = calls.iter().map(|call| call.block()).collect();
    let mut seen = FxHashSet::default();
    let mut work = vec![function.entry()];
    while let Some(block) = work.pop() {
        if !saying.contains(&block) && seen.insert(block) {
            work.extend(block.successors());
        }
    }
    seen
}
