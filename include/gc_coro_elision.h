/* gc_coro_elision.h: what a program tells about elided frames, to have the elision checked while it runs.
 *
 * A coroutine's frame is elided if it is inside of its caller's: gc-coro has proven that the caller destroys the coroutine on each
 * path before it ends itself, and before it creates the next one at the same place. With -gc-coro-check-elision (or the parameter
 * check-elision of the pass) the compiled program calls the functions below. examples/runtime/elision_check.c defines them: it keeps
 * a table of the elided frames and stops the program where the proof was wrong, or where the program uses a handle after its end.
 * It is linked once into the program. docs/elision-check.md explains what is found and what is not.
 *
 * An owner is an activation of a function that has elided frames: the handle of a coroutine, or an address in the stack frame of a
 * function that is none. All functions may be called on any thread. None of them unwinds.
 *
 * This header is C99 and C++; it needs no library.
 */
#ifndef GC_CORO_ELISION_H
#define GC_CORO_ELISION_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The owner begins. Its address is new: what was known of an earlier owner there, which did not come to its end, is void. */
void gc_coro_elision_owner_begins(void *owner);

/* A coroutine is about to be created in the `bytes` bytes at `frame`, which are the owner's. `callee` is the symbol of the coroutine,
 * and lives as long as the program. If an exception stops the creation, nothing more is said of this frame. */
void gc_coro_elision_frame_begins(void *frame, uint64_t bytes, void *owner, const char *callee);

/* The coroutine is created: from now on it has to be destroyed. */
void gc_coro_elision_frame_is_complete(void *frame);

/* The cleanup function of a coroutine begins, or its creation has failed. The frame may be any one: frames that LLVM has elided have
 * the same cleanup function. The first two words of the frame are still those of the coroutine. */
void gc_coro_elision_frame_ends(void *frame);

/* The owner ends: no frame of its may be alive. */
void gc_coro_elision_owner_ends(void *owner);

#ifdef __cplusplus
}
#endif

#endif
