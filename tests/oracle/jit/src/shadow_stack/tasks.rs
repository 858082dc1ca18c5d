//! Calls of continuations become calls that the runtime makes, each on a task of its choice.
//!
//! A call through a pointer, `%r = call T %code(args…)`, becomes a function that does this with arguments and result in memory, and a
//! call of the runtime that gets this function and that memory. The tracked pointers among the arguments are passed to the runtime
//! as well: so they are live in the call, as they were, and rooted by the caller.

use inkwell::llvm_sys::LLVMLinkage;
use inkwell::llvm_sys::core::*;
use inkwell::llvm_sys::prelude::{LLVMAttributeRef, LLVMModuleRef};
use inkwell::llvm_sys::target::LLVMABISizeOfType;
use inkwell::llvm_sys::{LLVMAttributeReturnIndex, LLVMTypeKind};
use inkwell::module::Module;

use super::ir::{self, Block, Builder, TRACKED, Type, Value, llvm};

/// The function of the runtime: `void (ptr run, ptr arguments, ...)`.
pub const ON_TASK: &str = "julia_on_task";

pub fn calls_on_tasks(module: &Module<'_>) {
    let module = module.as_mut_ptr();
    let builder = Builder::new(module);
    for function in ir::functions(module) {
        if function.collector().is_some_and(|name| name.starts_with("julia")) {
            for inst in function.instructions() {
                if inst.is_call() && is_indirect(inst) && !inst.is_musttail() {
                    move_to_task(module, function, inst, &builder);
                }
            }
        }
    }
}

fn is_indirect(call: Value) -> bool {
    Value(llvm!(LLVMGetCalledValue(call.0))).is_instruction()
}

/// Where each value is in the memory of a call: its offset in bytes; then the size of all.
fn places(module: LLVMModuleRef, types: &[Type]) -> (Vec<u64>, u64) {
    let layout = ir::layout(module);
    let mut end = 0;
    let mut offsets = Vec::new();
    for ty in types {
        offsets.push(end);
        end = (end + llvm!(LLVMABISizeOfType(layout, ty.0))).next_multiple_of(16);
    }
    (offsets, end)
}

fn move_to_task(module: LLVMModuleRef, function: Value, call: Value, builder: &Builder) {
    let pointer = Type::pointer(builder.context, 0);
    let called = Value(llvm!(LLVMGetCalledValue(call.0)));
    let mut values = vec![called];
    values.extend(call.arguments());
    let mut types: Vec<Type> = values.iter().map(|value| value.ty()).collect();
    let result = Some(call.ty()).filter(|ty| ty.kind() != LLVMTypeKind::LLVMVoidTypeKind);
    types.extend(result);
    let (offsets, size) = places(module, &types);

    let run = runner(module, call, &types, &offsets, builder);
    let first = function.blocks()[0].instructions()[0];
    let memory = builder.before(first).alloca(size);
    builder.before(call);
    for (&value, &offset) in values.iter().zip(&offsets) {
        builder.store(value, builder.offset(memory, offset));
    }
    let ty = builder.function_type(None, &[pointer, pointer], true);
    let mut arguments = vec![run, memory];
    arguments.extend(values.iter().filter(|value| value.ty().is_pointer_of(TRACKED)));
    builder.call(ty, ir::declared(module, ON_TASK, ty), &arguments);
    if let Some(result) = result {
        let returned = builder.load(result, builder.offset(memory, offsets[values.len()]));
        call.replace_uses(returned);
    }
    call.erase();
}

/// The function that makes the call.
fn runner(module: LLVMModuleRef, call: Value, types: &[Type], offsets: &[u64], builder: &Builder) -> Value {
    let pointer = Type::pointer(builder.context, 0);
    let ty = builder.function_type(None, &[pointer], false);
    let run = Value(llvm!(LLVMAddFunction(module, c"run.on.task".as_ptr(), ty.0)));
    llvm!(LLVMSetLinkage(run.0, LLVMLinkage::LLVMInternalLinkage));
    let memory = Value(llvm!(LLVMGetParam(run.0, 0)));
    let block = Block(llvm!(LLVMAppendBasicBlockInContext(builder.context, run.0, c"".as_ptr())));
    builder.at_end(block);
    let load = |at: usize| builder.load(types[at], builder.offset(memory, offsets[at]));
    let count = call.arguments().len();
    let arguments: Vec<Value> = (1..=count).map(load).collect();
    let made = builder.call(Type(llvm!(LLVMGetCalledFunctionType(call.0))), load(0), &arguments);
    llvm!(LLVMSetInstructionCallConv(made.0, LLVMGetInstructionCallConv(call.0)));
    for index in std::iter::once(LLVMAttributeReturnIndex).chain(1..=count as u32) {
        copy_attributes(call, made, index);
    }
    if types.len() > count + 1 {
        builder.store(made, builder.offset(memory, offsets[count + 1]));
    }
    builder.ret(None);
    run
}

fn copy_attributes(from: Value, to: Value, index: u32) {
    let count = llvm!(LLVMGetCallSiteAttributeCount(from.0, index)) as usize;
    let mut all: Vec<LLVMAttributeRef> = vec![std::ptr::null_mut(); count];
    llvm!(LLVMGetCallSiteAttributes(from.0, index, all.as_mut_ptr()));
    for attribute in all {
        llvm!(LLVMAddCallSiteAttribute(to.0, index, attribute));
    }
}
