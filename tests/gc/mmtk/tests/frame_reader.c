/* Frames and descriptors made by hand, as include/gc_coro.h says they are, and what the shared reader finds in them. */
#include "frames.h"
#include "gc_coro.h"
#include "gc_runtime.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void gc_fail(const char *message) {
  fprintf(stderr, "%s\n", message);
  exit(GC_FAIL_STATUS);
}

enum { MAP_WORDS = 3, STATES = 3, FRAME_BYTES = 2048, STATE_OFFSET = 2032, MOST = 8 };

/* A destroy function with its prefix data, and descriptors on both sides of it. */
typedef struct {
  gc_coro_descriptor in_front;
  uint64_t maps_in_front[STATES * MAP_WORDS];
  uint64_t magic;
  uint32_t zero;
  int32_t distance;
  char destroy[16];
  gc_coro_descriptor after;
  uint64_t maps_after[STATES * MAP_WORDS];
} code;

typedef struct {
  const char *name;
  uint32_t state_size, state;
  int in_front;
  uint32_t map_words;
  uint32_t pointer_size;
  uint64_t maps[STATES * MAP_WORDS];
  uint64_t expected[MOST + 1]; /* offsets, 0 after the last */
} frame_case;

static const frame_case cases[] = {
    {"nothing is live", 1, 1, 0, 1, 8, {3, 0, 1}, {0}},
    {"the first state", 1, 0, 0, 1, 8, {3, 0, 1}, {16, 24}},
    {"before the first suspension", 1, 2, 0, 1, 8, {3, 0, 4}, {32}},
    {"a state of 2 bytes", 2, 1, 0, 1, 8, {1, 6, 0}, {24, 32}},
    {"a state of 4 bytes", 4, 2, 0, 1, 8, {1, 2, 8}, {40}},
    {"one state", 0, 0, 0, 1, 8, {5}, {16, 32}},
    {"a descriptor before the function", 1, 1, 1, 1, 8, {1, 6, 0}, {24, 32}},
    {"a map of many words", 1, 1, 0, 3, 8, {~UINT64_C(0), ~UINT64_C(0), 1, UINT64_C(1) << 63, 3, UINT64_C(1) << 40},
     {16 + 63 * 8, 16 + 64 * 8, 16 + 65 * 8, 16 + 168 * 8}},
    {"pointers of 4 bytes", 1, 0, 0, 2, 4, {7, 2}, {16, 20, 24, 16 + 65 * 4}},
};

static void fill(code *code, const frame_case *one) {
  gc_coro_descriptor *descriptor = one->in_front ? &code->in_front : &code->after;
  uint64_t *maps = one->in_front ? code->maps_in_front : code->maps_after;
  memset(code, 0, sizeof *code);
  code->magic = GC_CORO_MAGIC;
  code->distance = (int32_t)((char *)descriptor - code->destroy);
  memcpy(maps, one->maps, sizeof one->maps);
  *descriptor = (gc_coro_descriptor){
      .version = GC_CORO_VERSION,
      .flags = GC_CORO_SWITCH_RESUMED,
      .frame_size = FRAME_BYTES,
      .frame_align = 16,
      .pointers_offset = 16,
      .state_offset = STATE_OFFSET,
      .state_size = one->state_size,
      .suspend_count = STATES - 1,
      .maps = (uint32_t)((char *)maps - (char *)descriptor),
      .map_words = one->map_words,
      .map_origin = 16,
      .pointer_size = one->pointer_size,
  };
}

typedef struct {
  char *frame;
  uint64_t offsets[MOST + 1];
  size_t count;
} found_words;

static void note(void **slot, void *context) {
  found_words *found = context;
  if (found->count < MOST)
    found->offsets[found->count] = (uint64_t)((char *)slot - found->frame);
  found->count++;
}

static void expect(const char *name, char *frame, const uint64_t *expected) {
  found_words found = {frame, {0}, 0};
  size_t index = 0;
  gc_frames_visit(note, &found);
  while (expected[index] != 0 && found.offsets[index] == expected[index])
    index++;
  if (expected[index] != 0 || found.count != index) {
    fprintf(stderr, "%s: %zu words found, the one numbered %zu is not right\n", name, found.count, index);
    exit(1);
  }
}

static void set_state(char *frame, const frame_case *one) {
  uint32_t state = one->state; /* little endian */
  memset(frame + STATE_OFFSET, 0xff, 8);
  memcpy(frame + STATE_OFFSET, &state, one->state_size);
}

static char *begun(code *code) {
  char *frame = gc_frame_new(FRAME_BYTES, 64), *destroy = code->destroy;
  if ((uintptr_t)frame % 64 != 0)
    gc_fail("a frame is not aligned");
  memcpy(frame + 8, &destroy, sizeof destroy); /* resume stays null: the coroutine is done */
  return frame;
}

static void expect_outside(const char *name, const void *reference, int expected) {
  if (gc_is_frame_outside(reference) != expected) {
    fprintf(stderr, "%s: %s a frame outside of the heap\n", name, expected ? "not taken for" : "taken for");
    exit(1);
  }
}

/* Buffers of the await dialect: what is in a registered one is seen from the time on when it has a descriptor. */
static void check_buffers(void) {
  static const uint64_t none[1], both[] = {16, 24, 0};
  static const gc_coro_descriptor descriptor = {.version = GC_CORO_VERSION,
                                                .flags = GC_CORO_AREA_ONLY,
                                                .frame_size = 41,
                                                .frame_align = 8,
                                                .pointers_offset = 16,
                                                .pointer_count = 2};
  static const gc_coro_descriptor switched = {.version = GC_CORO_VERSION, .flags = GC_CORO_SWITCH_RESUMED};
  const void *constant[2] = {&descriptor, &descriptor}, *other[2] = {NULL, &switched};
  gc_shape shape = gc_await_shape_of(&descriptor);
  uint64_t first[6], second[6];
  memset(first, 0xff, sizeof first);
  if (shape.words != 6 || shape.first != 2 || shape.pointers != 2)
    gc_fail("the shape of an await's frame is wrong");
  if (register_buffer(first) != (gc_ref)first || register_buffer(second) != (gc_ref)second)
    gc_fail("a registered buffer is at another address");
  expect("buffers that are free", (char *)first, none);
  expect_outside("a free buffer", first, 1);
  first[1] = (uint64_t)&descriptor;
  expect("a buffer in use", (char *)first, both);
  unregister_buffer(first);
  expect("a buffer that is taken back", (char *)first, none);
  unregister_buffer(second);
  expect_outside("a buffer that is taken back", second, 0);
  expect_outside("a constant frame", constant, 1);
  expect_outside("a frame of a switch-resumed coroutine", other, 0);
  expect_outside("the middle of a word", (const char *)constant + 1, 0);
}

int main(void) {
  static const uint64_t none[1];
  static code code;
  char *frame;
  size_t index, count = sizeof cases / sizeof cases[0];
  for (index = 0; index < count; index++) {
    fill(&code, &cases[index]);
    frame = begun(&code);
    set_state(frame, &cases[index]);
    expect(cases[index].name, frame, cases[index].expected);
    gc_frame_delete(frame);
    expect("a deleted frame", frame, none);
  }

  fill(&code, &cases[1]);
  frame = gc_frame_new(FRAME_BYTES, 16);
  expect("a frame that has not begun", frame, none);
  gc_frame_delete(frame);
  code.magic ^= 1;
  frame = begun(&code);
  expect("a function without prefix data", frame, none);
  code.magic ^= 1;
  expect("the same with prefix data", frame, cases[1].expected);
  gc_frame_delete(frame);
  if (gc_frames_alive() != 0)
    gc_fail("frames are left over");
  check_buffers();
  printf("%zu frames read\n", count + 3);
  return 0;
}
