// What LLVM's verifier checks of an instruction and its operands, without what it checks of the globals around them: those
// may be used by functions that are set aside (aside.cpp). The Rust side is src/ir/dominance.rs; both change together.

#include "llvm-c/Core.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstrTypes.h"
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

// Whether the value of `U` has the type that its user takes.
static bool hasType(const Function &F, const Use &U) {
  Type *Given = U->getType();
  auto *I = cast<Instruction>(U.getUser());
  if (auto *Call = dyn_cast<CallBase>(I)) {
    FunctionType *Callee = Call->getFunctionType();
    unsigned Number = Call->isArgOperand(&U) ? Call->getArgOperandNo(&U) : Callee->getNumParams();
    return Number >= Callee->getNumParams() || Callee->getParamType(Number) == Given;
  }
  if (isa<PHINode, BinaryOperator>(I))
    return Given == I->getType();
  if (isa<CmpInst>(I))
    return Given == I->getOperand(0)->getType();
  return !isa<ReturnInst>(I) || Given == F.getReturnType();
}

// Whether an instruction that begins the handling of an exception is the first of its block but for phis.
static bool isInPlace(const Instruction &I) {
  if (!I.isEHPad())
    return true;
  const Instruction *Before = I.getPrevNode();
  return !Before || isa<PHINode>(Before);
}

extern "C" {

// The dominator tree of a function. Freed by the caller; valid until the function changes.
DominatorTree *gc_coro_dominators(LLVMValueRef Fn) { return new DominatorTree(*cast<Function>(unwrap(Fn))); }

void gc_coro_free_dominators(DominatorTree *DT) { delete DT; }

// The number of the first operand that `inst` cannot use where it stands, or that has another type than it takes; otherwise
// the number of its operands, or one more where `inst` itself is not in its place.
unsigned gc_coro_first_misfit(const DominatorTree *DT, LLVMValueRef Inst) {
  auto *I = cast<Instruction>(unwrap(Inst));
  const Function &F = *I->getFunction();
  for (const Use &U : I->operands())
    if (!isAvailable(*DT, F, U) || !hasType(F, U))
      return U.getOperandNo();
  return I->getNumOperands() + !isInPlace(*I);
}
}
