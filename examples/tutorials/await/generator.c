/* The runtime and the caller of generator.ll. It has no collector: frames are never freed. */
#include "gc_coro.h"

#include <stdio.h>
#include <stdlib.h>

struct step {
  int64_t number;
  void *handle;
};

struct step count_fresh(int64_t first);
struct step count_preallocated(int64_t first);
void show_from_buffer(int64_t first);

static int frames_made;

/* The hook "gc-coro-allocate": a new frame, all zero. */
void *frame_new(const gc_coro_descriptor *descriptor) {
  frames_made++;
  return calloc(1, descriptor->frame_size);
}

/* With a collector, the first puts the buffer on the list of those that a collection visits (gc_coro_await_visit), and the
 * second takes it off. */
void *register_buffer(void *memory) { return memory; }
void unregister_buffer(void *memory) { gc_coro_buffer_free(memory); }

/* Calls a continuation: the first word of a frame is its address. */
static struct step resume(void *handle) {
  struct step (*continuation)(void *frame) = *(struct step (**)(void *))handle;
  return continuation(handle);
}

void show(const char *form, struct step step) {
  int turn;
  printf("%s:", form);
  for (turn = 0; turn < 3; turn++) {
    printf(" %d", (int)step.number);
    step = resume(step.handle);
  }
  printf(" (frames made: %d)\n", frames_made);
  frames_made = 0;
}

/* Calls one handle twice. */
static void show_twice(void) {
  struct step first = count_fresh(10);
  struct step once = resume(first.handle), again = resume(first.handle);
  printf("the same handle twice: %d %d\n", (int)once.number, (int)again.number);
}

int main(void) {
  show("fresh", count_fresh(10));
  show("preallocated", count_preallocated(10));
  show_from_buffer(10);
  show_twice();
  return 0;
}
