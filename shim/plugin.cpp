//===- plugin.cpp - LLVM's pass manager, for Rust -------------------------===//
//
// One C++ type for each pass of Rust's table, because LLVM asks types for names
// (PassInfoMixin::name() is static): with a shared type -print-after, -time-passes
// and -print-pipeline-passes could not distinguish the passes.
//
//===----------------------------------------------------------------------===//

#include "plugin.h"

#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/DiagnosticHandler.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/DiagnosticPrinter.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Transforms/Coroutines/CoroEarly.h"

#include <memory>
#include <string>
#include <utility>

using namespace llvm;

static_assert(LLVM_VERSION_MAJOR == GC_CORO_LLVM_MAJOR,
              "the headers are not those of the LLVM that the cargo feature names");

namespace {

StringRef ref(GcCoroText Text) { return StringRef(Text.Data, Text.Size); }
GcCoroText text(StringRef S) { return {S.data(), S.size()}; }

/// The pass in row Index of Rust's table, with the pipeline element that asked for it.
template <uint32_t Index> struct RustPass : PassInfoMixin<RustPass<Index>> {
  std::string Element;

  explicit RustPass(StringRef Element) : Element(Element.str()) {}

  static StringRef name() { return ref(gc_coro_pass_class(Index)); }

  /// A lowering: without it the module cannot be compiled, so optnone and bisection do not skip it.
  static bool isRequired() { return true; }

  /// Rust hands over the canonical text, so that what is printed parses back to the same pass.
  void printPipeline(raw_ostream &OS, function_ref<StringRef(StringRef)>) { OS << Element; }

  PreservedAnalyses run(Module &M, ModuleAnalysisManager &AM) {
    return gc_coro_run_pass(Index, text(Element), &M, &AM) ? PreservedAnalyses::none() : PreservedAnalyses::all();
  }
};

/// More than the table has rows; src/plugin/passes.rs checks it when it is compiled.
constexpr uint32_t MaxPasses = 16;

using AddPass = void (*)(ModulePassManager &, StringRef);

template <uint32_t Index> void addPass(ModulePassManager &MPM, StringRef Element) {
  MPM.addPass(RustPass<Index>(Element));
}

template <uint32_t... Index>
AddPass adder(uint32_t Wanted, std::integer_sequence<uint32_t, Index...>) {
  static constexpr AddPass Adders[] = {addPass<Index>...};
  return Adders[Wanted];
}

/// From LLVM 20 on some of the callbacks that call this have the phase as an argument more.
[[maybe_unused]] uint32_t phaseOf() { return static_cast<uint32_t>(ThinOrFullLTOPhase::None); }
[[maybe_unused]] uint32_t phaseOf(ThinOrFullLTOPhase Phase) { return static_cast<uint32_t>(Phase); }

[[maybe_unused]] void extendPipeline(GcCoroPlace Place, ModulePassManager &MPM, OptimizationLevel Level,
                                     uint32_t Phase = phaseOf()) {
  gc_coro_extend_pipeline(Place, &MPM, Level == OptimizationLevel::O0, Phase);
}

/// What is about no function: an error, all errors in one text, or a note.
class PlainFinding : public DiagnosticInfo {
  StringRef Message;

public:
  PlainFinding(StringRef Message, DiagnosticSeverity Severity) : DiagnosticInfo(kind(), Severity), Message(Message) {}

  void print(DiagnosticPrinter &DP) const override { DP << Message; }

private:
  static int kind() {
    static const int Kind = getNextAvailablePluginDiagnosticKind();
    return Kind;
  }
};

/// A finding about a function. Of the kinds that clang knows this is the one for which it shows the place in the source,
/// or where the function is, with no more than the message; other hosts print the text.
class FunctionFinding : public DiagnosticInfoUnsupported {
  StringRef Text;

public:
  FunctionFinding(const Function &F, const Twine &Message, StringRef Text, const DiagnosticLocation &Place,
                  DiagnosticSeverity Severity)
      : DiagnosticInfoUnsupported(F, Message, Place, Severity), Text(Text) {}

  void print(DiagnosticPrinter &DP) const override { DP << Text; }
};

/// The place of a finding, where the function has a subprogram to look from.
DiagnosticLocation placeOf(const GcCoroFinding &Finding, const Function &F) {
  DISubprogram *SP = F.getSubprogram();
  if (!SP || Finding.Line == 0)
    return {};
  LLVMContext &Ctx = F.getContext();
  DILocalScope *Scope = SP;
  if (SP->getFilename() != ref(Finding.File)) {
    auto *File = DIFile::get(Ctx, ref(Finding.File), SP->getDirectory());
    Scope = DILexicalBlockFile::get(Ctx, SP, File, /*Discriminator=*/0);
  }
  return DebugLoc(DILocation::get(Ctx, Finding.Line, Finding.Column, Scope));
}

/// Gives what was found to the host's own handler; false if it has none, or one that leaves it to the context.
bool handle(LLVMContext &Ctx, const DiagnosticInfo &Info) {
  auto *Handler = const_cast<DiagnosticHandler *>(Ctx.getDiagHandlerPtr());
  if (!Handler)
    return false;
#if GC_CORO_LLVM_MAJOR >= 18
  // As LLVMContext::diagnose does.
  if (Info.getSeverity() == DS_Error)
    Handler->HasErrors = true;
#endif
  return Handler->handleDiagnostics(Info);
}

ArrayRef<GcCoroRemark> remarksOf(const GcCoroFinding &Finding) {
  return ArrayRef<GcCoroRemark>(Finding.Remarks, Finding.RemarkCount);
}

bool handle(Module &M, const GcCoroFinding &Finding) {
  LLVMContext &Ctx = M.getContext();
  Function *F = M.getFunction(ref(Finding.Function));
  StringRef Message = ref(Finding.Message), Text = ref(Finding.Text);
  DiagnosticSeverity Severity = Finding.IsWarning ? DS_Warning : DS_Error;
  bool IsHandled = F ? handle(Ctx, FunctionFinding(*F, Message, Text, placeOf(Finding, *F), Severity))
                     : handle(Ctx, PlainFinding(Text, Severity));
  if (!IsHandled)
    return false;
  // The host names the severity of each, and has none for help.
  for (const GcCoroRemark &Remark : remarksOf(Finding))
    handle(Ctx, PlainFinding(ref(Remark.Text), DS_Note));
  return true;
}

/// A finding with its remarks, a line each.
std::string linesOf(const GcCoroFinding &Finding) {
  std::string Lines = ref(Finding.Text).str();
  for (const GcCoroRemark &Remark : remarksOf(Finding))
    Lines += ("\n" + ref(Remark.Label) + ": " + ref(Remark.Text)).str();
  return Lines;
}

/// Not an object with a constructor: that would run before anybody has looked whether this LLVM is the right one.
cl::opt<bool> *SplitAll = nullptr;
cl::opt<bool> *Elide = nullptr;
cl::opt<bool> *CheckElision = nullptr;
cl::opt<std::string> *Report = nullptr;
cl::opt<uint64_t> *FrameLargerThan = nullptr;

} // namespace

void gc_coro_shim_declare_options() {
  // Two builds of this library in one process: the first has the option.
  if (SplitAll || cl::getRegisteredOptions().count("gc-coro-split-all"))
    return;
  SplitAll = new cl::opt<bool>("gc-coro-split-all", cl::desc("In standard pipelines, gc-coro splits all switch-resumed "
                                                             "coroutines instead of those marked \"gc-coro\""));
  Elide = new cl::opt<bool>(
      "gc-coro-elide", cl::init(true),
      cl::desc("In standard pipelines, gc-coro keeps frames of coroutines in those of their callers"));
  CheckElision = new cl::opt<bool>(
      "gc-coro-check-elision", cl::desc("In standard pipelines, gc-coro lets the program check at run time that these "
                                        "frames end before their callers do"));
  Report = new cl::opt<std::string>(
      "gc-coro-report", cl::value_desc("file"),
      cl::desc("gc-coro tells of each frame in this file: a page (.html), text (.txt) or JSON (any other name)"));
  FrameLargerThan = new cl::opt<uint64_t>("gc-coro-frame-larger-than", cl::value_desc("bytes"), cl::init(UINT64_MAX),
                                          cl::desc("gc-coro warns of each frame of more bytes"));
}

bool gc_coro_shim_split_all() { return SplitAll && *SplitAll; }

GcCoroText gc_coro_shim_report_file() { return Report ? GcCoroText{Report->data(), Report->size()} : GcCoroText{}; }

uint64_t gc_coro_shim_frame_larger_than() { return FrameLargerThan ? uint64_t(*FrameLargerThan) : UINT64_MAX; }

bool gc_coro_shim_elide() { return !Elide || *Elide; }

bool gc_coro_shim_check_elision() { return CheckElision && *CheckElision; }

void gc_coro_shim_name_passes(void *Builder) {
  auto *PIC = static_cast<PassBuilder *>(Builder)->getPassInstrumentationCallbacks();
  if (!PIC)
    return;
  for (uint32_t Index = 0; Index < gc_coro_pass_count(); ++Index)
    PIC->addClassToPassName(ref(gc_coro_pass_class(Index)), ref(gc_coro_pass_name(Index)));
}

void gc_coro_shim_register_callbacks(void *Builder) {
  auto *PB = static_cast<PassBuilder *>(Builder);
  std::shared_ptr<void> State(gc_coro_new_registration(), gc_coro_drop_registration);
  PB->registerPipelineParsingCallback(
      [State](StringRef Name, ModulePassManager &MPM, ArrayRef<PassBuilder::PipelineElement> Inner) {
        return Inner.empty() && gc_coro_parse_element(State.get(), text(Name), &MPM);
      });
  PB->registerPipelineStartEPCallback(
      [](ModulePassManager &MPM, OptimizationLevel Level) { extendPipeline(GcCoroStart, MPM, Level); });
  // The point among the passes on SCCs is not told the phase; the one that comes before it is.
  auto Phase = std::make_shared<uint32_t>(phaseOf());
  PB->registerPipelineEarlySimplificationEPCallback(
      [Phase](ModulePassManager &MPM, OptimizationLevel Level, auto... Known) {
        *Phase = phaseOf(Known...);
        extendPipeline(GcCoroEarlySimplification, MPM, Level, *Phase);
      });
#if GC_CORO_LLVM_MAJOR >= 17
  PB->registerPipelineParsingCallback(
      [State, PB](StringRef Name, CGSCCPassManager &CGPM, ArrayRef<PassBuilder::PipelineElement> Inner) {
        return Inner.empty() && gc_coro_parse_call_graph_element(State.get(), text(Name), &CGPM, PB);
      });
  PB->registerCGSCCOptimizerLateEPCallback([Phase, PB](CGSCCPassManager &CGPM, OptimizationLevel Level) {
    gc_coro_extend_call_graph_pipeline(&CGPM, PB, gc_coro_shim_level_number(&Level), *Phase);
  });
#endif
  PB->registerOptimizerEarlyEPCallback([](ModulePassManager &MPM, OptimizationLevel Level, auto...) {
    extendPipeline(GcCoroOptimizerEarly, MPM, Level);
  });
  PB->registerOptimizerLastEPCallback([](ModulePassManager &MPM, OptimizationLevel Level, auto...) {
    extendPipeline(GcCoroOptimizerLast, MPM, Level);
  });
  PB->registerFullLinkTimeOptimizationEarlyEPCallback(
      [](ModulePassManager &MPM, OptimizationLevel Level) { extendPipeline(GcCoroLinkEarly, MPM, Level); });
  PB->registerFullLinkTimeOptimizationLastEPCallback(
      [](ModulePassManager &MPM, OptimizationLevel Level) { extendPipeline(GcCoroLinkLast, MPM, Level); });
}

void gc_coro_shim_add_pass(void *Manager, uint32_t Index, GcCoroText Element) {
  auto &MPM = *static_cast<ModulePassManager *>(Manager);
  adder(Index, std::make_integer_sequence<uint32_t, MaxPasses>())(MPM, ref(Element));
}

void gc_coro_shim_report(void *Module_, const GcCoroFinding *Findings, size_t Count) {
  Module &M = *static_cast<Module *>(Module_);
  std::string Errors;
  for (size_t I = 0; I < Count; ++I) {
    if (handle(M, Findings[I]))
      continue;
    std::string Lines = linesOf(Findings[I]);
    if (!Findings[I].IsWarning)
      Errors += (Errors.empty() ? "" : "\nerror: ") + Lines;
    else
      M.getContext().diagnose(PlainFinding(Lines, DS_Warning));
  }
  if (!Errors.empty())
    M.getContext().diagnose(PlainFinding(Errors, DS_Error));
}

void gc_coro_shim_remark(void *M, GcCoroText Name, GcCoroText RemarkName, const GcCoroRemarkPiece *Pieces, size_t Count,
                         bool IsMissed) {
  Function *F = static_cast<Module *>(M)->getFunction(ref(Name));
  if (!F || F->isDeclaration())
    return;
  OptimizationRemarkEmitter ORE(F);
  auto Fill = [&](auto Remark) {
    for (size_t I = 0; I < Count; ++I) {
      if (Pieces[I].Key.Size == 0)
        Remark << ref(Pieces[I].Value);
      else
        Remark << ore::NV(ref(Pieces[I].Key), ref(Pieces[I].Value));
    }
    return Remark;
  };
  constexpr const char *Pass = "gc-coro-split";
  StringRef Key = ref(RemarkName);
  if (IsMissed)
    ORE.emit([&] { return Fill(OptimizationRemarkMissed(Pass, Key, F->getSubprogram(), &F->getEntryBlock())); });
  else
    ORE.emit([&] { return Fill(OptimizationRemark(Pass, Key, F)); });
}

void *gc_coro_shim_function_analyses(void *M, void *Manager) {
  auto &MAM = *static_cast<ModuleAnalysisManager *>(Manager);
  return &MAM.getResult<FunctionAnalysisManagerModuleProxy>(*static_cast<Module *>(M)).getManager();
}

void gc_coro_shim_coro_early(void *Module_, void *Manager) {
  CoroEarlyPass().run(*static_cast<Module *>(Module_), *static_cast<ModuleAnalysisManager *>(Manager));
}
