//! The managed pointers inside of a type.

use crate::ir::{DataLayout, Type};

use super::{Model, PointerKind};

/// What a type is to a collector.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// No managed pointer in it.
    Plain,
    /// A managed pointer.
    Pointer(PointerKind),
    /// A vector of managed pointers of one kind.
    Vector(PointerKind),
    /// A struct or array with a managed pointer somewhere in it.
    Aggregate,
}

impl Shape {
    /// The kind of a pointer, or of the elements of a vector.
    pub fn kind(self) -> Option<PointerKind> {
        match self {
            Shape::Pointer(kind) | Shape::Vector(kind) => Some(kind),
            Shape::Plain | Shape::Aggregate => None,
        }
    }
}

/// What `ty` is to the collector.
pub fn shape(model: &Model, ty: Type) -> Shape {
    let kind = |ty: Type| ty.address_space().and_then(|space| model.kind(space));
    if let Some(kind) = kind(ty) {
        return Shape::Pointer(kind);
    }
    if let Some(kind) = ty.vector_element().and_then(kind) {
        return Shape::Vector(kind);
    }
    let is_managed = |ty| shape(model, ty) != Shape::Plain;
    let managed = if ty.is_struct() {
        (0..ty.field_count()).any(|index| is_managed(ty.field(index)))
    } else {
        ty.array_parts().is_some_and(|(element, count)| count > 0 && is_managed(element))
    };
    if managed { Shape::Aggregate } else { Shape::Plain }
}

/// The managed pointers in memory of type `ty`: offset in bytes and kind of each, by offset.
pub fn managed_words(model: &Model, ty: Type, layout: DataLayout) -> Vec<(u64, PointerKind)> {
    let mut words = Vec::new();
    let mut work = vec![(ty, 0)];
    while let Some((ty, offset)) = work.pop() {
        match shape(model, ty) {
            Shape::Plain => {}
            Shape::Pointer(kind) => words.push((offset, kind)),
            Shape::Vector(kind) => {
                let size = layout.pointer_size();
                let count = u64::from(ty.vector_length());
                words.extend((0..count).map(|index| (offset + index * size, kind)));
            }
            Shape::Aggregate if ty.is_struct() => {
                let fields = 0..ty.field_count();
                work.extend(fields.map(|f| (ty.field(f), offset + layout.field_offset(ty, f))));
            }
            Shape::Aggregate => {
                let (element, count) = ty.array_parts().expect("an aggregate is a struct or an array");
                let size = layout.alloc_size(element);
                work.extend((0..count).map(|index| (element, offset + index * size)));
            }
        }
    }
    words.sort_unstable();
    words
}
