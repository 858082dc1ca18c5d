/* A copying collector.
 *
 * The heap is two spaces of the same size. Objects are allocated in one. A collection copies what is reachable to the other,
 * and the two change places. So every object that lives moves at each collection, and a pointer that the collector did not
 * find points to the old space.
 *
 * The roots are
 *   1. the words of the stack that LLVM's stack map names (stack_map.c);
 *   2. the variables of C functions that are kept (KEEP);
 *   3. the frames of coroutines that have no object yet.
 * All other frames belong to an object, and are alive if the object is. gc_coro_visit names the pointers in a frame.
 *
 * TOY_COLLECT says when to collect: never, always (at each allocation; the old space is then filled with 0xdd, so that a
 * program with an old pointer fails at once), or full (when there is twice as much as the last collection left, the
 * default: then the work of all collections is proportional to what is allocated). */
#include "toy.h"

#include "gc_coro.h"
#include "stack_map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { SPACE_SIZE = 8 << 20, SMALLEST_FULL = 2 << 10, POISON = 0xdd, KEPT_MAX = 1 << 16 };

static enum { NEVER, ALWAYS, WHEN_FULL } mode = WHEN_FULL;
static char *space, *other_space;   /* objects are in `space` */
static size_t used;                 /* bytes of `space` */
static size_t full = SMALLEST_FULL; /* at so many bytes WHEN_FULL collects; small, so that small programs show it */
static void *stack_end_address;
static unsigned long collections, objects_moved;
unsigned long frames_made, frames_freed;

/* ---- roots in C ---- */

static object **kept[KEPT_MAX];
static int kept_count;

void keep(object **variable) {
  if (kept_count == KEPT_MAX)
    fail("the recursion is too deep");
  kept[kept_count++] = variable;
}

void release(int count) { kept_count -= count; }

/* ---- frames ---- */

/* What stands before each frame. 16 bytes would be lost to alignment anyway. */
typedef struct frame_header {
  struct frame_header *next, **link; /* the list of all frames; link is what points to this one */
  bool has_owner;
  bool reached; /* by the collection that runs */
} frame_header;

static frame_header *frames;

static frame_header *header_of(void *frame) { return (frame_header *)frame - 1; }

void *toy_frame_new(size_t size) {
  /* Zero: until the coroutine has begun, gc_coro_visit has to find that there is nothing in it. */
  frame_header *header = calloc(1, sizeof *header + size);
  if (header == NULL)
    fail("no memory");
  header->next = frames;
  header->link = &frames;
  if (frames != NULL)
    frames->link = &header->next;
  frames = header;
  frames_made++;
  return header + 1;
}

void toy_frame_delete(void *frame) {
  frame_header *header = header_of(frame);
  *header->link = header->next;
  if (header->next != NULL)
    header->next->link = header->link;
  free(header);
  frames_freed++;
}

void frame_has_owner(void *frame) { header_of(frame)->has_owner = true; }

/* ---- a collection ---- */

static bool is_in(const char *start, const void *address) {
  return (const char *)address >= start && (const char *)address < start + SPACE_SIZE;
}

/* The new place of an object; copies it there unless that has been done. A copied object leaves its new address after its
 * old header: an object has 16 bytes or more. */
static object *moved(object *old) {
  object **forward = (object **)(old + 1);
  object *copy;
  if (old == NULL || is_in(other_space, old)) /* the second: a word that is visited twice */
    return old;
  if (!is_in(space, old) || old->kind > MOVED)
    fail("the collector has met a pointer that points to no object");
  if (old->kind == MOVED)
    return *forward;
  copy = (object *)(other_space + used);
  memcpy(copy, old, old->size);
  used += old->size;
  objects_moved++;
  old->kind = MOVED;
  *forward = copy;
  return copy;
}

static void move_root(void **slot, void *context) {
  (void)context;
  *slot = moved(*slot);
}

static void visit_frame(void *frame) {
  header_of(frame)->reached = true;
  gc_coro_visit(frame, move_root, NULL);
}

/* Moves what an object points to. */
static void visit_object(object *o) {
  if (o->kind == PAIR) {
    pair *p = (pair *)o;
    p->head = moved(p->head);
    p->tail = moved(p->tail);
  } else if (o->kind == COROUTINE) {
    coroutine *c = (coroutine *)o;
    c->value = moved(c->value);
    c->waiter = (coroutine *)moved((object *)c->waiter);
    c->next = (coroutine *)moved((object *)c->next);
    if (c->frame != NULL)
      visit_frame(c->frame);
  }
}

static void visit_roots(void *frame_address) {
  frame_header *header;
  int index;
  stack_map_visit(frame_address, stack_end_address, move_root, NULL);
  for (index = 0; index < kept_count; index++)
    *kept[index] = moved(*kept[index]);
  for (header = frames; header != NULL; header = header->next) {
    header->reached = false;
    if (!header->has_owner)
      visit_frame(header + 1);
  }
}

/* Frames whose objects are gone: nobody can resume them any more. Their coroutines run to their ends by the path of a coroutine
 * that is destroyed, which frees the frame. That path must not use objects: they are gone, too. */
static void destroy_abandoned_frames(void) {
  frame_header *header, *next;
  for (header = frames; header != NULL; header = next) {
    next = header->next;
    if (header->has_owner && !header->reached)
      coroutine_destroy(header + 1);
  }
}

static void collect(void *frame_address) {
  size_t before = used;
  char *old = space, *scan;
  collections++;
  used = 0;
  visit_roots(frame_address);
  for (scan = other_space; scan < other_space + used; scan += ((object *)scan)->size)
    visit_object((object *)scan); /* this may copy more objects to the end of what is scanned */
  space = other_space;
  other_space = old;
  memset(old, mode == ALWAYS ? POISON : 0, before);
  full = 2 * used > SMALLEST_FULL ? 2 * used : SMALLEST_FULL;
  destroy_abandoned_frames();
}

void *allocate(enum kind kind, size_t size) {
  object *o;
  size = (size + 7) & ~(size_t)7;
  if (mode == ALWAYS || (mode == WHEN_FULL && used + size > full))
    collect(__builtin_frame_address(0));
  if (used + size > SPACE_SIZE)
    fail("the heap is full");
  o = (object *)(space + used);
  used += size;
  memset(o, 0, size);
  o->kind = kind;
  o->size = (uint32_t)size;
  return o;
}

/* ---- start and end ---- */

static char *new_space(void) {
  void *memory = mmap(NULL, SPACE_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    fail("no memory");
  return memory;
}

void heap_start(void *stack_end) {
  const char *wanted = getenv("TOY_COLLECT");
  if (wanted == NULL || strcmp(wanted, "full") == 0)
    mode = WHEN_FULL;
  else if (strcmp(wanted, "never") == 0)
    mode = NEVER;
  else if (strcmp(wanted, "always") == 0)
    mode = ALWAYS;
  else
    fail("TOY_COLLECT is never, always or full");
  stack_end_address = stack_end;
  space = new_space();
  other_space = new_space();
  stack_map_read();
}

void heap_report(void) {
  fflush(stdout);
  fprintf(stderr, "%lu collections, %lu objects moved, %lu frames made, %lu freed\n", collections, objects_moved,
          frames_made, frames_freed);
}
