/* frames.h: frames of coroutines: those that are roots, and those of the await dialect, which are objects. */
#ifndef GC_FRAMES_H
#define GC_FRAMES_H

#include "gc_coro.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Shows `visit` each word that holds a tracked pointer or null now, of each frame that gc_frame_new made (gc_coro_visit) and of
 * each registered buffer (gc_coro_await_visit). It may change them. */
void gc_frames_visit(void (*visit)(void **slot, void *context), void *context);

/* Whether a reference that is not into the heap is one that a program may have: to a registered buffer, or to the constant
 * frame of an await without state. */
int gc_is_frame_outside(const void *reference);

/* Of an object, in words: its size, where its pointers begin, and how many these are. */
typedef struct gc_shape {
  uint64_t words, first, pointers;
} gc_shape;

/* That of a frame of the await dialect. Ends the program if the descriptor is none of such a frame. */
gc_shape gc_await_shape_of(const void *descriptor);

#ifdef __cplusplus
}
#endif

#endif
