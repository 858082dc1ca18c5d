// Dominance, which the C API does not offer. The Rust side is src/ir/dominance.rs; both change together.

#include "llvm-c/Core.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;

// Whether `U` may use its value: one of the same function that dominates it, or no value of a function at all.
static bool isAvailable(const DominatorTree &DT, const Function &F, const Use &U) {
  if (auto *Definition = dyn_cast<Instruction>(U.get()))
    return Definition->getFunction() == &F && DT.dominates(Definition, U);
  if (auto *Parameter = dyn_cast<Argument>(U.get()))
    return Parameter->getParent() == &F;
  auto *Block = dyn_cast<BasicBlock>(U.get());
  return !Block || Block->getParent() == &F;
}

extern "C" {

// The dominator tree of a function. Freed by the caller; valid until the function changes.
DominatorTree *gc_coro_dominators(LLVMValueRef Fn) { return new DominatorTree(*cast<Function>(unwrap(Fn))); }

void gc_coro_free_dominators(DominatorTree *DT) { delete DT; }

// The number of the first operand that `inst` cannot use where it stands, or the number of its operands.
unsigned gc_coro_first_unavailable(const DominatorTree *DT, LLVMValueRef Inst) {
  auto *I = cast<Instruction>(unwrap(Inst));
  const Function &F = *I->getFunction();
  for (const Use &U : I->operands())
    if (!isAvailable(*DT, F, U))
      return U.getOperandNo();
  return I->getNumOperands();
}
}
