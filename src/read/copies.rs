//! Managed pointers that `llvm.memcpy` and `memmove`, and a load with a store of what it gives, bring from one alloca to another.

use rustc_hash::FxHashMap;

use crate::gc::PointerKind;
use crate::ir::{Opcode, Value};
use gc_coro_core::model::ObjectId;

use crate::read::managed_words::{add_managed_word, bytes_filled};
use crate::read::model_map::ModelMap;

/// One end of a copy: an object at a distance in bytes, if that is known.
pub struct CopyEnd {
    pub object: ObjectId,
    pub offset: Option<u64>,
    pub is_source: bool,
}

/// Whether `store` stores a number that a load has given, and does nothing else with it.
pub fn stores_what_was_loaded(store: Value) -> bool {
    let is_number = |value: Value| value.ty().int_width().is_some();
    store.is_opcode(Opcode::LLVMStore)
        && store.argument(0).is_opcode(Opcode::LLVMLoad)
        && is_number(store.argument(0))
}

/// How many bytes a copy brings, if that is a constant.
fn bytes_copied(copy: Value) -> Option<u64> {
    if !copy.is_opcode(Opcode::LLVMStore) {
        return bytes_filled(copy);
    }
    Some(copy.block().function().module().data_layout().store_size(copy.argument(0).ty()))
}

/// What is copied from one object to another has its managed pointers there as well, whatever the types say; and had them where
/// it comes from.
pub fn share_managed_words(model_map: &mut ModelMap, ends: Vec<(Value, CopyEnd)>) {
    let mut by_call: FxHashMap<Value, [Option<CopyEnd>; 2]> = FxHashMap::default();
    let mut order = Vec::new();
    for (call, end) in ends {
        let both = by_call.entry(call).or_insert_with(|| {
            order.push(call);
            [None, None]
        });
        let number = usize::from(end.is_source);
        both[number] = Some(end);
    }
    let mut copies = Vec::new();
    for call in order {
        if let Some([Some(to), Some(from)]) = by_call.remove(&call) {
            copies.push((bytes_copied(call), to, from));
        }
    }
    // Copies of copies: as often as there are new words.
    let mut is_new = true;
    while std::mem::take(&mut is_new) {
        for (bytes, to, from) in &copies {
            is_new |= give_words(model_map, *bytes, from, to);
            is_new |= give_words(model_map, *bytes, to, from);
        }
    }
}

/// Gives `to` the words of `from`. Whether any was new.
fn give_words(model_map: &mut ModelMap, bytes: Option<u64>, from: &CopyEnd, to: &CopyEnd) -> bool {
    if from.object == to.object {
        return false;
    }
    let pointer_bytes = model_map.coroutine.pointer_bytes;
    let words = model_map.coroutine.objects[from.object].tracked_words.clone();
    let target = &mut model_map.coroutine.objects[to.object];
    let (Some(bytes), Some(begin), Some(into)) = (bytes, from.offset, to.offset) else {
        // Its type may say where they are.
        let is_lost = !words.is_empty() && target.tracked_words.is_empty() && !target.is_unmappable;
        target.is_unmappable |= is_lost;
        return is_lost;
    };
    let known = (target.tracked_words.len(), target.is_unmappable);
    for offset in words.iter().filter_map(|word| word.checked_sub(begin)).filter(|offset| *offset < bytes) {
        add_managed_word(target, into.saturating_add(offset), PointerKind::Tracked, pointer_bytes);
    }
    (target.tracked_words.len(), target.is_unmappable) != known
}
