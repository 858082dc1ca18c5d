// Runs pipelines with gc-coro's passes in them, which have to be registered in C++.

#include "llvm-c/Core.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Target/TargetMachine.h"

using namespace llvm;

extern "C" {
void gc_coro_register_pass_builder_callbacks(void *Builder);

// Runs a pipeline. The message of what is wrong with its text, to be freed by fuzz_free_message; null if nothing is.
char *fuzz_run_passes(LLVMModuleRef Raw, void *Machine, const char *Text, size_t Length) {
  Module &M = *unwrap(Raw);
  LoopAnalysisManager LAM;
  FunctionAnalysisManager FAM;
  CGSCCAnalysisManager CGAM;
  ModuleAnalysisManager MAM;
  PassBuilder PB(reinterpret_cast<TargetMachine *>(Machine));
  gc_coro_register_pass_builder_callbacks(&PB);
  PB.registerModuleAnalyses(MAM);
  PB.registerCGSCCAnalyses(CGAM);
  PB.registerFunctionAnalyses(FAM);
  PB.registerLoopAnalyses(LAM);
  PB.crossRegisterProxies(LAM, FAM, CGAM, MAM);
  ModulePassManager MPM;
  if (Error E = PB.parsePassPipeline(MPM, StringRef(Text, Length)))
    return LLVMCreateMessage(toString(std::move(E)).c_str());
  MPM.run(M, MAM);
  return nullptr;
}
}
