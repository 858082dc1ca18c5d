/* oracle_runtime.c: what generated programs call. Build it as a shared library and give it to lli:
 *
 *     cc -shared -fPIC -O1 -I include -o oracle_runtime.so tests/oracle/runtime/oracle_runtime.c
 *     lli --dlopen=oracle_runtime.so program.ll
 *
 * Nothing moves and nothing is freed here: the oracle is about what programs mean. Objects are a header word, then
 * pointers, then bytes. Frames get what their descriptor asks for, and at first a pattern in every byte, so that a
 * value that nobody stored does not pass for zero.
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gc_coro.h"

static void *memory(size_t align, size_t size, int pattern) {
  void *made = NULL;
  if (posix_memalign(&made, align < sizeof(void *) ? sizeof(void *) : align, size == 0 ? 1 : size) != 0) {
    fputs("oracle: no memory\n", stderr);
    exit(3);
  }
  return memset(made, pattern, size);
}

void trace(int64_t value) { printf("%" PRId64 "\n", value); }

void *oracle_new(uint64_t pointers, uint64_t bytes) {
  uint64_t *object = memory(16, 8 + 8 * pointers + bytes, 0);
  object[0] = pointers << 32 | bytes << 1;
  return object;
}

/* The pointer area is null, as collectors need it. */
void *oracle_allocate(const gc_coro_descriptor *descriptor) {
  char *frame = memory(descriptor->frame_align, descriptor->frame_size, 0xa5);
  memset(frame + descriptor->pointers_offset, 0, descriptor->pointer_count * sizeof(void *));
  return frame;
}

/* A free buffer for a state: its second word, and what is after the first two, is whatever was there before. */
void *oracle_buffer(int64_t pointers, int64_t bytes) {
  char *buffer = memory(sizeof(void *), GC_CORO_BUFFER_SIZE(pointers, bytes), 0xa5);
  memset(buffer, 0, sizeof(void *));
  return buffer;
}

void oracle_write_barrier(void *parent, ...) {
  if (parent == NULL) {
    fputs("oracle: a write barrier without a parent\n", stderr);
    exit(3);
  }
}

/* The tasks: a number each. The driver says which one runs. */
static struct {
  int64_t number;
} tasks[4] = {{0}, {1}, {2}, {3}};
static int64_t current_task;

void oracle_set_task(int64_t number) { current_task = number; }
void *get_pgcstack(void) __asm__("julia.get_pgcstack");
void *get_pgcstack(void) { return &tasks[current_task]; }

/* A one-shot continuation was called a second time: the last event of the program. */
void oracle_reentered(void) {
  puts("reentered");
  fflush(stdout);
  _Exit(0);
}

/* For the naive lowering: marks a frame as used. */
void oracle_check_one_shot(uint32_t *used) {
  if (*used != 0)
    oracle_reentered();
  *used = 1;
}
