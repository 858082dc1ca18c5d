// A host that loads no plugin by path, as Julia does: it has a PassBuilder and the address of
//     gc_coro_register_pass_builder_callbacks
// and goes on after an error, which opt does not.
//
//     registrar PLUGIN PIPELINE...
//
// Runs each pipeline on a module of its own, and prints the errors that its context gets.

#include "llvm/AsmParser/Parser.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/DiagnosticPrinter.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/raw_ostream.h"

#include <dlfcn.h>

using namespace llvm;

struct Listener : DiagnosticHandler {
  bool handleDiagnostics(const DiagnosticInfo &Info) override {
    outs() << (Info.getSeverity() == DS_Error ? "error" : "other") << ": ";
    DiagnosticPrinterRawOStream Printer(outs());
    Info.print(Printer);
    outs() << "\n";
    return true;
  }
};

static void run(void (*Register)(void *), StringRef Pipeline) {
  outs() << "pipeline " << Pipeline << "\n";
  LLVMContext Context;
  Context.setDiagnosticHandler(std::make_unique<Listener>());
  SMDiagnostic Error;
  auto M = parseAssemblyString("define void @f() {\n  ret void\n}\n", Error, Context);
  LoopAnalysisManager LAM;
  FunctionAnalysisManager FAM;
  CGSCCAnalysisManager CGAM;
  ModuleAnalysisManager MAM;
  PassBuilder PB;
  Register(&PB);
  PB.registerModuleAnalyses(MAM);
  PB.registerCGSCCAnalyses(CGAM);
  PB.registerFunctionAnalyses(FAM);
  PB.registerLoopAnalyses(LAM);
  PB.crossRegisterProxies(LAM, FAM, CGAM, MAM);
  ModulePassManager MPM;
  if (auto Problem = PB.parsePassPipeline(MPM, Pipeline)) {
    outs() << "refused: " << toString(std::move(Problem)) << "\n";
    return;
  }
  MPM.run(*M, MAM);
  outs() << "ran\n";
}

int main(int Count, char **Arguments) {
  void *Library = dlopen(Arguments[1], RTLD_LAZY);
  if (!Library) {
    errs() << dlerror() << "\n";
    return 2;
  }
  auto Register = reinterpret_cast<void (*)(void *)>(
      dlsym(Library, "gc_coro_register_pass_builder_callbacks"));
  if (!Register)
    return 3;
  for (int I = 2; I < Count; ++I)
    run(Register, Arguments[I]);
}
