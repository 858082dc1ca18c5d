//! `gc-coro split`

use std::io::Write;

use gc_coro::SplitReport;
use inkwell::module::Module;

use crate::arguments::Split;
use crate::{Failure, prepare, style};

/// Splits the coroutines, and writes the module.
pub fn split(module: &Module<'_>, action: &Split, out: &mut impl Write) -> Result<(), Failure> {
    prepare::before_split(module, &action.common)?;
    let mut options = action.chosen.options(&action.common)?;
    options.strict = action.strict;
    let report = if action.chosen.function.is_empty() {
        gc_coro::split_module(module, &options)?
    } else {
        let named = |name: &String| {
            let function = module.get_function(name);
            function
                .ok_or_else(|| Failure::Use(format!("--function {name}: the module has no such function")))
        };
        let functions = action.chosen.function.iter().map(named).collect::<Result<Vec<_>, _>>()?;
        gc_coro::split_functions(&functions, &options)?
    };
    gc_coro::resolve_sizes(module)?;
    gc_coro::simplify_module(module);
    prepare::run(module, &action.then)?;
    module.verify().map_err(|error| Failure::Use(format!("the result is no valid IR: {error}")))?;
    tell(&report);
    write(module, action, out)
}

fn tell(report: &SplitReport) {
    for coroutine in &report.split {
        let (name, bytes, points) = (&coroutine.function, coroutine.frame_bytes, coroutine.suspends);
        style::note(&format!("split '{name}': frame of {bytes} bytes, suspend points: {points}"));
    }
    report.warnings.iter().for_each(style::warning);
    if report.split.is_empty() {
        style::note("there was nothing to split");
    }
}

fn write(module: &Module<'_>, action: &Split, out: &mut impl Write) -> Result<(), Failure> {
    let Some(path) = &action.output else {
        return Ok(out.write_all(module.print_to_string().to_bytes())?);
    };
    if path.extension().is_some_and(|extension| extension == "bc") {
        return Ok(std::fs::write(path, module.write_bitcode_to_memory().as_slice())?);
    }
    Ok(std::fs::write(path, module.print_to_string().to_bytes())?)
}
