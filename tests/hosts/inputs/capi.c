/* Tests include/gc_coro_compiler.h from C: what each function answers, and what it says.
 *
 *     capi FOLDER
 *
 * FOLDER has the modules: coroutines.ll, broken.ll, awaits.ll, elision.ll, sizes.ll and invokes.ll.
 *
 * A line of output for each test that fails; the last line is: N passed, N failed */

#include "gc_coro_compiler.h"

#include <llvm-c/Core.h>
#include <llvm-c/IRReader.h>
#include <llvm/Config/llvm-config.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int passed, failed;

#define CHECK(what)                                                                                                    \
  do {                                                                                                                 \
    if (what) {                                                                                                        \
      ++passed;                                                                                                        \
    } else {                                                                                                           \
      ++failed;                                                                                                        \
      printf("line %d: %s\n", __LINE__, #what);                                                                        \
      if (heard.count)                                                                                                 \
        printf("  the last message: %s\n", heard.full);                                                                \
    }                                                                                                                  \
  } while (0)

/* The messages of the last call. */
static struct {
  int count, errors, warnings, remarks, notes;
  char function[64], file[64], text[400], full[4000], rest[2000], key[64], instruction[400];
  unsigned line;
  size_t size;
} heard;

static void hear(const gc_coro_message *message, void *context) {
  CHECK(context == &heard);
  ++heard.count;
  heard.errors += message->severity == GC_CORO_ERROR;
  heard.warnings += message->severity == GC_CORO_WARNING;
  heard.remarks += message->severity == GC_CORO_REMARK;
  heard.notes += message->severity == GC_CORO_NOTE;
  snprintf(heard.function, sizeof heard.function, "%s", message->function);
  snprintf(heard.file, sizeof heard.file, "%s", message->file);
  snprintf(heard.text, sizeof heard.text, "%s", message->text);
  snprintf(heard.full, sizeof heard.full, "%s", message->full);
  snprintf(heard.rest, sizeof heard.rest, "%s", message->remarks);
  snprintf(heard.key, sizeof heard.key, "%s", message->key);
  snprintf(heard.instruction, sizeof heard.instruction, "%s", message->instruction);
  heard.line = message->line;
  heard.size = message->size;
}

static void forget(void) { memset(&heard, 0, sizeof heard); }

/* Calls a function of the header with our handler. */
#define CALL(function, subject, parameters) (forget(), function(subject, parameters, hear, &heard))

static const char *folder;

static LLVMContextRef context_of_all;

static LLVMModuleRef read_module(const char *name) {
  char path[500];
  snprintf(path, sizeof path, "%s/%s.ll", folder, name);
  LLVMMemoryBufferRef buffer;
  LLVMModuleRef module;
  char *error = NULL;
  if (LLVMCreateMemoryBufferWithContentsOfFile(path, &buffer, &error) ||
      LLVMParseIRInContext(context_of_all, buffer, &module, &error)) {
    fprintf(stderr, "%s\n", error);
    exit(2);
  }
  return module;
}

static int has(LLVMModuleRef module, const char *function) { return LLVMGetNamedFunction(module, function) != NULL; }

static void test_versions(void) {
  CHECK(gc_coro_compiler_api() >= GC_CORO_COMPILER_API);
  CHECK(gc_coro_llvm_major() == LLVM_VERSION_MAJOR);
  CHECK(gc_coro_host_llvm_major() == LLVM_VERSION_MAJOR);
  CHECK(strchr(gc_coro_version(), '.') != NULL);
  char *help = gc_coro_help();
  CHECK(strstr(help, "gc-coro-split") != NULL && strstr(help, gc_coro_version()) != NULL);
  gc_coro_free_text(help);
  gc_coro_free_text(NULL);
}

typedef gc_coro_status (*operation)(LLVMModuleRef, const char *, gc_coro_handler, void *);

/* What all functions on modules have in common. */
static void test_arguments(void) {
  static const struct {
    operation run;
    const char *name;
  } all[] = {{gc_coro_mark_module, "gc_coro_mark_module"},         {gc_coro_prepare_module, "gc_coro_prepare_module"},
             {gc_coro_split_module, "gc_coro_split_module"},       {gc_coro_elide_module, "gc_coro_elide_module"},
             {gc_coro_resolve_sizes, "gc_coro_resolve_sizes"},     {gc_coro_simplify_module, "gc_coro_simplify_module"},
             {gc_coro_separate_invokes, "gc_coro_separate_invokes"}, {gc_coro_verify_module, "gc_coro_verify_module"}};
  LLVMModuleRef module = read_module("coroutines");
  char *before = LLVMPrintModuleToString(module);
  for (size_t i = 0; i < sizeof all / sizeof *all; ++i) {
    CHECK(CALL(all[i].run, NULL, NULL) == GC_CORO_FAILED);
    CHECK(heard.errors == 1 && heard.count == 1 && strstr(heard.text, all[i].name));
    CHECK(strstr(heard.text, "the module is null") && !*heard.function && !*heard.file && heard.line == 0);
    CHECK(heard.size == sizeof(gc_coro_message));
    CHECK(CALL(all[i].run, module, "nonsense") == GC_CORO_FAILED);
    CHECK(heard.errors == 1 && strstr(heard.text, "unknown parameter 'nonsense'") && strstr(heard.rest, "help: valid are"));
    CHECK(CALL(all[i].run, module, "\xff") == GC_CORO_FAILED);
    CHECK(CALL(all[i].run, module, ";;") == GC_CORO_FAILED && strstr(heard.text, "empty parameter"));
    CHECK(CALL(all[i].run, module, "help") == GC_CORO_UNCHANGED);
    CHECK(heard.notes == 1 && heard.count == 1 && strstr(heard.full, "gc-coro-split"));
  }
  CHECK(CALL(gc_coro_split_module, module, "packing=2") == GC_CORO_FAILED && strstr(heard.text, "takes no value"));
  CHECK(CALL(gc_coro_split_module, module, "gc") == GC_CORO_FAILED && strstr(heard.text, "needs a value"));
  CHECK(CALL(gc_coro_split_module, module, "gc=jlia") == GC_CORO_FAILED && heard.errors == 1);
  char *after = LLVMPrintModuleToString(module);
  CHECK(strcmp(before, after) == 0);
  LLVMDisposeMessage(before);
  LLVMDisposeMessage(after);
  LLVMDisposeModule(module);
}

static void test_split(void) {
  LLVMModuleRef module = read_module("coroutines");
  CHECK(CALL(gc_coro_split_module, module, "no-packing;coro-early") == GC_CORO_CHANGED);
  CHECK(heard.remarks == 2 && heard.errors == 0 && strcmp(heard.key, "CoroutineSplit") == 0);
  CHECK(strstr(heard.text, "frame of ") && *heard.function);
  CHECK(has(module, "marked.resume") && has(module, "unmarked.resume"));
  CHECK(CALL(gc_coro_split_module, module, "") == GC_CORO_UNCHANGED && heard.count == 0);
  LLVMDisposeModule(module);

  module = read_module("coroutines");
  CHECK(CALL(gc_coro_split_module, module, "marked-only") == GC_CORO_CHANGED && heard.remarks == 1);
  CHECK(has(module, "marked.resume") && !has(module, "unmarked.resume"));
  CHECK(CALL(gc_coro_mark_module, module, "all") == GC_CORO_CHANGED);
  CHECK(CALL(gc_coro_mark_module, module, "all") == GC_CORO_UNCHANGED);
  CHECK(CALL(gc_coro_split_module, module, "marked-only;coro-early") == GC_CORO_CHANGED && heard.remarks == 1);
  CHECK(has(module, "unmarked.resume"));
  LLVMDisposeModule(module);
}

static void test_one_function(void) {
  LLVMModuleRef module = read_module("coroutines");
  CHECK(CALL(gc_coro_split_function, NULL, NULL) == GC_CORO_FAILED && strstr(heard.text, "the function is null"));
  LLVMValueRef number = LLVMConstInt(LLVMInt32TypeInContext(context_of_all), 7, 0);
  CHECK(CALL(gc_coro_split_function, number, NULL) == GC_CORO_FAILED && strstr(heard.text, "is no function"));
  LLVMValueRef declaration = LLVMGetNamedFunction(module, "llvm.coro.id");
  CHECK(CALL(gc_coro_split_function, declaration, NULL) == GC_CORO_UNCHANGED && heard.count == 0);
  LLVMValueRef function = LLVMGetNamedFunction(module, "unmarked");
  CHECK(CALL(gc_coro_split_function, function, "no-awaits") == GC_CORO_FAILED);
  CHECK(CALL(gc_coro_split_function, function, NULL) == GC_CORO_CHANGED && strcmp(heard.function, "unmarked") == 0);
  CHECK(has(module, "unmarked.resume") && !has(module, "marked.resume"));
  LLVMDisposeModule(module);
}

static void test_tables(void) {
  LLVMModuleRef module = read_module("coroutines");
  char *json = CALL(gc_coro_frame_tables, module, "json");
  CHECK(json && json[0] == '[' && strstr(json, "\"function\": \"marked\""));
  gc_coro_free_text(json);
  char *table = CALL(gc_coro_frame_tables, module, NULL);
  CHECK(table && strstr(table, "frame of 'marked': "));
  gc_coro_free_text(table);
  char *plan = CALL(gc_coro_spill_plans, module, NULL);
  CHECK(plan && strstr(plan, "marked"));
  gc_coro_free_text(plan);
  CHECK(!CALL(gc_coro_frame_tables, NULL, NULL) && heard.errors == 1);
  CHECK(!CALL(gc_coro_frame_tables, module, "xml") && heard.errors == 1);
  CHECK(!CALL(gc_coro_spill_plans, module, "xml") && heard.errors == 1);
  CHECK(!has(module, "marked.resume"));
  LLVMDisposeModule(module);
}

/* A module with errors, all of which are heard; it is the same afterwards. */
static void test_errors(void) {
  LLVMModuleRef module = read_module("broken");
  char *before = LLVMPrintModuleToString(module);
  CHECK(CALL(gc_coro_split_module, module, NULL) == GC_CORO_FAILED && heard.errors == 2 && heard.remarks == 0);
  CHECK(strcmp(heard.function, "broken_too") == 0 && strstr(heard.text, "must be 0 or a power of two"));
  CHECK(strcmp(heard.file, "broken.src") == 0 && heard.line == 7);
  CHECK(strstr(heard.instruction, "llvm.coro.id") && strstr(heard.full, "broken.src:7:3: in function 'broken_too'"));
  CHECK(CALL(gc_coro_split_module, module, "coro-early") == GC_CORO_FAILED && heard.errors == 2);
  CHECK(!CALL(gc_coro_frame_tables, module, "json") && heard.errors == 2);
  CHECK(CALL(gc_coro_split_function, LLVMGetNamedFunction(module, "broken"), NULL) == GC_CORO_FAILED);
  CHECK(heard.errors == 1 && strcmp(heard.function, "broken") == 0);
  CHECK(CALL(gc_coro_verify_module, module, NULL) == GC_CORO_FAILED);
  CHECK(strcmp(heard.function, "number") == 0 && strstr(heard.text, "ptrtoint of a managed pointer"));
  CHECK(CALL(gc_coro_resolve_sizes, module, NULL) == GC_CORO_FAILED && strcmp(heard.function, "asks") == 0);
  /* Without a handler: stderr. */
  CHECK(gc_coro_split_module(module, NULL, NULL, NULL) == GC_CORO_FAILED);
  char *after = LLVMPrintModuleToString(module);
  CHECK(strcmp(before, after) == 0);
  LLVMDisposeMessage(before);
  LLVMDisposeMessage(after);
  LLVMDisposeModule(module);
}

/* The passes beside the split, each on a module in which it has something to do. */
static void test_other_passes(void) {
  LLVMModuleRef module = read_module("awaits");
  CHECK(CALL(gc_coro_simplify_module, module, NULL) == GC_CORO_UNCHANGED);
  CHECK(CALL(gc_coro_prepare_module, module, NULL) == GC_CORO_CHANGED && heard.errors == 0);
  CHECK(CALL(gc_coro_split_module, module, NULL) == GC_CORO_CHANGED && heard.remarks > 0);
  CHECK(has(module, "adder.await.0"));
  CHECK(CALL(gc_coro_simplify_module, module, NULL) == GC_CORO_CHANGED);
  LLVMDisposeModule(module);

  module = read_module("elision");
  CHECK(CALL(gc_coro_elide_module, module, NULL) == GC_CORO_UNCHANGED);
  CHECK(CALL(gc_coro_split_module, module, "coro-early") == GC_CORO_CHANGED);
#if LLVM_VERSION_MAJOR >= 18 /* nothing is elided on older ones */
  CHECK(CALL(gc_coro_elide_module, module, NULL) == GC_CORO_CHANGED && has(module, "child.noalloc"));
#endif
  LLVMDisposeModule(module);

  module = read_module("sizes");
  CHECK(CALL(gc_coro_resolve_sizes, module, NULL) == GC_CORO_CHANGED && heard.count == 0);
  CHECK(CALL(gc_coro_resolve_sizes, module, NULL) == GC_CORO_UNCHANGED && heard.count == 0);
  LLVMDisposeModule(module);

  module = read_module("invokes");
  CHECK(CALL(gc_coro_separate_invokes, module, NULL) == GC_CORO_CHANGED && has(module, "f.invoke.0"));
  CHECK(CALL(gc_coro_verify_module, module, "final") == GC_CORO_UNCHANGED && heard.count == 0);
  LLVMDisposeModule(module);
}

/* The build with faults panics on demand. */
static void test_panic(void) {
  char *help = gc_coro_help();
  if (strstr(help, "panic ")) {
    LLVMModuleRef module = read_module("coroutines");
    CHECK(CALL(gc_coro_split_module, module, "panic") == GC_CORO_FAILED);
    CHECK(heard.errors == 1 && strstr(heard.text, "internal error: the fault that the test asked for"));
    LLVMDisposeModule(module);
  }
  gc_coro_free_text(help);
}

int main(int count, char **arguments) {
  if (count != 2)
    return 2;
  context_of_all = LLVMContextCreate();
  folder = arguments[1];
  test_versions();
  test_arguments();
  test_split();
  test_one_function();
  test_tables();
  test_errors();
  test_other_passes();
  test_panic();
  LLVMContextDispose(context_of_all);
  printf("%d passed, %d failed\n", passed, failed);
  return failed != 0;
}
