/* Walks the frames of a function with awaits (await.ll) by include/gc_coro.h, on any target.
 *
 * There is no collector: each pointer that the walk shows moves by a fixed distance, so that what the function observes later
 * says whether each word was found, and how often. */
#include "gc_coro.h"

#include <stdio.h>
#include <stdlib.h>

enum { STEP = 16, COUNT = 6, DISTANCE = 5 };

void *steps(void *a, void *b, int32_t count, int64_t distance, double weight, int8_t mark);
void *resume(void *handle, int64_t sent);

static char objects[1024];
static const char *observed;
static int64_t noted;
static int moves, failed;

void *frame_new(const gc_coro_descriptor *descriptor) {
  void *frame = calloc(1, (size_t)descriptor->frame_size);
  if (frame == NULL || descriptor->version != GC_CORO_VERSION || descriptor->pointer_size != sizeof(void *))
    abort();
  return frame;
}

void observe(const char *object) { observed = object; }
void note(int64_t number) { noted = number; }

static void move(void **slot, void *context) {
  (void)context;
  if (*slot == NULL)
    return;
  *slot = (char *)*slot + STEP;
  moves++;
}

static void expect(const char *what, int step, int64_t got, int64_t wanted) {
  if (got == wanted)
    return;
  printf("step %d: %s: %lld, should be %lld\n", step, what, (long long)got, (long long)wanted);
  failed = 1;
}

int main(void) {
  void *handle = steps(objects, objects + 512, COUNT, DISTANCE, 2.5, -3);
  int step, moved = 0;
  for (step = 0; step < COUNT; step++) {
    void *before = handle;
    moves = 0;
    gc_coro_await_visit(handle, move, NULL);
    /* `b` is live in all steps, and the variable's pointer too. */
    expect("pointers in the frame", step, moves, 2);
    moved += STEP;
    handle = resume(handle, 1000 * (step + 1));
    expect("the object", step, observed - objects, step % 2 ? 512 + moved + DISTANCE : moved);
    expect("the numbers", step, noted, 1000 * (step + 1) + (int64_t)(step * 2.5) - 3 + 300 + step);
    free(before);
  }
  expect("the end", step, handle == NULL, 1);
  if (!failed)
    printf("all as the descriptor says\n");
  return failed;
}
