/* What the two halves of the runtime call of each other: Rust's functions are in src/abi.rs, C's in entry.c. */
#ifndef GC_MMTK_H
#define GC_MMTK_H

#include "frames.h"

#include <stdint.h>

/* What the Rust half needs of ../runtime. It gets it as a table, so that its tests link without a program. */
typedef struct gc_mmtk_host {
  void (*stack_visit)(void *frame_pointer, void (*visit)(uint64_t *base, uint64_t *derived, void *context), void *context);
  void (*frames_visit)(void (*visit)(void **slot, void *context), void *context);
  int (*is_frame_outside)(const void *reference);
  gc_shape (*await_shape)(const void *descriptor);
  void (*thread_enter)(void (*body)(uint32_t), uint32_t number);
  void (*fail)(const char *message); /* does not return */
} gc_mmtk_host;

void gc_mmtk_start(const gc_mmtk_host *host);
void *gc_mmtk_alloc(void *frame_pointer, uint64_t header);
void *gc_mmtk_await_new(void *frame_pointer, const void *descriptor);
void gc_mmtk_poll(void *frame_pointer);
void gc_mmtk_thread_poll(void *frame_pointer);
void gc_mmtk_threads_run(void *frame_pointer, uint32_t count, void (*body)(uint32_t));
void gc_mmtk_store(void *parent, uint64_t index, void *child);
void gc_mmtk_await_written(void *frame);
uint64_t gc_mmtk_await_made(void);
uint32_t gc_mmtk_watch(void *object);
int gc_mmtk_watch_alive(uint32_t watch);
uint64_t gc_mmtk_collections(void);
uint64_t gc_mmtk_moves(void);

#endif
