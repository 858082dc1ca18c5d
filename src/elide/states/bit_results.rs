//! Results in which a bit has the place of the handle: whether there is a continuation.
//!
//! The other fields stay as they are. So the result needs no more registers than before: LLVM cannot lower a statepoint whose
//! result does not fit.

use crate::ir::{Builder, IrModule, Type, Value};

/// Whether the handle at `path` of a result of this type can be replaced: all of the path leads through structs.
pub fn is_replaceable(ty: Type, path: &[u32]) -> bool {
    match path {
        [] => true,
        [first, rest @ ..] => ty.is_struct() && is_replaceable(ty.field(*first), rest),
    }
}

/// The type of the result.
pub fn with_bit(module: IrModule, ty: Type, path: &[u32]) -> Type {
    let [first, rest @ ..] = path else { return module.int_type(1) };
    let field = |index: u32| match index == *first {
        true => with_bit(module, ty.field(index), rest),
        false => ty.field(index),
    };
    Type::structure(&(0..ty.field_count()).map(field).collect::<Vec<_>>())
}

/// `value` with `bit` in the place of the handle.
pub fn put_bit(build: &Builder, value: Value, path: &[u32], bit: Value) -> Value {
    let [first, rest @ ..] = path else { return bit };
    let mut whole = with_bit(build.module(), value.ty(), path).poison();
    for index in 0..value.ty().field_count() {
        let field = build.extract_value(value, index, "");
        let field = if index == *first { put_bit(build, field, rest, bit) } else { field };
        whole = build.insert_value(whole, field, index, "result");
    }
    whole
}

/// The result of type `ty`, with null in the place of the handle; and the bit.
pub fn take_bit(build: &Builder, value: Value, ty: Type, path: &[u32]) -> (Value, Value) {
    let [first, rest @ ..] = path else { return (ty.null(), value) };
    let (mut whole, mut bit) = (ty.poison(), value);
    for index in 0..ty.field_count() {
        let mut field = build.extract_value(value, index, "");
        if index == *first {
            (field, bit) = take_bit(build, field, ty.field(index), rest);
        }
        whole = build.insert_value(whole, field, index, "");
    }
    (whole, bit)
}
