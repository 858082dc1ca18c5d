// Runs passes of LLVM, which Rust names as -passes= does, on functions that Rust chooses. The Rust side is
// src/ir/pipeline.rs.

#include "llvm-c/Core.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Passes/PassBuilder.h"

using namespace llvm;

// Whether `Text` names passes; `Passes` has them then.
static bool parse(PassBuilder &Builder, FunctionPassManager &Passes, const char *Text, size_t Length) {
  Error Problem = Builder.parsePassPipeline(Passes, StringRef(Text, Length));
  bool IsKnown = !Problem;
  consumeError(std::move(Problem));
  return IsKnown;
}

extern "C" {

// Runs the passes on each of `functions`, with analyses that are made for this run. False if `text` names something else.
bool gc_coro_run_passes(const LLVMValueRef *Given, size_t Count, const char *Text, size_t Length) {
  PassBuilder Builder;
  LoopAnalysisManager Loops;
  FunctionAnalysisManager Functions;
  CGSCCAnalysisManager Components;
  ModuleAnalysisManager Modules;
  Builder.registerModuleAnalyses(Modules);
  Builder.registerCGSCCAnalyses(Components);
  Builder.registerFunctionAnalyses(Functions);
  Builder.registerLoopAnalyses(Loops);
  Builder.crossRegisterProxies(Loops, Functions, Components, Modules);
  FunctionPassManager Passes;
  if (!parse(Builder, Passes, Text, Length))
    return false;
  for (size_t I = 0; I < Count; ++I) {
    auto *F = cast<Function>(unwrap(Given[I]));
    Functions.invalidate(*F, Passes.run(*F, Functions));
  }
  return true;
}

// Runs the passes on each of `functions`, with the FunctionAnalysisManager of a host.
bool gc_coro_run_passes_with(void *Analyses, const LLVMValueRef *Functions, size_t Count, const char *Text,
                             size_t Length) {
  auto &FAM = *static_cast<FunctionAnalysisManager *>(Analyses);
  PassBuilder Builder;
  FunctionPassManager Passes;
  if (!parse(Builder, Passes, Text, Length))
    return false;
  for (size_t I = 0; I < Count; ++I) {
    auto *F = cast<Function>(unwrap(Functions[I]));
    FAM.invalidate(*F, Passes.run(*F, FAM));
  }
  return true;
}

} // extern "C"
