//! The just-in-time linker: object code goes to memory, and finds the functions of the runtime.
//!
//! * In: an object file of a module with one function.
//! * Out: the function's address. The code stays as long as the process.

use std::ffi::{CStr, CString};
use std::ptr::null_mut;
use std::sync::OnceLock;

use inkwell::llvm_sys::error::{LLVMDisposeErrorMessage, LLVMErrorRef, LLVMGetErrorMessage};
use inkwell::llvm_sys::orc2::lljit::{
    LLVMOrcCreateLLJIT, LLVMOrcLLJITAddObjectFile, LLVMOrcLLJITGetGlobalPrefix, LLVMOrcLLJITGetMainJITDylib,
    LLVMOrcLLJITLookup, LLVMOrcLLJITMangleAndIntern, LLVMOrcLLJITRef,
};
use inkwell::llvm_sys::orc2::{
    LLVMJITEvaluatedSymbol, LLVMJITSymbolFlags, LLVMJITSymbolGenericFlags, LLVMOrcAbsoluteSymbols,
    LLVMOrcCSymbolMapPair, LLVMOrcCreateDynamicLibrarySearchGeneratorForProcess, LLVMOrcJITDylibAddGenerator,
    LLVMOrcJITDylibDefine,
};
use inkwell::memory_buffer::MemoryBuffer;

use crate::runtime;

struct Linker(LLVMOrcLLJITRef);

// SAFETY: ORC's sessions have locks of their own.
unsafe impl Send for Linker {}
// SAFETY: as above.
unsafe impl Sync for Linker {}

fn check(error: LLVMErrorRef) -> Result<(), String> {
    if error.is_null() {
        return Ok(());
    }
    // SAFETY: the error is consumed by the first call, its text by the last.
    unsafe {
        let text = LLVMGetErrorMessage(error);
        let message = CStr::from_ptr(text).to_string_lossy().into_owned();
        LLVMDisposeErrorMessage(text);
        Err(message)
    }
}

/// The functions of the runtime.
fn runtime_symbols(linker: LLVMOrcLLJITRef) -> Vec<LLVMOrcCSymbolMapPair> {
    let mut pairs = Vec::new();
    let flags = LLVMJITSymbolGenericFlags::LLVMJITSymbolGenericFlagsExported as u8
        | LLVMJITSymbolGenericFlags::LLVMJITSymbolGenericFlagsCallable as u8;
    // SAFETY: the table is constant, and ends with an entry without a name.
    unsafe {
        let mut symbol = (&raw const runtime::gcpy_symbols).cast::<runtime::Symbol>();
        while !(*symbol).name.is_null() {
            pairs.push(LLVMOrcCSymbolMapPair {
                Name: LLVMOrcLLJITMangleAndIntern(linker, (*symbol).name),
                Sym: LLVMJITEvaluatedSymbol {
                    Address: (*symbol).address as u64,
                    Flags: LLVMJITSymbolFlags { GenericFlags: flags, TargetFlags: 0 },
                },
            });
            symbol = symbol.add(1);
        }
    }
    pairs
}

fn create() -> Result<Linker, String> {
    let mut linker = null_mut();
    // SAFETY: the results go to variables; what is defined is owned by the session then.
    unsafe {
        check(LLVMOrcCreateLLJIT(&raw mut linker, null_mut()))?;
        let library = LLVMOrcLLJITGetMainJITDylib(linker);
        let mut symbols = runtime_symbols(linker);
        let unit = LLVMOrcAbsoluteSymbols(symbols.as_mut_ptr(), symbols.len());
        check(LLVMOrcJITDylibDefine(library, unit))?;
        let mut process = null_mut();
        let prefix = LLVMOrcLLJITGetGlobalPrefix(linker);
        check(LLVMOrcCreateDynamicLibrarySearchGeneratorForProcess(
            &raw mut process,
            prefix,
            None,
            null_mut(),
        ))?;
        LLVMOrcJITDylibAddGenerator(library, process);
    }
    Ok(Linker(linker))
}

/// Links an object file, and gives the address of its function.
///
/// # Errors
/// Something is missing, or there is no memory.
pub fn link(object: MemoryBuffer<'_>, function: &str) -> Result<usize, String> {
    static LINKER: OnceLock<Result<Linker, String>> = OnceLock::new();
    let linker = LINKER.get_or_init(create).as_ref().map_err(Clone::clone)?;
    let name = CString::new(function).map_err(|error| error.to_string())?;
    let mut address = 0;
    let buffer = object.as_mut_ptr();
    std::mem::forget(object);
    // SAFETY: the linker takes the buffer.
    unsafe {
        check(LLVMOrcLLJITAddObjectFile(linker.0, LLVMOrcLLJITGetMainJITDylib(linker.0), buffer))?;
        check(LLVMOrcLLJITLookup(linker.0, &raw mut address, name.as_ptr()))?;
    }
    Ok(address as usize)
}
