//! One function under examination: its model, its instructions in order, and what was found.

use std::cell::{OnceCell, RefCell};

use rustc_hash::FxHashMap;

use crate::diag::{Diagnostic, Problem};
use crate::gc::Model;
use crate::ir::{Attribute, Block, DataLayout, Function, LibraryInfo, Value, callee_name};
use crate::read::diagnostic;

use crate::diag::Violation;
use crate::options::VerifyOptions;

/// The intrinsic that registers a slot of the stack with a collector, whatever the type of what it holds.
pub const ROOT: &str = "llvm.gcroot";

/// A function with managed pointers.
pub struct Subject {
    pub function: Function,
    pub model: Model,
    pub layout: DataLayout,
    /// A coroutine that a split will still look at.
    pub unsplit: bool,
    /// The module has coroutines, or calls of the await dialect, that a split will still look at.
    pub is_before_split: bool,
    /// All instructions, in the order of the text.
    pub instructions: Vec<Value>,
    /// Where each stands in `instructions`.
    pub positions: FxHashMap<Value, u32>,
    pub predecessors: FxHashMap<Block, Vec<Block>>,
    /// Computed on demand.
    library: OnceCell<LibraryInfo>,
    found: RefCell<Vec<(Option<Value>, Violation)>>,
}

impl Subject {
    /// `None` if no pointer of the function is managed: neither by its type, nor by [`ROOT`].
    pub fn of(
        function: Function,
        options: &VerifyOptions,
        is_before_split: bool,
    ) -> Result<Option<Subject>, Box<Diagnostic>> {
        let model = Model::of(function, options.model.as_ref());
        let model = model.map_err(|error| {
            Box::new(diagnostic(function, None, Problem::Collector(Violation::Model(error))))
        })?;
        let instructions: Vec<Value> = function.instructions();
        if !model.is_managed() && !instructions.iter().any(|&inst| callee_name(inst) == ROOT) {
            return Ok(None);
        }
        let positions = (0u32..).zip(&instructions).map(|(position, &inst)| (inst, position)).collect();
        let mut predecessors: FxHashMap<Block, Vec<Block>> = FxHashMap::default();
        for block in function.blocks() {
            for successor in block.successors() {
                predecessors.entry(successor).or_default().push(block);
            }
        }
        Ok(Some(Subject {
            function,
            model,
            layout: function.module().data_layout(),
            unsplit: function.has_attribute(Attribute::PRESPLIT),
            is_before_split,
            instructions,
            positions,
            predecessors,
            library: OnceCell::new(),
            found: RefCell::default(),
        }))
    }

    /// The functions of the C library on the module's target.
    pub fn library(&self) -> &LibraryInfo {
        self.library.get_or_init(|| LibraryInfo::of(self.function.module()))
    }

    /// A rule that `place` breaks; without a place, the function as a whole.
    pub fn report(&self, place: Option<Value>, violation: Violation) {
        self.found.borrow_mut().push((place, violation));
    }

    /// What was found, in the order of the text; what concerns the whole function comes first.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut found = self.found.take();
        found.sort_by_key(|(place, _)| place.and_then(|p| self.positions.get(&p).copied()));
        found.dedup();
        found
            .into_iter()
            .map(|(place, violation)| diagnostic(self.function, place, Problem::Collector(violation)))
            .collect()
    }

    /// Where a value begins to exist, as a position; arguments do so before the first instruction.
    pub fn position(&self, value: Value) -> Option<u32> {
        self.positions.get(&value).copied()
    }
}
