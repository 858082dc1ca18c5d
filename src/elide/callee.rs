//! What is known of a coroutine that is split already.

use crate::abi::names::attribute;
use crate::gc::Model;
use crate::ir::{Attribute, AttributeIndex, Builder, Function, Value};
use crate::read::intrinsics::{Coro, ID_INFO, ID_SELF};

/// The functions that a split has made of a coroutine, by the array that `llvm.coro.id` names.
#[derive(Clone, Copy, Debug)]
pub struct Callee {
    /// The coroutine itself: its ramp.
    pub ramp: Function,
    pub resume: Function,
    /// Destroys and frees the frame.
    pub destroy: Function,
    /// Destroys the coroutine only.
    pub cleanup: Function,
    /// The second ramp, if there is one.
    pub second: Option<Function>,
    pub frame: FrameShape,
}

/// The `llvm.coro.id` of a finished ramp, and what it says; `None` if `function` is no ramp, or has another copy of itself inlined.
pub fn own_id(function: Function) -> Option<(Value, Callee)> {
    let ids = function.instructions().into_iter().filter(|&inst| Coro::of(inst) == Some(Coro::Id));
    let mut own =
        ids.filter_map(|id| Some((id, Callee::of_id(id).filter(|callee| callee.ramp == function)?)));
    let found = own.next()?;
    own.next().is_none().then_some(found)
}

/// Size and alignment of a frame in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FrameShape {
    pub bytes: u64,
    pub align: u64,
}

impl Callee {
    /// The coroutine that an `llvm.coro.id` belongs to, if it is split. `id` may be any value: what a `llvm.coro.begin` has is not verified.
    pub fn of_id(id: Value) -> Option<Callee> {
        if Coro::of(id) != Some(Coro::Id) {
            return None;
        }
        let clones = id.operand(ID_INFO)?.initializer()?;
        let clone = |index| clones.constant_element(index)?.as_function();
        let resume: Function = clone(0)?;
        Some(Callee {
            ramp: id.operand(ID_SELF)?.as_function()?,
            resume,
            destroy: clone(1)?,
            cleanup: clone(2)?,
            second: clone(3),
            frame: FrameShape::of_argument(resume, 0)?,
        })
    }

    /// Whether the frame is freed by nothing but the destroy clone. A resume clone that frees it would free memory of the caller.
    pub fn keeps_frame(&self) -> bool {
        self.resume.string_attribute(attribute::KEEPS_FRAME).is_some()
    }

    /// Whether a collector looks at the frame. `model`: what all functions have that name no other.
    pub fn is_collected(&self, model: Option<&Model>) -> bool {
        Model::of(self.ramp, model).map_or(true, |model| model.is_managed())
    }
}

impl FrameShape {
    /// What the attributes of a parameter say of the frame that it points to.
    pub fn of_argument(function: Function, index: u32) -> Option<FrameShape> {
        let at = AttributeIndex::Param(index);
        let number = |name| Attribute::flag(name).value_on_function(function, at);
        Some(FrameShape { bytes: number("dereferenceable")?, align: number("align")? })
    }

    /// Says in attributes of a parameter that it points to such a frame.
    pub fn describe_argument(self, function: Function, index: u32) {
        let attributes = [
            Attribute::flag("noundef"),
            Attribute::flag("nonnull"),
            Attribute::with_value("align", self.align),
            Attribute::with_value("dereferenceable", self.bytes),
        ];
        for attribute in attributes {
            function.add_attribute(AttributeIndex::Param(index), attribute);
        }
    }

    /// An alloca for such a frame of `coroutine` where `build` stands, and its address in the address space of frames.
    pub fn alloca(self, build: &Builder, coroutine: Function) -> (Value, Value) {
        let bytes = build.module().int_type(8).array_of(self.bytes);
        let alloca = build.alloca(bytes, &format!("{}.frame", coroutine.name()));
        alloca.set_alignment(self.align);
        (alloca, build.address_in(alloca, build.module().pointer_type()))
    }
}
