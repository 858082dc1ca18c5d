//! One element of a pipeline's text, such as `gc-coro-split<no-packing>`: which pass, which parameters.

use std::collections::BTreeSet;
use std::ffi::c_void;
use std::sync::{Mutex, PoisonError};

use crate::passes::parameters::{ParameterError, Parameters, Vocabulary};
use crate::plugin::ffi::{Text, gc_coro_shim_add_pass};
use crate::plugin::guard;
use crate::plugin::passes::{IN_PLACE, PASSES, Pass, SPLIT};

/// What one registration with a `PassBuilder` remembers. LLVM parses each element at least twice (a probe, and
/// in earnest), but a complaint is to be read once.
#[derive(Default)]
pub(super) struct Registration {
    complaints: Mutex<BTreeSet<String>>,
}

impl Registration {
    /// Adds the pass that `element` names to the manager; false if it names none, or wrongly.
    pub(super) fn parse(&self, element: &str, manager: *mut c_void) -> bool {
        match find(element) {
            None => false,
            Some((index, Ok(parameters))) => {
                add(index, &parameters, manager);
                true
            }
            // LLVM asks for a pass on SCCs of this name next.
            Some(_) if parse(element, PASSES[SPLIT].name, IN_PLACE).is_some_and(|found| found.is_ok()) => {
                false
            }
            Some((index, Err(error))) => {
                self.complain(PASSES[index].name, PASSES[index].vocabulary, &error);
                false
            }
        }
    }

    /// Says once what is wrong with the parameters of the pass `name`.
    pub(super) fn complain(&self, name: &str, known: Vocabulary, error: &ParameterError) {
        // What is no module pass LLVM takes for a pass on SCCs next, where the same is wrong with it.
        let problem = format!("error: gc-coro: pass '{name}': {error}");
        let line = format!("{problem}\nhelp: {}", known.valid_parameters());
        let mut said = self.complaints.lock().unwrap_or_else(PoisonError::into_inner);
        if said.insert(problem) {
            guard::say(&line);
        }
    }
}

pub(super) fn add(index: usize, parameters: &Parameters, manager: *mut c_void) {
    let element = PASSES[index].element(parameters);
    // SAFETY: LLVM handed us its ModulePassManager for the time of the callback that we are in; the shim
    // copies the text. The index is a row of PASSES, of which the shim has a type each.
    unsafe { gc_coro_shim_add_pass(manager, index as u32, element.as_str().into()) }
}

/// The row of `PASSES` that `element` names, and its parameters; `None` if it is another plugin's or LLVM's.
pub(super) fn find(element: &str) -> Option<(usize, Result<Parameters, ParameterError>)> {
    PASSES
        .iter()
        .enumerate()
        .find_map(|(index, pass)| Some((index, parse(element, pass.name, pass.vocabulary)?)))
}

/// The parameters of `element`, if it is the pass `name`.
pub(super) fn parse(
    element: &str,
    name: &str,
    known: Vocabulary,
) -> Option<Result<Parameters, ParameterError>> {
    let text = if element == name {
        ""
    } else {
        let (head, separator) = head(name);
        let text = element.strip_prefix(head)?.strip_prefix(separator)?;
        match text.strip_suffix('>') {
            Some(text) => text,
            None => return Some(Err(ParameterError::Unclosed)),
        }
    };
    Some(Parameters::parse(text, known))
}

/// The canonical text of the pass `name` with these parameters.
pub(super) fn canonical(name: &str, known: Vocabulary, parameters: &Parameters) -> String {
    let text = parameters.canonical(known);
    let (head, separator) = head(name);
    if text.is_empty() { name.to_owned() } else { format!("{head}{separator}{text}>") }
}

/// The name of a pass without a `>` at its end, and what separates it from parameters.
fn head(name: &str) -> (&str, char) {
    match name.strip_suffix('>') {
        Some(head) => (head, ';'),
        None => (name, '<'),
    }
}

impl Pass {
    /// The canonical text of this pass with these parameters.
    fn element(&self, parameters: &Parameters) -> String {
        canonical(self.name, self.vocabulary, parameters)
    }
}

// Called by the shim and by llvm16.rs --------------------------------------------------------------------

#[unsafe(no_mangle)]
extern "C" fn gc_coro_pass_count() -> u32 {
    PASSES.len() as u32
}

#[unsafe(no_mangle)]
extern "C" fn gc_coro_pass_name(index: u32) -> Text {
    PASSES.get(index as usize).map_or("", |pass| pass.name).into()
}

#[unsafe(no_mangle)]
extern "C" fn gc_coro_pass_class(index: u32) -> Text {
    PASSES.get(index as usize).map_or("", |pass| pass.class).into()
}

#[unsafe(no_mangle)]
extern "C" fn gc_coro_new_registration() -> *mut c_void {
    guard::guarded_or(std::ptr::null_mut(), || Box::into_raw(Box::<Registration>::default()).cast())
}

#[unsafe(no_mangle)]
unsafe extern "C" fn gc_coro_drop_registration(state: *mut c_void) {
    if !state.is_null() {
        // SAFETY: the shim gives back what gc_coro_new_registration made, once.
        guard::guarded_or((), || drop(unsafe { Box::<Registration>::from_raw(state.cast()) }));
    }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn gc_coro_parse_element(state: *mut c_void, element: Text, manager: *mut c_void) -> bool {
    guard::guarded_or(false, || {
        // SAFETY: the state is that of gc_coro_new_registration, not dropped yet; the text is there for the time of the call.
        let (state, element) = unsafe { (state.cast::<Registration>().as_ref(), element.as_str()) };
        state.is_some_and(|state| state.parse(&element, manager))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The canonical text of what `element` is parsed to.
    fn round_trip(element: &str) -> Option<Result<String, ParameterError>> {
        let (index, parameters) = find(element)?;
        Some(parameters.map(|parameters| PASSES[index].element(&parameters)))
    }

    #[test]
    fn elements_and_their_canonical_text() {
        for (element, canonical) in [
            ("gc-coro-split", "gc-coro-split"),
            ("gc-coro-split<>", "gc-coro-split"),
            ("gc-coro-split<packing>", "gc-coro-split"),
            ("gc-coro-split<marked-only;no-packing;>", "gc-coro-split<no-packing;marked-only>"),
            ("gc-coro-split<awaits;no-coroutines>", "gc-coro-split<no-coroutines>"),
            ("gc-coro-prepare<marks-only>", "gc-coro-prepare<marks-only>"),
            ("print<gc-coro-frames>", "print<gc-coro-frames>"),
            ("print<gc-coro-frames;>", "print<gc-coro-frames>"),
            ("print<gc-coro-frames;no-packing;json>", "print<gc-coro-frames;json;no-packing>"),
        ] {
            assert_eq!(round_trip(element), Some(Ok(canonical.to_owned())), "{element}");
            assert_eq!(round_trip(canonical), Some(Ok(canonical.to_owned())), "{canonical}");
        }
    }

    #[test]
    fn names_of_others_are_left_to_them() {
        for element in
            ["coro-split", "gc-coro-splitter", "gc-coro", "print<memoryssa>", "print<gc-coro-framesx>", ""]
        {
            assert_eq!(round_trip(element), None, "{element}");
        }
    }

    #[test]
    fn malformed_parameters_are_ours_to_explain() {
        assert_eq!(round_trip("gc-coro-split<packing"), Some(Err(ParameterError::Unclosed)));
        assert_eq!(round_trip("gc-coro-split<json>"), Some(Err(ParameterError::Unknown("json".into()))));
        assert_eq!(round_trip("print<gc-coro-frames;xml>"), Some(Err(ParameterError::Unknown("xml".into()))));
    }
}
