//! Handles for what is changed.

use std::ffi::{CStr, CString};

use gc_coro_oracle::rng::Rng;
use inkwell::llvm_sys::analysis::{LLVMVerifierFailureAction, LLVMVerifyModule};
use inkwell::llvm_sys::comdat::LLVMSetComdat;
use inkwell::llvm_sys::core::*;
use inkwell::llvm_sys::ir_reader::LLVMParseIRInContext;
use inkwell::llvm_sys::prelude::*;
use inkwell::llvm_sys::{LLVMOpcode, LLVMTypeKind};

/// A module that is freed with its handle.
pub struct Owned(LLVMModuleRef);

impl Drop for Owned {
    fn drop(&mut self) {
        // SAFETY: nothing of it is held any more.
        unsafe { LLVMDisposeModule(self.0) }
    }
}

impl Owned {
    /// # Errors
    /// What LLVM has against the text.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (mut module, mut message) = (std::ptr::null_mut(), std::ptr::null_mut());
        let name = c"mutant";
        // SAFETY: the buffer is a copy, which the parser frees.
        unsafe {
            let buffer =
                LLVMCreateMemoryBufferWithMemoryRangeCopy(text.as_ptr().cast(), text.len(), name.as_ptr());
            if LLVMParseIRInContext(super::context(), buffer, &raw mut module, &raw mut message) == 0 {
                return Ok(Self(module));
            }
            let said = CStr::from_ptr(message).to_string_lossy().into_owned();
            LLVMDisposeMessage(message);
            Err(said)
        }
    }

    pub fn raw(&self) -> LLVMModuleRef {
        self.0
    }

    pub fn duplicate(&self) -> Self {
        Self(unsafe { LLVMCloneModule(self.0) })
    }

    pub fn text(&self) -> String {
        // SAFETY: LLVM gives a C string, which is copied.
        unsafe {
            let raw = LLVMPrintModuleToString(self.0);
            let text = CStr::from_ptr(raw).to_string_lossy().into_owned();
            LLVMDisposeMessage(raw);
            text
        }
    }

    pub fn is_valid(&self) -> bool {
        self.complaint().is_none()
    }

    /// What LLVM's verifier says against it.
    pub fn complaint(&self) -> Option<String> {
        let mut message = std::ptr::null_mut();
        let action = LLVMVerifierFailureAction::LLVMReturnStatusAction;
        // SAFETY: LLVM gives a C string, which is copied.
        unsafe {
            let broken = LLVMVerifyModule(self.0, action, &raw mut message) != 0;
            let text = CStr::from_ptr(message).to_string_lossy().into_owned();
            LLVMDisposeMessage(message);
            broken.then_some(text)
        }
    }

    pub fn functions(&self) -> Vec<LLVMValueRef> {
        list(unsafe { LLVMGetFirstFunction(self.0) }, |f| unsafe { LLVMGetNextFunction(f) })
    }

    pub fn globals(&self) -> Vec<LLVMValueRef> {
        list(unsafe { LLVMGetFirstGlobal(self.0) }, |g| unsafe { LLVMGetNextGlobal(g) })
    }
}

fn list<T>(first: *mut T, next: impl Fn(*mut T) -> *mut T) -> Vec<*mut T> {
    let some = |item: *mut T| (!item.is_null()).then_some(item);
    std::iter::successors(some(first), |&item| some(next(item))).collect()
}

pub fn is_defined(function: LLVMValueRef) -> bool {
    unsafe { LLVMIsDeclaration(function) == 0 }
}

pub fn is_coroutine(function: LLVMValueRef) -> bool {
    let (kind, marked) = ("presplitcoroutine", "gc-coro");
    unsafe {
        let id = LLVMGetEnumAttributeKindForName(kind.as_ptr().cast(), kind.len());
        !LLVMGetEnumAttributeAtIndex(function, u32::MAX, id).is_null()
            || !LLVMGetStringAttributeAtIndex(function, u32::MAX, marked.as_ptr().cast(), 7).is_null()
    }
}

pub fn drop_comdat(function: LLVMValueRef) {
    unsafe { LLVMSetComdat(function, std::ptr::null_mut()) }
}

pub fn blocks(function: LLVMValueRef) -> Vec<LLVMBasicBlockRef> {
    list(unsafe { LLVMGetFirstBasicBlock(function) }, |b| unsafe { LLVMGetNextBasicBlock(b) })
}

pub fn instructions(block: LLVMBasicBlockRef) -> Vec<LLVMValueRef> {
    list(unsafe { LLVMGetFirstInstruction(block) }, |i| unsafe { LLVMGetNextInstruction(i) })
}

pub fn opcode(instruction: LLVMValueRef) -> LLVMOpcode {
    unsafe { LLVMGetInstructionOpcode(instruction) }
}

pub fn is_terminator(instruction: LLVMValueRef) -> bool {
    unsafe { !LLVMIsATerminatorInst(instruction).is_null() }
}

pub fn is_call(instruction: LLVMValueRef) -> bool {
    matches!(opcode(instruction), LLVMOpcode::LLVMCall | LLVMOpcode::LLVMInvoke)
}

pub fn type_of(value: LLVMValueRef) -> LLVMTypeRef {
    unsafe { LLVMTypeOf(value) }
}

pub fn kind_of(ty: LLVMTypeRef) -> LLVMTypeKind {
    unsafe { LLVMGetTypeKind(ty) }
}

/// Whether values of the type can be passed around.
pub fn is_plain(ty: LLVMTypeRef) -> bool {
    use LLVMTypeKind::*;
    !matches!(
        kind_of(ty),
        LLVMVoidTypeKind
            | LLVMLabelTypeKind
            | LLVMMetadataTypeKind
            | LLVMTokenTypeKind
            | LLVMFunctionTypeKind
    )
}

/// The operands that are values, with their numbers. A call's last one is its callee; blocks are left out.
pub fn operands(instruction: LLVMValueRef) -> Vec<(u32, LLVMValueRef)> {
    let count = unsafe { LLVMGetNumOperands(instruction) } as u32;
    let all = (0..count).map(|n| (n, unsafe { LLVMGetOperand(instruction, n) }));
    all.filter(|(_, v)| {
        !v.is_null()
            && !matches!(
                kind_of(type_of(*v)),
                LLVMTypeKind::LLVMLabelTypeKind | LLVMTypeKind::LLVMMetadataTypeKind
            )
    })
    .collect()
}

/// A place in a function that is about to be changed.
pub struct Site<'a> {
    pub module: &'a Owned,
    pub rng: &'a mut Rng,
    pub function: LLVMValueRef,
}

impl<'a> Site<'a> {
    /// Prefers coroutines.
    pub fn choose(module: &'a Owned, rng: &'a mut Rng) -> Option<Self> {
        let defined: Vec<_> = module.functions().into_iter().filter(|&f| is_defined(f)).collect();
        let coroutines: Vec<_> = defined.iter().copied().filter(|&f| is_coroutine(f)).collect();
        let from = if !coroutines.is_empty() && rng.chance(85) { coroutines } else { defined };
        if from.is_empty() {
            return None;
        }
        let function = from[rng.below(from.len())];
        Some(Self { module, rng, function })
    }

    pub fn block(&mut self) -> LLVMBasicBlockRef {
        let all = blocks(self.function);
        all[self.rng.below(all.len())]
    }

    /// One of the function's instructions for which `wanted` says so.
    pub fn instruction(&mut self, wanted: impl Fn(LLVMValueRef) -> bool) -> Option<LLVMValueRef> {
        let all: Vec<_> =
            blocks(self.function).into_iter().flat_map(instructions).filter(|&i| wanted(i)).collect();
        (!all.is_empty()).then(|| all[self.rng.below(all.len())])
    }

    /// Where something can be inserted.
    pub fn place(&mut self) -> Option<LLVMValueRef> {
        self.instruction(|i| {
            use LLVMOpcode::*;
            !matches!(opcode(i), LLVMPHI | LLVMLandingPad | LLVMCatchPad | LLVMCleanupPad | LLVMCatchSwitch)
        })
    }

    /// All that the function can name: arguments, instructions, globals.
    fn nameable(&self) -> Vec<LLVMValueRef> {
        let count = unsafe { LLVMCountParams(self.function) };
        let mut all: Vec<_> = (0..count).map(|n| unsafe { LLVMGetParam(self.function, n) }).collect();
        all.extend(blocks(self.function).into_iter().flat_map(instructions));
        all
    }

    /// A value of the type: of the function, or a constant.
    pub fn value_of(&mut self, ty: LLVMTypeRef) -> Option<LLVMValueRef> {
        let mut all: Vec<_> = self.nameable().into_iter().filter(|&v| type_of(v) == ty).collect();
        if kind_of(ty) == LLVMTypeKind::LLVMPointerTypeKind && self.rng.chance(15) {
            all.extend(self.module.globals().into_iter().filter(|&g| type_of(g) == ty));
            all.extend(self.module.functions().into_iter().filter(|&g| type_of(g) == ty));
        }
        if all.is_empty() || self.rng.chance(12) {
            return self.constant_of(ty);
        }
        Some(all[self.rng.below(all.len())])
    }

    /// Any value of the function that can be stored, with those of other blocks.
    pub fn any_value(&mut self) -> Option<LLVMValueRef> {
        let all: Vec<_> = self.nameable().into_iter().filter(|&v| is_plain(type_of(v))).collect();
        (!all.is_empty()).then(|| all[self.rng.below(all.len())])
    }

    pub fn constant_of(&mut self, ty: LLVMTypeRef) -> Option<LLVMValueRef> {
        const INTERESTING: &[u64] = &[
            0,
            1,
            2,
            3,
            4,
            7,
            8,
            16,
            63,
            64,
            127,
            255,
            256,
            4096,
            0x7fff_ffff,
            0x8000_0000,
            u64::MAX,
            1 << 62,
        ];
        let kind = kind_of(ty);
        if matches!(kind, LLVMTypeKind::LLVMTokenTypeKind) {
            return Some(unsafe { LLVMConstNull(ty) });
        }
        if !is_plain(ty) {
            return None;
        }
        unsafe {
            Some(match (kind, self.rng.below(10)) {
                (_, 0) => LLVMGetUndef(ty),
                (_, 1) => LLVMGetPoison(ty),
                (LLVMTypeKind::LLVMIntegerTypeKind, _) => LLVMConstInt(ty, self.rng.pick(INTERESTING), 0),
                _ => LLVMConstNull(ty),
            })
        }
    }

    /// Types of values that a frame may have to hold.
    pub fn any_type(&mut self) -> LLVMTypeRef {
        let context = super::context();
        // SAFETY: types of the context.
        unsafe {
            let byte = LLVMInt8TypeInContext(context);
            let pointer = LLVMPointerTypeInContext(context, 0);
            match self.rng.below(22) {
                0 => byte,
                1 => LLVMInt1TypeInContext(context),
                2 | 3 => LLVMInt32TypeInContext(context),
                4 | 5 => LLVMInt64TypeInContext(context),
                6 => LLVMIntTypeInContext(context, 128),
                7 => LLVMIntTypeInContext(context, 17),
                8 => LLVMDoubleTypeInContext(context),
                9 => LLVMX86FP80TypeInContext(context),
                10 => LLVMHalfTypeInContext(context),
                11 | 12 => pointer,
                13 => LLVMPointerTypeInContext(context, self.rng.pick(&[1, 5, 10, 11, 13, 270])),
                14 => LLVMArrayType2Of(
                    byte,
                    self.rng.pick(&[0, 1, 24, 4096, 1 << 20, 1 << 31, 1 << 33, 1 << 62]),
                ),
                15 => LLVMVectorType(LLVMInt32TypeInContext(context), self.rng.pick(&[2, 3, 4, 8, 64])),
                16 => LLVMScalableVectorType(LLVMInt32TypeInContext(context), 4),
                17 => LLVMVectorType(LLVMPointerTypeInContext(context, 1), 2),
                18 => {
                    let mut fields =
                        [pointer, LLVMPointerTypeInContext(context, self.rng.pick(&[1, 10])), byte];
                    LLVMStructTypeInContext(context, fields.as_mut_ptr(), 3, i32::from(self.rng.chance(30)))
                }
                19 => LLVMStructTypeInContext(context, std::ptr::null_mut(), 0, 0),
                20 => LLVMArrayType2Of(LLVMPointerTypeInContext(context, self.rng.pick(&[1, 10])), 3),
                _ => LLVMVectorType(LLVMInt1TypeInContext(context), 5),
            }
        }
    }

    /// A builder before an instruction; given back to LLVM by `done`.
    pub fn build<T>(&mut self, before: LLVMValueRef, act: impl FnOnce(&mut Self, LLVMBuilderRef) -> T) -> T {
        // SAFETY: the builder is disposed of.
        unsafe {
            let builder = LLVMCreateBuilderInContext(super::context());
            LLVMPositionBuilderBefore(builder, before);
            let result = act(self, builder);
            LLVMDisposeBuilder(builder);
            result
        }
    }

    /// Makes the function valid again as far as phis and dominance go.
    pub fn repair(&self) -> bool {
        unsafe { crate::shim::mutants_repair(self.function) }
        true
    }

    pub fn text(text: &str) -> CString {
        CString::new(text).expect("no NUL")
    }
}

/// On LLVM 16 the C API's arrays are short.
#[allow(non_snake_case)]
unsafe fn LLVMArrayType2Of(element: LLVMTypeRef, count: u64) -> LLVMTypeRef {
    #[cfg(feature = "llvm16-0")]
    return unsafe { LLVMArrayType(element, u32::try_from(count).unwrap_or(u32::MAX)) };
    #[cfg(not(feature = "llvm16-0"))]
    return unsafe { LLVMArrayType2(element, count) };
}
