//! Gives a wrapper what it reads, in the place of the awaiter.

use crate::elide::awaiter_object::Place;
use crate::elide::wrapper_reads::{Read, WrapperReads};
use crate::ir::{Attribute, AttributeIndex, Block, Builder, Function, Type, Value, shim};
use crate::read::intrinsics::AWAITER;

/// Of memory that parameters point to, a wrapper may now write what it found by the awaiter before.
const MEMORY: Attribute = Attribute::flag("memory");

/// The wrapper of `call` gets nothing.
pub fn pass_nothing(call: Value, wrapper: Function) {
    forget_parameter(wrapper);
    give(call, call.argument(AWAITER).ty().null());
}

/// The wrapper of `call` gets the pointer that `read` reads. It expects that already ([`expect_word`]), or soon will.
pub fn pass_word(call: Value, read: Read, place: Option<Place>) {
    let build = Builder::before(call);
    let awaiter = call.argument(AWAITER);
    let align = place.map_or_else(|| read.inst.alignment(), |place| place.alignment_at(read.offset));
    let address = build.byte_distance(awaiter, read.offset, "awaiter.field");
    let word = build.load(awaiter.ty(), address, align, "awaited");
    give(call, word);
}

/// Lets `wrapper`, which reads one pointer, take that in the place of the awaiter.
pub fn expect_word(wrapper: Function, reads: &WrapperReads) {
    forget_parameter(wrapper);
    wrapper.remove_attribute(MEMORY);
    let word = wrapper.param(AWAITER);
    for read in &reads.reads {
        read.inst.replace_all_uses_with(word);
        read.inst.erase();
    }
    reads.addresses.iter().rev().for_each(|address| address.erase());
}

/// Drops what is said of the awaiter: a debugger would take what the wrapper gets for that.
fn forget_parameter(wrapper: Function) {
    AttributeIndex::Param(AWAITER).clear_on_function(wrapper);
    shim::forget_in_debugger(wrapper.param(AWAITER));
}

fn give(call: Value, value: Value) {
    AttributeIndex::Param(AWAITER).clear_on_call(call);
    MEMORY.remove_from_call(call);
    call.set_operand(AWAITER, value);
}

/// `wrapper`, which `call` names, gets a new object that has what `reads` says of the object at `place`.
///
/// Nobody has the new object's address but the wrapper, which only reads it: after the call it is dead.
pub fn pass_copy(call: Value, wrapper: Function, reads: &WrapperReads, place: Place) {
    let function = call.block().function();
    let first = function.entry().first().expect("a block has a terminator");
    let ty = function.module().int_type(8).array_of(reads.end());
    let copy = Builder::before(first).without_location().alloca(ty, "awaiter.copy");
    copy.set_alignment(place.alignment_at(0));
    // They may promise more bytes than are read.
    AttributeIndex::Param(AWAITER).clear_on_function(wrapper);
    AttributeIndex::Param(AWAITER).clear_on_call(call);
    let build = Builder::before(call);
    build.lifetime_marker(copy, true);
    let awaiter = call.argument(AWAITER);
    for piece in pieces(reads) {
        let from = build.byte_distance(awaiter, piece.begin, "");
        let to = build.byte_distance(copy, piece.begin, "");
        let align = place.alignment_at(piece.begin);
        match piece.ty {
            Some(ty) => build.store(build.load(ty, from, align, "awaiter.field"), to, align),
            None => build.copy_memory(to, from, piece.end - piece.begin, align),
        }
    }
    call.set_operand(AWAITER, copy);
    Attribute::NOT_CAPTURED.add_to_call_at(call, AttributeIndex::Param(AWAITER));
    end_after(call, copy);
}

/// Marks the end of `copy` after `call`. On a path that others come to as well there is no marker: it would end nothing there.
fn end_after(call: Value, copy: Value) {
    let end = |before: Value| Builder::before(before).lifetime_marker(copy, false);
    if !call.is_invoke() {
        call.next().into_iter().for_each(end);
        return;
    }
    let has_one_predecessor = |block: &Block| {
        let branches = block.as_value().users().into_iter().filter(|user| user.is_terminator());
        branches.count() == 1
    };
    let paths = call.successors().filter(has_one_predecessor).collect::<Vec<_>>();
    paths.into_iter().filter_map(Block::first_insertion_point).for_each(end);
}

/// Bytes that are copied together.
struct Piece {
    begin: u64,
    end: u64,
    /// The one type that they are read as.
    ty: Option<Type>,
}

/// What `reads` reads, in order, without common bytes. What is read in different forms is copied as bytes: no one type has
/// all of what each form would find.
fn pieces(reads: &WrapperReads) -> Vec<Piece> {
    let mut all: Vec<&Read> = reads.reads.iter().filter(|read| read.bytes > 0).collect();
    all.sort_by_key(|read| (read.offset, read.bytes));
    let mut pieces: Vec<Piece> = Vec::new();
    for read in all {
        let (begin, end) = (read.offset, read.offset + read.bytes);
        match pieces.last_mut() {
            Some(last) if begin < last.end => {
                let is_same = (begin, end, read.ty) == (last.begin, last.end, last.ty);
                last.ty = last.ty.filter(|_| is_same);
                last.end = last.end.max(end);
            }
            _ => pieces.push(Piece { begin, end, ty: read.ty }),
        }
    }
    pieces
}
