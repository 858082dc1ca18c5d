/* in_process.c: what generated programs call when they run in the process of the test.
 *
 * One program after the other: oracle_begin, oracle_run, oracle_events. The trace is kept in memory, a one-shot
 * continuation that is called again leaves the program by longjmp, and so does everything that the runtime finds wrong.
 *
 * There are two heaps. In the still one nothing moves, and new frames are full of a pattern. The moving one collects at
 * every allocation and at every event of the trace, and every object moves at every collection: what was left is
 * overwritten, so that a stale pointer shows at the next access. It has no generations, but checks the write barrier of frames. Roots are found by LLVM's stack map (stack_map.c); the
 * pointers of an await's frame by the descriptor in its second word, those of an object by its header.
 */
#include "in_process.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "gc_coro.h"

enum { SPACES = 6, SPACE_BYTES = 1 << 21, STILL_BYTES = 1 << 26, POISON = 0xAA, UNFILLED = 0xA5 };

/* ---- objects ---- */

/* Before every object and frame. The programs cannot see it. */
typedef struct {
  uint32_t magic;
  uint16_t is_frame;
  /* The write barrier was run for it since the last collection. */
  uint16_t is_written;
  /* Bytes after this; once it has moved, the new address and 1. */
  uint64_t bytes;
} tag;

enum { MAGIC = 0x6f62a1e5 };

static tag *tag_of(void *object) { return (tag *)object - 1; }

typedef struct {
  char *begin, *free, *end;
} space;

static space spaces[SPACES], still;
static space *live;
static int moving;
static uint64_t collections;

static void *take(space *in, uint64_t bytes, int is_frame) {
  tag *made = (tag *)in->free;
  bytes = (bytes + 15) & ~UINT64_C(15);
  if (bytes + sizeof *made > (uint64_t)(in->end - in->free))
    oracle_fail("the heap is full");
  in->free += sizeof *made + bytes;
  *made = (tag){MAGIC, (uint16_t)is_frame, 0, bytes};
  return made + 1;
}

static void check(void *object) {
  char *address = object;
  if (address < live->begin + sizeof(tag) || address >= live->free)
    oracle_fail("stale pointer: not in the live space");
  if ((uintptr_t)address % 16 != 0 || tag_of(object)->magic != MAGIC)
    oracle_fail("pointer to no object's beginning");
}

static space *target;

static void *forward(void *object) {
  tag *old;
  void *copy;
  if (object == NULL)
    return NULL;
  check(object);
  old = tag_of(object);
  if (old->bytes & 1)
    return (void *)(old->bytes & ~UINT64_C(1));
  copy = take(target, old->bytes, (int)old->is_frame);
  memcpy(copy, object, old->bytes);
  old->bytes = (uint64_t)copy | 1;
  return copy;
}

/* The words of an object or a frame that hold pointers. */
static void **pointers_of(void *object, uint64_t *count) {
  uint64_t *words = object;
  if (tag_of(object)->is_frame) {
    const gc_coro_descriptor *descriptor = (const gc_coro_descriptor *)words[1];
    *count = descriptor == NULL ? 0 : descriptor->pointer_count;
    if (descriptor != NULL && descriptor->frame_size > tag_of(object)->bytes)
      oracle_fail("a frame has a descriptor that says more than was allocated");
    return descriptor == NULL ? NULL : (void **)((char *)object + descriptor->pointers_offset);
  }
  *count = words[0] >> 32;
  return (void **)(words + 1);
}

/* What the live space had after the last collection, from `first_object` on. A frame that was there is an old object: a collector of
 * generations looks for new pointers in it only if the write barrier has named it. */
static char *before, *first_object;
static size_t bytes_before;

static void keep_for_barriers(void) {
  bytes_before = (size_t)(live->free - first_object);
  memcpy(before, first_object, bytes_before);
}

static void check_barriers(void) {
  size_t at = 0;
  while (at < bytes_before) {
    void *object = first_object + at + sizeof(tag);
    tag *of = tag_of(object);
    if (of->is_frame && !of->is_written) {
      uint64_t count, index;
      void **pointers = pointers_of(object, &count);
      for (index = 0; index < count; index++) {
        const char *slot = (const char *)&pointers[index];
        if (pointers[index] != NULL && memcmp(slot, before + (slot - first_object), sizeof(void *)) != 0)
          oracle_fail("a pointer was stored into an old frame without the write barrier");
      }
    }
    at += sizeof(tag) + of->bytes;
  }
}

typedef struct {
  char **slot, *base, *value;
} root;

enum { ROOTS = 1 << 16 };
static root roots[ROOTS];
static size_t root_count;

static void note(uint64_t *base, uint64_t *derived) {
  if (root_count == ROOTS)
    oracle_fail("too many roots");
  roots[root_count++] = (root){(char **)derived, (char *)*base, (char *)*derived};
}

static void empty(space *one) {
  memset(one->begin, POISON, (size_t)(one->free - one->begin));
  one->free = one->begin;
}

/* All roots are read before the first is written: distances are those of the old addresses. Objects begin at another place
 * in each round, so that a stale pointer is not valid again by chance. */
static void collect(void *frame_pointer) {
  size_t at;
  char *scan;
  if (!moving)
    return;
  check_barriers();
  collections++;
  target = &spaces[collections % SPACES];
  target->free = target->begin + 16 * (collections / SPACES % 61);
  scan = first_object = target->free;
  root_count = 0;
  stack_map_visit(frame_pointer, note);
  for (at = 0; at < root_count; at++)
    if (roots[at].base != NULL || roots[at].value != NULL)
      *roots[at].slot = (char *)forward(roots[at].base) + (roots[at].value - roots[at].base);
  while (scan < target->free) {
    void *object = (tag *)scan + 1;
    uint64_t count;
    void **pointers = pointers_of(object, &count);
    for (; count > 0; count--, pointers++)
      *pointers = forward(*pointers);
    scan += sizeof(tag) + tag_of(object)->bytes;
  }
  empty(live);
  live = target;
  keep_for_barriers();
}

/* ---- what programs call ---- */

void oracle_trace(int64_t value) {
  oracle_event(value);
  collect(__builtin_frame_address(0));
}

void *oracle_new(uint64_t pointers, uint64_t bytes) {
  uint64_t *object;
  collect(__builtin_frame_address(0));
  object = take(live, 8 + 8 * pointers + bytes, 0);
  memset(object, 0, 8 + 8 * pointers + bytes);
  object[0] = pointers << 32 | bytes << 1;
  return object;
}

/* The pointer area is null, as collectors need it; the rest has a pattern, so that a value that nobody stored does not
 * pass for zero. The first words are null until the frame is filled. */
void *oracle_allocate(const gc_coro_descriptor *descriptor) {
  char *frame;
  collect(__builtin_frame_address(0));
  frame = take(live, descriptor->frame_size, 1);
  memset(frame, UNFILLED, descriptor->frame_size);
  memset(frame, 0, 16);
  memset(frame + descriptor->pointers_offset, 0, descriptor->pointer_count * sizeof(void *));
  return frame;
}

/* A free buffer for a state. It is an object of the heap, in which there is nothing yet. */
void *oracle_buffer(int64_t pointers, int64_t bytes) {
  size_t size = GC_CORO_BUFFER_SIZE(pointers, bytes);
  char *buffer;
  collect(__builtin_frame_address(0));
  buffer = take(live, size, 1);
  memset(buffer, UNFILLED, size);
  gc_coro_buffer_free(buffer);
  return buffer;
}

/* A good place to notice a stale pointer early. */
void oracle_write_barrier(void *parent, ...) {
  if (parent == NULL)
    oracle_fail("a write barrier without a parent");
  if (moving) {
    check(parent);
    tag_of(parent)->is_written = 1;
  }
}

/* The tasks: a number each. The driver says which one runs. */
static struct {
  int64_t number;
} tasks[4] = {{0}, {1}, {2}, {3}};
static int64_t current_task;

void oracle_set_task(int64_t number) {
  current_task = number;
  collect(__builtin_frame_address(0));
}

void *oracle_task(void) { return &tasks[current_task]; }

void oracle_check_one_shot(uint32_t *used) {
  if (*used != 0)
    oracle_reentered();
  *used = 1;
}

/* ---- what the test calls ---- */

static space room(size_t bytes) {
  char *begin = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (begin == MAP_FAILED) {
    fputs("oracle: no memory\n", stderr);
    exit(3);
  }
  return (space){begin, begin, begin + bytes};
}

void oracle_begin(const void *map) {
  int at;
  if (still.begin == NULL) {
    still = room(STILL_BYTES);
    for (at = 0; at < SPACES; at++)
      spaces[at] = room(SPACE_BYTES);
    before = room(SPACE_BYTES).begin;
  }
  moving = map != NULL;
  live = moving ? &spaces[collections % SPACES] : &still;
  live->free = live->begin;
  bytes_before = 0;
  current_task = 0;
  if (moving)
    stack_map_read(map);
}

uint64_t oracle_collections(void) { return collections; }
