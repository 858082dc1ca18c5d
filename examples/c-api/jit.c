/* A host of LLVM's C API: reads IR with coroutines, splits them with gc-coro, and runs `main` just in time.
 *
 *     jit FILE.ll [PARAMETERS]
 *
 * docs/c-api.md has the commands that compile it. */

#include "gc_coro_compiler.h"

#include <llvm-c/Core.h>
#include <llvm-c/Error.h>
#include <llvm-c/IRReader.h>
#include <llvm-c/LLJIT.h>
#include <llvm-c/Orc.h>
#include <llvm-c/Target.h>
#include <llvm-c/Transforms/PassBuilder.h>
#include <llvm/Config/llvm-config.h>
#include <stdio.h>
#include <stdlib.h>

/* Ends the program where LLVM has failed. */
static void check(LLVMErrorRef error) {
  if (!error)
    return;
  char *text = LLVMGetErrorMessage(error);
  fprintf(stderr, "LLVM: %s\n", text);
  LLVMDisposeErrorMessage(text);
  exit(1);
}

static void run_passes(LLVMModuleRef module, const char *passes) {
  LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
  check(LLVMRunPasses(module, passes, NULL, options));
  LLVMDisposePassBuilderOptions(options);
}

/* What gc-coro says: an error, a warning, or a remark about a coroutine that was split. */
static void hear(const gc_coro_message *message, void *context) {
  (void)context;
  static const char *const severities[] = {"error", "warning", "remark", "note"};
  printf("%s: %s\n", severities[message->severity], message->full);
}

static LLVMModuleRef read_module(LLVMContextRef context, const char *path) {
  LLVMMemoryBufferRef buffer;
  LLVMModuleRef module;
  char *error = NULL;
  if (LLVMCreateMemoryBufferWithContentsOfFile(path, &buffer, &error) ||
      LLVMParseIRInContext(context, buffer, &module, &error)) {
    fprintf(stderr, "%s\n", error);
    exit(1);
  }
  return module;
}

/* Compiles the module, and runs its `main`. */
static int run(LLVMOrcThreadSafeContextRef safe_context, LLVMModuleRef module) {
  LLVMOrcLLJITRef jit;
  check(LLVMOrcCreateLLJIT(&jit, NULL));
  LLVMOrcJITDylibRef library = LLVMOrcLLJITGetMainJITDylib(jit);
  LLVMOrcDefinitionGeneratorRef process;
  char prefix = LLVMOrcLLJITGetGlobalPrefix(jit);
  check(LLVMOrcCreateDynamicLibrarySearchGeneratorForProcess(&process, prefix, NULL, NULL));
  LLVMOrcJITDylibAddGenerator(library, process);
  check(LLVMOrcLLJITAddLLVMIRModule(jit, library, LLVMOrcCreateNewThreadSafeModule(module, safe_context)));
  LLVMOrcExecutorAddress address;
  check(LLVMOrcLLJITLookup(jit, &address, "main"));
  int status = ((int (*)(void))address)();
  check(LLVMOrcDisposeLLJIT(jit));
  return status;
}

int main(int count, char **arguments) {
  if (count < 2) {
    fprintf(stderr, "usage: jit FILE.ll [PARAMETERS]\n");
    return 2;
  }
  LLVMInitializeNativeTarget();
  LLVMInitializeNativeAsmPrinter();
#if LLVM_VERSION_MAJOR >= 21
  LLVMContextRef context = LLVMContextCreate();
  LLVMOrcThreadSafeContextRef safe_context = LLVMOrcCreateNewThreadSafeContextFromLLVMContext(context);
#else
  LLVMOrcThreadSafeContextRef safe_context = LLVMOrcCreateNewThreadSafeContext();
  LLVMContextRef context = LLVMOrcThreadSafeContextGetContext(safe_context);
#endif
  LLVMModuleRef module = read_module(context, arguments[1]);

  run_passes(module, "coro-early,function(sroa,early-cse)");
  if (gc_coro_split_module(module, count > 2 ? arguments[2] : NULL, hear, NULL) == GC_CORO_FAILED)
    return 1;
  run_passes(module, "coro-cleanup,default<O2>");

  int status = run(safe_context, module);
  fflush(stdout);
  LLVMOrcDisposeThreadSafeContext(safe_context);
  return status;
}
