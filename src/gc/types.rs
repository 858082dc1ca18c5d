//! The managed pointers inside of a type.

use gc_coro_core::layout::limits::MOST_WORDS;

use crate::ir::{DataLayout, Type};

use crate::gc::{Model, PointerKind};

/// What a type is to a collector.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PointerShape {
    /// No managed pointer in it.
    Plain,
    /// A managed pointer.
    Pointer(PointerKind),
    /// A vector of managed pointers of one kind.
    Vector(PointerKind),
    /// A struct or array with a managed pointer somewhere in it.
    Aggregate,
}

impl PointerShape {
    /// The kind of a pointer, or of the elements of a vector.
    pub fn kind(self) -> Option<PointerKind> {
        match self {
            PointerShape::Pointer(kind) | PointerShape::Vector(kind) => Some(kind),
            PointerShape::Plain | PointerShape::Aggregate => None,
        }
    }
}

/// What `ty` is to the collector.
pub fn pointer_shape(model: &Model, ty: Type) -> PointerShape {
    let kind = |ty: Type| ty.address_space().and_then(|space| model.kind(space));
    if let Some(kind) = kind(ty) {
        return PointerShape::Pointer(kind);
    }
    if let Some(kind) = ty.vector_element().and_then(kind) {
        return PointerShape::Vector(kind);
    }
    let is_managed = |ty| pointer_shape(model, ty) != PointerShape::Plain;
    let managed = if ty.is_struct() {
        (0..ty.field_count()).any(|index| is_managed(ty.field(index)))
    } else {
        ty.array_shape().is_some_and(|(element, count)| count > 0 && is_managed(element))
    };
    if managed { PointerShape::Aggregate } else { PointerShape::Plain }
}

/// The managed pointers in memory of type `ty`: offset in bytes and kind of each, by offset; no more than one beyond
/// [`MOST_WORDS`].
pub fn managed_words(model: &Model, ty: Type, layout: DataLayout) -> Vec<(u64, PointerKind)> {
    let mut words = Vec::new();
    collect(model, layout, ty, 0, &mut words);
    words.sort_unstable();
    words
}

/// Appends the managed pointers of type `ty` at `offset`.
fn collect(model: &Model, layout: DataLayout, ty: Type, offset: u64, words: &mut Vec<(u64, PointerKind)>) {
    let has_room = |words: &Vec<(u64, PointerKind)>| words.len() as u64 <= MOST_WORDS;
    let element = |size: u64, index: u64| offset.saturating_add(size.saturating_mul(index));
    match pointer_shape(model, ty) {
        PointerShape::Plain => {}
        PointerShape::Pointer(kind) => words.push((offset, kind)),
        PointerShape::Vector(kind) => {
            let count = u64::from(ty.vector_length()).min(MOST_WORDS + 1);
            words.extend((0..count).map(|index| (element(layout.pointer_size(), index), kind)));
        }
        PointerShape::Aggregate if ty.is_struct() => {
            for field in 0..ty.field_count() {
                if !has_room(words) {
                    return;
                }
                let at = offset.saturating_add(layout.field_offset(ty, field));
                collect(model, layout, ty.field(field), at, words);
            }
        }
        PointerShape::Aggregate => {
            let (each, count) = ty.array_shape().expect("an aggregate is a struct or an array");
            let size = layout.alloc_size(each);
            let mut index = 0;
            while index < count && has_room(words) {
                collect(model, layout, each, element(size, index), words);
                index += 1;
            }
        }
    }
}
