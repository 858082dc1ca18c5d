/* runtime.c: what programs call, on a real libjulia.
 *
 * Each allocation and each event is a collection: an incremental one, which marks what is new and what the write barrier has
 * named, and at times a full one. Objects and frames are of foreign types (jl_new_foreign_type). The mark functions find pointers
 * as a runtime does that knows gc-coro: by the descriptor in a frame's second word. The sweep functions overwrite what was not
 * reached, so that a stale pointer shows at the next access.
 *
 * Half of the calls that the test takes out of the programs (julia_on_task) run on tasks of their own, with stacks and shadow
 * stacks of their own.
 */
#include "libjulia.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../oracle/runtime/in_process.h"
#include "runtime.h"

enum { FULL_ONE_IN = 8, POISON = 0xAA, UNFILLED = 0xA5 };

/* ---- roots of the runtime itself ---- */

enum { WORKERS = 16, TYPES = 4 };

static struct {
  jl_gcframe head;
  jl_value types[TYPES], workers[WORKERS];
} own_roots;

static jl_gcframe **first_pgcstack;
static jl_value first_task;

/* ---- collections ---- */

static uint64_t collections, distance = 1, safepoints;

static void name_objects(void);

static void collect(void) {
  if (++safepoints % distance != 0)
    return;
  collections++;
  name_objects();
  jl.gc_collect(collections % FULL_ONE_IN == 0 ? JL_GC_FULL : JL_GC_INCREMENTAL);
}

uint64_t julia_collections(void) { return collections; }

/* ---- objects and frames ---- */

/* An object begins with a word that says how many pointers come after it, and how many bytes after these. */
static uint64_t object_pointers(const void *object) { return *(const uint64_t *)object >> 32; }
static size_t object_size(const void *object) {
  return 8 + 8 * object_pointers(object) + (size_t)(*(const uint64_t *)object & UINT32_MAX);
}

static uint64_t alive;

static uintptr_t mark_object(void *ptls, jl_value object) {
  jl.gc_mark_queue_objarray(ptls, object, (jl_value *)object + 1, object_pointers(object));
  return 0;
}

/* All objects. After each one's bytes is its index here. */
static void **objects;
static size_t object_count, object_room;

static size_t *index_of(void *object) { return (size_t *)((char *)object + (object_size(object) + 7) / 8 * 8); }

static void add_object(void *object) {
  if (object_count == object_room) {
    object_room = 2 * object_room + 1024;
    objects = realloc(objects, object_room * sizeof *objects);
  }
  *index_of(object) = object_count;
  objects[object_count++] = object;
}

static void sweep_object(jl_value object) {
  void *last = objects[--object_count];
  objects[*index_of(object)] = last;
  *index_of(last) = *index_of(object);
  alive--;
  memset(object, POISON, object_size(object));
}

/* The programs store to their own objects without a write barrier: it is the frames' barrier that is tested. So all old objects are
 * named before a collection. */
static void name_objects(void) {
  size_t at;
  for (at = 0; at < object_count; at++)
    if ((*jl_tag(objects[at]) & 3) == (JL_GC_MARKED | JL_GC_OLD))
      jl.gc_queue_root(objects[at]);
}

static uintptr_t mark_frame(void *ptls, jl_value frame) {
  const gc_coro_descriptor *descriptor = gc_coro_await_descriptor_of(frame);
  if (descriptor != NULL)
    jl.gc_mark_queue_objarray(ptls, frame, (jl_value *)((char *)frame + descriptor->pointers_offset),
                              descriptor->pointer_count);
  return 0;
}

static void sweep_frame(jl_value frame) {
  const gc_coro_descriptor *descriptor = gc_coro_await_descriptor_of(frame);
  alive--;
  if (descriptor != NULL)
    memset(frame, POISON, descriptor->frame_size);
}

enum { OBJECT = 0, FRAME = 2 }; /* in own_roots.types; the next one is that of large ones */

/* Collects, and makes an object or a frame. What is in it is whatever was there. */
static void *make(int type, size_t size) {
  void *ptls, *made;
  collect();
  ptls = jl.get_ptls_states();
  made = jl.gc_alloc_typed(ptls, size, own_roots.types[type + (size > jl.gc_max_internal_obj_size())]);
  jl.gc_schedule_foreign_sweepfunc(ptls, made);
  alive++;
  return made;
}

/* ---- what programs of the oracle call ---- */

void julia_trace(int64_t value) {
  oracle_event(value);
  collect();
}

void *julia_new(uint64_t pointers, uint64_t bytes) {
  size_t size = 8 + 8 * pointers + (bytes + 7) / 8 * 8;
  uint64_t *object = make(OBJECT, size + sizeof(size_t));
  memset(object, 0, size);
  object[0] = pointers << 32 | bytes;
  add_object(object);
  return object;
}

/* "gc-coro-allocate". The bytes have a pattern, so that a value that nobody stored does not pass for zero. */
void *julia_new_frame(const gc_coro_descriptor *descriptor) {
  char *frame = make(FRAME, descriptor->frame_size);
  memset(frame, UNFILLED, descriptor->frame_size);
  ((const void **)frame)[0] = NULL;
  ((const void **)frame)[1] = descriptor;
  memset(frame + descriptor->pointers_offset, 0, descriptor->pointer_count * sizeof(void *));
  return frame;
}

/* A free buffer for gc.coro.acquire, in the heap. */
void *julia_buffer(int64_t pointers, int64_t bytes) {
  size_t size = GC_CORO_BUFFER_SIZE(pointers, bytes);
  void *buffer = make(FRAME, size);
  memset(buffer, UNFILLED, size);
  gc_coro_buffer_free(buffer);
  return buffer;
}

/* julia.write_barrier, for one child: what Julia's FinalLowerGC makes of it. */
void julia_write_barrier(void *parent, void *child) {
  if ((*jl_tag(parent) & 3) == (JL_GC_MARKED | JL_GC_OLD) && (*jl_tag(child) & JL_GC_MARKED) == 0)
    jl.gc_queue_root(parent);
}

void julia_set_task(int64_t number) {
  (void)number;
  collect();
}

/* ---- what programs in Julia's spelling call ---- */

static uint64_t allocations;

/* What Julia's compiled code allocates an Int64 with: types that Julia itself knows have numbers, which stand in the tag. */
static jl_value tag_of_int64(void) {
  enum { NOT_CACHED = 1 << 20, GC_BITS = 15 };
  return (jl_value)(*jl_tag(jl.box_int64(NOT_CACHED)) & ~(uintptr_t)GC_BITS);
}

/* julia.gc_alloc_obj */
void *julia_alloc(void *task, size_t size, jl_value type) {
  if (task != jl.get_current_task())
    oracle_fail("an allocation has another task than this");
  collect();
  allocations++;
  return jl.gc_alloc_typed(jl.get_ptls_states(), size, type);
}

void *julia_box(int64_t value) {
  int64_t *box = julia_alloc(jl.get_current_task(), sizeof value, tag_of_int64());
  *box = value;
  return box;
}

void *julia_new_state(const gc_coro_descriptor *descriptor) {
  allocations++;
  return julia_new_frame(descriptor);
}

void *julia_push_buffer(jl_gcframe **pgcstack, jl_gcframe *gcframe, void *memory, uint64_t pointers) {
  return push_await_buffer(pgcstack, gcframe, memory, pointers);
}

void julia_pop_buffer(jl_gcframe **pgcstack) { pop_await_buffer(pgcstack); }

void julia_safepoint(void) { collect(); }

/* Frames of llvm.coro.* coroutines are no objects: memory that a scanner of roots shows to the collector. Nothing stores to them
 * that needs a barrier, because all are looked at in each collection. */
enum { COROUTINES = 64 };
static void *coroutines[COROUTINES];

static void mark_slot(void **slot, void *ptls) {
  if (*slot != NULL)
    jl.gc_mark_queue_obj(ptls, *slot);
}

static void mark_coroutines(int full) {
  size_t at;
  (void)full;
  for (at = 0; at < COROUTINES; at++)
    if (coroutines[at] != NULL && ((void **)coroutines[at])[1] != NULL)
      gc_coro_visit(coroutines[at], mark_slot, jl.get_ptls_states());
}

static void **place_of(void *frame) {
  size_t at;
  for (at = 0; at < COROUTINES; at++)
    if (coroutines[at] == frame)
      return &coroutines[at];
  oracle_fail(frame == NULL ? "too many coroutines" : "a frame is freed that is none");
}

void *julia_new_coroutine(size_t size, size_t align) {
  void **place = place_of(NULL);
  collect();
  return *place = memset(aligned_alloc(align, (size + align - 1) / align * align), 0, size);
}

void julia_delete_coroutine(void *frame) {
  *place_of(frame) = NULL;
  free(frame);
}

/* julia.get_pgcstack */
jl_gcframe **julia_pgcstack(void) { return jl.get_pgcstack(); }

/* What the variables that examples declare are: a type stands for its tag, `jl_nothing` for a variable with an object. */
void *julia_variable(const char *name) {
  if (strcmp(name, "jl_int64_type") == 0 || strcmp(name, "jl_ref_int64_type") == 0)
    return tag_of_int64();
  return strcmp(name, "jl_nothing") == 0 ? jl.nothing : NULL;
}

/* ---- tasks ---- */

typedef struct {
  void (*run)(void *arguments);
  void *arguments;
  jl_value caller;
  int is_busy;
} worker;

static worker workers[WORKERS];
static int beginning; /* the worker whose task begins */
static uint64_t calls, switches;
static int leaving;

uint64_t julia_switches(void) { return switches; }

static __attribute__((noreturn)) jl_value work(jl_value function, jl_value *arguments, uint32_t count) {
  worker *self = &workers[beginning];
  (void)function, (void)arguments, (void)count;
  for (;;) {
    jl_value caller;
    self->run(self->arguments);
    caller = self->caller;
    self->is_busy = 0;
    jl.switchto(&caller);
  }
}

/* Runs a call that was taken out of the program, on this task or on another one; the pointers among its arguments come after it,
 * so that they are roots of the caller. */
void julia_on_task(void (*run)(void *arguments), void *arguments, ...) {
  static jl_value function;
  int number = (int)(calls / 2 % WORKERS);
  jl_value task;
  if (++calls % 2 == 0 || workers[number].is_busy) {
    run(arguments);
    return;
  }
  if (function == NULL)
    function = libjulia_function(work);
  workers[number] = (worker){run, arguments, jl.get_current_task(), 1};
  if (own_roots.workers[number] == NULL)
    own_roots.workers[number] = jl.new_task(function, *jl.nothing, 0);
  task = own_roots.workers[number];
  beginning = number;
  switches++;
  jl.switchto(&task);
  if (leaving) {
    leaving = 0;
    oracle_leave(ORACLE_AS_BEFORE);
  }
}

/* Tasks that are in the middle of something are given up. */
static void to_first_stack(void) {
  jl_value first = first_task;
  if (jl.get_current_task() == first_task)
    return;
  leaving = 1;
  jl.switchto(&first);
}

static void give_up_tasks(void) {
  int number;
  for (number = 0; number < WORKERS; number++)
    if (workers[number].is_busy) {
      workers[number].is_busy = 0;
      own_roots.workers[number] = NULL;
    }
}

/* ---- what the test calls ---- */

static jl_value type(const char *name, jl_mark_function *mark, jl_sweep_function *sweep, int is_large) {
  return jl.new_foreign_type(jl.symbol(name), *jl.main_module, *jl.any_type, mark, sweep, 1, is_large);
}

void julia_begin(const char *folder) {
  libjulia_begin(folder);
  first_task = jl.get_current_task();
  first_pgcstack = jl.get_pgcstack();
  own_roots.head = (jl_gcframe){(WORKERS + TYPES) << 2, *first_pgcstack};
  *first_pgcstack = &own_roots.head;
  jl.gc_set_cb_root_scanner(mark_coroutines, 1);
  own_roots.types[OBJECT] = type("Object", mark_object, sweep_object, 0);
  own_roots.types[OBJECT + 1] = type("LargeObject", mark_object, sweep_object, 1);
  own_roots.types[FRAME] = type("Frame", mark_frame, sweep_frame, 0);
  own_roots.types[FRAME + 1] = type("LargeFrame", mark_frame, sweep_frame, 1);
}

static int finish(int outcome) {
  if (outcome == ORACLE_DONE && *first_pgcstack != &own_roots.head)
    outcome = oracle_failed("a frame is left on the shadow stack");
  *first_pgcstack = &own_roots.head;
  give_up_tasks();
  /* Descriptors are in the program's code: its frames go before that does. What is old goes with the second one. */
  jl.gc_collect(JL_GC_FULL);
  jl.gc_collect(JL_GC_FULL);
  if (alive != 0 && outcome != ORACLE_FAILED)
    outcome = oracle_failed("objects are left where nothing can reach them");
  return outcome;
}

int julia_run(void (*program)(void)) {
  distance = 1;
  oracle_to_first_stack = to_first_stack;
  return finish(oracle_run(program));
}

static struct {
  int64_t (*main)(void *step, int64_t steps);
  int64_t steps, result;
} example;

static void run_example(void) {
  struct {
    jl_gcframe head;
    jl_value step;
  } roots = {{1 << 2, *first_pgcstack}, NULL};
  *first_pgcstack = &roots.head;
  roots.step = julia_box(3); /* Ref(3): a box is laid out like a Ref */
  allocations = 0;
  example.result = example.main(roots.step, example.steps);
  *first_pgcstack = roots.head.prev;
}

int julia_run_example(int64_t (*main)(void *step, int64_t steps), int64_t steps, int64_t *result, uint64_t *allocated) {
  enum { SHORT_RUN = 1000, LONG_DISTANCE = 8192 };
  int outcome;
  distance = steps <= SHORT_RUN ? 1 : LONG_DISTANCE;
  example.main = main;
  example.steps = steps;
  oracle_to_first_stack = to_first_stack;
  outcome = finish(oracle_run(run_example));
  *result = example.result;
  *allocated = allocations;
  return outcome;
}
