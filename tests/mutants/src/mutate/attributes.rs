//! Changes of what is said about functions, parameters and calls.

use inkwell::llvm_sys::core::*;
use inkwell::llvm_sys::prelude::LLVMValueRef;
use inkwell::llvm_sys::{LLVMDLLStorageClass, LLVMLinkage, LLVMUnnamedAddr, LLVMVisibility};

use super::ir::{Site, is_call, is_coroutine, is_defined};
use crate::shim;

const FUNCTION: u32 = u32::MAX;

const OF_FUNCTIONS: &[&str] = &[
    "presplitcoroutine",
    "optnone",
    "noinline",
    "alwaysinline",
    "cold",
    "convergent",
    "minsize",
    "naked",
    "noreturn",
    "nounwind",
    "optsize",
    "returns_twice",
    "safestack",
    "sanitize_address",
    "sanitize_thread",
    "sanitize_memory",
    "ssp",
    "sspstrong",
    "strictfp",
    "uwtable",
    "willreturn",
    "mustprogress",
    "nosync",
    "nofree",
    "norecurse",
    "coro_only_destroy_when_complete",
    "coro_elide_safe",
    "jumptable",
    "noimplicitfloat",
    "nonlazybind",
    "shadowcallstack",
    "speculatable",
    "memory",
    "hybrid_patchable",
    "allocsize",
    "vscale_range",
    "alignstack",
    "nocf_check",
    "noduplicate",
    "nomerge",
    "nobuiltin",
    "builtin",
    "fn_ret_thunk_extern",
    "disable_sanitizer_instrumentation",
];

const OF_PARAMETERS: &[&str] = &[
    "byval",
    "sret",
    "byref",
    "inalloca",
    "preallocated",
    "elementtype",
    "swifterror",
    "swiftself",
    "swiftasync",
    "nest",
    "noalias",
    "nocapture",
    "nofree",
    "nonnull",
    "noundef",
    "readonly",
    "readnone",
    "writeonly",
    "returned",
    "inreg",
    "signext",
    "zeroext",
    "align",
    "dereferenceable",
    "dereferenceable_or_null",
    "immarg",
    "alignstack",
    "allocptr",
    "allocalign",
    "dead_on_unwind",
    "writable",
    "nofpclass",
    "captures",
    "initializes",
];

const STRINGS: &[(&str, &[&str])] = &[
    ("gc-coro", &["", "x"]),
    ("gc-coro-model", &["", "tracked:1", "julia", "tracked:10/derived:11", "no model", "tracked:0"]),
    ("gc-coro-allocate", &["", "malloc", "print", "nowhere", "f"]),
    ("gc-coro-write-barrier", &["", "print", "nowhere", "f"]),
    ("gc-coro-reentered", &["", "print", "nowhere", "f"]),
    ("gc-coro-single-threaded", &[""]),
    ("coroutine.presplit", &["0", "1"]),
    ("target-features", &["+avx512f", "nonsense"]),
    ("frame-pointer", &["all"]),
    ("stack-probe-size", &["4096"]),
];

pub fn of_function(site: &mut Site<'_>) -> bool {
    let function = any_function(site);
    if site.rng.chance(40) {
        let (name, values) = STRINGS[site.rng.below(STRINGS.len())];
        let value = site.rng.pick(values);
        unsafe {
            let attribute = LLVMCreateStringAttribute(
                super::context(),
                name.as_ptr().cast(),
                name.len() as u32,
                value.as_ptr().cast(),
                value.len() as u32,
            );
            LLVMAddAttributeAtIndex(function, FUNCTION, attribute);
        }
        return true;
    }
    add(site, function, FUNCTION, OF_FUNCTIONS)
}

/// Mostly the function that is looked at.
fn any_function(site: &mut Site<'_>) -> LLVMValueRef {
    let all = site.module.functions();
    if site.rng.chance(75) { site.function } else { all[site.rng.below(all.len())] }
}

fn add(site: &mut Site<'_>, value: LLVMValueRef, index: u32, names: &[&str]) -> bool {
    let number = site.rng.pick(&[0, 1, 2, 4, 8, 16, 64, 4096, 1 << 32, u64::MAX]);
    let ty = site.any_type();
    let name = site.rng.pick(names);
    // Of an alignment LLVM insists on a power of two.
    let number = if name.starts_with("align") { 1 << site.rng.below(32) } else { number };
    unsafe { shim::add_attribute(value, index, name, number, ty) }
    true
}

pub fn of_parameter(site: &mut Site<'_>) -> bool {
    let function = any_function(site);
    let count = unsafe { LLVMCountParams(function) } as usize;
    let index = site.rng.below(count + 1) as u32;
    add(site, function, index, OF_PARAMETERS)
}

pub fn of_call(site: &mut Site<'_>) -> bool {
    let Some(call) = site.instruction(is_call) else { return false };
    if site.rng.chance(40) {
        return add(site, call, FUNCTION, OF_FUNCTIONS);
    }
    let count = unsafe { LLVMGetNumArgOperands(call) } as usize;
    let index = site.rng.below(count + 1) as u32;
    add(site, call, index, OF_PARAMETERS)
}

pub fn remove(site: &mut Site<'_>) -> bool {
    let which = site.rng.below(40) as u32;
    let (value, count) = match site.instruction(is_call) {
        Some(call) if site.rng.chance(50) => (call, unsafe { LLVMGetNumArgOperands(call) }),
        _ => (site.function, unsafe { LLVMCountParams(site.function) }),
    };
    let index = if site.rng.chance(60) { FUNCTION } else { site.rng.below(count as usize + 1) as u32 };
    unsafe { shim::mutants_remove_attribute(value, index, which) }
    true
}

pub fn linkage(site: &mut Site<'_>) -> bool {
    use LLVMLinkage::*;
    let globals = site.module.globals();
    let value = if site.rng.chance(20) && !globals.is_empty() {
        globals[site.rng.below(globals.len())]
    } else {
        any_function(site)
    };
    unsafe {
        match site.rng.below(6) {
            0 => LLVMSetVisibility(
                value,
                [LLVMVisibility::LLVMHiddenVisibility, LLVMVisibility::LLVMProtectedVisibility]
                    [site.rng.below(2)],
            ),
            1 => LLVMSetUnnamedAddress(value, LLVMUnnamedAddr::LLVMGlobalUnnamedAddr),
            2 => LLVMSetSection(value, c"a.section".as_ptr()),
            3 => LLVMSetDLLStorageClass(
                value,
                [
                    LLVMDLLStorageClass::LLVMDLLExportStorageClass,
                    LLVMDLLStorageClass::LLVMDLLImportStorageClass,
                ][site.rng.below(2)],
            ),
            _ => {
                let all = [
                    LLVMInternalLinkage,
                    LLVMPrivateLinkage,
                    LLVMWeakAnyLinkage,
                    LLVMWeakODRLinkage,
                    LLVMLinkOnceAnyLinkage,
                    LLVMLinkOnceODRLinkage,
                    LLVMAvailableExternallyLinkage,
                    LLVMExternalWeakLinkage,
                    LLVMExternalLinkage,
                    LLVMCommonLinkage,
                ];
                let linkage = all[site.rng.below(all.len())];
                LLVMSetLinkage(value, linkage);
            }
        }
    }
    true
}

pub fn convention(site: &mut Site<'_>) -> bool {
    let convention =
        site.rng.pick(&[0, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 20, 64, 69, 75, 79, 83, 91, 105]);
    match site.instruction(is_call) {
        Some(call) if site.rng.chance(50) => unsafe { LLVMSetInstructionCallConv(call, convention) },
        _ => unsafe { LLVMSetFunctionCallConv(any_function(site), convention) },
    }
    true
}

pub fn gc(site: &mut Site<'_>) -> bool {
    let names = [
        c"julia",
        c"statepoint-example",
        c"coreclr",
        c"shadow-stack",
        c"erlang",
        c"ocaml",
        c"unknown-collector",
    ];
    let function = any_function(site);
    let name =
        if site.rng.chance(15) { std::ptr::null() } else { names[site.rng.below(names.len())].as_ptr() };
    unsafe { LLVMSetGC(function, name) }
    true
}

/// A function without a body, or without what makes it a coroutine.
pub fn body(site: &mut Site<'_>) -> bool {
    let defined: Vec<_> =
        site.module.functions().into_iter().filter(|&f| is_defined(f) && !is_coroutine(f)).collect();
    if defined.is_empty() {
        return false;
    }
    let function = defined[site.rng.below(defined.len())];
    unsafe {
        shim::mutants_delete_body(function);
        LLVMGlobalClearMetadata(function);
        super::ir::drop_comdat(function);
    }
    true
}

pub fn personality(site: &mut Site<'_>) -> bool {
    let functions = site.module.functions();
    let named = |name: &str| {
        functions.iter().copied().find(|&f| {
            let mut length = 0;
            let text = unsafe { LLVMGetValueName2(f, &raw mut length) };
            unsafe { std::slice::from_raw_parts(text.cast::<u8>(), length) == name.as_bytes() }
        })
    };
    let name = if site.rng.chance(85) { "__gxx_personality_v0" } else { "__CxxFrameHandler3" };
    let function = named(name).unwrap_or_else(|| unsafe {
        let number = LLVMInt32TypeInContext(super::context());
        let ty = LLVMFunctionType(number, std::ptr::null_mut(), 0, 1);
        LLVMAddFunction(site.module.raw(), Site::text(name).as_ptr(), ty)
    });
    unsafe { LLVMSetPersonalityFn(site.function, function) }
    true
}
