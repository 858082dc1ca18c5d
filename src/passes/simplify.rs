//! Simplifies what a split has made: its frames are objects like any other now.

use crate::ir::{Attribute, Function, HostAnalyses, IrModule, LLVM_MAJOR, pipeline};

/// LLVM's passes. Stores to a frame that nobody can read are dead (`dse`). From LLVM 18 on, `instcombine` by its name alone ends the
/// host where one run of it has left something to do.
const PASSES: &str = if LLVM_MAJOR >= 18 {
    "sroa<modify-cfg>,early-cse<memssa>,instcombine<no-verify-fixpoint>,simplifycfg,dse,adce,simplifycfg"
} else {
    "sroa<modify-cfg>,early-cse<memssa>,instcombine,simplifycfg,dse,adce,simplifycfg"
};

/// Simplifies every function of `module` that gc-coro was asked to split and that is no coroutine any more.
pub fn simplify(module: IrModule, analyses: HostAnalyses) {
    pipeline::run_passes_with(analyses, &split_functions(module), PASSES);
}

/// The same without a pass manager of a host. Whether there were any such functions.
pub fn simplify_alone(module: IrModule) -> bool {
    let functions = split_functions(module);
    if !functions.is_empty() {
        pipeline::run_passes_on(&functions, PASSES);
    }
    !functions.is_empty()
}

fn split_functions(module: IrModule) -> Vec<Function> {
    let is_split = |f: &Function| {
        !f.is_declaration()
            && f.is_marked()
            && !f.has_attribute(Attribute::PRESPLIT)
            && !f.has_attribute(Attribute::OPTNONE)
    };
    module.functions().into_iter().filter(is_split).collect()
}
