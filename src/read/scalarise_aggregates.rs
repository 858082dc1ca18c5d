//! Replaces structs and arrays with managed pointers by their leaves, so that each pointer in them is a value of its own.
//!
//! A frame keeps pointers and other bytes in different places, and neither RewriteStatepointsForGC nor Julia's lowering
//! of roots is asked to look into such a value. Afterwards one is live only from the instruction that makes it whole to
//! `extractvalue`s directly after, or from `insertvalue`s to the instruction directly after that needs it whole.
//!
//! A leaf is a managed pointer, a vector of such, or the largest element without any. A managed leaf that is undefined
//! becomes null: a collector must be able to read what a frame holds.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::diag::{Diagnostic, Problem};
use crate::gc::Model;
use crate::gc::types::{PointerShape, pointer_shape};
use crate::ir::{Builder, Function, Opcode, Type, Value, remove_dead, shim};

use crate::read::diagnostic;

/// How many leaves a value may have that is taken scalariser.
const LIMIT: u64 = 256;

/// Scalarises the aggregates that hold managed pointers of `model`.
///
/// # Errors
/// The values that have too many leaves, unless nothing is called while they live.
pub fn scalarise(function: Function, model: &Model) -> Result<(), Vec<Diagnostic>> {
    if !model.is_managed() {
        return Ok(());
    }
    let (whole, others) = find_aggregates(function, model);
    if !others.is_empty() {
        return Err(others.into_iter().map(|value| stays_whole(function, model, value)).collect());
    }
    if whole.is_empty() {
        return Ok(());
    }
    log::debug!("'{}': {} structs and arrays are scalarised", function.name(), whole.len());
    // Before anything is made: these uses have to go.
    let uses: Vec<(Value, Vec<Value>)> = whole.iter().map(|&value| (value, value.users())).collect();
    let mut scalariser = Scalariser::new(model, &whole);
    scalariser.begin_phis(&whole);
    whole.iter().for_each(|&value| scalariser.find_leaves(value));
    scalariser.finish_phis(&whole);
    scalariser.replace_uses(uses);
    let mut idle = scalariser.created;
    idle.extend(whole.into_iter().filter(|&value| is_structural(value)));
    remove_dead(&idle);
    Ok(())
}

fn stays_whole(function: Function, model: &Model, value: Value) -> Diagnostic {
    let reason = match value.opcode() {
        Some(Opcode::LLVMCallBr) => "it is the result of a callbr".to_owned(),
        _ => format!("it has {} elements, {LIMIT} are possible", leaf_count(model, value.ty())),
    };
    let problem = Problem::AggregateStaysWhole { value: value.name(), reason };
    diagnostic(function, value.is_instruction().then_some(value), problem)
}

/// The values to scalarise, and those that cannot be.
fn find_aggregates(function: Function, model: &Model) -> (Vec<Value>, Vec<Value>) {
    let instructions = function.instructions().into_iter();
    let is_whole = |value: &Value| pointer_shape(model, value.ty()) == PointerShape::Aggregate;
    // Nothing may come between a `musttail` call and its `ret`.
    let candidates =
        function.params().chain(instructions).filter(is_whole).filter(|&v| !shim::is_musttail(v));
    let is_small = |v: &Value| leaf_count(model, v.ty()) <= LIMIT && !v.is_opcode(Opcode::LLVMCallBr);
    let (mut whole, others): (Vec<Value>, Vec<Value>) = candidates.partition(is_small);
    let known: FxHashSet<Value> = whole.iter().copied().collect();
    let is_field = |user: &Value| {
        let from = user.is_opcode(Opcode::LLVMExtractValue).then(|| user.argument(0));
        let of_constant = |from: &Value| from.is_constant() && is_whole(from) && is_small(from);
        !known.contains(user) && from.is_some_and(|from| known.contains(&from) || of_constant(&from))
    };
    whole.extend(function.instructions().into_iter().filter(is_field));
    (whole, others.into_iter().filter(|&value| !is_short_lived(value)).collect())
}

/// Whether all uses follow the definition before anything is called.
fn is_short_lived(value: Value) -> bool {
    let mut left = value.users().len();
    if value.is_phi() || !value.is_instruction() {
        return left == 0;
    }
    for next in std::iter::successors(value.next(), |i| i.next()) {
        left -= next.operands().filter(|&operand| operand == value && !next.is_phi()).count();
        if left == 0 {
            return true;
        }
        if matches!(next.opcode(), Some(Opcode::LLVMCall | Opcode::LLVMInvoke | Opcode::LLVMCallBr)) {
            return false;
        }
    }
    left == 0
}

/// The number of leaves in a type.
fn leaf_count(model: &Model, ty: Type) -> u64 {
    if pointer_shape(model, ty) != PointerShape::Aggregate {
        return 1;
    }
    match ty.array_shape() {
        Some((element, count)) => count.saturating_mul(leaf_count(model, element)),
        None => (0..ty.field_count()).map(|f| leaf_count(model, ty.field(f))).fold(0, u64::saturating_add),
    }
}

/// The types of the elements of a struct or array.
fn elements_of(ty: Type) -> Vec<Type> {
    match ty.array_shape() {
        Some((element, count)) => vec![element; usize::try_from(count).unwrap_or(0)],
        None => (0..ty.field_count()).map(|f| ty.field(f)).collect(),
    }
}

/// The paths to the leaves of a type, in order, below `prefix`.
fn leaf_paths(model: &Model, ty: Type, prefix: &[u32], paths: &mut Vec<Vec<u32>>) {
    if pointer_shape(model, ty) != PointerShape::Aggregate {
        paths.push(prefix.to_vec());
        return;
    }
    for (index, element) in (0u32..).zip(elements_of(ty)) {
        leaf_paths(model, element, &[prefix, &[index]].concat(), paths);
    }
}

/// Whether the value only moves elements around: nothing of it remains.
fn is_structural(value: Value) -> bool {
    use Opcode::*;
    matches!(value.opcode(), Some(LLVMPHI | LLVMSelect | LLVMFreeze | LLVMInsertValue | LLVMExtractValue))
}

type Leaves = Rc<[Value]>;

struct Scalariser<'a> {
    model: &'a Model,
    /// What is scalarised: structs and arrays, and the `extractvalue`s of them, which are their own only leaf.
    whole: FxHashSet<Value>,
    leaves: FxHashMap<Value, Leaves>,
    paths: FxHashMap<Type, Rc<Vec<Vec<u32>>>>,
    created: Vec<Value>,
    is_new: FxHashSet<Value>,
}

impl<'a> Scalariser<'a> {
    fn new(model: &'a Model, whole: &[Value]) -> Self {
        Scalariser {
            model,
            whole: whole.iter().copied().collect(),
            leaves: FxHashMap::default(),
            paths: FxHashMap::default(),
            created: Vec::new(),
            is_new: FxHashSet::default(),
        }
    }

    fn paths(&mut self, ty: Type) -> Rc<Vec<Vec<u32>>> {
        let model = self.model;
        let find = || {
            let mut paths = Vec::new();
            leaf_paths(model, ty, &[], &mut paths);
            Rc::new(paths)
        };
        self.paths.entry(ty).or_insert_with(find).clone()
    }

    fn note(&mut self, value: Value) -> Value {
        if value.is_instruction() {
            self.created.push(value);
            self.is_new.insert(value);
        }
        value
    }

    /// Makes a phi for each leaf of each phi, without operands: loops are closed through them.
    fn begin_phis(&mut self, whole: &[Value]) {
        for &phi in whole.iter().filter(|value| value.is_phi()) {
            let types = leaf_types(self.model, phi.ty());
            let paths = self.paths(phi.ty());
            let leaf = |(ty, path): (&Type, &Vec<u32>)| Builder::before(phi).phi(*ty, &leaf_name(phi, path));
            let leaves: Leaves = types.iter().zip(paths.iter()).map(leaf).collect();
            leaves.iter().for_each(|&leaf| _ = self.note(leaf));
            self.leaves.insert(phi, leaves);
        }
    }

    fn finish_phis(&mut self, whole: &[Value]) {
        for phi in whole.iter().filter(|value| value.is_phi()) {
            let leaves = self.leaves[phi].clone();
            for (value, block) in phi.incoming() {
                let incoming = self.leaves_of(value);
                leaves.iter().zip(incoming.iter()).for_each(|(leaf, from)| leaf.add_incoming(*from, block));
            }
        }
    }

    /// Finds the leaves of `value` and, before it, of what it is made of (chains of `insertvalue` can be long).
    fn find_leaves(&mut self, value: Value) {
        let mut stack = vec![value];
        while let Some(&top) = stack.last() {
            let is_open = |v: &Value| self.whole.contains(v) && !self.leaves.contains_key(v);
            let operands = || top.operands().filter(is_open).collect::<Vec<_>>();
            let missing = if is_structural(top) && is_open(&top) { operands() } else { Vec::new() };
            if !missing.is_empty() {
                stack.extend(missing);
                continue;
            }
            stack.pop();
            if is_open(&top) {
                let leaves = self.make_leaves(top);
                self.leaves.insert(top, leaves);
            }
        }
    }

    /// The leaves of `value`, whose operands have theirs.
    fn make_leaves(&mut self, value: Value) -> Leaves {
        match value.opcode() {
            Some(Opcode::LLVMInsertValue) => self.leaves_of_insertion(value),
            Some(Opcode::LLVMExtractValue) if self.is_known(value.argument(0)) => {
                self.leaves_of_extraction(value)
            }
            Some(Opcode::LLVMSelect) => {
                let (yes, no) = (self.leaves_of(value.argument(1)), self.leaves_of(value.argument(2)));
                let condition = value.argument(0);
                self.leaf_by_leaf(value, |build, i, name| build.select(condition, yes[i], no[i], name))
            }
            Some(Opcode::LLVMFreeze) => {
                let of = self.leaves_of(value.argument(0));
                self.leaf_by_leaf(value, |build, i, name| build.freeze(of[i], name))
            }
            _ => self.leaves_after(value),
        }
    }

    /// Whether the leaves of an operand are values of their own.
    fn is_known(&self, operand: Value) -> bool {
        operand.is_constant() || self.whole.contains(&operand)
    }

    fn is_whole(&self, value: Value) -> bool {
        pointer_shape(self.model, value.ty()) == PointerShape::Aggregate
    }

    /// One new instruction before `value` for each of its leaves.
    fn leaf_by_leaf(&mut self, value: Value, make: impl Fn(&Builder, usize, &str) -> Value) -> Leaves {
        let paths = self.paths(value.ty());
        let build = Builder::before(value);
        let leaves = paths.iter().enumerate().map(|(i, path)| make(&build, i, &leaf_name(value, path)));
        leaves.collect::<Vec<_>>().into_iter().map(|leaf| self.note(leaf)).collect()
    }

    fn leaves_of_insertion(&mut self, value: Value) -> Leaves {
        let element = value.argument(1);
        let mut leaves = self.leaves_of(value.argument(0)).to_vec();
        match self.locate(value.ty(), &value.path()) {
            Place::Leaves(range) => {
                let elements = self.leaves_of(element);
                leaves.splice(range, elements.iter().copied());
            }
            Place::Within(index, rest) => {
                let name = leaf_name(value, &[]);
                leaves[index] = insert_at(&Builder::before(value), leaves[index], &rest, element, &name);
                self.note(leaves[index]);
            }
        }
        leaves.into()
    }

    fn leaves_of_extraction(&mut self, value: Value) -> Leaves {
        let leaves = self.leaves_of(value.argument(0));
        match self.locate(value.argument(0).ty(), &value.path()) {
            Place::Leaves(range) => leaves[range].into(),
            Place::Within(index, rest) => {
                let build = Builder::before(value);
                let element = rest.iter().fold(leaves[index], |of, &i| {
                    let element = build.extract_value(of, i, &leaf_name(value, &[]));
                    self.note(element)
                });
                [element].into()
            }
        }
    }

    /// `extractvalue` of each leaf directly after `value`.
    fn leaves_after(&mut self, value: Value) -> Leaves {
        let Some(build) = Builder::after(value) else { return [].into() };
        let paths = self.paths(value.ty());
        let mut leaves = Vec::new();
        // Leaves of one aggregate share the aggregates around them.
        let mut around: Vec<(&[u32], Value)> = vec![(&[], value)];
        for path in paths.iter() {
            around.retain(|(prefix, _)| path.starts_with(prefix));
            while around.last().is_some_and(|(prefix, _)| prefix.len() < path.len()) {
                let (prefix, of) = around[around.len() - 1];
                let longer = &path[..=prefix.len()];
                let element = build.extract_value(of, path[prefix.len()], &leaf_name(value, longer));
                around.push((longer, self.note(element)));
            }
            leaves.extend(around.pop().map(|(_, leaf)| leaf));
        }
        leaves.into()
    }

    /// The leaves of an operand; the operand itself where it is none that is taken scalariser.
    fn leaves_of(&mut self, operand: Value) -> Leaves {
        if let Some(leaves) = self.leaves.get(&operand) {
            return leaves.clone();
        }
        let mut leaves = Vec::new();
        if operand.is_constant() {
            self.constant_leaves(operand, &mut leaves)
        } else {
            leaves.push(operand)
        }
        leaves.into()
    }

    fn constant_leaves(&self, constant: Value, leaves: &mut Vec<Value>) {
        if !self.is_whole(constant) {
            leaves.push(defined(self.model, constant));
            return;
        }
        for index in 0..u32::try_from(elements_of(constant.ty()).len()).unwrap_or(0) {
            let element = constant.constant_element(index).expect("a constant has all elements of its type");
            self.constant_leaves(element, leaves);
        }
    }

    /// Which leaves of `ty` a path leads to.
    fn locate(&mut self, ty: Type, path: &[u32]) -> Place {
        let paths = self.paths(ty);
        if let Some(index) = paths.iter().position(|leaf| path.starts_with(leaf) && leaf.len() < path.len()) {
            return Place::Within(index, path[paths[index].len()..].to_vec());
        }
        let begin = paths.partition_point(|leaf| leaf.as_slice() < path);
        let count = paths[begin..].iter().take_while(|leaf| leaf.starts_with(path)).count();
        Place::Leaves(begin..begin + count)
    }

    /// Gives the users leaves, or the whole put together again before them.
    fn replace_uses(&mut self, uses: Vec<(Value, Vec<Value>)>) {
        for (value, users) in uses {
            if !self.is_whole(value) {
                self.replace_field(value);
                continue;
            }
            for user in users {
                let is_gone = self.whole.contains(&user) && is_structural(user);
                // A user that uses it twice comes twice; the first time has served both.
                if !is_gone && user.operands().any(|operand| operand == value) {
                    self.put_together(value, user);
                }
            }
        }
    }

    /// The leaf takes the place of an `extractvalue`, and its name.
    fn replace_field(&mut self, field: Value) {
        let leaf = self.leaves[&field][0];
        let name = field.name();
        if !name.is_empty() && self.is_new.contains(&leaf) {
            field.set_name("");
            leaf.set_name(&name);
        }
        field.replace_all_uses_with(leaf);
    }

    fn put_together(&mut self, value: Value, user: Value) {
        let leaves = self.leaves[&value].clone();
        let build = Builder::before(user);
        let mut next = leaves.iter().copied();
        let whole = self.rebuild(&build, value.ty(), &mut next, &leaf_name(value, &[]));
        (0..user.operand_count())
            .filter(|&i| user.operand(i) == Some(value))
            .for_each(|i| user.set_operand(i, whole));
    }

    /// A value of type `ty` of the next `leaves`. It begins with zero: no word of it is ever undefined.
    fn rebuild(
        &self,
        build: &Builder,
        ty: Type,
        leaves: &mut dyn Iterator<Item = Value>,
        name: &str,
    ) -> Value {
        if pointer_shape(self.model, ty) != PointerShape::Aggregate {
            return leaves.next().expect("as many leaves as the type has");
        }
        let elements = (0u32..).zip(elements_of(ty));
        elements.fold(ty.null(), |whole, (index, element)| {
            let element = self.rebuild(build, element, leaves, name);
            if element.is_null() { whole } else { build.insert_value(whole, element, index, name) }
        })
    }
}

/// What a path leads to.
enum Place {
    Leaves(std::ops::Range<usize>),
    /// Into leaf number so and so, by the rest of the path.
    Within(usize, Vec<u32>),
}

fn leaf_types(model: &Model, ty: Type) -> Vec<Type> {
    if pointer_shape(model, ty) != PointerShape::Aggregate {
        return vec![ty];
    }
    elements_of(ty).into_iter().flat_map(|element| leaf_types(model, element)).collect()
}

/// `whole` with `element` at the end of `path`.
fn insert_at(build: &Builder, whole: Value, path: &[u32], element: Value, name: &str) -> Value {
    match path {
        [] => element,
        [index] => build.insert_value(whole, element, *index, name),
        [index, rest @ ..] => {
            let inner = build.extract_value(whole, *index, name);
            build.insert_value(whole, insert_at(build, inner, rest, element, name), *index, name)
        }
    }
}

fn leaf_name(value: Value, path: &[u32]) -> String {
    let name = value.name();
    let name = if name.is_empty() { "leaf" } else { name.as_str() };
    path.iter().fold(name.to_owned(), |name, index| format!("{name}.{index}"))
}

/// A constant in which every managed pointer that is undefined is null.
pub fn defined(model: &Model, constant: Value) -> Value {
    let ty = constant.ty();
    let what = pointer_shape(model, ty);
    if what == PointerShape::Plain {
        return constant;
    }
    if constant.is_undefined() {
        return ty.null();
    }
    if !constant.has_written_elements() {
        return constant;
    }
    let elements = (0u32..).map_while(|index| constant.constant_element(index));
    let elements: Vec<Value> = elements.map(|element| defined(model, element)).collect();
    match what {
        PointerShape::Vector(_) => Value::const_vector(&elements),
        _ => Value::const_aggregate(ty, &elements),
    }
}
