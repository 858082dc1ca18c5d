//! Puts a module back as it was before a step that may fail after changes, unless the caller keeps the result.
//!
//! A function that the step works on is set aside first. It works on a copy; the instructions, blocks and arguments
//! that come back are those of before. What the step has added to the module is erased.

use inkwell::llvm_sys::prelude::{LLVMModuleRef, LLVMValueRef};
use rustc_hash::FxHashSet;

use crate::abi::names::symbol;
use crate::ir::{Function, IrModule, Value};

#[repr(C)]
struct RawAside {
    _opaque: [u8; 0],
}

unsafe extern "C" {
    fn gc_coro_set_aside(function: LLVMValueRef) -> *mut RawAside;
    fn gc_coro_drop_copy(aside: *mut RawAside);
    fn gc_coro_put_back(aside: *mut RawAside);
    fn gc_coro_forget_aside(aside: *mut RawAside);
    fn gc_coro_drop_global(global: LLVMValueRef);
    fn gc_coro_erase_global(global: LLVMValueRef);
    fn gc_coro_is_taken_out(global: LLVMValueRef) -> bool;
    fn gc_coro_put_back_variable(module: LLVMModuleRef, old: LLVMValueRef, next: LLVMValueRef);
    fn gc_coro_free_variable(old: LLVMValueRef);
}

/// What the module had before the step.
enum Known {
    /// Nothing has been touched yet.
    Unnoted,
    /// The functions and variables.
    All(FxHashSet<LLVMValueRef>),
    /// The last of them, and the function after each that the step is about: new ones come directly after these, or at the end.
    /// A declared constant that may be taken out is not the last variable.
    Ends { function: Option<Function>, variable: Option<Value>, after: Vec<(Function, Option<Function>)> },
}

/// A step that may fail. Dropped (also by a panic), it puts the module back as it was.
pub struct Undo {
    module: IrModule,
    /// The functions that the step is about, where it is about some: it touches none that it has added, and its cost does not
    /// depend on how large the module is.
    functions: Option<Vec<Function>>,
    known: Known,
    /// The declared constants, each with the variable that stands after it: a descriptor takes the place of such.
    declared: Vec<(LLVMValueRef, Option<LLVMValueRef>)>,
    /// In the order of being set aside.
    asides: Vec<*mut RawAside>,
    touched: FxHashSet<Function>,
    /// Whether it is undone in any case.
    is_trial: bool,
    /// Whether nothing is set aside.
    is_renounced: bool,
}

// The asides are this object's own, and `keep` or `drop` frees each once. Nobody but `add_descriptor` takes a global out of
// the module while `known` and `declared` name it, and what was taken out stays in memory until then.
impl Undo {
    /// For a step in `module`.
    pub fn begin(module: IrModule) -> Self {
        Undo {
            module,
            functions: None,
            known: Known::Unnoted,
            declared: Vec::new(),
            asides: Vec::new(),
            touched: FxHashSet::default(),
            is_trial: false,
            is_renounced: false,
        }
    }

    /// For a step that is about `functions` of `module`, and gives each of them no functions but directly after it.
    pub fn begin_of(module: IrModule, functions: &[Function]) -> Self {
        let mut undo = Undo::begin(module);
        undo.functions = Some(functions.to_vec());
        undo
    }

    /// Notes what the module has: once there is something to do, which in most modules there is not.
    fn note(&mut self) {
        if let Some(functions) = &self.functions {
            let descriptors = functions.iter().map(|f| symbol::descriptor(&f.name()));
            let declared = descriptors.filter_map(|name| self.module.global_named(&name));
            let declared: Vec<Value> = declared.filter(|variable| variable.initializer().is_none()).collect();
            let next = |v: &Value| self.module.variables_after(Some(*v)).next().map(|v| v.0);
            self.declared = declared.iter().map(|v| (v.0, next(v))).collect();
            self.known = Known::Ends {
                function: self.module.last_function(),
                variable: self.module.last_variable_but(&declared),
                after: functions.iter().map(|&f| (f, f.next_in_module())).collect(),
            };
            return;
        }
        let variables = self.module.variables();
        let next = variables.iter().skip(1).map(|v| Some(v.0)).chain([None]);
        let is_declared = |(variable, _): &(&Value, Option<LLVMValueRef>)| variable.initializer().is_none();
        self.declared = variables.iter().zip(next).filter(is_declared).map(|(v, next)| (v.0, next)).collect();
        let functions = self.module.functions().into_iter().map(|f| f.as_value().0);
        self.known = Known::All(functions.chain(variables.iter().map(|v| v.0)).collect());
    }

    /// Whether the module had `function` before.
    fn has_known(&self, function: Function) -> bool {
        match &self.known {
            Known::Unnoted => false,
            Known::All(known) => known.contains(&function.as_value().0),
            Known::Ends { .. } => true,
        }
    }

    /// As [`Undo::begin`], for a step whose result is not kept in any case.
    pub fn of_trial(module: IrModule) -> Self {
        let mut undo = Undo::begin(module);
        undo.is_trial = true;
        undo
    }

    /// Sets nothing aside from now on: the step will not fail. Nothing has been touched yet.
    pub fn renounce(&mut self) {
        if !self.is_trial {
            self.note();
            self.is_renounced = true;
        }
    }

    /// To be called before `function` is changed, and before a handle to anything in it is kept. A function that the step
    /// has added is left alone.
    pub fn touch(&mut self, function: Function) {
        if matches!(self.known, Known::Unnoted) {
            self.note();
        }
        let is_known = self.has_known(function) && !function.is_declaration();
        if is_known && self.touched.insert(function) && !self.is_renounced {
            self.asides.push(ffi!(gc_coro_set_aside(function.as_value().0)));
        }
    }

    /// The functions that were touched, in no order.
    pub fn touched(&self) -> impl Iterator<Item = Function> {
        self.touched.iter().copied()
    }

    /// The step has succeeded: its result stays.
    pub fn keep(mut self) {
        for aside in std::mem::take(&mut self.asides) {
            ffi!(gc_coro_forget_aside(aside))
        }
        for (old, _) in std::mem::take(&mut self.declared) {
            if ffi!(gc_coro_is_taken_out(old)) {
                ffi!(gc_coro_free_variable(old));
            }
        }
        self.is_renounced = true;
    }

    /// What the step has added.
    fn added(&self) -> Vec<LLVMValueRef> {
        match &self.known {
            Known::Unnoted => Vec::new(),
            Known::All(known) => {
                let functions = self.module.functions().into_iter().map(|f| f.as_value().0);
                let variables = self.module.variables().into_iter().map(|v| v.0);
                functions.chain(variables).filter(|global| !known.contains(global)).collect()
            }
            Known::Ends { function, variable, after } => {
                let ends = [(*function, None)];
                let after = after.iter().map(|&(of, end)| (Some(of), end));
                let functions =
                    after.chain(ends).flat_map(|(from, to)| self.module.functions_between(from, to));
                let is_declared = |v: &LLVMValueRef| self.declared.iter().any(|(declared, _)| declared == v);
                let variables = self.module.variables_after(*variable).map(|v| v.0);
                let variables = variables.filter(|v| !is_declared(v));
                // What came directly after the last function is found twice.
                let mut seen = FxHashSet::default();
                let all = functions.map(|f| f.as_value().0).chain(variables);
                all.filter(|global| seen.insert(*global)).collect()
            }
        }
    }
}

impl Drop for Undo {
    fn drop(&mut self) {
        if matches!(self.known, Known::Unnoted) || self.is_renounced {
            return;
        }
        // The last one first: the next of each is then in its place.
        for &(old, next) in self.declared.iter().rev() {
            if ffi!(gc_coro_is_taken_out(old)) {
                let next = next.unwrap_or(std::ptr::null_mut());
                ffi!(gc_coro_put_back_variable(self.module.0, old, next));
            }
        }
        let added = self.added();
        for &aside in &self.asides {
            ffi!(gc_coro_drop_copy(aside))
        }
        for &global in &added {
            ffi!(gc_coro_drop_global(global))
        }
        for &aside in self.asides.iter().rev() {
            ffi!(gc_coro_put_back(aside))
        }
        for global in added {
            ffi!(gc_coro_erase_global(global))
        }
    }
}
