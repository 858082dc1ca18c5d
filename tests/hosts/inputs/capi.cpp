// Tests include/gc_coro_compiler.h from C++, by a host that links the library and has a PassBuilder of its own.
//
//     capi_cpp COROUTINES.ll
//
// The last line is: N passed, N failed

#include "gc_coro_compiler.h"

#include "llvm/AsmParser/Parser.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/raw_ostream.h"

#include <memory>
#include <string>
#include <vector>

using namespace llvm;

static int Passed, Failed;

static void check(bool Holds, const char *What) {
  ++(Holds ? Passed : Failed);
  if (!Holds)
    outs() << "does not hold: " << What << "\n";
}

#define CHECK(What) check((What), #What)

static std::unique_ptr<Module> read(LLVMContext &Context, const char *Path) {
  SMDiagnostic Error;
  auto M = parseAssemblyFile(Path, Error, Context);
  if (!M) {
    Error.print("capi_cpp", errs());
    exit(2);
  }
  return M;
}

/// Runs a pipeline whose PassBuilder knows our passes; false if it does not parse.
static bool runPipeline(Module &M, StringRef Pipeline) {
  LoopAnalysisManager LAM;
  FunctionAnalysisManager FAM;
  CGSCCAnalysisManager CGAM;
  ModuleAnalysisManager MAM;
  PassBuilder PB;
  gc_coro_register_pass_builder_callbacks(&PB);
  PB.registerModuleAnalyses(MAM);
  PB.registerCGSCCAnalyses(CGAM);
  PB.registerFunctionAnalyses(FAM);
  PB.registerLoopAnalyses(LAM);
  PB.crossRegisterProxies(LAM, FAM, CGAM, MAM);
  ModulePassManager MPM;
  if (auto Problem = PB.parsePassPipeline(MPM, Pipeline)) {
    consumeError(std::move(Problem));
    return false;
  }
  MPM.run(M, MAM);
  return true;
}

static void testPassBuilder(const char *Path) {
  LLVMContext Context;
  auto M = read(Context, Path);
  CHECK(!runPipeline(*M, "gc-coro-splitter"));
  CHECK(runPipeline(*M, "coro-early,function(sroa),gc-coro-split<no-packing>,coro-cleanup"));
  CHECK(M->getFunction("marked.resume") && M->getFunction("unmarked.resume"));
  CHECK(!verifyModule(*M, &errs()));
  auto Standard = read(Context, Path);
  CHECK(runPipeline(*Standard, "default<O0>"));
  CHECK(Standard->getFunction("marked.resume") && !verifyModule(*Standard, &errs()));
}

/// The handler is a lambda; the context is what it captures otherwise.
static void testSplit(const char *Path) {
  LLVMContext Context;
  auto M = read(Context, Path);
  std::vector<std::string> Functions;
  auto Hear = [](const gc_coro_message *Message, void *Into) {
    static_cast<std::vector<std::string> *>(Into)->push_back(Message->function);
  };
  CHECK(gc_coro_split_module(wrap(M.get()), "coro-early", Hear, &Functions) == GC_CORO_CHANGED);
  CHECK((Functions == std::vector<std::string>{"marked", "unmarked"}));
  CHECK(!verifyModule(*M, &errs()));
}

int main(int Count, char **Arguments) {
  if (Count != 2)
    return 2;
  testPassBuilder(Arguments[1]);
  testSplit(Arguments[1]);
  outs() << Passed << " passed, " << Failed << " failed\n";
  return Failed != 0;
}
