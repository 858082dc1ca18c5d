//! The tracked words of objects, and the calls that fill objects.

use gc_coro_core::model::Object;

use crate::gc::PointerKind;
use crate::ir::Value;

/// Notes a managed pointer at `offset` bytes of an object. Maps name whole words of the frame. Nothing can be accessed outside
/// of an object, so what an address says of that is never true.
pub fn add_managed_word(object: &mut Object, offset: u64, kind: PointerKind, pointer_bytes: u64) {
    if offset.checked_add(pointer_bytes).is_none_or(|end| end > object.size) {
        return;
    }
    if kind != PointerKind::Tracked || !offset.is_multiple_of(pointer_bytes) {
        object.is_unmappable = true;
    } else if let Err(place) = object.tracked_words.binary_search(&offset) {
        object.tracked_words.insert(place, offset);
        object.align = object.align.max(pointer_bytes);
    }
}

/// How many bytes `llvm.memcpy`, `memmove` or `memset` writes, if that is a constant.
pub fn bytes_filled(call: Value) -> Option<u64> {
    let callee = call.called_function()?;
    let kind = callee.name_bytes().strip_prefix(b"llvm.mem")?;
    let fills = [b"cpy".as_slice(), b"move", b"set"].iter().any(|k| kind.starts_with(k));
    if fills { call.argument(2).const_int() } else { None }
}
