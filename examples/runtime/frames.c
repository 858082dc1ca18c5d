/* What a runtime needs to find the pointers in the frames of coroutines. docs/runtime-guide.md explains it; tests/gc/header runs it. */
#include "gc_coro.h"
#include <stdlib.h>

void *forward(void *object); /* your collector: where the object is now */

/* Every frame that may be resumed. */
static struct frame { struct frame *next, **link; } *frames;

void *frame_new(size_t size) { /* the coroutine's allocation function */
  struct frame *f = calloc(1, sizeof *f + size); /* zero: before llvm.coro.begin there are no roots in it */
  f->next = frames, f->link = &frames;
  if (frames) frames->link = &f->next;
  return (frames = f) + 1;
}

void frame_delete(void *frame) { /* what llvm.coro.free gives is passed on to this */
  struct frame *f = (struct frame *)frame - 1;
  if ((*f->link = f->next)) f->next->link = f->link;
  free(f);
}

static void update(void **slot, void *context) { (void)context, *slot = forward(*slot); }

void update_frames(void) { /* at each collection, beside the roots of the stack map */
  for (struct frame *f = frames; f; f = f->next) gc_coro_visit(f + 1, update, NULL);
}
