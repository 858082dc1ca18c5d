/* runtime.h: programs on a real libjulia, in this process; what Rust calls. */
#ifndef TEST_JULIA_RUNTIME_H
#define TEST_JULIA_RUNTIME_H

#include <stdint.h>

/* Loads libjulia (libjulia.h). Once. */
void julia_begin(const char *folder);
/* Runs a program of the oracle; how it ended, as oracle_run. Afterwards everything that it made is collected. */
int julia_run(void (*program)(void));
/* Runs julia_main of an example with a number of steps; how it ended. `*allocated`: the objects and states that it made. */
int julia_run_example(int64_t (*main)(void *step, int64_t steps), int64_t steps, int64_t *result, uint64_t *allocated);
/* How often the heap was collected, and how often a call ran on another task, since the process began. */
uint64_t julia_collections(void);
uint64_t julia_switches(void);

#endif
