/* gc_coro.h: what gc-coro tells a runtime about the frames of coroutines.
 *
 * For each coroutine `f` that it splits for a collector, gc-coro leaves a constant `f.gc_coro` with f's own linkage: the
 * descriptor of f's frame. Two loads lead there from a frame:
 *
 *     frame[1]                      the destroy (or cleanup) function; never null, not even when the coroutine is done
 *     ((int32_t *)destroy)[-1]      the distance from that function to the descriptor (prefix data of the function)
 *
 * gc_coro_descriptor_of() does these loads, and gc_coro_visit() finds the roots from the descriptor. Both take constant time per word.
 *
 * What the allocation function has to do (it is the frontend's; llvm.coro.begin gets its result): return zeroed memory and
 * make it known to the collector; llvm.coro.free's result goes to the function that makes it unknown again. In between, a
 * frame that has not begun yet has no descriptor (frame[1] is still zero) and no roots. The function must not be declared
 * noalias or as an allocator (allockind): LLVM would take it that nobody looks at the memory before the handle is passed on.
 *
 * When is a frame looked at?  At any safepoint between llvm.coro.begin and llvm.coro.free, whether the coroutine is
 * suspended or running: the state of the frame says which of its words hold tracked pointers, and these are valid (or
 * null) all the time. The state changes at suspensions only, so a running coroutine's frame keeps alive what was live
 * at its last one. What a running activation holds in registers and on its stack is the business of the stack map.
 *
 * A visitor may change the words that it is shown (a moving collector does). Frames hold no derived pointers.
 *
 * A frame has no lock: a collector looks at it while no mutator runs, or while none can run this coroutine.
 *
 * This header is C99 and C++; it needs no library. All offsets and sizes are in bytes.
 */
#ifndef GC_CORO_H
#define GC_CORO_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define GC_CORO_VERSION 1u

/* The version of descriptors with GC_CORO_HAS_INNER. */
#define GC_CORO_VERSION_INNER 2u

/* Before each function that a frame can name in its first two words:
 * 8 bytes that say so, 4 that are zero, and the distance to the descriptor. The function is aligned to 8 bytes. */
#define GC_CORO_MAGIC UINT64_C(0x6f726f632d636701) /* 01 "gc-coro" in little endian */

typedef struct gc_coro_descriptor {
  uint32_t version; /* GC_CORO_VERSION or GC_CORO_VERSION_INNER; a runtime refuses what it does not know */
  uint32_t flags;   /* GC_CORO_* below */
  uint64_t frame_size;
  uint64_t frame_align;
  /* The pointer area: `pointer_count` words, each a tracked pointer in the states whose map says so. */
  uint64_t pointers_offset;
  uint64_t pointer_count;
  /* The byte area: everything else of the coroutine's own. Objects of mixed content (the promise, variables that hold
   * both) stand here or before it; the maps name their pointers. */
  uint64_t bytes_offset;
  uint64_t byte_count;
  /* The state: an unsigned integer of `state_size` bytes; no bytes if there is only one state. */
  uint64_t state_offset;
  uint32_t state_size;
  /* States 0 .. suspend_count - 1 are suspensions; suspend_count is the time before the first one. */
  uint32_t suspend_count;
  /* The maps: suspend_count + 1 of them, `map_words` uint64_t each, from `maps` bytes after the descriptor's beginning
   * on. Bit i of a map (bit i % 64 of its word i / 64) is the frame's word at map_origin + i * pointer_size. */
  uint32_t maps;
  uint32_t map_words;
  uint64_t map_origin;
  uint32_t pointer_size;
  /* The function's name, NUL-terminated, `name` bytes after the descriptor's beginning. */
  uint32_t name;
} gc_coro_descriptor;

/* The frame begins with the resume and the destroy function (llvm.coro.*, switch-resumed); otherwise with the continuation and
 * the descriptor (gc.coro.*). */
#define GC_CORO_SWITCH_RESUMED 1u
/* All tracked words are in the pointer area, and there are no frames inside of this one. */
#define GC_CORO_AREA_ONLY 2u
/* Frames of other coroutines are inside of this one. After the maps comes their number, then the offset of each (uint64_t).
 * The frame at such an offset has a descriptor of its own; while there is none, its second word is null. */
#define GC_CORO_HAS_INNER 4u

/* Of the await dialect: how many words stand directly before the constant handle of an await without state, and before a buffer
 * ("gc-coro-object-header"). They are not counted by frame_size and byte_count. A frame that the runtime allocates has the header of
 * the runtime's objects, whatever this number is. */
#define GC_CORO_HEADER_WORDS(flags) ((uint32_t)(flags) >> 16 & 0xffu)

/* The descriptor of a frame; NULL if its coroutine was not split by gc-coro for a collector. */
static inline const gc_coro_descriptor *gc_coro_descriptor_of(const void *frame) {
  const char *destroy = (const char *)((void *const *)frame)[1];
#ifdef __arm__
  destroy -= (uintptr_t)destroy & 1; /* says that the function is Thumb code */
#endif
  if (destroy == NULL || *(const uint64_t *)(destroy - 16) != GC_CORO_MAGIC)
    return NULL;
  return (const gc_coro_descriptor *)(destroy + ((const int32_t *)destroy)[-1]);
}

static inline const char *gc_coro_name(const gc_coro_descriptor *descriptor) {
  return (const char *)descriptor + descriptor->name;
}

/* The state that a frame is in: the number of its last suspension, or suspend_count before the first. */
static inline uint32_t gc_coro_state(const gc_coro_descriptor *descriptor, const void *frame) {
  const char *state = (const char *)frame + descriptor->state_offset;
  switch (descriptor->state_size) {
  case 1:
    return *(const uint8_t *)state;
  case 2:
    return *(const uint16_t *)state;
  case 4:
    return *(const uint32_t *)state;
  default:
    return 0;
  }
}

/* The map of a state: map_words words. */
static inline const uint64_t *gc_coro_map(const gc_coro_descriptor *descriptor, uint32_t state) {
  return (const uint64_t *)((const char *)descriptor + descriptor->maps) + (size_t)state * descriptor->map_words;
}

/* The number of frames inside of this one, then their offsets; NULL if there are none. */
static inline const uint64_t *gc_coro_inner(const gc_coro_descriptor *descriptor) {
  return descriptor->flags & GC_CORO_HAS_INNER ? gc_coro_map(descriptor, descriptor->suspend_count + 1) : NULL;
}

/* Shows `visit` each word of the frame, and of the frames inside of it, that holds a tracked pointer (or null) now. */
static inline void gc_coro_visit(void *frame, void (*visit)(void **slot, void *context), void *context) {
  const gc_coro_descriptor *descriptor = gc_coro_descriptor_of(frame);
  const uint64_t *map, *inner;
  uint64_t number;
  uint32_t word;
  if (descriptor == NULL)
    return;
  map = gc_coro_map(descriptor, gc_coro_state(descriptor, frame));
  for (word = 0; word < descriptor->map_words; word++) {
    uint64_t bits = map[word];
    uint64_t offset = descriptor->map_origin + (uint64_t)word * 64 * descriptor->pointer_size;
    for (; bits != 0; bits >>= 1, offset += descriptor->pointer_size)
      if (bits & 1)
        visit((void **)((char *)frame + offset), context);
  }
  inner = gc_coro_inner(descriptor);
  for (number = 1; inner != NULL && number <= inner[0]; number++)
    gc_coro_visit((char *)frame + inner[number], visit, context);
}

/* Frames of the await dialect (gc.coro.*). They are objects of the collected heap, or buffers of a caller, and begin with
 *
 *     frame[0]   the continuation; null in a buffer that is free
 *     frame[1]   the descriptor; null in a frame that nobody has filled yet
 *
 * Then come `pointer_count` words, all of them tracked pointers or null at any safepoint, and `byte_count` bytes. A word that points
 * to a buffer on a stack may be among the roots: it is not in the heap, and the collector leaves it as it is. */

/* What a buffer needs, aligned to a pointer, with the header before it: of the answers of gc.coro.size.pointers and gc.coro.size.bytes.
 * The bytes count the header of "gc-coro-object-header". */
#define GC_CORO_BUFFER_SIZE(pointers, bytes) ((2 + (size_t)(pointers)) * sizeof(void *) + (size_t)(bytes))

/* Makes memory a free buffer; also one that was in use, when nobody will call its handle any more. */
static inline void gc_coro_buffer_free(void *buffer) {
  ((void **)buffer)[0] = NULL;
  ((void **)buffer)[1] = NULL;
}

/* Makes memory a free buffer with an object header before it. The `size` bytes of `header` are copied: as many as the words of
 * "gc-coro-object-header" have. Returns the buffer, which is what a collector and gc.coro.acquire get. */
static inline void *gc_coro_buffer_after_header(void *memory, const void *header, size_t size) {
  size_t byte;
  for (byte = 0; byte < size; byte++)
    ((char *)memory)[byte] = ((const char *)header)[byte];
  gc_coro_buffer_free((char *)memory + size);
  return (char *)memory + size;
}

/* The descriptor of a frame of the await dialect; NULL before it is filled. */
static inline const gc_coro_descriptor *gc_coro_await_descriptor_of(const void *frame) {
  return ((const gc_coro_descriptor *const *)frame)[1];
}

/* Shows `visit` each word of a frame of the await dialect that holds a tracked pointer or null. */
static inline void gc_coro_await_visit(void *frame, void (*visit)(void **slot, void *context), void *context) {
  const gc_coro_descriptor *descriptor = gc_coro_await_descriptor_of(frame);
  uint64_t word;
  if (descriptor == NULL)
    return;
  for (word = 0; word < descriptor->pointer_count; word++)
    visit((void **)((char *)frame + descriptor->pointers_offset) + word, context);
}

#ifdef __cplusplus
}
#endif

#endif
