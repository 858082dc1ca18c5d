//! No access of an alloca stands where its lifetime has not started, or has ended, on some path from the entry of its function.
//!
//! In comes a function that the split has made; out comes the first access that breaks the rule. Code generation merges the stack
//! slots of allocas whose lifetimes do not overlap (`llvm/lib/CodeGen/StackColoring.cpp`), so such an access reads or writes
//! another object. Only accesses by addresses at a constant distance are checked: the split makes each decision for a
//! whole object.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::{Block, Function, Opcode, Value};
use crate::read::intrinsics::lifetime_marker;

/// One bit for each alloca of a group.
type Group = u128;

/// The first access of an alloca whose lifetime may be closed there.
pub fn first_closed_access(function: Function) -> Option<Value> {
    let allocas = marked_allocas(function);
    let mut groups = allocas.chunks(Group::BITS as usize);
    groups.find_map(|group| Lifetimes::read(function, group).first_closed_access())
}

/// The allocas whose lifetimes start somewhere, in the order of their first markers.
fn marked_allocas(function: Function) -> Vec<Value> {
    let mut found = Vec::new();
    let mut seen = FxHashSet::default();
    for marker in function.blocks().flat_map(Block::instructions) {
        if lifetime_marker(marker) == Some(true) {
            let alloca = marked(marker);
            if alloca.is_alloca() && seen.insert(alloca) {
                found.push(alloca);
            }
        }
    }
    found
}

/// What a marker marks: its last argument. Before LLVM 22 a size comes first.
fn marked(marker: Value) -> Value {
    marker.argument(marker.argument_count() - 1)
}

/// What one block does to the lifetimes of a group.
#[derive(Clone, Copy, Default)]
struct Effect {
    /// Has a marker in the block.
    marked: Group,
    /// The last marker is an end.
    ends: Group,
    /// Accessed before the first marker.
    needs: Group,
    /// Closed at the beginning of the block, on some path.
    closed: Group,
}

struct Lifetimes<'a> {
    function: Function,
    group: &'a [Value],
    /// The members of the group by the addresses at a constant distance from them.
    addresses: FxHashMap<Value, Group>,
    blocks: Vec<Block>,
    numbers: FxHashMap<Block, usize>,
    effects: Vec<Effect>,
}

impl<'a> Lifetimes<'a> {
    fn read(function: Function, group: &'a [Value]) -> Self {
        let blocks: Vec<Block> = function.blocks().collect();
        let numbers = blocks.iter().enumerate().map(|(number, block)| (*block, number)).collect();
        let effects = vec![Effect::default(); blocks.len()];
        let mut lifetimes =
            Lifetimes { function, group, addresses: FxHashMap::default(), blocks, numbers, effects };
        lifetimes.follow_addresses();
        lifetimes
    }

    fn follow_addresses(&mut self) {
        for (member, &alloca) in self.group.iter().enumerate() {
            let mut work = vec![alloca];
            while let Some(address) = work.pop() {
                self.addresses.insert(address, 1 << member);
                use Opcode::{LLVMAddrSpaceCast, LLVMBitCast, LLVMGetElementPtr};
                let is_address = |user: &Value| {
                    matches!(user.opcode(), Some(LLVMGetElementPtr | LLVMBitCast | LLVMAddrSpaceCast))
                };
                work.extend(address.users().into_iter().filter(is_address));
            }
        }
    }

    /// The members that `inst` accesses.
    fn accessed(&self, inst: Value) -> Group {
        use Opcode::{LLVMAtomicCmpXchg, LLVMAtomicRMW, LLVMCall, LLVMInvoke, LLVMLoad, LLVMStore};
        let operands = match inst.opcode() {
            Some(LLVMLoad | LLVMAtomicRMW | LLVMAtomicCmpXchg) => 0..1,
            Some(LLVMStore) => 1..2,
            Some(LLVMCall | LLVMInvoke) => 0..inst.argument_count(),
            _ => return 0,
        };
        let of = |index| inst.operand(index).and_then(|operand| self.addresses.get(&operand));
        operands.filter_map(of).fold(0, |all, member| all | member)
    }

    /// Walks through one block whose lifetimes `closed` are closed where it begins. Stops at an access of a closed one.
    fn walk(&self, block: Block, mut closed: Group) -> Result<Effect, Value> {
        let mut effect = Effect { closed, ..Effect::default() };
        for inst in block.instructions() {
            if let Some(starts) = lifetime_marker(inst) {
                let member = self.addresses.get(&marked(inst)).copied().unwrap_or(0);
                effect.marked |= member;
                closed = if starts { closed & !member } else { closed | member };
                effect.ends = if starts { effect.ends & !member } else { effect.ends | member };
                continue;
            }
            let accessed = self.accessed(inst);
            effect.needs |= accessed & !effect.marked;
            if accessed & closed != 0 {
                return Err(inst);
            }
        }
        Ok(effect)
    }

    fn first_closed_access(mut self) -> Option<Value> {
        for (number, &block) in self.blocks.iter().enumerate() {
            match self.walk(block, 0) {
                Ok(effect) => self.effects[number] = effect,
                Err(access) => return Some(access),
            }
        }
        self.find_closed();
        let breaks = |effect: &Effect| effect.closed & effect.needs != 0;
        let first = self.effects.iter().position(breaks)?;
        self.walk(self.blocks[first], self.effects[first].closed).err()
    }

    /// Propagates the closed lifetimes along all edges, from the entry on.
    fn find_closed(&mut self) {
        let entry = self.numbers[&self.function.entry()];
        let all = Group::MAX >> (Group::BITS as usize - self.group.len());
        self.effects[entry].closed = all;
        let mut is_reached = vec![false; self.blocks.len()];
        is_reached[entry] = true;
        let mut work = vec![entry];
        while let Some(number) = work.pop() {
            let effect = self.effects[number];
            let leaves = effect.closed & !effect.marked | effect.ends;
            for successor in self.blocks[number].successors() {
                let next = self.numbers[&successor];
                let is_new = !std::mem::replace(&mut is_reached[next], true);
                if is_new || leaves & !self.effects[next].closed != 0 {
                    self.effects[next].closed |= leaves;
                    work.push(next);
                }
            }
        }
    }
}
