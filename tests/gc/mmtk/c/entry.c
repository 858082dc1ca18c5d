/* The functions of gc_runtime.h, on the Rust half. They stand in C because a safepoint needs the frame pointer of the
 * function that the program called, and this file is compiled with frame pointers whatever Rust does; and because the
 * header's types are checked here. */
#include "gc_mmtk.h"

#include "gc_runtime.h"
#include "stackmap.h"

/* The outermost activation that a walk of the thread's stack may see. */
static void thread_enter(void (*body)(uint32_t), uint32_t number) {
  gc_stack_start_thread(__builtin_frame_address(0));
  body(number);
}

void gc_start(void) {
  static const gc_mmtk_host host = {gc_stack_visit,    gc_frames_visit, gc_is_frame_outside,
                                    gc_await_shape_of, thread_enter,    gc_fail};
  gc_mmtk_start(&host);
}

gc_ref gc_alloc(uint32_t pointers, uint32_t bytes) {
  return gc_mmtk_alloc(__builtin_frame_address(0), gc_header(pointers, bytes));
}

gc_ref gc_await_new(const void *descriptor) {
  return gc_mmtk_await_new(__builtin_frame_address(0), descriptor);
}

void gc_poll(void) { gc_mmtk_poll(__builtin_frame_address(0)); }

void gc_thread_poll(void) { gc_mmtk_thread_poll(__builtin_frame_address(0)); }

void gc_threads_run(uint32_t count, void (*body)(uint32_t)) {
  gc_mmtk_threads_run(__builtin_frame_address(0), count, body);
}

void gc_store(gc_ref object, uint64_t index, gc_ref child) { gc_mmtk_store(object, index, child); }

void gc_await_written(gc_ref frame, ...) { gc_mmtk_await_written(frame); }
uint64_t gc_await_made(void) { return gc_mmtk_await_made(); }

uint32_t gc_watch(gc_ref object) { return gc_mmtk_watch(object); }
int gc_watch_alive(uint32_t watch) { return gc_mmtk_watch_alive(watch); }

uint64_t gc_collections(void) { return gc_mmtk_collections(); }
uint64_t gc_moves(void) { return gc_mmtk_moves(); }
