/* Where a program begins: the outermost activation that the stack walk may see is that of main. */
#include "gc_runtime.h"
#include "stackmap.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define STALE "gc_fail: access through a stale pointer (SIGSEGV)\n"

/* No stdio in a signal handler. */
static void on_fault(int number) {
  (void)number;
  if (write(2, STALE, sizeof STALE - 1) < 0)
    _exit(GC_FAIL_STATUS + 1);
  _exit(GC_FAIL_STATUS);
}

/* What a stale pointer leads to: protected memory, or an address made of the poison, which is not even canonical. */
static void catch_faults(void) {
  static char stack[1 << 14];
  stack_t alternative = {.ss_sp = stack, .ss_size = sizeof stack};
  struct sigaction action = {.sa_handler = on_fault, .sa_flags = SA_ONSTACK};
  sigaltstack(&alternative, NULL);
  sigaction(SIGSEGV, &action, NULL);
  sigaction(SIGBUS, &action, NULL);
}

/* Nothing of the program's own memory can be trusted here: it ends without destructors. */
void gc_fail(const char *message) {
  fflush(stdout);
  fprintf(stderr, "gc_fail: %s\n", message);
  fflush(stderr);
  _exit(GC_FAIL_STATUS);
}

int main(void) {
  catch_faults();
  gc_stack_start(__builtin_frame_address(0));
  gc_start();
  return gc_main();
}
