/* stackmap.h: the tracked pointers on the stack, by LLVM's stack map (version 3).
 *
 * x86-64. The stack is walked along rbp, so everything between gc_main and the runtime has a frame pointer. The symbol
 * __LLVM_StackMaps is local in what llc writes: the programs' objects go through
 * `llvm-objcopy --globalize-symbol=__LLVM_StackMaps`.
 */
#ifndef GC_STACKMAP_H
#define GC_STACKMAP_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Shows `visit` the pairs (slot of the base, slot of the derived pointer) of all activations from the one with this frame
 * pointer (__builtin_frame_address(0) of a function of the runtime) outwards to gc_main. The base may be its own derived
 * pointer, and a slot may be shown more than once, as base or derived.
 *
 * A collector that moves objects reads the values of all pairs before it writes any: the distance between derived
 * pointer and base is that of the old values. Only the derived slot is to be written; a base that lives on is shown as
 * derived from itself. */
void gc_stack_visit(void *frame_pointer, void (*visit)(uint64_t *base, uint64_t *derived, void *context), void *context);

/* Reads the stack map and notes where the stack ends; main.c does that. */
void gc_stack_start(void *outermost_frame_pointer);
/* Notes where the stack of another thread ends, on that thread. */
void gc_stack_start_thread(void *outermost_frame_pointer);

#ifdef __cplusplus
}
#endif

#endif
