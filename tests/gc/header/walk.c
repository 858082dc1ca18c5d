/* Walks the frames of a coroutine (walk.ll) with include/gc_coro.h and examples/runtime/frames.c, and nothing else.
 *
 * There is no collector: forward() moves every object by a fixed distance, so that what the coroutine sees later shows
 * which words were updated, and how often. C99, no warnings.
 */
#include "frames.c"

#include <stdio.h>
#include <string.h>

enum { STEP = 16 };

void *walk(void *a, void *b, int64_t distance);
void coroutine_resume(void *frame);
void coroutine_destroy(void *frame);

static char objects[256];
static int updates;
static const void *observed[3];
static int observations;
static int failed;

void *forward(void *object) {
  updates += object != NULL;
  return object == NULL ? NULL : (char *)object + STEP;
}

void observe(void *object) { observed[observations++] = object; }

static void expect(const char *what, int64_t got, int64_t wanted) {
  if (got == wanted)
    return;
  printf("%s: %lld, should be %lld\n", what, (long long)got, (long long)wanted);
  failed = 1;
}

/* One collection; `words` are the pointers that the frame has now. */
static void collect(const char *when, int words) {
  updates = 0;
  update_frames();
  expect(when, updates, words);
}


static void check_descriptor(void *frame) {
  const gc_coro_descriptor *descriptor = gc_coro_descriptor_of(frame);
  if (descriptor == NULL) {
    printf("the frame has no descriptor\n");
    failed = 1;
    return;
  }
  expect("version", descriptor->version, GC_CORO_VERSION);
  expect("flags", descriptor->flags, GC_CORO_SWITCH_RESUMED); /* the promise's pointer is not in the area */
  expect("suspensions", descriptor->suspend_count, 3);
  expect("pointers in the area", (int64_t)descriptor->pointer_count, 2);
  expect("pointer size", descriptor->pointer_size, sizeof(void *));
  expect("name", strcmp(gc_coro_name(descriptor), "walk"), 0);
  expect("state", gc_coro_state(descriptor, frame), 0);
  expect("areas", (int64_t)(descriptor->bytes_offset + descriptor->byte_count), (int64_t)descriptor->frame_size);
}

static void ordinary(void *frame) { (void)frame; }

/* The frame of a coroutine that somebody else has split. */
static void check_stranger(void) {
  struct {
    void (*resume)(void *), (*destroy)(void *);
  } frame = {ordinary, ordinary};
  expect("a stranger's descriptor", gc_coro_descriptor_of(&frame) != NULL, 0);
}

int main(void) {
  void *frame = walk(objects, objects + 64, 5);
  void *other;
  check_descriptor(frame);
  check_stranger();
  collect("a, b and the promise's pointer", 3);
  collect("the same again", 3);
  coroutine_resume(frame); /* observes a + 5, two collections later */
  collect("b and the promise's pointer", 2);
  other = walk(objects, NULL, 0);
  collect("two frames", 2 + 1);
  coroutine_resume(frame); /* observes b, and the promise's pointer */
  collect("one frame is done", 1);
  expect("a, and the distance into it", (const char *)observed[0] - objects, 2 * STEP + 5);
  expect("b", (const char *)observed[1] - objects, 64 + 4 * STEP);
  expect("the promise's pointer", (const char *)observed[2] - objects, 64 + 4 * STEP);
  coroutine_destroy(frame);
  coroutine_destroy(other);
  collect("no frame", 0);
  if (!failed)
    printf("all as the maps say\n");
  return failed;
}
