//! LLVM's coro-early in a pipeline that runs it again later.

use crate::ir::{Function, IrModule, Value};
use crate::read::intrinsics::{Coro, ID_INFO, ID_SELF};

/// Takes back what coro-early has written into the `llvm.coro.id` of functions that are not ours to split: it writes the function there,
/// and when it runs again, it insists on finding null. Those of ours are split by then, which it sees at another operand.
pub fn forget_coroutines_of_others(module: IrModule) {
    let is_unsplit_id = |inst: &Value| Coro::of(*inst) == Some(Coro::Id) && inst.argument(ID_INFO).is_null();
    let others = module.functions().into_iter().filter(|f| !f.is_declaration() && !f.is_marked());
    for id in others.flat_map(Function::instructions).filter(is_unsplit_id) {
        id.set_operand(ID_SELF, id.argument(ID_SELF).ty().null());
    }
}
