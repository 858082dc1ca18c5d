//! Stores to fields of an object that together write all of it.
//!
//! clang fills a small aggregate field by field. Where a block does so before it reads any of it, nothing of the
//! content before is needed, as if one store had covered the object. Padding counts as written: no code reads it.

use crate::ir::{DataLayout, Opcode, Type, Value};
use gc_coro_core::model::{Event, EventKind, Position};

/// Bytes that one store writes of an object.
#[derive(Clone, Copy, Debug)]
pub struct PartialWrite {
    pub position: Position,
    pub offset: u64,
    pub size: u64,
}

/// Objects of more bytes are not looked at field by field.
const LARGEST: u64 = 512;

/// The distance in bytes that a `getelementptr` with constant indices adds, if it is not negative.
pub fn constant_distance(gep: Value, layout: DataLayout) -> Option<u64> {
    if !gep.is_opcode(Opcode::LLVMGetElementPtr) {
        return Some(0);
    }
    gep.gep_constant_offset(layout).and_then(|bytes| u64::try_from(bytes).ok())
}

/// The bytes of `ty` that hold something, as a flag per byte.
fn used_bytes(ty: Type, layout: DataLayout) -> Vec<bool> {
    let mut used = vec![false; usize::try_from(layout.alloc_size(ty)).unwrap_or(0)];
    let mut work = vec![(ty, 0)];
    while let Some((ty, offset)) = work.pop() {
        if ty.is_struct() {
            work.extend((0..ty.field_count()).map(|i| (ty.field(i), offset + layout.field_offset(ty, i))));
        } else if let Some((element, count)) = ty.array_shape() {
            work.extend((0..count).map(|i| (element, offset + i * layout.alloc_size(element))));
        } else {
            mark(&mut used, offset, layout.store_size(ty));
        }
    }
    used
}

fn mark(bytes: &mut [bool], offset: u64, size: u64) {
    let range = offset..offset.saturating_add(size);
    for byte in range.filter_map(|b| usize::try_from(b).ok()) {
        if let Some(flag) = bytes.get_mut(byte) {
            *flag = true;
        }
    }
}

/// Makes an [`EventKind::Overwrite`] of the first of the writes in a block that together cover an object of type `ty`
/// before anything else happens to it there. Both are sorted by position.
pub fn merge_partial_writes(events: &mut [Event], writes: &[PartialWrite], ty: Type, layout: DataLayout) {
    if writes.is_empty() || layout.alloc_size(ty) > LARGEST {
        return;
    }
    let used = used_bytes(ty, layout);
    let mut from = 0;
    while from < events.len() {
        let block = events[from].block;
        let to = from + events[from..].iter().take_while(|e| e.block == block).count();
        let mut written: Vec<bool> = used.iter().map(|u| !u).collect();
        let mut first = None;
        for index in from..to {
            let position = events[index].position;
            let from = writes.partition_point(|w| w.position < position);
            let here = writes[from..].iter().take_while(|w| w.position == position);
            if events[index].kind != EventKind::Access || here.clone().next().is_none() {
                break;
            }
            first = first.or(Some(index));
            here.for_each(|w| mark(&mut written, w.offset, w.size));
            if written.iter().all(|w| *w) {
                events[first.unwrap_or(index)].kind = EventKind::Overwrite;
                break;
            }
        }
        from = to;
    }
}
