/* A copying collector that leaves no room for luck.
 *
 * It collects at every allocation and every poll; every object moves at every collection. What it left is overwritten
 * and, unless GC_PROTECT=0, not accessible. There are multiple spaces in turn, and objects begin at another place in each
 * round, so that a stale pointer is not valid again by chance. A root must be the beginning of an object of the live
 * space: `starts` has a bit for each word.
 *
 * There are no generations, but the write barrier is checked as if there were: into an object that was there at the last
 * collection no pointer may be stored without it. The objects as they were then are in `before`.
 *
 * GC_SPACE: bytes of a space (default 65536). GC_PROTECT: 0 only overwrites, which saves two system calls for each
 * collection.
 */
#include "frames.h"
#include "gc_runtime.h"
#include "stackmap.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { SPACES = 8, ROUNDS = 13, POISON = 0xAA, PAGE = 4096 };

typedef struct {
  char *begin;
  char *first, *free;
  uint64_t *starts;  /* bit i: an object begins at begin + 8 * i */
  uint64_t *written; /* bit i: and the write barrier was run for it since the last collection */
} space;

static space spaces[SPACES], *live, *target;
static size_t space_bytes = 1 << 16;
static int protects = 1;
static uint64_t collections, moves, frames_made;

/* ---- objects ---- */

static uint64_t word_of(const space *in, const char *address) { return (uint64_t)(address - in->begin) / 8; }
static void set_bit(uint64_t *bits, uint64_t index) { bits[index / 64] |= UINT64_C(1) << index % 64; }
static int has_bit(const uint64_t *bits, uint64_t index) { return bits[index / 64] >> index % 64 & 1; }

static gc_shape shape_of(const uint64_t *object) {
  gc_shape shape = {gc_header_words(*object), 1, gc_header_pointers(*object)};
  return *object & GC_IS_HEADER ? shape : gc_await_shape_of((const void *)object[1]);
}

static char *take(space *in, uint64_t words) {
  char *object = in->free;
  if (words > (uint64_t)(in->begin + space_bytes - object) / 8)
    gc_fail("the heap is full: set GC_SPACE to more bytes");
  in->free += words * 8;
  set_bit(in->starts, word_of(in, object));
  return object;
}

static int is_in_any_space(const char *address) {
  int index;
  for (index = 0; index < SPACES; index++)
    if (address >= spaces[index].begin && address < spaces[index].begin + space_bytes)
      return 1;
  return 0;
}

/* Whether the reference is to an object of the heap. It may also be one to a frame outside, but nothing else. */
static int check_reference(uint64_t reference) {
  const char *address = (const char *)reference;
  if (address < live->first || address >= live->free) {
    if (is_in_any_space(address) || !gc_is_frame_outside(address))
      gc_fail("stale pointer: not in the live space");
    return 0;
  }
  if (reference % 8 != 0 || !has_bit(live->starts, word_of(live, address)))
    gc_fail("pointer to no object's beginning");
  return 1;
}

/* The new address of the object; copies it unless that was done. */
static uint64_t forward(uint64_t reference) {
  uint64_t *object = (uint64_t *)reference, words;
  char *copy;
  if (reference == 0 || !check_reference(reference))
    return reference;
  if (*object & 1)
    return *object & ~UINT64_C(1);
  words = shape_of(object).words;
  copy = take(target, words);
  memcpy(copy, object, words * 8);
  *object = (uint64_t)copy | 1;
  moves++;
  return (uint64_t)copy;
}

/* ---- the write barrier ---- */

static uint64_t *before;
static size_t bytes_before;

static void keep_for_barriers(void) {
  bytes_before = (size_t)(live->free - live->first);
  memcpy(before, live->first, bytes_before);
}

static void check_barriers(void) {
  uint64_t *first = (uint64_t *)live->first, word = 0;
  while (word < bytes_before / 8) {
    gc_shape shape = shape_of(&first[word]);
    uint64_t index, end = word + shape.first + shape.pointers;
    int is_written = has_bit(live->written, word_of(live, (const char *)&first[word]));
    for (index = word + shape.first; index < end; index++)
      if (first[index] != before[index] && first[index] != 0 && !is_written)
        gc_fail("a pointer was stored into an old object without the write barrier");
    word += shape.words;
  }
}

/* ---- roots ---- */

typedef struct {
  uint64_t *slot, base, value;
} stack_root;

static stack_root *stack_roots;
static size_t stack_root_count, stack_root_room;

static void note_pair(uint64_t *base, uint64_t *derived, void *context) {
  (void)context;
  if (stack_root_count == stack_root_room) {
    stack_root_room = stack_root_room ? stack_root_room * 2 : 1024;
    stack_roots = realloc(stack_roots, stack_root_room * sizeof *stack_roots);
    if (stack_roots == NULL)
      gc_fail("no memory for the roots");
  }
  stack_roots[stack_root_count++] = (stack_root){derived, *base, *derived};
}

/* All values are read before the first is written: distances are those of the old addresses. */
static void forward_stack(void *frame_pointer) {
  size_t index;
  stack_root_count = 0;
  gc_stack_visit(frame_pointer, note_pair, NULL);
  for (index = 0; index < stack_root_count; index++) {
    const stack_root *root = &stack_roots[index];
    *root->slot = forward(root->base) + (root->value - root->base);
  }
}

static void forward_slot(void **slot, void *context) {
  (void)context;
  *slot = (void *)forward((uint64_t)*slot);
}

/* ---- weak references ---- */

static uint64_t *watched;
static uint32_t watch_count;

uint32_t gc_watch(gc_ref object) {
  watched = realloc(watched, (watch_count + 1) * sizeof *watched);
  if (watched == NULL)
    gc_fail("no memory for a watch");
  watched[watch_count] = (uint64_t)object;
  return watch_count++;
}

int gc_watch_alive(uint32_t watch) { return watched[watch] != 0; }

static void update_watches(void) {
  uint32_t index;
  for (index = 0; index < watch_count; index++)
    if (watched[index] != 0) {
      uint64_t header = ((gc_object *)watched[index])->header;
      watched[index] = header & 1 ? header & ~UINT64_C(1) : 0;
    }
}

/* ---- collection ---- */

static void protect(const space *one, int access) {
  if (protects && mprotect(one->begin, space_bytes, access) != 0)
    gc_fail("mprotect failed");
}

/* The next space in turn; objects begin at another word each time it comes round. */
static void choose_target(void) {
  target = &spaces[(collections + 1) % SPACES];
  protect(target, PROT_READ | PROT_WRITE);
  target->first = target->free = target->begin + 8 * ((collections / SPACES) % ROUNDS);
}

static void retire(space *old) {
  uint64_t begin = word_of(old, old->first) / 64, end = word_of(old, old->free) / 64;
  memset(old->first, POISON, (size_t)(old->free - old->first));
  memset(old->starts + begin, 0, (end - begin + 1) * sizeof *old->starts);
  memset(old->written + begin, 0, (end - begin + 1) * sizeof *old->written);
  protect(old, PROT_NONE);
}

static void copy_reachable(void) {
  char *scan = target->first;
  while (scan < target->free) {
    uint64_t *object = (uint64_t *)scan, index;
    gc_shape shape = shape_of(object);
    for (index = shape.first; index < shape.first + shape.pointers; index++)
      object[index] = forward(object[index]);
    scan += shape.words * 8;
  }
}

static void collect(void *frame_pointer) {
  check_barriers();
  choose_target();
  forward_stack(frame_pointer);
  gc_frames_visit(forward_slot, NULL);
  copy_reachable();
  update_watches();
  retire(live);
  live = target;
  keep_for_barriers();
  collections++;
}

/* ---- what programs call ---- */

static size_t size_setting(const char *name, size_t otherwise) {
  const char *text = getenv(name);
  return text ? strtoull(text, NULL, 0) : otherwise;
}

void gc_start(void) {
  int index;
  space_bytes = (size_setting("GC_SPACE", space_bytes) + PAGE - 1) / PAGE * PAGE;
  protects = size_setting("GC_PROTECT", 1) != 0;
  for (index = 0; index < SPACES; index++) {
    spaces[index].begin = mmap(NULL, space_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    spaces[index].starts = calloc(space_bytes / 512 + 2, sizeof(uint64_t));
    spaces[index].written = calloc(space_bytes / 512 + 2, sizeof(uint64_t));
    if (spaces[index].begin == MAP_FAILED || spaces[index].starts == NULL || spaces[index].written == NULL)
      gc_fail("no memory for the heap");
    spaces[index].first = spaces[index].free = spaces[index].begin;
  }
  live = &spaces[0];
  before = malloc(space_bytes);
  if (before == NULL)
    gc_fail("no memory for the heap");
}

static uint64_t *take_zeroed(uint64_t words) {
  char *object = take(live, words);
  return memset(object, 0, words * 8);
}

gc_ref gc_alloc(uint32_t pointers, uint32_t bytes) {
  uint64_t header = gc_header(pointers, bytes), *object;
  collect(__builtin_frame_address(0));
  object = take_zeroed(gc_header_words(header));
  *object = header;
  return (gc_ref)object;
}

gc_ref gc_await_new(const void *descriptor) {
  uint64_t *frame;
  collect(__builtin_frame_address(0));
  frame = take_zeroed(gc_await_shape_of(descriptor).words);
  frame[1] = (uint64_t)descriptor;
  frames_made++;
  return (gc_ref)frame;
}

void gc_poll(void) { collect(__builtin_frame_address(0)); }
void gc_thread_poll(void) {}

void gc_threads_run(uint32_t count, void (*body)(uint32_t)) {
  (void)count;
  (void)body;
  gc_fail("this collector has no threads");
}

static void note_written(uint64_t object) { set_bit(live->written, word_of(live, (const char *)object)); }

/* Also a good place to notice a stale pointer early. */
void gc_store(gc_ref object, uint64_t index, gc_ref child) {
  if (!check_reference((uint64_t)object))
    gc_fail("a pointer is stored to no object");
  if (child != NULL)
    check_reference((uint64_t)child);
  if (index >= gc_header_pointers(object->header))
    gc_fail("a pointer is stored after an object's pointers");
  (&object->header)[1 + index] = (uint64_t)child;
  note_written((uint64_t)object);
}

void gc_await_written(gc_ref frame, ...) {
  const uint64_t *words = (const uint64_t *)frame;
  gc_shape shape;
  uint64_t index;
  if (!check_reference((uint64_t)frame))
    return; /* a buffer's pointers are roots */
  shape = shape_of(words);
  for (index = shape.first; index < shape.first + shape.pointers; index++)
    if (words[index] != 0)
      check_reference(words[index]);
  note_written((uint64_t)frame);
}

uint64_t gc_await_made(void) { return frames_made; }
uint64_t gc_collections(void) { return collections; }
uint64_t gc_moves(void) { return moves; }
