/* The registry of coroutine frames: a ring of frames, each with its links before it; and that of callers' buffers.
 *
 * Registering and unregistering take constant time, so that programs may make millions of frames. A deleted frame is
 * overwritten, because who still uses it should not find what was there.
 *
 * Threads may make and delete frames at the same time. A collector visits them while no thread does.
 */
#include "frames.h"
#include "gc_runtime.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef struct links {
  struct links *next, *previous;
  size_t bytes;
  void *memory; /* what malloc gave */
} links;

static links ring = {&ring, &ring, 0, NULL};
static uint64_t alive;
/* Of the ring and of the buffers. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

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
  own->bytes = bytes;
  own->memory = memory;
  pthread_mutex_lock(&lock);
  own->next = ring.next;
  own->previous = &ring;
  ring.next->previous = own;
  ring.next = own;
  alive++;
  pthread_mutex_unlock(&lock);
  return frame;
}

void gc_frame_delete(void *frame) {
  links *own = (links *)frame - 1;
  if (frame == NULL)
    return; /* what llvm.coro.free gives for a frame that was not allocated */
  pthread_mutex_lock(&lock);
  if (own->next->previous != own || own->previous->next != own)
    gc_fail("a frame is deleted that is not registered");
  own->next->previous = own->previous;
  own->previous->next = own->next;
  own->next = own->previous = NULL;
  alive--;
  pthread_mutex_unlock(&lock);
  memset(frame, 0xAA, own->bytes);
  free(own->memory);
}

uint64_t gc_frames_alive(void) { return alive; }

/* ---- buffers: few at a time, and mostly given back in reverse order ---- */

static void **buffers;
static size_t buffer_count, buffer_room;

gc_ref register_buffer(void *buffer) {
  pthread_mutex_lock(&lock);
  if (buffer_count == buffer_room) {
    buffer_room = buffer_room ? buffer_room * 2 : 16;
    buffers = realloc(buffers, buffer_room * sizeof *buffers);
    if (buffers == NULL)
      gc_fail("no memory for a buffer");
  }
  gc_coro_buffer_free(buffer);
  buffers[buffer_count++] = buffer;
  pthread_mutex_unlock(&lock);
  return buffer;
}

void unregister_buffer(void *buffer) {
  size_t index;
  pthread_mutex_lock(&lock);
  index = buffer_count;
  while (index != 0 && buffers[index - 1] != buffer)
    index--;
  if (index == 0)
    gc_fail("a buffer is taken back that is not registered");
  memmove(&buffers[index - 1], &buffers[index], (buffer_count - index) * sizeof *buffers);
  buffer_count--;
  pthread_mutex_unlock(&lock);
}

/* ---- what all threads share ---- */

static void *shared;

void gc_share(gc_ref object) { __atomic_store_n(&shared, object, __ATOMIC_RELEASE); }
gc_ref gc_shared(void) { return __atomic_load_n(&shared, __ATOMIC_ACQUIRE); }

/* ---- what collectors ask ---- */

void gc_frames_visit(void (*visit)(void **slot, void *context), void *context) {
  links *one;
  size_t index;
  for (one = ring.next; one != &ring; one = one->next)
    gc_coro_visit(one + 1, visit, context);
  for (index = 0; index < buffer_count; index++)
    gc_coro_await_visit(buffers[index], visit, context);
  if (shared != NULL)
    visit(&shared, context);
}

static int describes_await(const gc_coro_descriptor *descriptor) {
  return descriptor != NULL && descriptor->version == GC_CORO_VERSION && !(descriptor->flags & GC_CORO_SWITCH_RESUMED);
}

/* What is no constant frame either is most likely no memory at all: that ends the program as well. */
int gc_is_frame_outside(const void *reference) {
  size_t index;
  int found = 0;
  pthread_mutex_lock(&lock);
  for (index = 0; index < buffer_count; index++)
    found |= buffers[index] == reference;
  pthread_mutex_unlock(&lock);
  return found || ((uintptr_t)reference % sizeof(void *) == 0 && describes_await(gc_coro_await_descriptor_of(reference)));
}

gc_shape gc_await_shape_of(const void *descriptor) {
  const gc_coro_descriptor *own = descriptor;
  gc_shape shape;
  if (!describes_await(own) || own->frame_align > sizeof(void *))
    gc_fail("a frame of the await dialect has a wrong descriptor");
  shape.words = (own->frame_size + 7) / 8;
  shape.first = own->pointers_offset / 8;
  shape.pointers = own->pointer_count;
  return shape;
}
