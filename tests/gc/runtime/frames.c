/* The registry of coroutine frames: a ring of frames, each with its links in front of it.
 *
 * Registering and unregistering take constant time, so that programs may make millions of frames. A deleted frame is
 * overwritten, because who still uses it should not find what was there.
 */
#include "frames.h"
#include "gc_coro.h"
#include "gc_runtime.h"

#include <stdlib.h>
#include <string.h>

typedef struct links {
  struct links *next, *previous;
  size_t bytes;
  void *memory; /* what malloc gave */
} links;

static links ring = {&ring, &ring, 0, NULL};
static uint64_t alive;

void *gc_frame_new(size_t bytes, size_t align) {
  char *memory, *frame;
  links *own;
  if (align < 16)
    align = 16;
  memory = calloc(1, sizeof(links) + align + bytes);
  if (memory == NULL)
    gc_fail("no memory for a frame");
  frame = (char *)(((uintptr_t)memory + sizeof(links) + align - 1) & ~(uintptr_t)(align - 1));
  own = (links *)frame - 1;
  own->next = ring.next;
  own->previous = &ring;
  own->bytes = bytes;
  own->memory = memory;
  ring.next->previous = own;
  ring.next = own;
  alive++;
  return frame;
}

void gc_frame_delete(void *frame) {
  links *own = (links *)frame - 1;
  if (frame == NULL)
    return; /* what llvm.coro.free gives for a frame that was not allocated */
  if (own->next->previous != own || own->previous->next != own)
    gc_fail("a frame is deleted that is not registered");
  own->next->previous = own->previous;
  own->previous->next = own->next;
  own->next = own->previous = NULL;
  memset(frame, 0xAA, own->bytes);
  alive--;
  free(own->memory);
}

uint64_t gc_frames_alive(void) { return alive; }

void gc_frames_visit(void (*visit)(void **slot, void *context), void *context) {
  links *one;
  for (one = ring.next; one != &ring; one = one->next)
    gc_coro_visit(one + 1, visit, context);
}
