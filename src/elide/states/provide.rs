//! Lets a consumer provide the memory for the states of one call.

use crate::elide::states::bit_results::take_bit;
use crate::elide::states::merged_bits::Bits;
use crate::elide::states::producer::Producer;
use crate::elide::states::web::{Carrier, Web};
use crate::ir::{Attribute, AttributeIndex, Builder, Function, Type, Value, shim};

/// The copy of a producer that fills memory of its caller, once it is split.
#[derive(Clone, Debug)]
pub struct SplitCopy {
    pub function: Function,
    /// Its continuations.
    pub continuations: Vec<Function>,
    /// What a state needs.
    pub bytes: u64,
    pub align: u64,
}

/// Replaces `call`, and all that is done with its handles, which are `web`.
pub fn provide_memory(call: Value, producer: &Producer, web: &Web, copy: &SplitCopy) {
    let memory = make_memory(call, copy);
    let plain: Vec<Value> = (0..call.argument_count()).map(|index| call.argument(index)).collect();
    let arguments: Vec<Value> = plain.into_iter().chain([memory]).collect();
    let callee = copy.function;
    let mut made =
        vec![Made::like(call, callee.function_type(), callee.as_value(), &arguments, &producer.path)];
    for &resume in &web.resumes {
        made.push(resume_in_memory(resume, memory, &producer.path, copy));
    }
    let carrier = |made: &Made| (Carrier { value: made.old, path: producer.path.clone() }, made.is_suspended);
    let no = call.block().function().module().int_type(1).const_int(0);
    let mut bits = Bits::new(web, made.iter().map(carrier), no);
    for &test in &web.null_tests {
        let answer = bits.of_null_test(test);
        test.replace_all_uses_with(answer);
        test.erase();
    }
    made.into_iter().for_each(Made::take_place);
}

/// An alloca for the state, in the entry.
fn make_memory(call: Value, copy: &SplitCopy) -> Value {
    let entry = call.block().function().entry();
    let first = entry.first_insertion_point().expect("a block has a terminator");
    let build = Builder::before(first).without_location();
    let callee = call.called_function().expect("a producer is called by its name");
    let bytes = build.module().int_type(8).array_of(copy.bytes);
    let memory = build.alloca(bytes, &format!("{}.state", callee.name()));
    memory.set_alignment(copy.align);
    build.address_in(memory, build.module().pointer_type())
}

/// Calls the continuation of the state: the only one there is, or the one that the first word names.
fn resume_in_memory(resume: Value, memory: Value, path: &[u32], copy: &SplitCopy) -> Made {
    let build = Builder::before(resume).at_location_of(resume);
    let rest = (1..resume.argument_count()).map(|index| resume.argument(index));
    let arguments: Vec<Value> = [memory].into_iter().chain(rest).collect();
    let types: Vec<Type> = arguments.iter().map(|argument| argument.ty()).collect();
    let ty = Type::function(copy.function.return_type(), &types);
    let continuation = match copy.continuations[..] {
        [only] if only.function_type() == ty => only.as_value(),
        _ => {
            let pointer = build.module().pointer_type();
            build.load(pointer, memory, build.module().data_layout().pointer_size(), "continuation")
        }
    };
    let made = Made::like(resume, ty, continuation, &arguments, path);
    AttributeIndex::Param(0).clear_on_call(made.new);
    made
}

/// A call that takes the place of another.
struct Made {
    old: Value,
    new: Value,
    /// What the other one returned, with null in the place of the handle.
    result: Value,
    is_suspended: Value,
}

impl Made {
    fn like(old: Value, ty: Type, callee: Value, arguments: &[Value], path: &[u32]) -> Made {
        let new = shim::call_like(old, ty, callee, arguments);
        AttributeIndex::Return.clear_on_call(new);
        Attribute::flag("memory").remove_from_call(new);
        for index in 0..new.argument_count() {
            Attribute::flag("returned").remove_from_call_at(new, AttributeIndex::Param(index));
        }
        let build = Builder::before(old).at_location_of(old);
        let (result, is_suspended) = take_bit(&build, new, old.ty(), path);
        Made { old, new, result, is_suspended }
    }

    fn take_place(self) {
        let name = self.old.name();
        self.old.replace_all_uses_with(self.result);
        self.old.erase();
        self.new.set_name(&name);
    }
}
