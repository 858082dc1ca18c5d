//! Addresses of collected memory that are hidden in variables of a frame: casts and numbers that are stored there. (What is kept
//! as a value is refused: `read/raw_addresses.rs`.)

use rustc_hash::FxHashSet;

use crate::diag::warning::Warning;
use crate::diag::{Diagnostic, Problem};
use crate::gc::Model;
use crate::ir::{Opcode, Value};
use crate::passes::planned::Planned;
use crate::read::{diagnostic, may_move};

/// One warning for each variable of the frame that holds such an address.
pub(crate) fn addresses_in_variables(planned: &Planned) -> Vec<Diagnostic> {
    let (model_map, model) = (&planned.model_map, &planned.canonical.model);
    if !model.is_managed() {
        return Vec::new();
    }
    let live_ranges = planned.analysis.objects.iter();
    let live_across = live_ranges.filter(|(_, live_range)| {
        live_range.as_ref().is_some_and(|live_range| !live_range.live_across.is_empty())
    });
    let warning = |object: &gc_coro_core::model::Object| {
        let variable = Variable::of(model_map.values[object.value]);
        let store = variable.stores.iter().find(|store| variable.hides(store.argument(0), model))?;
        let found = Warning::HiddenAddress { variable: object.name.clone() };
        Some(diagnostic(planned.canonical.shape.function, Some(*store), Problem::Warning(found)))
    };
    live_across.filter_map(|(id, _)| warning(&model_map.coroutine.objects[id])).collect()
}

/// What is stored to an alloca, and what is loaded from it.
struct Variable {
    stores: Vec<Value>,
    /// A pointer is made of a number that comes out of it.
    is_made_a_pointer: bool,
}

impl Variable {
    fn of(alloca: Value) -> Self {
        use Opcode::{LLVMBitCast, LLVMGetElementPtr, LLVMIntToPtr, LLVMLoad, LLVMStore};
        let mut variable = Variable { stores: Vec::new(), is_made_a_pointer: false };
        let (mut seen, mut work) = (FxHashSet::default(), vec![alloca]);
        while let Some(address) = work.pop() {
            if !seen.insert(address) {
                continue;
            }
            for site in address.uses() {
                match site.user.opcode() {
                    Some(LLVMGetElementPtr | LLVMBitCast) => work.push(site.user),
                    Some(LLVMStore) if site.operand == 1 => variable.stores.push(site.user),
                    Some(LLVMLoad) => {
                        let mut users = site.user.users().into_iter();
                        variable.is_made_a_pointer |= users.any(|user| user.is_opcode(LLVMIntToPtr));
                    }
                    _ => {}
                }
            }
        }
        variable
    }

    /// Whether `stored` is a plain address of collected memory, or a number of such that becomes a pointer again.
    fn hides(&self, mut stored: Value, model: &Model) -> bool {
        use Opcode::{LLVMAddrSpaceCast, LLVMBitCast, LLVMFreeze, LLVMGetElementPtr, LLVMPtrToInt};
        let is_managed = |value: Value| may_move(model, value);
        while matches!(stored.opcode(), Some(LLVMGetElementPtr | LLVMBitCast | LLVMFreeze)) {
            stored = stored.argument(0);
        }
        match stored.opcode() {
            Some(LLVMAddrSpaceCast) => is_managed(stored.argument(0)) && !is_managed(stored),
            Some(LLVMPtrToInt) => is_managed(stored.argument(0)) && self.is_made_a_pointer,
            _ => false,
        }
    }
}
