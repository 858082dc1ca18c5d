//===- place.cpp - gc-coro-split among the passes on the call graph -------===//
//
// A pass on strongly connected components (SCCs) of the call graph, where LLVM's
// own coro-split stands. Rust says which functions have work to do and does it.
// What is here is what only C++ can say: LLVM's pipeline that simplifies a
// function, and what CoroSplitPass::run tells the call graph after a split.
//
//===----------------------------------------------------------------------===//

#include "plugin.h"

#if GC_CORO_LLVM_MAJOR >= 17

#include "llvm/ADT/STLExtras.h"
#include "llvm/Analysis/CGSCCPassManager.h"
#include "llvm/Analysis/LazyCallGraph.h"
#include "llvm/IR/Function.h"
#include "llvm/Passes/PassBuilder.h"

#include <array>
#include <memory>
#include <string>
#include <utility>

using namespace llvm;

namespace {

/// What Rust has done with one function.
struct Work {
  /// Each with the function that it was made of.
  SmallVector<std::pair<Function *, Function *>, 4> Made;
  SmallVector<Function *, 4> Changed;
};

class SplitInPlacePass : public PassInfoMixin<SplitInPlacePass> {
  std::string Element;
  /// Null if nothing is to be simplified.
  std::unique_ptr<FunctionPassManager> Simplify;

  GcCoroText element() const { return {Element.data(), Element.size()}; }

public:
  SplitInPlacePass(StringRef Element, std::unique_ptr<FunctionPassManager> Simplify)
      : Element(Element.str()), Simplify(std::move(Simplify)) {}

  static StringRef name() {
    GcCoroText Class = gc_coro_pass_class(gc_coro_split_pass());
    return StringRef(Class.Data, Class.Size);
  }

  static bool isRequired() { return true; }

  void printPipeline(raw_ostream &OS, function_ref<StringRef(StringRef)>) { OS << Element; }

  PreservedAnalyses run(LazyCallGraph::SCC &First, CGSCCAnalysisManager &AM, LazyCallGraph &CG, CGSCCUpdateResult &UR) {
    SmallVector<LazyCallGraph::Node *, 4> Nodes;
    for (LazyCallGraph::Node &N : First)
      if (gc_coro_has_work(element(), &N.getFunction()))
        Nodes.push_back(&N);
    if (Nodes.empty())
      return PreservedAnalyses::all();
    LazyCallGraph::SCC *C = &First;
    auto &FAM = AM.getResult<FunctionAnalysisManagerCGSCCProxy>(*C, CG).getManager();
    for (LazyCallGraph::Node *N : Nodes) {
      // If it has left this SCC, the walk comes to it again.
      if (CG.lookupSCC(*N) != C)
        continue;
      Function &F = N->getFunction();
      auto Note = [&](Work &Done) {
        for (Function *G : Done.Changed)
          FAM.invalidate(*G, PreservedAnalyses::none());
        FAM.invalidate(F, PreservedAnalyses::none());
        for (auto [G, Of] : Done.Made)
          CG.addSplitFunction(*Of, *G);
        C = &updateCGAndAnalysisManagerForCGSCCPass(CG, *C, *N, AM, UR, FAM);
      };
      if (Simplify) {
        // LLVM's coro-elide is among these passes. It knows neither that a call may be repeated while its coroutine is alive, nor
        // where the lifetime of a frame ends, so that frames that are never needed at the same time would add up.
        Work Early;
        if (gc_coro_do_early_work(element(), &F, &Early))
          Note(Early);
        FAM.invalidate(F, Simplify->run(F, FAM));
        C = &updateCGAndAnalysisManagerForFunctionPass(CG, *C, *N, AM, UR, FAM);
      }
      Work Done;
      if (!gc_coro_do_work(element(), &F, &FAM, &Done))
        continue;
      Note(Done);
      if (Done.Made.empty())
        continue;
      // The ramp and what was made of it go through the passes on SCCs once more.
      UR.CWorklist.insert(C);
      for (auto [G, Of] : Done.Made)
        UR.CWorklist.insert(CG.lookupSCC(CG.get(*G)));
    }
    return PreservedAnalyses::none();
  }
};

/// By our number. No constant: it would be read before anybody has looked whether this LLVM is the right one.
std::array<OptimizationLevel, GC_CORO_NO_LEVEL> levels() {
#if GC_CORO_LLVM_MAJOR >= 23
  // There Os and Oz are O2 with attributes of functions.
  return {OptimizationLevel::O0, OptimizationLevel::O1, OptimizationLevel::O2,
          OptimizationLevel::O3, OptimizationLevel::O2, OptimizationLevel::O2};
#else
  return {OptimizationLevel::O0, OptimizationLevel::O1, OptimizationLevel::O2,
          OptimizationLevel::O3, OptimizationLevel::Os, OptimizationLevel::Oz};
#endif
}

} // namespace

void gc_coro_shim_made(void *Done, void *F, void *Of) {
  static_cast<Work *>(Done)->Made.emplace_back(static_cast<Function *>(F), static_cast<Function *>(Of));
}

void gc_coro_shim_changed(void *Done, void *F) {
  static_cast<Work *>(Done)->Changed.push_back(static_cast<Function *>(F));
}

void gc_coro_shim_add_split_in_place(void *Manager, void *Builder, GcCoroText Element, uint32_t Level, uint32_t Phase) {
  std::unique_ptr<FunctionPassManager> Simplify;
  if (Level != GC_CORO_NO_LEVEL)
    Simplify =
        std::make_unique<FunctionPassManager>(static_cast<PassBuilder *>(Builder)->buildFunctionSimplificationPipeline(
            levels()[Level], static_cast<ThinOrFullLTOPhase>(Phase)));
  static_cast<CGSCCPassManager *>(Manager)->addPass(
      SplitInPlacePass(StringRef(Element.Data, Element.Size), std::move(Simplify)));
}

uint32_t gc_coro_shim_level_number(const void *Level) {
  auto All = levels();
  return static_cast<uint32_t>(llvm::find(All, *static_cast<const OptimizationLevel *>(Level)) - All.begin());
}

#endif
