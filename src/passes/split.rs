//! Splits the coroutines of a module.

use crate::diag::{Diagnostic, Problem};
use crate::emit::{self, SecondRamp};
use crate::gc::{self, Model};
use crate::ir::{Attribute, Function, IrModule, Undo};
use crate::options::SplitOptions;
use crate::passes::driver::{Role, for_each_coroutine, plan};
use crate::passes::planned::Planned;
use crate::passes::report::{SplitCoroutine, SplitReport};
use crate::passes::{await_size, hidden_addresses, resume_calls, spills, split_awaits, warnings};
use crate::prepare;
use crate::read::{self, Shape};
use crate::verify;

/// Splits every switch-resumed coroutine of `module` in place.
///
/// # Errors
/// All problems of the module, which is then as it was before: nothing of it is split. (Of very large coroutines in
/// which there is nothing that could be refused no copy is kept: if a defect of the split itself is found in such,
/// [`Problem::Internal`], the module is not to be used any more.)
pub fn split_module(module: IrModule, options: &SplitOptions) -> Result<SplitReport, Vec<Diagnostic>> {
    split_all(module, options).map_err(|found| {
        let is_defect =
            |d: &Diagnostic| matches!(d.problem, Problem::Internal { .. } | Problem::BadPlan { .. });
        // The module is as it was: what was wrong with it already is the user's to know.
        let broken = if found.iter().any(is_defect) { broken_input(module) } else { Vec::new() };
        if broken.is_empty() { found } else { broken }
    })
}

/// What no coroutine of a valid module has.
fn broken_input(module: IrModule) -> Vec<Diagnostic> {
    let is_split = |f: &Function| f.has_attribute(Attribute::PRESPLIT) || read::awaits::has_await(*f);
    let functions: Vec<Function> =
        module.functions().into_iter().filter(|f| !f.is_declaration() && is_split(f)).collect();
    verify::broken_input(&functions)
}

fn split_all(module: IrModule, options: &SplitOptions) -> Result<SplitReport, Vec<Diagnostic>> {
    if options.awaits {
        read::awaits::rules::check_functions(module, options.model.as_ref())?;
    }
    let warnings::Seen { mut warnings, left } = warnings::find_warnings(module, options)?;
    let other = warnings::other_collector(module);
    let mut undo = Undo::begin(module);
    let mut split = for_each_coroutine(module, options, &mut undo, |shape, role| {
        split(shape, role, options, |planned| {
            warnings.extend(warnings::lost_pointer(planned, options, &other));
            warnings.extend(hidden_addresses::addresses_in_variables(planned));
        })
    })?;
    if options.awaits {
        warnings.extend(warnings::awaits_of_others(module));
        let look = |planned: &Planned| warnings.extend(hidden_addresses::addresses_in_variables(planned));
        split.extend(split_awaits::split_all(module, options, &mut undo, look)?);
    }
    if options.strict && !warnings.is_empty() {
        return Err(warnings);
    }
    undo.keep();
    await_size::answer_known(module);
    drop_tail_marks(module, options);
    if options.awaits {
        resume_calls::drop_unused_declarations(module);
        prepare::hooks::release(module);
    }
    Ok(SplitReport { split, warnings, left })
}

/// Takes `tail` marks away that a collector's late lowering would believe: in each function of such a collector, as its roots may be
/// in a coroutine's frame next.
fn drop_tail_marks(module: IrModule, options: &SplitOptions) {
    let has_shadow_stack = |function: &Function| {
        let model = Model::of(*function, options.model.as_ref());
        model.is_ok_and(|model| model.rules.has_shadow_stack())
    };
    let defined = module.functions().into_iter().filter(|function| !function.is_declaration());
    defined.filter(has_shadow_stack).for_each(gc::tail_marks::drop_from);
}

fn split(
    shape: Shape,
    role: Role,
    options: &SplitOptions,
    look: impl FnOnce(&Planned),
) -> Result<(SplitCoroutine, Option<SecondRamp>), Vec<Diagnostic>> {
    let planned = plan(shape, options)?;
    look(&planned);
    let spills = spills::plan(&planned, options)?;
    let plan = planned.plan(options);
    let made = emit::emit_coroutine(plan, &spills, role.wants_noalloc);
    verify::verify(&made.functions)?;
    log::debug!("'{}': a frame of {} bytes", planned.model_map.coroutine.name, plan.frame.size);
    let elided = role.elided.iter().map(|callee| callee.name()).collect();
    Ok((SplitCoroutine::new(plan, elided), made.noalloc))
}
