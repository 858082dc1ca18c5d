//! Blocks: where they begin, and in which order they are translated.

use std::collections::HashSet;

use super::Emitter;
use super::stack::from_shapes;
use crate::bytecode::{Code, Op, Refusal, Target};
use crate::flow::target_of;

/// Whether nothing follows the instruction in its block.
pub fn ends_block(op: Op) -> bool {
    matches!(
        op,
        Op::Jump(_)
            | Op::JumpBack(_)
            | Op::PopJumpIf(..)
            | Op::JumpIfOrPop(..)
            | Op::Send(_)
            | Op::Return
            | Op::ReturnConstant(_)
            | Op::Reraise
            | Op::Raise(_)
    )
}

/// The offsets where blocks begin.
pub fn leaders(code: &Code) -> HashSet<u32> {
    let mut leaders: HashSet<u32> = code.handlers.iter().map(|handler| handler.target).collect();
    leaders.insert(0);
    for (at, instr) in code.instrs.iter().enumerate() {
        leaders.extend(target_of(instr.op));
        if ends_block(instr.op) {
            leaders.extend(code.instrs.get(at + 1).map(|next| next.offset));
        }
    }
    leaders
}

/// The name of the block that begins at an offset.
pub fn block_name(offset: Target) -> String {
    format!("at.{offset}")
}

impl Emitter<'_> {
    /// Translates each block that can be reached. The first one is the entry.
    pub fn all_blocks(&mut self) -> Result<(), Refusal> {
        self.prologue();
        self.block(0)?;
        while let Some(target) = self.waiting.pop_front() {
            self.text.block(&block_name(target));
            self.stack = from_shapes(&self.shapes[&target].clone());
            self.block(target)?;
        }
        Ok(())
    }

    fn block(&mut self, offset: Target) -> Result<(), Refusal> {
        self.stored_offset = None;
        let Some(first) = self.index.get(&offset).copied() else {
            self.at = 0;
            return self.refuse(format!("a jump to offset {offset}, where no instruction begins"));
        };
        for at in first..self.code.instrs.len() {
            self.at = at;
            let instr = self.instr();
            let is_other = instr.offset != self.code.instrs[at.max(1) - 1].offset;
            if at > first && is_other && self.leaders.contains(&instr.offset) {
                self.jump(instr.offset)?;
                return Ok(());
            }
            self.op(instr.op)?;
            if ends_block(instr.op) {
                return Ok(());
            }
        }
        self.refuse("code that does not end")
    }

    /// Expects the stack as it is at the beginning of a block, which will be translated.
    pub fn expect_block(&mut self, target: Target, shapes: Vec<super::Shape>) -> Result<(), Refusal> {
        match self.shapes.get(&target) {
            None => {
                self.shapes.insert(target, shapes);
                self.waiting.push_back(target);
                Ok(())
            }
            Some(known)
                if known.len() == shapes.len() && known.iter().zip(&shapes).all(|(a, b)| a.fits(*b)) =>
            {
                Ok(())
            }
            Some(_) => self.refuse("a join of paths with different stacks"),
        }
    }

    /// Ends the block with a jump.
    pub fn jump(&mut self, target: Target) -> Result<(), Refusal> {
        let shapes = self.settle();
        self.expect_block(target, shapes)?;
        self.text.line(format!("br label %{}", block_name(target)));
        Ok(())
    }

    /// Ends the block with a branch on an `i1`. Both paths have the same stack.
    pub fn branch(&mut self, bit: &str, yes: Target, no: Target) -> Result<(), Refusal> {
        let shapes = self.settle();
        self.expect_block(yes, shapes.clone())?;
        self.expect_block(no, shapes)?;
        self.text.line(format!("br i1 {bit}, label %{}, label %{}", block_name(yes), block_name(no)));
        Ok(())
    }

    /// The offset of the instruction after this one.
    pub fn next_offset(&self) -> Target {
        self.code.instrs.get(self.at + 1).map_or(0, |next| next.offset)
    }

    fn op(&mut self, op: Op) -> Result<(), Refusal> {
        self.stack_op(op)
            .or_else(|| self.name_op(op))
            .or_else(|| self.operator_op(op))
            .or_else(|| self.container_op(op))
            .or_else(|| self.call_op(op))
            .or_else(|| self.control_op(op))
            .or_else(|| self.coroutine_op(op))
            .or_else(|| self.exception_op(op))
            .unwrap_or_else(|| self.refuse(format!("{op:?}")))
    }
}
