//! Which blocks of a clone control can come to: conditional constant propagation (Wegman and Zadeck, "Constant propagation with
//! conditional branches"), with sets of numbers.
//!
//! LLVM's passes make one block of successors of a suspension, with a phi of numbers that say which of them it was and a branch on that phi,
//! also where destructors stand between the two. A clone has some of these numbers only: the resume clone comes to no block where a
//! coroutine is destroyed.

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use crate::ir::{BRANCH, Block, Function, Opcode, Value};

/// A phi with more numbers can have any.
const MOST_NUMBERS: usize = 8;

/// The numbers that a value can have; `None`: any.
type Numbers = Option<SmallVec<[u64; 4]>>;

/// Whether control can come from the beginning of `function` to one of `blocks`.
pub fn comes_to(function: Function, blocks: &FxHashSet<Block>) -> bool {
    if blocks.is_empty() {
        return false;
    }
    let mut walk = Walk::default();
    walk.add_edge(None, function.entry());
    while let Some((from, block)) = walk.work.pop() {
        walk.enter(from, block);
    }
    blocks.iter().any(|block| walk.into.contains_key(block))
}

/// An edge to a block; the entry is come to from nowhere.
type Edge = (Option<Block>, Block);

#[derive(Default)]
struct Walk {
    phis: FxHashMap<Value, Numbers>,
    /// What each phi that was looked at gets from each block. A block may have as many predecessors as there are suspensions.
    values_from: FxHashMap<Value, FxHashMap<Block, Value>>,
    known: FxHashSet<Edge>,
    /// The blocks that control comes to, and from where.
    into: FxHashMap<Block, Vec<Option<Block>>>,
    work: Vec<Edge>,
    /// The blocks whose successors were all added.
    open: FxHashSet<Block>,
    /// Where the cases of each switch that was looked at lead. There may be as many as there are edges to the switch.
    cases: FxHashMap<Value, FxHashMap<u64, Block>>,
}

impl Walk {
    fn add_edge(&mut self, from: Option<Block>, block: Block) {
        if self.known.insert((from, block)) {
            self.into.entry(block).or_default().push(from);
            self.work.push((from, block));
        }
    }

    /// Control comes from `from` to `block`, with the numbers that are known now.
    fn enter(&mut self, from: Option<Block>, block: Block) {
        for phi in block.phis().filter(|phi| phi.ty().int_width().is_some()) {
            self.values_from
                .entry(phi)
                .or_insert_with(|| phi.incoming().into_iter().map(|(value, block)| (block, value)).collect());
            let numbers = self.incoming(phi, from);
            if self.extend(phi, numbers) {
                self.look_again(phi);
            }
        }
        if self.open.contains(&block) {
            return;
        }
        let successors = block.terminator().and_then(|end| self.decided(end, from)).unwrap_or_else(|| {
            self.open.insert(block);
            block.successors()
        });
        for successor in successors {
            self.add_edge(Some(block), successor);
        }
    }

    /// What `phi` has if control comes from `from`.
    fn incoming(&self, phi: Value, from: Option<Block>) -> Numbers {
        self.numbers(*self.values_from.get(&phi)?.get(&from?)?)
    }

    fn numbers(&self, value: Value) -> Numbers {
        if let Some(number) = value.const_int() {
            return Some(SmallVec::from_slice(&[number]));
        }
        let is_number_phi = value.is_phi() && value.ty().int_width().is_some();
        if is_number_phi {
            self.phis.get(&value).cloned().unwrap_or_else(|| Some(SmallVec::new()))
        } else {
            None
        }
    }

    /// Adds to what a phi can have. Whether that is new.
    fn extend(&mut self, phi: Value, more: Numbers) -> bool {
        let known = self.phis.entry(phi).or_insert_with(|| Some(SmallVec::new()));
        let Some(numbers) = known else { return false };
        let Some(more) = more else {
            *known = None;
            return true;
        };
        let before = numbers.len();
        for number in more {
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        let has_grown = numbers.len() > before;
        if numbers.len() > MOST_NUMBERS {
            *known = None;
        }
        has_grown
    }

    /// More is possible where `phi` is used, directly or by a comparison.
    fn look_again(&mut self, phi: Value) {
        let direct = phi.users();
        let compared =
            direct.iter().filter(|user| user.is_opcode(Opcode::LLVMICmp)).flat_map(|user| user.users());
        for user in direct.iter().copied().chain(compared) {
            let block = user.block();
            let sources = self.into.get(&block).cloned().unwrap_or_default();
            self.work.extend(sources.into_iter().map(|from| (from, block)));
        }
    }

    /// The successors that control can take at `end` if it has come to this block from `from`, if the numbers decide it.
    fn decided(&mut self, end: Value, from: Option<Block>) -> Option<Vec<Block>> {
        let is_conditional = [BRANCH, Opcode::LLVMSwitch].contains(&end.opcode()?);
        let condition = end.operand(0).filter(|_| is_conditional && end.successor_count() > 1)?;
        let at_end = |phi: Value| {
            // What a phi of this block has now, that depends on where control has come from.
            if phi.block() == end.block() { self.incoming(phi, from) } else { self.numbers(phi) }
        };
        if end.is_opcode(Opcode::LLVMSwitch) {
            let numbers = if condition.is_phi() { at_end(condition)? } else { return None };
            let cases = self.cases.entry(end).or_insert_with(|| {
                let cases = end.switch_cases().into_iter();
                cases.filter_map(|(value, target)| Some((value.const_int()?, target))).collect()
            });
            let target = |number| cases.get(&number).copied().unwrap_or_else(|| end.successor(0));
            return Some(numbers.into_iter().map(target).collect());
        }
        let target = |is_true: bool| end.successor(u32::from(!is_true));
        if condition.is_phi() {
            return Some(at_end(condition)?.into_iter().map(|number| target(number != 0)).collect());
        }
        // A comparison of another block may be of an earlier round of its phi.
        let phi =
            condition.is_opcode(Opcode::LLVMICmp).then(|| condition.operands().find(|o| o.is_phi()))??;
        let numbers = if condition.block() == end.block() { at_end(phi) } else { self.numbers(phi) };
        numbers?.into_iter().map(|number| condition.compares(phi, number).map(target)).collect()
    }
}
