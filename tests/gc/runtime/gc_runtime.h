/* gc_runtime.h: what the test programs ask of a collector.
 *
 * Two runtimes implement it: semispace.c (a copying collector that collects at every allocation and poll), and a
 * binding of MMTk in ../mmtk. main.c begins the program, stackmap.c finds the pointers on the stack, frames.c those in
 * frames of coroutines; both runtimes use these three.
 *
 * An object is a header word, then pointers, then bytes. A reference is the address of its header, in address space 1 for
 * the programs (where GC_REF says so) and a plain pointer for the runtimes. Frames of the await dialect (gc_coro.h) are
 * objects as well, and have no header: their first word is an address or null.
 *
 * C99 and C++.
 */
#ifndef GC_RUNTIME_H
#define GC_RUNTIME_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The programs define it before they include this header; see ../include/gc.hpp. */
#ifndef GC_REF
#define GC_REF
#endif

/* Header: bit 0 belongs to the runtime (it is 0 in all objects that a program can see), bits 1..31 are the number of
 * bytes, bits 32..62 the number of pointers. The highest bit is 1, which it is in no address of a program. */
typedef struct gc_object {
  uint64_t header;
} gc_object;

typedef gc_object GC_REF *gc_ref;

#define GC_IS_HEADER (UINT64_C(1) << 63)

static inline uint32_t gc_header_pointers(uint64_t header) { return (uint32_t)((header & ~GC_IS_HEADER) >> 32); }
static inline uint32_t gc_header_bytes(uint64_t header) { return (uint32_t)header >> 1; }

/* The number of 8-byte words that an object with this header has, the header among them. */
static inline uint64_t gc_header_words(uint64_t header) {
  return 1 + (uint64_t)gc_header_pointers(header) + ((uint64_t)gc_header_bytes(header) + 7) / 8;
}

static inline uint64_t gc_header(uint32_t pointers, uint32_t bytes) {
  return GC_IS_HEADER | (uint64_t)pointers << 32 | (uint64_t)bytes << 1;
}

/* The exit status of gc_fail, and that of a program whose result is wrong. */
#define GC_FAIL_STATUS 86
#define GC_WRONG_STATUS 1

/* ---- safepoints: they collect, and every object moves ---- */

/* A new object; all its pointers are null and its bytes zero. Collects first. */
gc_ref gc_alloc(uint32_t pointers, uint32_t bytes);
/* Collects. */
void gc_poll(void);

/* "gc-coro-allocate": a new frame of the await dialect, an object of the heap. All zero but for its second word: there the
 * collector finds how large it is, also before an await has filled it. Collects first. */
gc_ref gc_await_new(const void *descriptor);

/* Runs `body` on so many new threads, with the numbers from 0 on, and returns when all have ended. Threads are MMTk's only. */
void gc_threads_run(uint32_t count, void (*body)(uint32_t number));
/* Collects if another thread waits for a collection: a thread that waits for others calls this now and then. */
void gc_thread_poll(void);

/* Runs `body`; 0 if it ended by gc_refused. */
int gc_guarded(void (*body)(void));

/* ---- leaf functions: no collection happens in them ("gc-leaf-function") ---- */

/* object's pointer number `index` becomes `child`, with the write barrier. */
void gc_store(gc_ref object, uint64_t index, gc_ref child);

/* Zeroed memory for the frame of a coroutine. The collector scans it (gc_coro.h) until gc_frame_delete. */
void *gc_frame_new(size_t bytes, size_t align);
void gc_frame_delete(void *frame);
/* The number of frames that were made and not deleted. */
uint64_t gc_frames_alive(void);

/* "gc-coro-write-barrier": pointers were stored into the frame. Other arguments are not looked at. */
void gc_await_written(gc_ref frame, ...);
/* How many frames gc_await_new has made. */
uint64_t gc_await_made(void);

/* Makes memory outside of the heap, of GC_CORO_BUFFER_SIZE, a free buffer for gc.coro.acquire: its pointers are roots until
 * it is taken back. The result is its address. Among the references of a program, collectors leave alone those of buffers, and of
 * the constants that awaits without state have for handles. */
gc_ref register_buffer(void *buffer);
void unregister_buffer(void *buffer);

/* One reference that all threads can read: a root until another takes its place. Null at first. */
void gc_share(gc_ref object);
gc_ref gc_shared(void);

/* "gc-coro-reentered": ends the innermost gc_guarded of this thread. */
#if defined(__GNUC__)
__attribute__((noreturn, cold))
#endif
void gc_refused(void);

/* Watches an object without keeping it alive. */
uint32_t gc_watch(gc_ref object);
/* Whether the object was still there after the last collection. */
int gc_watch_alive(uint32_t watch);

uint64_t gc_collections(void);
/* How many objects were moved by all collections together. */
uint64_t gc_moves(void);

/* Prints the message and ends the process with GC_FAIL_STATUS. */
#if defined(__GNUC__)
__attribute__((noreturn, cold))
#endif
void gc_fail(const char *message);

/* ---- between main.c and the others ---- */

/* The program: main.c calls it. Its result is the exit status. */
int gc_main(void);
/* The runtime: makes the heap ready; main.c calls it before gc_main. */
void gc_start(void);

#ifdef __cplusplus
}
#endif

#endif
