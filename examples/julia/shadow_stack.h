/* shadow_stack.h: the shadow stack of Julia, and an AwaitBuffer of a stack in it. Include gc_coro.h first. */
#ifndef EXAMPLES_JULIA_SHADOW_STACK_H
#define EXAMPLES_JULIA_SHADOW_STACK_H

/* The head of what JL_GC_PUSH leaves on the stack. Then come `nroots >> 2` words: the roots themselves, or, where bit 0 is set, the
 * addresses of the roots. */
typedef struct jl_gcframe {
  uintptr_t nroots;
  struct jl_gcframe *prev;
} jl_gcframe;

enum { JL_GC_MARKED = 1, JL_GC_OLD = 2 }; /* bits of the tag before an object */

/* AwaitBuffer(size) on a stack: the memory becomes a type tag and a free buffer after it, and the words of the buffer's pointer
 * area become roots. `gcframe` has two words and one for each pointer. The result is the buffer's address as the tracked pointer
 * that await_acquire gets. */
static inline void *push_await_buffer(jl_gcframe **pgcstack, jl_gcframe *gcframe, void *memory, uint64_t pointers) {
  const uintptr_t tag = JL_GC_MARKED; /* as "gc-coro-object-header" says */
  void **buffer = (void **)gc_coro_buffer_after_header(memory, &tag, sizeof tag);
  void ***roots = (void ***)(gcframe + 1);
  uint64_t index;
  for (index = 0; index < pointers; index++) {
    buffer[2 + index] = NULL;
    roots[index] = &buffer[2 + index];
  }
  gcframe->nroots = pointers << 2 | 1;
  gcframe->prev = *pgcstack;
  *pgcstack = gcframe;
  return buffer;
}

static inline void pop_await_buffer(jl_gcframe **pgcstack) { *pgcstack = (*pgcstack)->prev; }

#endif
