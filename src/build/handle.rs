//! A coroutine of `llvm.coro.*`, from the outside.

use inkwell::builder::Builder;
use inkwell::values::{IntValue, PointerValue};

use crate::build::error::BuildError;
use crate::build::raw::{Raw, call_intrinsic, context_of, current_function};

/// What a coroutine is resumed and destroyed by: the address of its frame. These calls are intrinsics, which coro-early lowers.
#[derive(Clone, Copy, Debug)]
pub struct Handle<'ctx>(pub PointerValue<'ctx>);

impl<'ctx> Handle<'ctx> {
    /// Resumes the coroutine, which is suspended and not done.
    ///
    /// # Errors
    /// The builder has no position.
    pub fn resume(self, builder: &Builder<'ctx>) -> Result<(), BuildError> {
        call_intrinsic(builder, "llvm.coro.resume", &[], &[self.0.into()], "").map(drop)
    }

    /// Destroys the coroutine, which is suspended.
    ///
    /// # Errors
    /// The builder has no position.
    pub fn destroy(self, builder: &Builder<'ctx>) -> Result<(), BuildError> {
        call_intrinsic(builder, "llvm.coro.destroy", &[], &[self.0.into()], "").map(drop)
    }

    /// Whether the coroutine, which is suspended, is at its last suspension.
    ///
    /// # Errors
    /// The builder has no position.
    pub fn done(self, builder: &Builder<'ctx>) -> Result<IntValue<'ctx>, BuildError> {
        let done = call_intrinsic(builder, "llvm.coro.done", &[], &[self.0.into()], "done")?;
        // SAFETY: llvm.coro.done returns an i1.
        Ok(unsafe { IntValue::new(done.0) })
    }

    /// The address of the promise, which is aligned to `align` bytes, as its coroutine says.
    ///
    /// # Errors
    /// An alignment that is no power of two; the builder has no position.
    pub fn promise(self, builder: &Builder<'ctx>, align: u32) -> Result<PointerValue<'ctx>, BuildError> {
        if !align.is_power_of_two() {
            return Err(BuildError::Alignment(align));
        }
        let context = context_of(current_function(builder)?);
        let align = context.i32_type().const_int(u64::from(align), false);
        let operands: [Raw; 3] = [self.0.into(), align.into(), context.bool_type().const_zero().into()];
        let promise = call_intrinsic(builder, "llvm.coro.promise", &[], &operands, "promise")?;
        // SAFETY: llvm.coro.promise returns a pointer.
        Ok(unsafe { PointerValue::new(promise.0) })
    }
}
