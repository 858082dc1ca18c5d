// What LLVM's code generator can do (llvm::TargetTransformInfo), which the C API does not tell.

#include "llvm-c/Core.h"
#include "llvm/Analysis/TargetTransformInfo.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Target/TargetMachine.h"

using namespace llvm;

extern "C" {

// Whether `call` can be a guaranteed tail call, by the pass manager's analyses. Nothing of its function stays in them: the
// function may still be erased.
bool gc_coro_analyses_support_tail_call(void *Analyses, LLVMValueRef Call) {
  auto &FAM = *static_cast<FunctionAnalysisManager *>(Analyses);
  auto *CB = cast<CallBase>(unwrap(Call));
  Function &F = *CB->getFunction();
  bool Supports = FAM.getResult<TargetIRAnalysis>(F).supportsTailCallFor(CB);
  FAM.clear(F, F.getName());
  return Supports;
}

// The same by a target machine; without one, what LLVM assumes of unknown targets.
bool gc_coro_machine_supports_tail_call(void *Machine, LLVMModuleRef M, LLVMValueRef Call) {
  auto *CB = cast<CallBase>(unwrap(Call));
  if (auto *TM = static_cast<TargetMachine *>(Machine))
    return TM->getTargetTransformInfo(*CB->getFunction()).supportsTailCallFor(CB);
  return TargetTransformInfo(unwrap(M)->getDataLayout()).supportsTailCallFor(CB);
}

} // extern "C"
