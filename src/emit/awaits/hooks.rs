//! The runtime's functions: ordinary ones of the module, which function attributes name (`docs/reference/dialect.md`).

use crate::abi::names::attribute;
use crate::gc::Model;
use crate::ir::{Attribute, AttributeIndex, Builder, Function, Type, Value, shim};

/// The runtime's functions, named by attributes of the coroutine.
pub struct Hooks {
    /// `"gc-coro-allocate"`: from a descriptor to a new frame, all zero.
    pub allocate: Option<Function>,
    /// `"gc-coro-write-barrier"`: after pointers were stored into a frame that is not new.
    pub barrier: Option<Function>,
    /// Whether that barrier reads what stands before each pointer, so that none may be null.
    barrier_reads_objects: bool,
    /// `"gc-coro-reentered"`: a one-shot continuation is called again, or a state before it is filled.
    reentered: Option<Function>,
    /// `"gc-coro-acquire-failed"`: from a buffer that is in use or too small, and a descriptor, to another state.
    acquire_failed: Option<Function>,
}

impl Hooks {
    /// A hook that the module does not declare (optimisers drop unused declarations) is declared.
    pub fn of(ramp: Function, frame: Type, model: &Model) -> Self {
        let module = ramp.module();
        let named = |key, ty| model.hook_name(ramp, key).map(|name| module.declare(&name, ty));
        let barrier_name = model.hook_name(ramp, attribute::WRITE_BARRIER);
        Hooks {
            allocate: named(attribute::ALLOCATE, Type::function(frame, &[module.pointer_type()])),
            barrier: named(attribute::WRITE_BARRIER, Type::variadic(module.void_type(), &[frame])),
            barrier_reads_objects: barrier_name.is_some_and(|name| model.is_own_barrier(&name)),
            reentered: named(attribute::REENTERED, Type::function(module.void_type(), &[])),
            acquire_failed: named(
                attribute::ACQUIRE_FAILED,
                Type::function(frame, &[frame, module.pointer_type()]),
            ),
        }
    }

    /// What the barrier of `frame` is called with for the pointers `children`.
    ///
    /// The frame stands for a pointer that is null where the barrier reads the tags of objects: it looks at the children only where
    /// the frame is marked, and then finds that it is.
    pub fn barrier_arguments(&self, build: &Builder, frame: Value, children: Vec<Value>) -> Vec<Value> {
        let object = |child| {
            if !self.barrier_reads_objects {
                return child;
            }
            build.select(build.is_null(child, "is.null"), frame, child, "object")
        };
        std::iter::once(frame).chain(children.into_iter().map(object)).collect()
    }

    /// Defines a function of `ramp`'s that is in the place of a continuation that must not be called.
    pub fn define_refusal(&self, ramp: Function, ty: Type, name: &str) -> Function {
        let refusal = shim::declare_clone(ramp, ty, name);
        refusal.forget_subprogram();
        refusal.add_attribute(AttributeIndex::Function, Attribute::flag("cold"));
        let build = Builder::at_end(refusal.append_block("entry"));
        match self.reentered {
            Some(hook) => {
                build.call(hook.function_type(), hook.as_value(), &[], "");
            }
            None => build.trap(),
        }
        build.unreachable();
        refusal
    }

    /// Ends a block in which a buffer cannot be the state.
    pub fn refuse_buffer(&self, build: &Builder, buffer: Value, descriptor: Value) {
        match self.acquire_failed {
            Some(hook) => {
                let arguments = [buffer, descriptor];
                let state = build.call(hook.function_type(), hook.as_value(), &arguments, "state");
                build.return_value(state);
            }
            None => {
                build.trap();
                build.unreachable();
            }
        }
    }
}
