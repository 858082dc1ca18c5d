//! ORC: functions that are compiled when they are first called.
//!
//! A function `f` is two symbols. `f` is a stub, and its first call asks for `f.body`. ORC then calls [`materialize`], which has the
//! module of `f` built and compiled.

use std::ffi::{CStr, CString, c_char, c_void};
use std::mem::ManuallyDrop;
use std::ptr::null_mut;

use inkwell::context::Context;
use inkwell::llvm_sys::error::{LLVMDisposeErrorMessage, LLVMErrorRef, LLVMGetErrorMessage};
use inkwell::llvm_sys::orc2::lljit::*;
use inkwell::llvm_sys::orc2::*;
use inkwell::module::{Linkage, Module};

/// What can go wrong, as a text for people.
pub type Failure = Box<dyn std::error::Error>;

/// Builds and optimises the module that defines one function.
pub type Compile = fn(&Context) -> Result<Module<'_>, Failure>;

/// A just-in-time compiler of this process.
pub struct Jit {
    raw: LLVMOrcLLJITRef,
    library: LLVMOrcJITDylibRef,
    stubs: LLVMOrcIndirectStubsManagerRef,
    calls: LLVMOrcLazyCallThroughManagerRef,
}

/// What ORC gives back when a function is called for the first time.
struct Unit {
    jit: LLVMOrcLLJITRef,
    name: &'static str,
    compile: Compile,
}

const CALLABLE: LLVMJITSymbolFlags = LLVMJITSymbolFlags {
    GenericFlags: LLVMJITSymbolGenericFlags::LLVMJITSymbolGenericFlagsExported as u8
        | LLVMJITSymbolGenericFlags::LLVMJITSymbolGenericFlagsCallable as u8,
    TargetFlags: 0,
};

impl Jit {
    /// One that knows no function yet.
    pub fn new() -> Result<Jit, Failure> {
        let (mut raw, mut calls) = (null_mut(), null_mut());
        // SAFETY: LLVM makes the compiler, and what it consists of, from its own defaults.
        unsafe {
            check(LLVMOrcCreateLLJIT(&raw mut raw, null_mut()))?;
            let triple = LLVMOrcLLJITGetTripleString(raw);
            let session = LLVMOrcLLJITGetExecutionSession(raw);
            let handler = cannot_compile as *const () as u64;
            check(LLVMOrcCreateLocalLazyCallThroughManager(triple, session, handler, &raw mut calls))?;
            let stubs = LLVMOrcCreateLocalIndirectStubsManager(triple);
            Ok(Jit { raw, library: LLVMOrcLLJITGetMainJITDylib(raw), stubs, calls })
        }
    }

    /// `name` is a function of this program.
    pub fn define_native(&self, name: &str, address: *const ()) -> Result<(), Failure> {
        let name = CString::new(name)?;
        let symbol = LLVMJITEvaluatedSymbol { Address: address as u64, Flags: CALLABLE };
        // SAFETY: the compiler exists; ORC copies the pair, and takes the name and the unit.
        unsafe {
            let interned = LLVMOrcLLJITMangleAndIntern(self.raw, name.as_ptr());
            let mut pair = LLVMOrcCSymbolMapPair { Name: interned, Sym: symbol };
            check(LLVMOrcJITDylibDefine(self.library, LLVMOrcAbsoluteSymbols(&raw mut pair, 1)))
        }
    }

    /// `name` is the function of that name in the module that `compile` builds when it is called for the first time.
    pub fn define_lazily(&self, name: &'static str, compile: Compile) -> Result<(), Failure> {
        let (stub, body) = (CString::new(name)?, CString::new(body_of(name))?);
        let unit = Box::into_raw(Box::new(Unit { jit: self.raw, name, compile }));
        // SAFETY: ORC owns the names and units that are made here, and the box until it calls `materialize` or `destroy`.
        unsafe {
            let mut symbol = LLVMOrcCSymbolFlagsMapPair {
                Name: LLVMOrcLLJITMangleAndIntern(self.raw, body.as_ptr()),
                Flags: CALLABLE,
            };
            let body_unit = LLVMOrcCreateCustomMaterializationUnit(
                stub.as_ptr(),
                unit.cast(),
                &raw mut symbol,
                1,
                null_mut(),
                materialize,
                discard,
                destroy,
            );
            check(LLVMOrcJITDylibDefine(self.library, body_unit))?;
            let aliased = LLVMOrcCSymbolAliasMapEntry {
                Name: LLVMOrcLLJITMangleAndIntern(self.raw, body.as_ptr()),
                Flags: CALLABLE,
            };
            let name = LLVMOrcLLJITMangleAndIntern(self.raw, stub.as_ptr());
            let mut alias = LLVMOrcCSymbolAliasMapPair { Name: name, Entry: aliased };
            let stubs = LLVMOrcLazyReexports(self.calls, self.stubs, self.library, &raw mut alias, 1);
            check(LLVMOrcJITDylibDefine(self.library, stubs))
        }
    }

    /// The address of a function's stub.
    pub fn address(&self, name: &str) -> Result<u64, Failure> {
        let name = CString::new(name)?;
        let mut address = 0;
        // SAFETY: the compiler exists, and the name ends with a zero.
        check(unsafe { LLVMOrcLLJITLookup(self.raw, &raw mut address, name.as_ptr()) })?;
        Ok(address)
    }
}

impl Drop for Jit {
    fn drop(&mut self) {
        // SAFETY: both were made with the compiler, in this order they refer to each other, and nobody calls its code any more.
        unsafe {
            LLVMOrcDisposeIndirectStubsManager(self.stubs);
            LLVMOrcDisposeLazyCallThroughManager(self.calls);
            if let Err(error) = check(LLVMOrcDisposeLLJIT(self.raw)) {
                eprintln!("error: {error}");
            }
        }
    }
}

fn body_of(name: &str) -> String {
    format!("{name}.body")
}

fn check(error: LLVMErrorRef) -> Result<(), Failure> {
    if error.is_null() {
        return Ok(());
    }
    // SAFETY: LLVM gives the text of an error, which is freed after it was copied.
    unsafe {
        let raw: *mut c_char = LLVMGetErrorMessage(error);
        let text = CStr::from_ptr(raw).to_string_lossy().into_owned();
        LLVMDisposeErrorMessage(raw);
        Err(text.into())
    }
}

/// What a stub jumps to if its function cannot be compiled.
extern "C" fn cannot_compile() {
    eprintln!("error: a function could not be compiled");
    std::process::exit(1);
}

/// ORC needs the body of a function.
extern "C" fn materialize(unit: *mut c_void, responsibility: LLVMOrcMaterializationResponsibilityRef) {
    // SAFETY: ORC gives the box that it got in `define_lazily`, and does not use it any more.
    let unit = unsafe { Box::<Unit>::from_raw(unit.cast()) };
    println!("compiling {}", unit.name);
    match compiled(&unit) {
        // SAFETY: the layer is that of the compiler, which takes the module and the responsibility.
        Ok(module) => unsafe {
            LLVMOrcIRTransformLayerEmit(LLVMOrcLLJITGetIRTransformLayer(unit.jit), responsibility, module);
        },
        Err(error) => {
            eprintln!("error: {}: {error}", unit.name);
            // SAFETY: the responsibility is ours until it is disposed.
            unsafe {
                LLVMOrcMaterializationResponsibilityFailMaterialization(responsibility);
                LLVMOrcDisposeMaterializationResponsibility(responsibility);
            }
        }
    }
}

extern "C" fn discard(_: *mut c_void, _: LLVMOrcJITDylibRef, _: LLVMOrcSymbolStringPoolEntryRef) {}

/// ORC ends, and the function was never called.
extern "C" fn destroy(unit: *mut c_void) {
    // SAFETY: ORC gives the box that it got in `define_lazily`, and does not use it any more.
    drop(unsafe { Box::<Unit>::from_raw(unit.cast()) });
}

/// The module of a function, in a context of its own. Only the body is visible to others.
fn compiled(unit: &Unit) -> Result<LLVMOrcThreadSafeModuleRef, Failure> {
    let context = Context::create();
    let raw = {
        let module = (unit.compile)(&context)?;
        let body = module.get_function(unit.name).ok_or("the module does not define it")?;
        let others = module.get_functions().filter(|f| *f != body && f.count_basic_blocks() > 0);
        others.for_each(|function| function.set_linkage(Linkage::Internal));
        for global in module.get_globals().filter(|global| global.get_initializer().is_some()) {
            global.set_linkage(Linkage::Internal);
        }
        body.as_global_value().set_name(&body_of(unit.name));
        ManuallyDrop::new(module).as_mut_ptr()
    };
    // SAFETY: ORC becomes the owner of the context and of the module in it; the Rust values are not dropped.
    unsafe {
        let shared = LLVMOrcCreateNewThreadSafeContextFromLLVMContext(ManuallyDrop::new(context).raw());
        let module = LLVMOrcCreateNewThreadSafeModule(raw, shared);
        LLVMOrcDisposeThreadSafeContext(shared);
        Ok(module)
    }
}
