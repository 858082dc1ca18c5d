/* A heap without a collector: objects stay where they are, and are never freed. */
#include "toy.h"

#include <stdio.h>
#include <stdlib.h>

unsigned long frames_made, frames_freed;

static void *zeroed(size_t size) {
  void *memory = calloc(1, size);
  if (memory == NULL)
    fail("no memory");
  return memory;
}

void *allocate(enum kind kind, size_t size) {
  object *o = zeroed(size);
  o->kind = kind;
  o->size = (uint32_t)size;
  return o;
}

void keep(object **variable) { (void)variable; }
void release(int count) { (void)count; }

void *toy_frame_new(size_t size) {
  frames_made++;
  return zeroed(size);
}

void toy_frame_delete(void *frame) {
  frames_freed++;
  free(frame);
}

void frame_has_owner(void *frame) { (void)frame; }
void heap_start(void *stack_end) { (void)stack_end; }

void heap_report(void) {
  fflush(stdout);
  fprintf(stderr, "%lu frames made, %lu freed\n", frames_made, frames_freed);
}
