//! The `llvm.coro.*` intrinsics by name.

pub use crate::ir::is_debug;
use crate::ir::{Function, Type, Value};

/// The intrinsics that a switch-resumed coroutine is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Coro {
    Id,
    Alloc,
    Begin,
    Free,
    /// A hint for coro-elide: the frame is needed no more (from LLVM 23 on).
    Dead,
    Size,
    Align,
    Frame,
    Save,
    Suspend,
    End,
    IsInRamp,
    SubfnAddr,
    Promise,
    AwaitSuspendVoid,
    AwaitSuspendBool,
    AwaitSuspendHandle,
    /// Memory of the stack, in coroutines of other lowerings.
    AllocaAlloc,
    AllocaGet,
    AllocaFree,
    /// Of another lowering (retcon, async, custom ABI).
    OtherLowering,
}

impl Coro {
    /// The intrinsic that a call or invoke calls.
    pub fn of(instruction: Value) -> Option<Coro> {
        Coro::named(instruction.called_function()?.name_bytes())
    }

    /// The intrinsic of that name.
    pub fn named(name: &[u8]) -> Option<Coro> {
        let name = name.strip_prefix(b"llvm.coro.")?;
        Some(match name {
            b"id" => Coro::Id,
            b"alloc" => Coro::Alloc,
            b"begin" => Coro::Begin,
            b"free" => Coro::Free,
            b"dead" => Coro::Dead,
            b"frame" => Coro::Frame,
            b"save" => Coro::Save,
            b"suspend" => Coro::Suspend,
            b"end" => Coro::End,
            b"is_in_ramp" => Coro::IsInRamp,
            b"subfn.addr" => Coro::SubfnAddr,
            b"promise" => Coro::Promise,
            b"await.suspend.void" => Coro::AwaitSuspendVoid,
            b"await.suspend.bool" => Coro::AwaitSuspendBool,
            b"await.suspend.handle" => Coro::AwaitSuspendHandle,
            b"id.retcon" | b"id.retcon.once" | b"id.async" | b"begin.custom.abi" | b"suspend.retcon"
            | b"suspend.async" | b"end.async" | b"end.results" => Coro::OtherLowering,
            b"alloca.get" => Coro::AllocaGet,
            b"alloca.free" => Coro::AllocaFree,
            _ if name.starts_with(b"alloca.alloc") => Coro::AllocaAlloc,
            _ if name.starts_with(b"size.") => Coro::Size,
            _ if name.starts_with(b"align.") => Coro::Align,
            // Of use to anybody with a handle, without effect on a coroutine's structure: resume, done, noop, …
            _ => return None,
        })
    }

    pub fn is_await(self) -> bool {
        matches!(self, Coro::AwaitSuspendVoid | Coro::AwaitSuspendBool | Coro::AwaitSuspendHandle)
    }

    /// The name for messages.
    pub fn name(self) -> &'static str {
        match self {
            Coro::Id => "llvm.coro.id",
            Coro::Alloc => "llvm.coro.alloc",
            Coro::Begin => "llvm.coro.begin",
            Coro::Free => "llvm.coro.free",
            Coro::Dead => "llvm.coro.dead",
            Coro::Size => "llvm.coro.size",
            Coro::Align => "llvm.coro.align",
            Coro::Frame => "llvm.coro.frame",
            Coro::Save => "llvm.coro.save",
            Coro::Suspend => "llvm.coro.suspend",
            Coro::End => "llvm.coro.end",
            Coro::IsInRamp => "llvm.coro.is_in_ramp",
            Coro::SubfnAddr => "llvm.coro.subfn.addr",
            Coro::Promise => "llvm.coro.promise",
            Coro::AwaitSuspendVoid => "llvm.coro.await.suspend.void",
            Coro::AwaitSuspendBool => "llvm.coro.await.suspend.bool",
            Coro::AwaitSuspendHandle => "llvm.coro.await.suspend.handle",
            Coro::AllocaAlloc => "llvm.coro.alloca.alloc",
            Coro::AllocaGet => "llvm.coro.alloca.get",
            Coro::AllocaFree => "llvm.coro.alloca.free",
            Coro::OtherLowering => "an intrinsic of another coroutine lowering",
        }
    }
}

/// The operand of `llvm.coro.id` that coro-early makes the function itself.
pub const ID_SELF: u32 = 2;
/// The operand of `llvm.coro.id` that a split makes the array of the clones.
pub const ID_INFO: u32 = 3;
/// The operand of `llvm.coro.await.suspend.*` that is the awaiter, and the parameter of its wrapper that gets it.
pub const AWAITER: u32 = 0;
/// The operand of `llvm.coro.await.suspend.*` that is the wrapper.
pub const WRAPPER: u32 = 2;

/// The name of the function that an instruction calls.
pub fn called_name(instruction: Value) -> Option<&'static [u8]> {
    instruction.called_function().map(Function::name_bytes)
}

/// `llvm.lifetime.start` or `.end`.
pub fn lifetime_marker(instruction: Value) -> Option<bool> {
    let callee = instruction.called_function()?;
    let name = callee.name_bytes().strip_prefix(b"llvm.lifetime.")?;
    Some(name.starts_with(b"start"))
}

/// Whether `call` is of `llvm.memcpy` or `memmove`.
pub fn copies_memory(call: Value) -> bool {
    let name = called_name(call).unwrap_or_default();
    name.starts_with(b"llvm.memcpy.") || name.starts_with(b"llvm.memmove.")
}

/// A load or store of a vector that leaves some of its elements out (LLVM language reference, "Masked Vector Load and Store
/// Intrinsics" and "Vector Predication Intrinsics").
pub struct MaskedAccess {
    /// The type of the whole vector.
    pub ty: Type,
    /// Which operand is the address.
    pub address: u32,
    pub is_load: bool,
    /// Each element has its own place, whatever is left out before it.
    pub keeps_places: bool,
}

impl MaskedAccess {
    /// `None` if `call` is no such access.
    pub fn of(call: Value) -> Option<Self> {
        let name = called_name(call)?;
        let is = |prefix: &[u8]| name.starts_with(prefix);
        let keeps_places = is(b"llvm.masked.load.")
            || is(b"llvm.masked.store.")
            || is(b"llvm.vp.load.")
            || is(b"llvm.vp.store.");
        if is(b"llvm.masked.load.") || is(b"llvm.masked.expandload.") || is(b"llvm.vp.load.") {
            return Some(MaskedAccess { ty: call.ty(), address: 0, is_load: true, keeps_places });
        }
        let is_store =
            is(b"llvm.masked.store.") || is(b"llvm.masked.compressstore.") || is(b"llvm.vp.store.");
        is_store.then(|| MaskedAccess { ty: call.argument(0).ty(), address: 1, is_load: false, keeps_places })
    }
}
