//! A late lowering for Julia's collector: the roots of each function in a frame of Julia's shadow stack.
//!
//! This stands for Julia's passes LateLowerGCFrame and FinalLowerGC, which do not belong to LLVM. It is not a copy of them, and
//! leaves out what they do for speed:
//!
//! * every call that is no intrinsic is a safepoint;
//! * before each, the objects that are live in it are stored to the frame, and the rest of the frame becomes null: nothing is kept
//!   alive by a root that is not needed any more;
//! * the words of an alloca that hold tracked pointers are roots by their addresses, in a second frame, from the function's beginning
//!   to its end;
//! * no function promises any more what memory it reads: a collection in it reads the roots;
//! * frames are added to the list of the task (`julia.get_pgcstack`, which has to be called in the entry block) and taken off before
//!   each return.
//!
//! What it cannot do is an error: a guaranteed tail call in a function with a frame, an invoke, an operation of Julia that it does not
//! know.

mod bases;
mod ir;
mod liveness;
mod tasks;

use inkwell::llvm_sys::core::{
    LLVMGetAllocatedType, LLVMGetEnumAttributeKindForName, LLVMInsertIntoBuilder,
    LLVMInstructionRemoveFromParent, LLVMRemoveCallSiteEnumAttribute, LLVMRemoveEnumAttributeAtIndex,
    LLVMSetGC,
};
use inkwell::llvm_sys::prelude::LLVMModuleRef;
use inkwell::llvm_sys::{LLVMAttributeFunctionIndex, LLVMOpcode};
use inkwell::module::Module;

use bases::Bases;
use ir::{Block, Builder, TRACKED, Type, Value, llvm};

const PGCSTACK: &str = "julia.get_pgcstack";
const BARRIERS: [&str; 2] = ["julia.write_barrier", "julia.object_write_barrier"];
/// What a barrier becomes: a call of this for each child.
pub const BARRIER: &str = "julia_write_barrier";
/// What Julia lowers late and the runtime defines; of these only the allocation can collect.
const OPERATIONS: [&str; 2] = [PGCSTACK, "julia.gc_alloc_obj"];

/// How to be wrong, to see that a test notices.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Fault {
    #[default]
    None,
    /// No roots at all.
    NoRoots,
}

/// Lowers all functions whose collector is Julia's. They have no collector afterwards.
///
/// # Errors
/// Code that this lowering does not know.
pub fn lower(module: &Module<'_>, fault: Fault) -> Result<(), String> {
    let module = module.as_mut_ptr();
    let builder = Builder::new(module);
    for function in ir::functions(module) {
        if !function.collector().is_some_and(|name| name.starts_with("julia")) {
            continue;
        }
        let located = |message| format!("{}: {message}", function.name());
        lower_barriers(module, function, &builder);
        if fault == Fault::None {
            Lowering { module, function, builder: &builder }.run().map_err(located)?;
        }
        nothing_is_left(function).map_err(located)?;
        llvm!(LLVMSetGC(function.0, std::ptr::null()));
    }
    forget_memory(module);
    Ok(())
}

/// Takes the calls of continuations out of all functions with Julia's collector, for the runtime to run each on a task of its choice.
pub use tasks::{ON_TASK, calls_on_tasks};

/// Without this LLVM would remove stores of roots before a call that reads no memory of its caller's, as it says.
fn forget_memory(module: LLVMModuleRef) {
    const MEMORY: &std::ffi::CStr = c"memory";
    let kind = llvm!(LLVMGetEnumAttributeKindForName(MEMORY.as_ptr(), MEMORY.count_bytes()));
    for function in ir::functions(module) {
        if function.name().starts_with("llvm.") {
            continue;
        }
        llvm!(LLVMRemoveEnumAttributeAtIndex(function.0, LLVMAttributeFunctionIndex, kind));
        for call in function.instructions().into_iter().filter(|inst| inst.is_call()) {
            llvm!(LLVMRemoveCallSiteEnumAttribute(call.0, LLVMAttributeFunctionIndex, kind));
        }
    }
}

fn called_name(inst: Value) -> String {
    if inst.is_call() { inst.callee().map_or(String::new(), Value::name) } else { String::new() }
}

fn lower_barriers(module: LLVMModuleRef, function: Value, builder: &Builder) {
    let tracked = Type::pointer(builder.context, TRACKED);
    let ty = builder.function_type(None, &[tracked, tracked], false);
    for inst in function.instructions() {
        if !BARRIERS.contains(&called_name(inst).as_str()) {
            continue;
        }
        let barrier = ir::declared(module, BARRIER, ty);
        let arguments = inst.arguments();
        for &child in &arguments[1..] {
            builder.before(inst).call(ty, barrier, &[arguments[0], child]);
        }
        inst.erase();
    }
}

fn nothing_is_left(function: Value) -> Result<(), String> {
    for inst in function.instructions() {
        let name = called_name(inst);
        let is_unknown = ["julia.", "llvm.julia.", "gc.coro."].iter().any(|prefix| name.starts_with(prefix));
        if is_unknown && !OPERATIONS.contains(&name.as_str()) {
            return Err(format!("'{name}' is not lowered"));
        }
        if inst.opcode() == LLVMOpcode::LLVMInvoke {
            return Err("an invoke".to_string());
        }
    }
    Ok(())
}

fn is_safepoint(inst: Value) -> bool {
    let name = called_name(inst);
    inst.is_call() && !name.starts_with("llvm.") && name != PGCSTACK && name != BARRIER
}

struct Lowering<'l> {
    module: LLVMModuleRef,
    function: Value,
    builder: &'l Builder,
}

/// An alloca, and the offsets of the words in it that hold tracked pointers.
struct Variable {
    alloca: Value,
    words: Vec<u64>,
}

impl Lowering<'_> {
    fn run(&self) -> Result<(), String> {
        let bases = Bases::of(self.function, self.builder)?;
        let live = liveness::live_at(self.function, &bases, is_safepoint);
        let slots = live.iter().map(|(_, objects)| words_of(objects)).max().unwrap_or(0);
        let variables = self.variables()?;
        let addresses: u64 = variables.iter().map(|variable| variable.words.len() as u64).sum();
        if live.is_empty() || slots + addresses == 0 {
            return Ok(());
        }
        let pgcstack = self.pgcstack(&live)?;
        self.to_the_beginning(&variables);
        let after = pgcstack.next();
        if addresses > 0 {
            self.push_addresses(after, pgcstack, &variables, addresses);
        }
        let frame = self.push(after, pgcstack, slots, 0);
        for (call, objects) in &live {
            self.store_roots(*call, frame, objects, slots);
        }
        self.pop(pgcstack, frame, addresses > 0)
    }

    /// The call in the entry block that gives the list of frames.
    fn pgcstack(&self, live: &[(Value, Vec<Value>)]) -> Result<Value, String> {
        let entry = self.entry();
        let all = entry.instructions();
        let found = all.iter().position(|&inst| called_name(inst) == PGCSTACK);
        let at = found.ok_or("roots, but no call of julia.get_pgcstack in the entry block")?;
        let too_early = live.iter().any(|(call, objects)| !objects.is_empty() && all[..at].contains(call));
        if too_early { Err("a root is live before julia.get_pgcstack".to_string()) } else { Ok(all[at]) }
    }

    fn entry(&self) -> Block {
        self.function.blocks()[0]
    }

    fn variables(&self) -> Result<Vec<Variable>, String> {
        let layout = ir::layout(self.module);
        let mut found = Vec::new();
        for alloca in self.function.instructions() {
            if alloca.opcode() != LLVMOpcode::LLVMAlloca {
                continue;
            }
            let ty = Type(llvm!(LLVMGetAllocatedType(alloca.0)));
            let words: Vec<u64> = ty.leaves(TRACKED).iter().map(|path| ty.offset(layout, path)).collect();
            if words.is_empty() {
                continue;
            }
            let is_one = alloca.operand(0).is_number(1);
            if !is_one || alloca.block() != self.entry() {
                return Err(format!("the variable '{}' of tracked pointers is not static", alloca.name()));
            }
            found.push(Variable { alloca, words });
        }
        Ok(found)
    }

    /// The variables stand before everything, and are alive all the time: the collector reads them.
    fn to_the_beginning(&self, variables: &[Variable]) {
        for inst in self.function.instructions() {
            if called_name(inst).starts_with("llvm.lifetime.")
                && inst.arguments().iter().any(|of| variables.iter().any(|variable| variable.alloca == *of))
            {
                inst.erase();
            }
        }
        for variable in variables {
            let first = self.entry().instructions()[0];
            if first != variable.alloca {
                llvm!(LLVMInstructionRemoveFromParent(variable.alloca.0));
                let raw = self.builder.before(first).raw();
                llvm!(LLVMInsertIntoBuilder(raw, variable.alloca.0));
            }
        }
    }

    /// A new frame, on the list from `before` on: how many roots, the frame before it, the roots.
    fn push(&self, before: Value, pgcstack: Value, slots: u64, kind: u64) -> Value {
        let builder = self.builder;
        let first = self.entry().instructions()[0];
        let frame = builder.before(first).alloca(16 + 8 * slots);
        builder.before(before);
        for slot in 0..slots {
            builder.store(builder.number(0), builder.offset(frame, 16 + 8 * slot));
        }
        builder.store(builder.number(slots << 2 | kind), frame);
        let last = builder.load(Type::pointer(builder.context, 0), pgcstack);
        builder.store(last, builder.offset(frame, 8));
        builder.store(frame, pgcstack);
        frame
    }

    fn push_addresses(&self, before: Value, pgcstack: Value, variables: &[Variable], count: u64) {
        let builder = self.builder;
        let null = Type::pointer(builder.context, TRACKED).null();
        let mut addresses = Vec::new();
        builder.before(before);
        for Variable { alloca, words } in variables {
            for &word in words {
                let address = builder.offset(*alloca, word);
                builder.store(null, address);
                addresses.push(address);
            }
        }
        let frame = self.push(before, pgcstack, count, 1);
        // A collection cannot happen before they are there.
        for (slot, address) in addresses.into_iter().enumerate() {
            builder.store(address, builder.offset(frame, 16 + 8 * slot as u64));
        }
    }

    fn store_roots(&self, call: Value, frame: Value, objects: &[Value], slots: u64) {
        let builder = self.builder.before(call);
        let mut slot = 0;
        for &object in objects {
            for path in object.ty().leaves(TRACKED) {
                builder.store(builder.leaf(object, &path), builder.offset(frame, 16 + 8 * slot));
                slot += 1;
            }
        }
        for slot in slot..slots {
            builder.store(builder.number(0), builder.offset(frame, 16 + 8 * slot));
        }
    }

    fn pop(&self, pgcstack: Value, frame: Value, has_addresses: bool) -> Result<(), String> {
        let builder = self.builder;
        let pointer = Type::pointer(builder.context, 0);
        for inst in self.function.instructions() {
            if inst.is_call() && inst.is_musttail() {
                return Err("a guaranteed tail call in a function with roots".to_string());
            }
            if inst.opcode() == LLVMOpcode::LLVMRet {
                builder.before(inst);
                let mut last = builder.load(pointer, builder.offset(frame, 8));
                if has_addresses {
                    last = builder.load(pointer, builder.offset(last, 8));
                }
                builder.store(last, pgcstack);
            }
        }
        Ok(())
    }
}

fn words_of(objects: &[Value]) -> u64 {
    objects.iter().map(|object| object.ty().leaves(TRACKED).len() as u64).sum()
}
