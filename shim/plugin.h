//===- plugin.h - what Rust and the C++ shim say to each other ------------===//
//
// The plugin is Rust; LLVM's pass manager is C++ templates. The shim turns the
// one into the other and holds no decision of its own. Everything here is
// repeated in src/plugin/ffi.rs.
//
//===----------------------------------------------------------------------===//

#ifndef GC_CORO_SHIM_PLUGIN_H
#define GC_CORO_SHIM_PLUGIN_H

#include <cstddef>
#include <cstdint>

extern "C" {

/// Text that somebody else owns; not terminated by zero.
struct GcCoroText {
  const char *Data;
  size_t Size;
};

/// A piece of a remark: plain text where Key is empty, else a named value.
struct GcCoroRemarkPiece {
  GcCoroText Key;
  GcCoroText Value;
};

/// A line that follows a finding: Label is "note" or "help".
struct GcCoroRemark {
  GcCoroText Label;
  GcCoroText Text;
};

/// What a pass has found out about a function of the module.
struct GcCoroFinding {
  /// The function's name; empty if it is about none.
  GcCoroText Function;
  /// The place in the source; line 0 if it is not known.
  GcCoroText File;
  uint32_t Line;
  uint32_t Column;
  bool IsWarning;
  /// For a host that shows the place by itself.
  GcCoroText Message;
  /// The same with the place, for a host that prints text.
  GcCoroText Text;
  /// Why it is wrong, and what to do.
  const GcCoroRemark *Remarks;
  size_t RemarkCount;
};

// Rust, called by the shim ---------------------------------------------------

/// The table of passes: how many, and the name and C++ class name of each.
uint32_t gc_coro_pass_count();
GcCoroText gc_coro_pass_name(uint32_t Index);
GcCoroText gc_coro_pass_class(uint32_t Index);

/// Runs a pass on a module; Text is the pipeline element it was parsed from.
/// True if the module may have changed.
bool gc_coro_run_pass(uint32_t Index, GcCoroText Text, void *Module, void *ModuleAnalysisManager);

/// Adds the pass that a pipeline element names; false if it names none of ours,
/// or wrongly. State is what gc_coro_new_registration returned.
bool gc_coro_parse_element(void *State, GcCoroText Element, void *ModulePassManager);

/// The same for a pass on the SCCs of the call graph. PassBuilder is the one that parses.
bool gc_coro_parse_call_graph_element(void *State, GcCoroText Element, void *CGSCCPassManager, void *PassBuilder);

/// An extension point of a standard pipeline.
enum GcCoroPlace : uint32_t {
  GcCoroStart,
  GcCoroEarlySimplification,
  GcCoroOptimizerEarly,
  GcCoroOptimizerLast,
  GcCoroLinkEarly,
  GcCoroLinkLast,
};

/// Adds to a standard pipeline what belongs at Place by itself. Phase is LLVM's ThinOrFullLTOPhase, as far as it is known.
void gc_coro_extend_pipeline(uint32_t Place, void *ModulePassManager, bool IsO0, uint32_t Phase);

/// The same for CGSCCOptimizerLate, where passes work on the SCCs of the call graph.
void gc_coro_extend_call_graph_pipeline(void *CGSCCPassManager, void *PassBuilder, uint32_t Level, uint32_t Phase);

/// The row of the pass that also stands among the passes on SCCs.
uint32_t gc_coro_split_pass();

/// Whether the pass on SCCs that Element describes has something to do in a function.
bool gc_coro_has_work(GcCoroText Element, void *Function);

/// Does what has to be done before LLVM's passes on a function. Whether the function has changed.
bool gc_coro_do_early_work(GcCoroText Element, void *Function, void *Work);

/// Does it, with a FunctionAnalysisManager; names what it makes and what else it changes by the two functions below. Whether
/// the function has changed.
bool gc_coro_do_work(GcCoroText Element, void *Function, void *Analyses, void *Work);

void *gc_coro_new_registration();
void gc_coro_drop_registration(void *State);

// The shim, called by Rust ---------------------------------------------------

/// Teaches a PassBuilder our names, for -print-after=<name> and its like.
void gc_coro_shim_name_passes(void *PassBuilder);

/// Registers the parsing and the extension point callback.
void gc_coro_shim_register_callbacks(void *PassBuilder);

void gc_coro_shim_add_pass(void *ModulePassManager, uint32_t Index, GcCoroText Text);

/// Adds the pass on SCCs, which first simplifies a function as LLVM does at optimisation level Level (0 to 5: O0, O1, O2, O3,
/// Os, Oz), or not at all.
void gc_coro_shim_add_split_in_place(void *CGSCCPassManager, void *PassBuilder, GcCoroText Element, uint32_t Level,
                                     uint32_t Phase);

/// The number of an llvm::OptimizationLevel.
uint32_t gc_coro_shim_level_number(const void *Level);

/// No optimisation level.
constexpr uint32_t GC_CORO_NO_LEVEL = 6;

/// Notes a function that was made of another one, which refers to it: the one that is worked on, or one that was noted before.
void gc_coro_shim_made(void *Work, void *Function, void *Of);

/// Notes another function that has changed.
void gc_coro_shim_changed(void *Work, void *Function);

/// The FunctionAnalysisManager of a ModuleAnalysisManager.
void *gc_coro_shim_function_analyses(void *Module, void *ModuleAnalysisManager);

/// Reports what a pass has found in the module's context. A host that has a handler for diagnostics gets one after the
/// other, each remark as a note of its own. Others, opt among them, end at the first error: they get all errors in one
/// text, in which each error has a line that begins with "error: ".
void gc_coro_shim_report(void *Module, const GcCoroFinding *Findings, size_t Count);

/// An optimization remark about a function of the module: "passed", or "missed".
void gc_coro_shim_remark(void *Module, GcCoroText Function, GcCoroText Name, const GcCoroRemarkPiece *Pieces,
                         size_t Count, bool IsMissed);

/// Runs LLVM's coro-early.
void gc_coro_shim_coro_early(void *Module, void *ModuleAnalysisManager);

/// Declares our command line options, once.
void gc_coro_shim_declare_options();

/// Whether -gc-coro-split-all was given.
bool gc_coro_shim_split_all();

/// The value of -gc-coro-elide; true if it was not given.
bool gc_coro_shim_elide();

/// Whether -gc-coro-check-elision was given.
bool gc_coro_shim_check_elision();

/// The value of the option -gc-coro-report, empty without it: it is there as long as LLVM.
GcCoroText gc_coro_shim_report_file();

/// The value of the option -gc-coro-frame-larger-than: the largest number without it.
uint64_t gc_coro_shim_frame_larger_than();
}

#endif // GC_CORO_SHIM_PLUGIN_H
