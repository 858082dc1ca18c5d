/* Where a program begins, and where refused calls end: the outermost activation that the stack walk may see is that of main. */
#include "gc_runtime.h"
#include "stackmap.h"

#include <setjmp.h>
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

static _Thread_local jmp_buf *guard;

int gc_guarded(void (*body)(void)) {
  jmp_buf here, *volatile outer = guard;
  volatile int is_through = 0;
  guard = &here;
  if (setjmp(here) == 0) {
    body();
    is_through = 1;
  }
  guard = outer;
  return is_through;
}

void gc_refused(void) {
  if (guard == NULL)
    gc_fail("a one-shot handle is called again");
  longjmp(*guard, 1);
}

int main(void) {
  catch_faults();
  gc_stack_start(__builtin_frame_address(0));
  gc_start();
  return gc_main();
}
