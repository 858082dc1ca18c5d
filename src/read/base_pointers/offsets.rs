//! The bytes that a `getelementptr` adds, as arithmetic: never by taking the addresses' difference, because an address as
//! an integer is out of date as soon as the object moves.

use crate::ir::{Builder, DataLayout, GepStep, Opcode, Type, Value};

/// Whether all that `gep` counts in has a size at compile time.
pub fn has_fixed_strides(gep: Value) -> bool {
    gep.gep_source_type().has_fixed_size()
}

/// `before` + what `gep` adds, of type `ty` (an integer or a vector of them). New instructions are given to `note`.
pub fn sum(
    build: &Builder,
    gep: Value,
    before: Value,
    ty: Type,
    layout: DataLayout,
    mut note: impl FnMut(Value),
) -> Value {
    let name = crate::read::base_pointers::replacement::name_for(gep, "offset");
    let mut constant = 0i64;
    let mut terms: Vec<Value> = Vec::new();
    if !before.is_null() {
        terms.push(in_lanes(build, before, ty, &name, &mut note));
    }
    for (step, index) in gep.gep_steps(layout).into_iter().zip(gep.operands().skip(1)) {
        match step {
            GepStep::Field(bytes) => constant = constant.wrapping_add(bytes.cast_signed()),
            GepStep::Stride(bytes) => match signed_constant(index) {
                Some(count) => constant = constant.wrapping_add(count.wrapping_mul(bytes.cast_signed())),
                None if bytes == 0 => {}
                None => terms.push(scaled(build, index, bytes, ty, &name, &mut note)),
            },
        }
    }
    if constant != 0 || terms.is_empty() {
        terms.push(ty.const_offset(constant));
    }
    let add = |sum, term| {
        let sum = build.add(sum, term, &name);
        note(sum);
        sum
    };
    terms.into_iter().reduce(add).expect("there is a term")
}

/// `index` times `bytes` as a `ty`.
fn scaled(
    build: &Builder,
    index: Value,
    bytes: u64,
    ty: Type,
    name: &str,
    note: &mut impl FnMut(Value),
) -> Value {
    let wide = build.resize(index, ty.scalar().shaped_like(index.ty()), name);
    if wide != index {
        note(wide);
    }
    let wide = in_lanes(build, wide, ty, name, note);
    if bytes == 1 {
        return wide;
    }
    let product = build.multiply(wide, ty.const_offset(bytes.cast_signed()), name);
    note(product);
    product
}

/// `number` in each lane, where `ty` has lanes and it has none.
fn in_lanes(build: &Builder, number: Value, ty: Type, name: &str, note: &mut impl FnMut(Value)) -> Value {
    if number.ty() == ty {
        return number;
    }
    let splat = build.splat(number, ty.vector_length(), name);
    note(splat);
    if splat.is_opcode(Opcode::LLVMShuffleVector) {
        note(splat.argument(0));
    }
    splat
}

/// The value of a constant index; of a vector if all lanes are the same and it is written down as one.
fn signed_constant(index: Value) -> Option<i64> {
    let width = index.ty().int_width()?;
    let bits = index.const_int()?;
    let unused = 64 - width.min(64);
    Some((bits << unused).cast_signed() >> unused)
}
