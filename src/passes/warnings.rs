//! What is allowed and most likely not meant: the program would be split without a word, and crash later.

use std::ops::Deref;

use crate::abi::names::{attribute, call, symbol};
use crate::diag::{Diagnostic, Problem, Warning};
use crate::gc::types::managed_words;
use crate::gc::{Model, ModelError, names};
use crate::ir::{Attribute, Function, IrModule, Type, Value};
use crate::options::SplitOptions;
use crate::passes::driver;
use crate::passes::planned::Planned;
use crate::read::awaits::{is_call_of, named_instead};
use crate::read::diagnostic;
use crate::read::intrinsics::{Coro, ID_INFO, ID_SELF};
use gc_coro_core::layout;

/// Words that are more alike than this are one word, misspelt (of 1, by Jaro and Winkler, for whom the beginning counts most).
const ALIKE: f64 = 0.85;

/// What was seen before anything is split.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub warnings: Vec<Diagnostic>,
    /// The coroutines that are left to LLVM's split because they are not marked.
    pub left: Vec<String>,
}

/// Finds the warnings about the coroutines of `module`.
///
/// # Errors
/// Coroutines that are marked for us and cannot be split.
pub(crate) fn find_warnings(module: IrModule, options: &SplitOptions) -> Result<Seen, Vec<Diagnostic>> {
    let mut seen = Seen::default();
    if !options.coroutines {
        return Ok(seen);
    }
    let mut errors = Vec::new();
    let mut left = Vec::new();
    for id in ids(module) {
        let function = id.block().function();
        let is_marked = function.is_marked();
        let is_unsplit = function.has_attribute(Attribute::PRESPLIT);
        if has_unsplit_begin(id) {
            if is_marked && !is_unsplit {
                errors.push(diagnostic(function, Some(id), Problem::NotPresplit));
            } else if !is_unsplit {
                seen.warnings.push(diagnostic(function, Some(id), Problem::Warning(Warning::NotPresplit)));
            } else if !is_marked && options.marked_only {
                left.push(function);
            }
        } else if !is_unsplit && is_split_by_llvm(id) && (is_marked || collector_of(function).is_some()) {
            seen.warnings.push(warning(function, Warning::SplitByLlvm));
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    for function in module.functions().into_iter().filter(|f| f.has_attribute(Attribute::PRESPLIT)) {
        seen.warnings.extend(misspelt_names(function, options));
    }
    seen.warnings.extend(left_alone(module, &left, options));
    seen.left = left.into_iter().map(Function::name).collect();
    Ok(seen)
}

/// The warning that `function` has a coroutine's begin, but is no coroutine to LLVM.
pub(crate) fn not_presplit(function: Function) -> Option<Diagnostic> {
    if function.is_declaration() || function.has_attribute(Attribute::PRESPLIT) {
        return None;
    }
    let is_unsplit = |call: &Value| Coro::of(*call) == Some(Coro::Id) && has_unsplit_begin(*call);
    let id = function.instructions().into_iter().find(is_unsplit)?;
    Some(diagnostic(function, Some(id), Problem::Warning(Warning::NotPresplit)))
}

/// Awaits in another function than the one that they name.
pub(crate) fn awaits_of_others(module: IrModule) -> Vec<Diagnostic> {
    let functions = module.functions().into_iter().filter(|function| !function.is_declaration());
    let calls = functions.flat_map(Function::instructions).filter(|&call| is_call_of(call, call::AWAIT));
    let of_another = |call: Value| {
        let found = Warning::AwaitOfAnother { of: named_instead(call)?.name() };
        Some(diagnostic(call.block().function(), Some(call), Problem::Warning(found)))
    };
    calls.filter_map(of_another).collect()
}

/// The warning that a frame is larger than the user wants, at the function, with what has most of the bytes.
pub fn large_frame(planned: &Planned, options: &SplitOptions) -> Option<Diagnostic> {
    let limit = options.frame_larger_than?;
    if planned.frames.largest_size() <= limit {
        return None;
    }
    let told = planned.describe(driver::layout_rules(options));
    let frame = told.into_iter().max_by_key(|frame| frame.size)?;
    let largest = frame.slots.iter().max_by_key(|slot| slot.size)?;
    let found = Warning::LargeFrame {
        bytes: frame.size,
        limit,
        slot: match largest.kind.as_str() {
            "frame" => format!("the frame of '{}'", largest.name),
            _ => format!("'{}'", largest.name),
        },
        slot_bytes: largest.size,
        help: frame.advice.first().map_or(ALL_NEEDED, |advice| &advice.text).to_owned(),
    };
    let function = planned.canonical.shape.function;
    let location = function.source_location();
    Some(Diagnostic { location, ..warning(function, found) })
}

/// What is said where no change of one variable makes a frame smaller.
const ALL_NEEDED: &str = "a report (-gc-coro-report=FILE) says what is in it, and what keeps that alive";

fn warning(function: Function, found: Warning) -> Diagnostic {
    diagnostic(function, None, Problem::Warning(found))
}

/// The calls of `llvm.coro.id` in functions.
fn ids(module: IrModule) -> Vec<Value> {
    let Some(id) = module.function_named("llvm.coro.id") else { return Vec::new() };
    let mut calls: Vec<Value> =
        id.as_value().users().into_iter().filter(|user| Coro::of(*user) == Some(Coro::Id)).collect();
    // In the order of the functions, which that of the uses is not.
    let order: rustc_hash::FxHashMap<Function, usize> =
        module.functions().into_iter().enumerate().map(|(number, function)| (function, number)).collect();
    calls.sort_by_key(|call| order.get(&call.block().function()).copied());
    calls
}

/// Whether `id` is that of a coroutine that nobody has split.
fn has_unsplit_begin(id: Value) -> bool {
    let is_begin = |user: &Value| Coro::of(*user) == Some(Coro::Begin);
    id.argument(ID_INFO).is_null() && id.users().iter().any(is_begin)
}

/// Whether `id` is that of its function, and split by LLVM: ours writes descriptors for the functions that this is asked of.
fn is_split_by_llvm(id: Value) -> bool {
    let function = id.block().function();
    let descriptor = || function.module().global_named(&symbol::descriptor(&function.name()));
    !id.argument(ID_INFO).is_null()
        && id.argument(ID_SELF).as_function() == Some(function)
        && descriptor().is_none()
}

/// The collector that a function names by itself.
fn collector_of(function: Function) -> Option<String> {
    let is_managed = Model::of(function, None).is_ok_and(|model| model.is_managed());
    let named = || function.string_attribute(attribute::MODEL).or_else(|| function.gc_name());
    if is_managed { named() } else { None }
}

/// The warnings about what is misspelt at `function`.
pub(crate) fn misspelt_names(function: Function, options: &SplitOptions) -> Vec<Diagnostic> {
    misspelt(function, options).into_iter().map(|found| warning(function, found)).collect()
}

/// What is misspelt at `function`.
fn misspelt(function: Function, options: &SplitOptions) -> Vec<Warning> {
    let mut found = Vec::new();
    let says_model = options.model.is_some() || function.string_attribute(attribute::MODEL).is_some();
    if let Some(gc) = function.gc_name().filter(|_| !says_model)
        && let Err(ModelError::Unknown(_)) = Model::parse(&gc)
        && let Some(meant) = nearest(&gc, names().into_iter().filter(|name| *name != "none"))
    {
        found.push(Warning::UnknownCollector { gc, meant });
    }
    for attribute in function.string_attribute_keys() {
        let is_ours = attribute.replace(['_', '-'], "").to_lowercase().starts_with("gcco");
        if is_ours
            && !attribute::OF_FUNCTIONS.contains(&attribute.as_str())
            && let Some(meant) = nearest(&attribute, attribute::OF_FUNCTIONS.into_iter())
        {
            found.push(Warning::UnknownAttribute { attribute, meant });
        }
    }
    found
}

/// The one of `known` that is most like `word`, if it is very much like it.
fn nearest(word: &str, known: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let likeness = |known: &str| strsim::jaro_winkler(&word.to_lowercase(), known);
    let best = known.map(|name| (likeness(name), name)).max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(alike, _)| *alike >= ALIKE).map(|(_, name)| name)
}

/// What is suspicious in coroutines that are not marked being `left` to LLVM.
fn left_alone(module: IrModule, left: &[Function], options: &SplitOptions) -> Vec<Diagnostic> {
    let with_collector = |&function: &Function| {
        let gc = collector_of(function)?;
        Some(warning(function, Warning::LeftToLlvm { gc }))
    };
    let mut found: Vec<Diagnostic> = left.iter().filter_map(with_collector).collect();
    // What comes into a pipeline by itself does one of the two only, and looks at every module.
    let is_asked_for = options.coroutines && options.awaits;
    let is_marked = |f: &Function| f.is_marked();
    if let Some(&first) = left.first()
        && is_asked_for
        && found.is_empty()
        && !module.functions().iter().any(is_marked)
    {
        found.push(warning(first, Warning::NothingMarked { count: left.len() }));
    }
    found
}

/// A function of `module` that says which collector is meant, and that collector.
pub(crate) fn other_collector(module: IrModule) -> Option<(String, Model)> {
    let defined = module.functions().into_iter().filter(|f| !f.is_declaration());
    defined.filter(|f| f.gc_name().is_some()).find_map(|function| {
        let model = Model::of(function, None).ok().filter(Model::is_managed)?;
        Some((function.name(), model))
    })
}

/// A pointer that the collector of another function tracks, in the frame of a coroutine for which nobody names one.
pub(crate) fn lost_pointer(
    planned: &Planned,
    options: &SplitOptions,
    other: &impl Deref<Target = Option<(String, Model)>>,
) -> Option<Diagnostic> {
    let function = planned.canonical.shape.function;
    if planned.canonical.model.is_managed()
        || options.model.is_some()
        || function.string_attribute(attribute::MODEL).is_some()
    {
        return None;
    }
    let layout = function.module().data_layout();
    let frame: &layout::Frame = &planned.frames.whole;
    let model_map = &planned.model_map;
    let objects = model_map.coroutine.objects.iter().filter(|(id, _)| frame.objects[*id].is_some());
    let objects = objects.map(|(_, object)| (object.value, model_map.values[object.value].allocated_type()));
    let values = model_map.coroutine.values.indices().filter(|&id| frame.values[id].is_some());
    let values = values.map(|id| (id, model_map.values[id].ty()));
    // To look for another collector is to look at the whole module: only for pointers that may be one's.
    let mut pointers = values.chain(objects).filter(|(_, ty)| has_pointer_of_other_space(*ty)).peekable();
    pointers.peek()?;
    let (name, model) = other.as_ref()?;
    let (value, _) = pointers.find(|(_, ty)| !managed_words(model, *ty, layout).is_empty())?;
    let found =
        Warning::NoCollector { value: model_map.name(value), other: name.clone(), gc: model.name.clone() };
    let place = Some(model_map.values[value]).filter(|value| value.is_instruction());
    Some(diagnostic(function, place, Problem::Warning(found)))
}

/// Whether there are pointers in a value of this type whose address space a collector can have: any but 0.
fn has_pointer_of_other_space(ty: Type) -> bool {
    if let Some((element, _)) = ty.array_shape() {
        return has_pointer_of_other_space(element);
    }
    if ty.is_struct() {
        return (0..ty.field_count()).any(|field| has_pointer_of_other_space(ty.field(field)));
    }
    ty.scalar().address_space().is_some_and(|space| space != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collector(word: &str) -> Option<&'static str> {
        nearest(word, names().into_iter().filter(|name| *name != "none"))
    }

    #[test]
    fn misspelt_collectors() {
        for (word, meant) in
            [("statepoint", "statepoint-example"), ("Julia", "julia"), ("core-clr", "coreclr")]
        {
            assert_eq!(collector(word), Some(meant), "{word}");
        }
        for other in ["shadow-stack", "ocaml", "erlang", "v8"] {
            assert_eq!(collector(other), None, "{other}");
        }
    }

    #[test]
    fn misspelt_attributes() {
        let attribute = |word| nearest(word, attribute::OF_FUNCTIONS.into_iter());
        assert_eq!(attribute("gc-coro-alocate"), Some("gc-coro-allocate"));
        assert_eq!(attribute("gc-coro-barrier"), Some("gc-coro-write-barrier"));
        assert_eq!(attribute("gc_coro"), Some("gc-coro"));
    }
}
