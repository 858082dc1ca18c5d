/* What the examples call of Julia's runtime, on the collectors of tests/gc (gc_runtime.h). README.md says what is Julia's here
 * and what is not.
 *
 * gc_main runs the program's `julia_main` for each number of steps in the variable STEPS, and prints its result and what it
 * allocated. In short runs everything moves at each safepoint; in long ones at every 8192nd. */
#include "../../tests/gc/runtime/gc_runtime.h"
#include "gc_coro.h"
#include "shadow_stack.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

int64_t julia_main(gc_ref step, int64_t steps);

/* ---- the task: julia.get_pgcstack, and the shadow stack of Julia ---- */

enum { PGCSTACK_OFFSET = 152 }; /* where julia.h has `gcstack` in a task */

static struct {
  char other[PGCSTACK_OFFSET];
  jl_gcframe *gcstack;
} task;

jl_gcframe **jl_get_pgcstack(void) { return &task.gcstack; }

void *jl_push_await_buffer(jl_gcframe **pgcstack, jl_gcframe *gcframe, void *memory, uint64_t pointers) {
  return push_await_buffer(pgcstack, gcframe, memory, pointers);
}

void jl_pop_await_buffer(jl_gcframe **pgcstack) { pop_await_buffer(pgcstack); }

/* The collector asks for roots that are in no stack map: the linker puts this around the function that it calls
 * (--wrap=gc_frames_visit). The buffers are registered nowhere else. */
void __real_gc_frames_visit(void (*visit)(void **slot, void *context), void *context);

void __wrap_gc_frames_visit(void (*visit)(void **slot, void *context), void *context) {
  jl_gcframe *frame;
  __real_gc_frames_visit(visit, context);
  for (frame = task.gcstack; frame != NULL; frame = frame->prev) {
    void **words = (void **)(frame + 1);
    uintptr_t index;
    for (index = 0; index < frame->nroots >> 2; index++)
      visit(frame->nroots & 1 ? words[index] : &words[index], context);
  }
}

/* ---- types and objects ---- */

typedef struct {
  uint32_t pointers; /* how many fields, from the first on, the collector follows */
} jl_datatype;

const jl_datatype jl_int64_type = {0}, jl_ref_int64_type = {0};
const void *const jl_nothing = NULL;

static uint64_t allocations;

/* julia.gc_alloc_obj. Here the type word is what gc_alloc makes of the type: it stands in the object's first word, and not in
 * front of the object. */
gc_ref jl_gc_alloc_obj(void *current_task, uint64_t size, const jl_datatype *type) {
  if (current_task != (void *)&task)
    gc_fail("an allocation has another task than this");
  allocations++;
  return gc_alloc(type->pointers, (uint32_t)size - type->pointers * 8);
}

/* "gc-coro-allocate": what Julia would have to add for frames on the heap. */
gc_ref jl_gc_alloc_await_state(const gc_coro_descriptor *descriptor) {
  allocations++;
  return gc_await_new(descriptor);
}

/* Julia's own has a table of small numbers. */
gc_ref ijl_box_int64(int64_t value) {
  gc_ref box = jl_gc_alloc_obj(&task, sizeof value, &jl_int64_type);
  *(int64_t *)(box + 1) = value;
  return box;
}

/* ---- safepoints, and the beginning ---- */

enum { SHORT_RUN = 1000, LONG_DISTANCE = 8192 };

static uint64_t safepoints, distance;

void jl_gc_safepoint(void) {
  if (++safepoints % distance == 0)
    gc_poll();
}

static void run(const char *unit, int64_t steps) {
  gc_ref step = ijl_box_int64(3); /* Ref(3): a box is laid out like a Ref */
  int64_t result;
  uint64_t before;
  distance = steps <= SHORT_RUN ? 1 : LONG_DISTANCE;
  allocations = 0;
  before = gc_moves();
  result = julia_main(step, steps);
  if (*unit)
    printf("%" PRId64 "%s: ", steps, unit);
  printf("%" PRId64 ", %" PRIu64 " allocation%s\n", result, allocations, allocations == 1 ? "" : "s");
  if (*unit && gc_moves() - before < (uint64_t)steps / distance - 1)
    gc_fail("the collector has not moved what the generator holds");
  if (task.gcstack != NULL)
    gc_fail("a frame is left on the shadow stack");
}

int gc_main(void) {
  const char *text = getenv("STEPS");
  char *end;
  if (text == NULL || *text == '\0')
    run("", 1);
  for (; text != NULL && *text != '\0'; text = end) {
    int64_t steps = strtoll(text, &end, 10);
    if (end == text || steps <= 0)
      gc_fail("STEPS: numbers of steps, with spaces between them");
    run(" steps", steps);
  }
  return 0;
}
