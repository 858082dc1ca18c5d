//! Makes a mutant: a few random changes, each of which LLVM's verifier accepts.

mod attributes;
mod blocks;
mod instructions;
mod ir;
mod text;

use std::sync::OnceLock;

use gc_coro_oracle::rng::Rng;
use inkwell::llvm_sys::core::*;
use inkwell::llvm_sys::prelude::LLVMContextRef;

pub use ir::{Owned, Site};

use crate::inputs::Input;
use crate::shim;

type Change = fn(&mut Site<'_>) -> bool;

/// The changes, and how often each is tried.
const CHANGES: &[(Change, usize)] = &[
    (instructions::delete, 8),
    (instructions::duplicate, 6),
    (instructions::move_elsewhere, 8),
    (instructions::exchange_operands, 6),
    (instructions::replace_operand, 14),
    (instructions::change_constant, 8),
    (instructions::flags, 5),
    (instructions::alignment, 4),
    (instructions::retype_alloca, 4),
    (instructions::insert_alloca, 5),
    (instructions::insert_call, 14),
    (instructions::insert_cast, 5),
    (instructions::insert_store, 5),
    (instructions::metadata, 3),
    (instructions::bundle, 2),
    (blocks::redirect, 8),
    (blocks::end_otherwise, 6),
    (blocks::split, 3),
    (blocks::copy, 5),
    (blocks::invoke, 3),
    (blocks::indirect, 2),
    (attributes::of_function, 7),
    (attributes::of_parameter, 5),
    (attributes::of_call, 4),
    (attributes::remove, 5),
    (attributes::linkage, 4),
    (attributes::convention, 4),
    (attributes::gc, 4),
    (attributes::body, 2),
    (attributes::personality, 2),
];

/// Passes of LLVM's that make other shapes of the same program.
const RESHAPES: &[&str] = &[
    "function(simplifycfg)",
    "function(sroa)",
    "function(mem2reg)",
    "function(reg2mem)",
    "function(instcombine)",
    "function(gvn)",
    "function(jump-threading)",
    "function(loop-simplify,lcssa)",
    "function(loop(loop-rotate))",
    "function(loop-unroll)",
    "function(lower-switch)",
    "function(lower-invoke)",
    "function(early-cse)",
    "function(newgvn)",
    "function(sink)",
    "function(mergereturn)",
    "function(fix-irreducible)",
    "function(structurizecfg)",
    "function(scalarizer)",
    "function(break-crit-edges)",
    "function(consthoist)",
    "function(adce,dce)",
    "cgscc(inline)",
    "always-inline",
    "mergefunc",
    "coro-early",
    "gc-coro-prepare",
    "gc-coro-split<marked-only>",
    "argpromotion",
    "globalopt",
    "function(tailcallelim)",
    "function(float2int,bdce)",
    "internalize",
    "hotcoldsplit",
    "partial-inliner",
    "function(infer-address-spaces)",
    "strip",
    "debugify",
];

/// The text of the mutant of a seed, or why there is none. `input` is a valid module.
///
/// # Errors
/// LLVM cannot read the input, or no change is accepted.
pub fn mutant(input: &Input, rng: &mut Rng) -> Result<String, String> {
    let mut text = input.with_callables(rng);
    if Owned::parse(&text).is_err() {
        text.clone_from(&input.text);
    }
    let mut module = Owned::parse(&text)?;
    if input.is_cxx {
        focus(&mut module, rng);
    }
    let mut wanted = 1 + [0, 0, 1, 1, 2, 3, 5, 8][rng.below(8)];
    let tries = wanted * 6;
    let mut changed = false;
    for _ in 0..tries {
        let next = match rng.below(100) {
            0..8 => reshape(&module, rng),
            8..24 => text::change(&module.text(), rng).and_then(|text| Owned::parse(&text).ok()),
            _ => change(&module, rng),
        };
        if let Some(next) = next.filter(Owned::is_valid) {
            (module, changed) = (next, true);
            wanted -= 1;
            if wanted == 0 {
                break;
            }
        }
    }
    if !changed {
        return Err("no change was accepted".to_string());
    }
    // What counts is what opt would read.
    let text = module.text();
    let read = Owned::parse(&text)?;
    if read.is_valid() { Ok(text) } else { Err("the text is another module".to_string()) }
}

/// One change of the module itself.
fn change(module: &Owned, rng: &mut Rng) -> Option<Owned> {
    let copy = module.duplicate();
    let weights: usize = CHANGES.iter().map(|(_, weight)| weight).sum();
    let mut number = rng.below(weights);
    let (act, _) = CHANGES.iter().find(|(_, weight)| {
        let found = number < *weight;
        number = number.wrapping_sub(*weight);
        found
    })?;
    let mut site = Site::choose(&copy, rng)?;
    act(&mut site).then_some(())?;
    Some(copy)
}

fn reshape(module: &Owned, rng: &mut Rng) -> Option<Owned> {
    let copy = module.duplicate();
    let pass = rng.pick(RESHAPES);
    // SAFETY: the module is ours.
    unsafe { shim::run(copy.raw(), pass, true) }.then_some(copy)
}

/// Leaves one coroutine of a large module and some of the functions around it.
fn focus(module: &mut Owned, rng: &mut Rng) {
    let defined: Vec<_> = module.functions().into_iter().filter(|&f| ir::is_defined(f)).collect();
    let coroutines: Vec<_> = defined.iter().copied().filter(|&f| ir::is_coroutine(f)).collect();
    if coroutines.is_empty() {
        return;
    }
    let kept = rng.pick(&coroutines);
    let percent = if rng.chance(70) { 6 } else { 60 };
    for function in defined {
        let is_small = unsafe { LLVMCountBasicBlocks(function) } < 4;
        if function != kept && !(is_small && rng.chance(percent)) {
            // SAFETY: a function of the module.
            unsafe {
                shim::mutants_delete_body(function);
                LLVMGlobalClearMetadata(function);
                ir::drop_comdat(function);
            }
        }
    }
}

/// A context of its own for each mutant: they are made in processes that end with it.
#[must_use]
pub fn context() -> LLVMContextRef {
    static CONTEXT: OnceLock<usize> = OnceLock::new();
    // SAFETY: no precondition.
    *CONTEXT.get_or_init(|| unsafe { LLVMContextCreate() } as usize) as LLVMContextRef
}
