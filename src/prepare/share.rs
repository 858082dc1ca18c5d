//! Objects that continuations and the first path of an await both see.
//!
//! LLVM assumes that an object that nothing has captured is private: what is stored to it on one path after an await cannot be seen on
//! the other. But the heap is not copied. So `gc.coro.share`, which captures its argument and does nothing else, stands
//! after each allocation from which control reaches an await that needs it. A one-shot await whose first path only returns
//! needs none: its continuation runs after everything that its function does.
//!
//! Callees can be inlined, or be found to return a new object. So the objects that they allocate are shared as well.

use rustc_hash::FxHashSet;

use crate::abi::names::call;
use crate::ir::{
    Attribute, AttributeIndex, BRANCH, Block, Builder, Function, IrModule, Opcode, Type, Value, shim,
};
use crate::read::awaits::{ONE_SHOT, is_call_of};

use crate::prepare::reachability::Reach;

/// The bit of `allockind("alloc")` (`llvm::AllocFnKind::Alloc`).
const ALLOC: u64 = 1;

/// Shares the objects of functions and their callees; beside each function stand its awaits.
pub fn share_objects(awaiting: &[(Function, Vec<Value>)]) {
    let Some(module) = awaiting.first().map(|(function, _)| function.module()) else { return };
    // No function with awaits is inlined, nor looked at for what it returns.
    let mut callees =
        Callees { seen: awaiting.iter().map(|(function, _)| *function).collect(), ..Callees::default() };
    for (function, awaits) in awaiting {
        let forks: Vec<Value> = awaits.iter().copied().filter(|&call| forks_heap(call)).collect();
        if forks.is_empty() {
            continue;
        }
        let reach = Reach::of(*function, &forks);
        let before = |inst: &Value| reach.is_before(*inst);
        let calls: Vec<Value> =
            function.instructions().into_iter().filter(|i| i.is_any_call()).filter(before).collect();
        for &call in &calls {
            callees.called_by(call);
        }
        calls.into_iter().filter(|&call| is_new_object(call)).for_each(share);
    }
    for function in callees.all(module) {
        let calls = function.instructions().into_iter().filter(|&call| call.is_any_call());
        calls.filter(|&call| is_new_object(call)).for_each(share);
    }
}

/// Whether both paths after an await can see what the other does to the heap.
fn forks_heap(call: Value) -> bool {
    let is_one_shot = call.argument(2).const_int().is_some_and(|flags| flags & ONE_SHOT != 0);
    !is_one_shot || !first_path_returns(call)
}

/// Whether control returns at once after `call`, where it is not resumed: only variables are written on that path.
fn first_path_returns(call: Value) -> bool {
    let mut seen: FxHashSet<Block> = FxHashSet::default();
    let mut work = vec![(call.block(), call.next())];
    while let Some((block, mut next)) = work.pop() {
        while let Some(inst) = next.filter(|inst| !inst.is_terminator()) {
            if !is_harmless(inst) {
                return false;
            }
            next = inst.next();
        }
        let Some(end) = next else { return false };
        let successors: Vec<Block> = match end.opcode() {
            Some(Opcode::LLVMRet | Opcode::LLVMUnreachable) => continue,
            Some(BRANCH) if block == call.block() && is_resumed_of(end, call) => {
                vec![end.successor(1)]
            }
            Some(BRANCH | Opcode::LLVMSwitch) => end.successors().collect(),
            _ => return false,
        };
        work.extend(
            successors.into_iter().filter(|&next| seen.insert(next)).map(|next| (next, next.first())),
        );
    }
    true
}

/// Whether `branch` asks whether `call` was resumed.
fn is_resumed_of(branch: Value, call: Value) -> bool {
    let condition = branch.operand(0).filter(|_| branch.successor_count() == 2);
    condition.is_some_and(|c| {
        c.is_opcode(Opcode::LLVMExtractValue) && c.operand(0) == Some(call) && c.path() == [1]
    })
}

/// Whether only this activation can see the effect of `inst`.
fn is_harmless(inst: Value) -> bool {
    use Opcode::*;
    match inst.opcode() {
        Some(LLVMStore) => inst.operand(1).is_some_and(Value::is_alloca) && !inst.is_volatile(),
        Some(LLVMLoad) => !inst.is_volatile(),
        Some(LLVMCall) => {
            let name = inst.called_function().map(|f| f.name_bytes()).unwrap_or_default();
            let markers = ["llvm.dbg.", "llvm.lifetime.", call::RETURN, call::SHARE];
            markers.iter().any(|marker| name.starts_with(marker.as_bytes()))
        }
        Some(
            LLVMInvoke | LLVMCallBr | LLVMFence | LLVMAtomicCmpXchg | LLVMAtomicRMW | LLVMVAArg
            | LLVMLandingPad | LLVMCleanupPad | LLVMCatchPad,
        ) => false,
        _ => true,
    }
}

/// Whether a call returns memory that LLVM takes for new.
fn is_new_object(call: Value) -> bool {
    if !call.ty().is_pointer()
        || call.called_function().is_some_and(|f| f.name_bytes().starts_with(call::PREFIX.as_bytes()))
    {
        return false;
    }
    let of_function = |name| call.call_attribute(Attribute::flag(name), AttributeIndex::Function);
    of_function("allockind").is_some_and(|kind| kind & ALLOC != 0)
        || of_function("allocsize").is_some()
        || call.call_attribute(Attribute::flag("noalias"), AttributeIndex::Return).is_some()
}

/// Puts `gc.coro.share` of `object` after it, once.
fn share(object: Value) {
    if object.users().iter().any(|&user| is_call_of(user, call::SHARE)) {
        return;
    }
    if object.is_invoke() {
        // The block that it goes to may have other predecessors.
        shim::split_edge(object, 0, "shared");
    }
    let Some(build) = Builder::after(object) else { return };
    let module = build.module();
    let ty = Type::function(module.void_type(), &[object.ty()]);
    let is_own = |f: &Function| f.function_type() == ty;
    let space = object.ty().address_space().unwrap_or(0);
    let callee = module.function_named(call::SHARE).filter(is_own).unwrap_or_else(|| {
        let callee = module.declare(&format!("{}.p{space}", call::SHARE), ty);
        for name in ["nounwind", "willreturn"] {
            callee.add_attribute(AttributeIndex::Function, Attribute::flag(name));
        }
        callee.set_only_inaccessible_memory();
        callee
    });
    build.call(ty, callee.as_value(), &[object], "");
}

/// The functions of this module that others call, by name or by their address.
#[derive(Default)]
struct Callees {
    seen: FxHashSet<Function>,
    /// In the order of being found.
    found: Vec<Function>,
    /// Whether some call is indirect.
    any_address: bool,
}

impl Callees {
    fn called_by(&mut self, call: Value) {
        match call.called_function() {
            Some(callee) if !callee.is_declaration() => {
                if self.seen.insert(callee) {
                    self.found.push(callee);
                }
            }
            Some(_) => {}
            None => self.any_address = true,
        }
    }

    /// All of them in `module`, with their own callees. Who is called by address may be anybody who has given his away.
    fn all(mut self, module: IrModule) -> Vec<Function> {
        let mut done = 0;
        loop {
            while let Some(&function) = self.found.get(done) {
                done += 1;
                let calls = function.instructions().into_iter().filter(|call| call.is_any_call());
                calls.for_each(|call| self.called_by(call));
            }
            if !std::mem::take(&mut self.any_address) {
                return self.found;
            }
            let functions = module.functions().into_iter().filter(|f| !f.is_declaration());
            for function in functions.filter(|f| has_address_taken(*f)) {
                if self.seen.insert(function) {
                    self.found.push(function);
                }
            }
        }
    }
}

/// Whether a use of the function is something else than a call of it.
fn has_address_taken(function: Function) -> bool {
    function.as_value().users().iter().any(|user| user.called_function() != Some(function))
}
