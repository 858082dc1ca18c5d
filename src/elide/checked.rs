//! Lets the program check at run time what the proof of an elision says, by the functions of `include/gc_coro_elision.h`.
//!
//! The *owner* of the frames that a function has is the activation of the function: its own handle if it is a coroutine, else an
//! address in its stack frame. The function says when the owner begins and ends, and when a frame begins and is complete. The
//! coroutine's cleanup clone says when the frame ends: whoever destroys it. The runtime may write another destroy function into a frame
//! that ends, so no collector may look at it: such frames are not elided by proof.

use crate::abi::names::elision;
use crate::elide::callee::Callee;
use crate::elide::caller::Caller;
use crate::elide::handle_program::Site;
use crate::ir::{Attribute, AttributeIndex, Builder, Function, Type, Value, shim};
use crate::read::intrinsics::Coro;

/// What may have been known of a function before it calls the runtime.
const NOT_OF_CALLERS: [&str; 5] = ["memory", "nosync", "nofree", "willreturn", "speculatable"];

/// The checks in one function.
pub struct Checks {
    caller: Function,
    owner: Value,
    own_begin: Option<Value>,
    instrumented: Vec<Function>,
}

impl Checks {
    /// Those of a function that gets its first frame; `None` if it is not seen how exceptions leave the function.
    pub fn of(facts: &Caller) -> Option<Self> {
        let caller = facts.function;
        let (owner, first) = match facts.own_begin {
            Some(begin) => (begin, begin.next()?),
            None if shim::has_funclets(caller) => return None,
            None => {
                let first = caller.entry().first_insertion_point()?;
                let build = Builder::before(first).without_location();
                let owner = build.alloca(build.module().int_type(8), "frames.owner");
                (build.address_in(owner, build.module().pointer_type()), first)
            }
        };
        tell(first, elision::OWNER_BEGINS, &[owner]);
        Some(Checks { caller, owner, own_begin: facts.own_begin, instrumented: Vec::new() })
    }

    /// Whether it is seen when a frame of `callee` ends. Its cleanup clone tells it from now on.
    pub fn can_check(&mut self, callee: &Callee) -> bool {
        let cleanup = callee.cleanup;
        if cleanup.is_declaration() || !cleanup.is_local() {
            return false;
        }
        let Some(first) = cleanup.entry().first_insertion_point() else { return false };
        let tells = |function: Function| function.name() == elision::FRAME_ENDS;
        if !first.called_function().is_some_and(tells) {
            tell(first, elision::FRAME_ENDS, &[cleanup.param(0)]);
            forget_what_was_known(cleanup);
            AttributeIndex::Param(0).clear_on_function(cleanup);
            self.instrumented.push(cleanup);
        }
        true
    }

    /// Control comes to `creation`, which makes a coroutine at `frame`.
    pub fn frame_begins(&self, creation: Value, callee: &Callee, frame: Value) {
        let module = self.caller.module();
        let name = module.const_string(&callee.ramp.name());
        let name = module.add_constant("gc_coro.elided", name).constant_in(module.pointer_type());
        let bytes = module.int_type(64).const_int(callee.frame.bytes);
        tell(creation, elision::FRAME_BEGINS, &[frame, bytes, self.owner, name]);
    }

    /// `creation` has made it.
    pub fn is_created(&self, creation: Value, frame: Value) {
        tell(creation.place_after_return("created"), elision::FRAME_IS_COMPLETE, &[frame]);
    }

    /// If `site` gives up a creation that has not come to its end: the frame is none any more.
    pub fn creation_fails(&self, site: Site, frame: Value) {
        if let Site::Failed(free) = site {
            tell(free, elision::FRAME_ENDS, &[frame]);
        }
    }

    /// Tells the end of the owner. The cleanup clones that have changed.
    pub fn finish(self) -> Vec<Function> {
        let exits = match self.own_begin {
            Some(begin) => own_frees(begin),
            None => shim::find_exits(self.caller),
        };
        for exit in exits {
            tell(exit, elision::OWNER_ENDS, &[self.owner]);
        }
        forget_what_was_known(self.caller);
        self.instrumented
    }
}

/// Where the coroutine that begins at `begin` gives its frame back.
fn own_frees(begin: Value) -> Vec<Value> {
    let id = begin.argument(0);
    id.users().into_iter().filter(|&user| Coro::of(user) == Some(Coro::Free)).collect()
}

/// Calls a function of the runtime before an instruction.
fn tell(before: Value, name: &str, args: &[Value]) {
    let build = Builder::before(before);
    let module = build.module();
    let types: Vec<Type> = args.iter().map(|arg| arg.ty()).collect();
    let ty = Type::function(module.void_type(), &types);
    let function = module.declare(name, ty);
    function.add_attribute(AttributeIndex::Function, Attribute::flag("nounwind"));
    build.call(ty, function.as_value(), args, "");
}

fn forget_what_was_known(function: Function) {
    NOT_OF_CALLERS.into_iter().for_each(|name| function.remove_attribute(Attribute::flag(name)));
}
