/* outcome.c: what a program in this process leaves: its trace, how it ended, and what was wrong. */
#include "in_process.h"

#include <setjmp.h>
#include <stdio.h>

enum { EVENTS = 1 << 16 };

static void *exit_point[5];
static int outcome;
static char message[200];
static int64_t events[EVENTS];
static size_t event_count;

void (*oracle_to_first_stack)(void);

void oracle_leave(int with) {
  if (with != ORACLE_AS_BEFORE)
    outcome = with;
  if (oracle_to_first_stack != NULL)
    oracle_to_first_stack();
  __builtin_longjmp(exit_point, 1);
  __builtin_unreachable();
}

int oracle_failed(const char *text) {
  snprintf(message, sizeof message, "%s", text);
  return ORACLE_FAILED;
}

void oracle_fail(const char *text) { oracle_leave(oracle_failed(text)); }

void oracle_reentered(void) { oracle_leave(ORACLE_REENTERED); }

const char *oracle_message(void) { return message; }

void oracle_event(int64_t value) {
  if (event_count == EVENTS)
    oracle_fail("the trace is too long");
  events[event_count++] = value;
}

const int64_t *oracle_events(size_t *count) {
  *count = event_count;
  return events;
}

__attribute__((noinline)) int oracle_run(void (*program)(void)) {
  outcome = ORACLE_DONE;
  message[0] = 0;
  event_count = 0;
  stack_map_outermost(__builtin_frame_address(0));
  if (__builtin_setjmp(exit_point) == 0)
    program();
  return outcome;
}
