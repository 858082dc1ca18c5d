/* in_process.h: between the runtime for programs in the test's own process, its stack maps, and the test. */
#ifndef ORACLE_IN_PROCESS_H
#define ORACLE_IN_PROCESS_H

#include <stddef.h>
#include <stdint.h>

enum { ORACLE_DONE, ORACLE_REENTERED, ORACLE_FAILED, ORACLE_AS_BEFORE /* for oracle_leave: it has been said */ };

/* Before each program. `map`: its stack map if its objects are to move, else null. */
void oracle_begin(const void *map);
/* Runs a program; how it ended. */
int oracle_run(void (*program)(void));
/* The values that the program traced. */
const int64_t *oracle_events(size_t *count);
/* What was wrong, if oracle_run said ORACLE_FAILED. */
const char *oracle_message(void);
/* How often the moving heap was collected since the process began. */
uint64_t oracle_collections(void);

/* Adds a value to the trace. */
void oracle_event(int64_t value);
/* Ends the program. */
__attribute__((noreturn)) void oracle_leave(int outcome);
__attribute__((noreturn, cold)) void oracle_fail(const char *text);
/* Notes what was wrong after the program has ended; returns ORACLE_FAILED. */
int oracle_failed(const char *text);
/* A one-shot continuation was called a second time: the program ends. */
__attribute__((noreturn, cold)) void oracle_reentered(void);
/* Where programs run on stacks of their own: goes to the one that oracle_run was called on. Else null. */
extern void (*oracle_to_first_stack)(void);

/* Reads a stack map of LLVM, version 3; the one before is forgotten. */
void stack_map_read(const void *map);
/* Where the stack of the program ends: the frame pointer of its caller. */
void stack_map_outermost(void *frame_pointer);
/* Shows each pair of slots (base, derived pointer) from the activation with this frame pointer outwards. */
void stack_map_visit(void *frame_pointer, void (*visit)(uint64_t *base, uint64_t *derived));

#endif
