/*===- gc_coro_compiler.h - the C API of gc-coro, for compilers ----------===*\
|*                                                                          *|
|* gc-coro splits coroutines in a module of LLVM's C API. This header is    *|
|* for programs that load libgc_coro-N.so beside the shared libLLVM of the  *|
|* same major version N. docs/c-api.md has an example.                      *|
|*                                                                          *|
|* For the running program, which walks frames, there is gc_coro.h.         *|
|*                                                                          *|
\*===----------------------------------------------------------------------===*/

#ifndef GC_CORO_COMPILER_H
#define GC_CORO_COMPILER_H

#include <llvm-c/Types.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The version of this API. It grows when a function, a field or a value is added. What is there keeps its meaning
 * (docs/stability.md).
 */
#define GC_CORO_COMPILER_API 1

/** GC_CORO_COMPILER_API of the library. */
unsigned gc_coro_compiler_api(void);

/** The version of the library, such as "0.1.0". It belongs to the library. */
const char *gc_coro_version(void);

/** The LLVM major that the library is built for. */
unsigned gc_coro_llvm_major(void);

/**
 * The LLVM major of this process; 0 if there is none that exports LLVM's C API. Where it is another one than
 * gc_coro_llvm_major(), the functions below fail with a message.
 */
unsigned gc_coro_host_llvm_major(void);

/*===-- Messages ----------------------------------------------------------===*/

/** What a message is. A later version may have further values. */
typedef enum gc_coro_severity {
  /** The call fails because of it. */
  GC_CORO_ERROR = 0,
  /** Most likely a mistake. The parameter "strict" makes errors of them. */
  GC_CORO_WARNING = 1,
  /** What was done, such as a coroutine that was split. */
  GC_CORO_REMARK = 2,
  /** What was asked for: the text of the parameter "help". */
  GC_CORO_NOTE = 3
} gc_coro_severity;

/**
 * One message. Texts end with a zero, are UTF-8 and never NULL. They live until the handler returns.
 */
typedef struct gc_coro_message {
  /** Bytes of this struct in the library. Fields that a later version adds come at the end. */
  size_t size;
  gc_coro_severity severity;
  /** The function's name in the IR; "" if the message is about none. */
  const char *function;
  /** The place in the source, if the IR has debug locations: file "" and line 0 if it has none. */
  const char *file;
  unsigned line;
  unsigned column;
  /** The instruction, as LLVM prints it; "" if there is none. */
  const char *instruction;
  /** The name of a warning or remark, which does not change, such as "CoroutineSplit"; "" for an error. */
  const char *key;
  /** What it says, in one line. */
  const char *text;
  /** Lines that begin with "note: " or "help: "; "" if there are none. */
  const char *remarks;
  /** All of the above in one text, as opt prints it. */
  const char *full;
} gc_coro_message;

/**
 * Gets each message, one after the other, on the thread of the call. It must return: no exception, no longjmp. It must
 * not call a function of this header on the same module. Without a handler (NULL), errors and warnings go to stderr.
 */
typedef void (*gc_coro_handler)(const gc_coro_message *message, void *context);

/*===-- Passes ------------------------------------------------------------===*/

/** What has become of a module. */
typedef enum gc_coro_status {
  /** There was nothing to do. The module is as it was. */
  GC_CORO_UNCHANGED = 0,
  /** The module has changed. */
  GC_CORO_CHANGED = 1,
  /** The handler has got at least one error. The module is as it was. */
  GC_CORO_FAILED = 2
} gc_coro_status;

/*
 * Each function is one pass. Its parameters are those of the pass, in the same grammar (docs/reference/passes.md): a ';'
 * separates them, a leading "no-" turns one off, and "name=value" gives a value. NULL and "" are the defaults. An unknown
 * parameter is an error.
 *
 * The module (or function) is of the LLVM of this process, whose major is that of the library. One thread uses it while a
 * call lasts. Modules of different contexts can be worked on at the same time.
 *
 * A defect of gc-coro is an error whose text begins with "internal error". If it is found in the split of very large
 * coroutines, of which no copy is kept, the module is not to be used any more.
 */

/**
 * gc-coro-mark: gives coroutines the attribute "gc-coro". Parameters: all, check.
 */
gc_coro_status gc_coro_mark_module(LLVMModuleRef module, const char *parameters, gc_coro_handler handler, void *context);

/**
 * gc-coro-prepare: before any other pass, where there are awaits (gc.coro.*) or exceptions leave coroutines.
 * Parameters: gc=, marks-only, unwinding, marked-only.
 */
gc_coro_status gc_coro_prepare_module(LLVMModuleRef module, const char *parameters, gc_coro_handler handler,
                                      void *context);

/**
 * gc-coro-split: splits every switch-resumed coroutine (llvm.coro.*) and every function with awaits (gc.coro.*).
 * The handler gets a remark with the key "CoroutineSplit" for each.
 * Parameters: gc=, share-code=, report=, frame-larger-than=, packing, marked-only, coroutines, awaits, elide, coro-early,
 * strict, check-plans.
 *
 * With "coro-early" it first runs LLVM's coro-early, and fails without a change where that one would end the process.
 * Otherwise LLVMRunPasses(module, "coro-early", ...) comes before.
 */
gc_coro_status gc_coro_split_module(LLVMModuleRef module, const char *parameters, gc_coro_handler handler, void *context);

/**
 * The same for one coroutine (llvm.coro.*). The rest of its module is not looked at. A function that is no coroutine is
 * left as it is. Parameters: gc=, packing, marked-only, strict, check-plans.
 */
gc_coro_status gc_coro_split_function(LLVMValueRef function, const char *parameters, gc_coro_handler handler,
                                      void *context);

/**
 * gc-coro-elide: keeps frames of coroutines in those of their callers where that is proven right.
 * Parameters: marked-only, check-elision.
 */
gc_coro_status gc_coro_elide_module(LLVMModuleRef module, const char *parameters, gc_coro_handler handler, void *context);

/**
 * await-size: answers gc.coro.size.*, after the split. It has no parameters.
 */
gc_coro_status gc_coro_resolve_sizes(LLVMModuleRef module, const char *parameters, gc_coro_handler handler, void *context);

/**
 * gc-coro-simplify: simplifies what the split has made of functions with awaits. It has no parameters.
 */
gc_coro_status gc_coro_simplify_module(LLVMModuleRef module, const char *parameters, gc_coro_handler handler,
                                       void *context);

/**
 * gc-coro-landing-pads: lets managed pointers be live where exceptions are caught; directly before
 * rewrite-statepoints-for-gc. Parameters: gc=.
 */
gc_coro_status gc_coro_separate_invokes(LLVMModuleRef module, const char *parameters, gc_coro_handler handler,
                                        void *context);

/**
 * gc-coro-verify: checks the rules of each function's collector, before or after the split. It changes nothing.
 * Parameters: gc=, strong, final.
 */
gc_coro_status gc_coro_verify_module(LLVMModuleRef module, const char *parameters, gc_coro_handler handler, void *context);

/**
 * The frame that the split would give each coroutine: a table, or JSON (docs/reference/frames-json.md) with the parameter
 * "json". The module is not changed. NULL if the call fails. gc_coro_free_text() frees the text.
 * Parameters: gc=, json, packing, marked-only.
 */
char *gc_coro_frame_tables(LLVMModuleRef module, const char *parameters, gc_coro_handler handler, void *context);

/**
 * Where the split would store, reload and rematerialise values; otherwise as gc_coro_frame_tables().
 * Parameters: gc=, share-code=, json, packing, marked-only.
 */
char *gc_coro_spill_plans(LLVMModuleRef module, const char *parameters, gc_coro_handler handler, void *context);

/** What the passes and their parameters are. gc_coro_free_text() frees the text. */
char *gc_coro_help(void);

/** Frees a text that a function of this header has returned. NULL is allowed. */
void gc_coro_free_text(char *text);

/*===-- A pass manager of C++ ---------------------------------------------===*/

/**
 * Adds the passes to an llvm::PassBuilder, as loading the plugin by its path would: their names for parsePassPipeline(),
 * and what standard pipelines have of them. The LLVM major is checked; a wrong one is said on stderr, and nothing is added.
 */
void gc_coro_register_pass_builder_callbacks(void *pass_builder);

#ifdef __cplusplus
}
#endif

#endif /* GC_CORO_COMPILER_H */
